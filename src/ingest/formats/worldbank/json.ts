import { AppError } from '../../../domain/errors.ts'
import { isObject, type JsonObject, listAt, member, textAt, textOf } from '../bytes/json.ts'
import { MACHINE_NUMBERS, readNumber } from '../number-text.ts'
import type { DocumentHead, RawFigure, ReadItem } from '../reader.ts'

export interface WorldBankPage {
  readonly page: number
  readonly pages: number
  readonly total: number
  readonly lastUpdated: string | null
  readonly rows: readonly unknown[]
}

/**
 * One page of World Bank API v2, `[meta, rows]`. An error comes in the same shape with HTTP 200 and is told apart here.
 *
 * @throws AppError NOT_FOUND or INVALID_INPUT with the words of the World Bank; SOURCE_SCHEMA_CHANGED for another shape
 */
export function readWorldBankPage(name: string, body: unknown): WorldBankPage {
  const [meta, rows] = Array.isArray(body) ? body : []
  const messages = listAt(meta, 'message')
  if (messages.length > 0) {
    const said = messages.map((m) => [textAt(m, 'id'), textAt(m, 'value')].filter(Boolean).join(' ')).join('; ')
    const isGone = messages.some((m) => /^17[0-9]$/.test(textAt(m, 'id') ?? ''))
    const todo = isGone
      ? 'Look its code up again at data.worldbank.org.'
      : 'Check countries, indicator and dates of the address.'
    const message = `${name}: the World Bank answered with an error, not data (${said}). ${todo}`
    throw new AppError(isGone ? 'NOT_FOUND' : 'INVALID_INPUT', message, { file: name, messages: said })
  }
  const count = (field: string): number => Number(textAt(meta, field) ?? Number.NaN)
  const total = count('total')
  if (!isObject(meta) || !Number.isFinite(total) || !(Array.isArray(rows) || rows === null || rows === undefined)) {
    const message = `${name} is not a page of World Bank API v2, which is [{page, pages, total, ...}, [rows]]. Ask for format=json.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
  }
  const found = { page: count('page') || 1, pages: count('pages') || 1, total, rows: (rows ?? []) as unknown[] }
  const perPage = count('per_page')
  const expected = found.page < found.pages ? perPage : total - (found.page - 1) * (perPage || total)
  if (Number.isFinite(expected) && found.rows.length !== expected) {
    const message = `${name}: page ${found.page} of ${found.pages} says ${expected} rows but has ${found.rows.length}. Fetch it again.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name, expected, rows: found.rows.length })
  }
  return { ...found, lastUpdated: textAt(meta, 'lastupdated') }
}

export function worldBankHead(page: WorldBankPage): DocumentHead {
  const indicators = new Map<string, string>()
  for (const row of page.rows) {
    const indicator = member(row, 'indicator')
    const id = textAt(indicator, 'id')
    if (id && indicators.size < 20) indicators.set(id, textAt(indicator, 'value') ?? id)
  }
  const notes =
    page.pages > 1 ? [`Page ${page.page} of ${page.pages}; ${page.total} rows in all. Load every page.`] : []
  return {
    format: 'worldbank-json',
    title: [...indicators.values()].join('; ') || null,
    publisher: 'World Bank',
    published: /^\d{4}-\d{2}-\d{2}$/.test(page.lastUpdated ?? '') ? page.lastUpdated : null,
    dimensions: [
      { id: 'indicator', label: 'Indicator' },
      { id: 'country', label: 'Country' },
      { id: 'TIME_PERIOD', label: 'Year' },
    ],
    notes,
  }
}

export function* worldBankFigures(rows: readonly unknown[]): Generator<ReadItem> {
  for (const [k, row] of rows.entries()) {
    const place = { part: null, row: k + 1, column: null }
    const indicator = member(row, 'indicator')
    const country = member(row, 'country')
    const period = textAt(row, 'date')
    const code = textAt(row, 'countryiso3code') ?? textAt(country, 'id')
    const raw = member(row, 'value')
    const text = raw === null || raw === undefined ? '' : (textOf(raw) ?? '')
    const fault = (reason: string): ReadItem => ({
      kind: 'fault',
      fault: { place, text: JSON.stringify(row).slice(0, 400), reason },
    })
    if (!textAt(indicator, 'id') || !period || !(code ?? textAt(country, 'value'))) {
      yield fault('a row needs indicator, country and date; ask the World Bank for the page again')
      continue
    }
    const reading = readNumber(text, MACHINE_NUMBERS)
    if (reading.kind === 'refused' || (typeof raw === 'object' && raw !== null) || typeof raw === 'boolean') {
      yield fault(reading.kind === 'refused' ? reading.reason : 'the value is not a number; ask for the page again')
      continue
    }
    const status = textAt(row, 'obs_status')
    const figure: RawFigure = {
      place,
      dimensions: {
        indicator: { code: textAt(indicator, 'id'), label: textAt(indicator, 'value') },
        country: { code, label: textAt(country, 'value') },
      },
      period,
      text,
      value: reading.kind === 'number' ? reading.value : null,
      flags: status ? [status] : [],
      attributes: attributesOf(row as JsonObject),
    }
    yield { kind: 'figure', figure }
  }
}

function attributesOf(row: JsonObject): Readonly<Record<string, string>> {
  const pairs = ['unit', 'decimal', 'scale', 'source'].map((name) => [name, textAt(row, name)] as const)
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null))
}
