import { AppError } from '../../../domain/errors.ts'
import { isObject, listAt, member, textAt } from '../bytes/json.ts'
import { BLS_NUMBERS, readNumber } from '../number-text.ts'
import type { DocumentHead, RawFigure, ReadItem } from '../reader.ts'

export interface BlsAnswer {
  readonly series: readonly unknown[]
  readonly messages: readonly string[]
}

/**
 * The body of BLS API v1 or v2. Refusals come with HTTP 200 and `Results: {}`.
 * @throws AppError RATE_LIMITED at the daily threshold, INVALID_INPUT for a request the BLS refuses, SOURCE_SCHEMA_CHANGED
 */
export function readBlsAnswer(name: string, body: unknown): BlsAnswer {
  const status = textAt(body, 'status')
  const messages = listAt(body, 'message').filter((m): m is string => typeof m === 'string')
  const results = member(body, 'Results')
  const series = listAt(Array.isArray(results) ? results[0] : results, 'series')
  if (status === 'REQUEST_SUCCEEDED' && series.length > 0) return { series, messages }
  const said = messages.join(' ').slice(0, 300) || `status ${status ?? 'none'}`
  if (/threshold|daily|limit/i.test(said)) {
    const message = `${name}: the BLS answers no more requests today (${said}). Try again tomorrow, or register a key.`
    throw new AppError('RATE_LIMITED', message, { file: name })
  }
  if (status?.startsWith('REQUEST_') && status !== 'REQUEST_SUCCEEDED') {
    const message = `${name}: the BLS refused the request (${said}). Check series, years and key.`
    throw new AppError('INVALID_INPUT', message, { file: name, status })
  }
  const message = `${name} has no series of BLS API v2 (${said}). Its body is {status, message, Results: {series: [...]}}.`
  throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name, status })
}

export function blsHead({ series, messages }: BlsAnswer): DocumentHead {
  const titles = series.map((s) => textAt(member(s, 'catalog'), 'series_title')).filter((t) => t !== null)
  return {
    format: 'bls-json',
    title: titles.join('; ').slice(0, 300) || null,
    publisher: 'U.S. Bureau of Labor Statistics',
    published: null,
    dimensions: [
      { id: 'series_id', label: 'Series' },
      { id: 'TIME_PERIOD', label: 'Period' },
    ],
    notes: messages,
  }
}

/** A period such as M13, the annual average, stays `2023M13`: it is no month (`period-text.ts` keeps it apart). */
export function* blsFigures({ series }: BlsAnswer): Generator<ReadItem> {
  for (const one of series) {
    const id = textAt(one, 'seriesID')
    const catalog = member(one, 'catalog')
    const label = textAt(catalog, 'series_title')
    const shared = catalogAttributes(catalog)
    const rows = listAt(one, 'data')
    const part = id
    if (!id || rows.length === 0) {
      const reason = id ? 'the BLS sent no figures for this series; check its id and years' : 'a series has no seriesID'
      yield { kind: 'fault', fault: { place: { part, row: 1, column: null }, text: id ?? '', reason } }
      continue
    }
    for (const [k, row] of rows.entries()) yield figureOf(row, { part, row: k + 1, column: null }, label, shared)
  }
}

function figureOf(
  row: unknown,
  place: RawFigure['place'],
  label: string | null,
  shared: Readonly<Record<string, string>>,
): ReadItem {
  const year = textAt(row, 'year')
  const period = textAt(row, 'period')
  const text = textAt(row, 'value') ?? ''
  const reading = readNumber(text, BLS_NUMBERS)
  if (!year || !period || !/^\d{4}$/.test(year) || !/^[AMQS]\d\d$/.test(period) || reading.kind === 'refused') {
    const reason =
      reading.kind === 'refused' ? reading.reason : `"${year} ${period}" is not a year and a period such as M03`
    return { kind: 'fault', fault: { place, text: JSON.stringify(row ?? null).slice(0, 400), reason } }
  }
  const footnotes = listAt(row, 'footnotes').filter(isObject)
  const flags = footnotes.map((f) => textAt(f, 'code')).filter((code) => code !== null)
  const notes = footnotes.map((f) => textAt(f, 'text')).filter((note) => note !== null)
  const attributes = notes.length > 0 ? { ...shared, footnotes: notes.join(' ') } : shared
  const value = reading.kind === 'number' ? reading.value : null
  const dimensions = { series_id: { code: place.part, label } }
  return { kind: 'figure', figure: { place, dimensions, period: `${year}${period}`, text, value, flags, attributes } }
}

function catalogAttributes(catalog: unknown): Readonly<Record<string, string>> {
  if (!isObject(catalog)) return {}
  const pairs = Object.keys(catalog).map((name) => [name, textAt(catalog, name)] as const)
  return Object.fromEntries(pairs.filter((p): p is [string, string] => p[1] !== null && p[0] !== 'series_id'))
}
