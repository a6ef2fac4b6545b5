import { AppError } from '../../../domain/errors.ts'
import { listAt, textAt, textOf } from '../bytes/json.ts'
import { MACHINE_NUMBERS, type NumberRules, readNumber } from '../number-text.ts'
import { isPeriodText } from '../period-text.ts'
import type { Coordinate, DocumentHead, ReadItem } from '../reader.ts'

/** The symbols of PX: a dash is nil, dots are missing. */
const PX_NUMBERS: NumberRules = {
  ...MACHINE_NUMBERS,
  missing: { '': 'O', '.': 'O', '..': 'O', '...': 'O', '....': 'O', '.....': 'O', '......': 'O', ':': 'O' },
  nil: ['-'],
}

interface Column {
  readonly code: string
  readonly text: string
  readonly isTime: boolean
}

/**
 * The own JSON of PX-Web: `{columns: [{code, text, type: d|t|c}], data: [{key: [...], values: [...]}]}`. Columns of type c
 * are contents, a value each; they become a dimension of their own.
 *
 * @throws AppError SOURCE_SCHEMA_CHANGED when there is no column of contents
 */
export function readPxWebData(
  name: string,
  body: unknown,
): { readonly head: DocumentHead; readonly items: Iterable<ReadItem> } {
  const columns = listAt(body, 'columns').map((column) => ({
    code: textAt(column, 'code') ?? '',
    text: textAt(column, 'text') ?? '',
    type: textAt(column, 'type') ?? 'd',
    unit: textAt(column, 'unit'),
  }))
  const contents = columns.filter(({ type }) => type === 'c')
  const rows = listAt(body, 'data')
  const keys = columns.filter(({ type }) => type !== 'c')
  if (
    contents.length === 0 ||
    columns.some(({ code }) => code === '') ||
    new Set(columns.map((c) => c.code)).size < columns.length
  ) {
    const message = `${name} has columns without a code or none of contents (type c). Ask the site for json-stat2.`
    throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name })
  }
  const marked = keys.findIndex(({ type }) => type === 't')
  const time =
    marked >= 0
      ? marked
      : keys.findIndex(
          (_, k) => rows.length > 0 && rows.every((row) => isPeriodText(String(listAt(row, 'key')[k] ?? ''))),
        )
  const metadata = listAt(body, 'metadata')[0]
  const updated = /^\d{4}-\d{2}-\d{2}/.exec(textAt(metadata, 'updated') ?? '')
  const comments = listAt(body, 'comments').map((c) =>
    [textAt(c, 'variable'), textAt(c, 'value'), textAt(c, 'comment')].filter(Boolean).join(': '),
  )
  const dimensions = keys.map(({ code, text }, k): Column => ({ code, text, isTime: k === time }))
  const head: DocumentHead = {
    format: 'px-web-json',
    title: textAt(metadata, 'label') ?? contents.map(({ text }) => text).join('; '),
    publisher: textAt(metadata, 'source'),
    published: updated ? updated[0] : null,
    dimensions: [
      ...dimensions.map(({ code, text, isTime }) => ({ id: isTime ? 'TIME_PERIOD' : code, label: text })),
      { id: 'ContentsCode', label: null },
    ],
    notes: comments.filter(Boolean),
  }
  return { head, items: figures(dimensions, contents, rows) }
}

function* figures(
  keys: readonly Column[],
  contents: readonly { readonly code: string; readonly text: string; readonly unit: string | null }[],
  rows: readonly unknown[],
): Generator<ReadItem> {
  for (const [r, row] of rows.entries()) {
    const key = listAt(row, 'key').map(textOf)
    const values = listAt(row, 'values')
    const fault = (reason: string): ReadItem => ({
      kind: 'fault',
      fault: {
        place: { part: null, row: r + 1, column: null },
        text: (JSON.stringify(row) ?? '').slice(0, 400),
        reason,
      },
    })
    if (key.length !== keys.length || key.includes(null) || values.length !== contents.length) {
      yield fault(
        `the row has ${key.length} keys and ${values.length} values, its columns are ${keys.length} and ${contents.length}; ask the site again`,
      )
      continue
    }
    const pairs: [string, Coordinate][] = []
    let period = ''
    for (const [k, { code, isTime }] of keys.entries()) {
      if (isTime) period = key[k]!
      else pairs.push([code, { code: key[k]!, label: null }])
    }
    for (const [c, content] of contents.entries()) {
      const text = values[c] === null ? '' : textOf(values[c])
      const reading = text === null && values[c] !== '' ? null : readNumber(text ?? '', PX_NUMBERS)
      if (!reading || reading.kind === 'refused') {
        yield fault(`${content.code}: ${reading?.reason ?? 'the value is not a number'}`)
        continue
      }
      const place = { part: null, row: r + 1, column: content.code }
      const dimensions = Object.fromEntries([...pairs, ['ContentsCode', { code: content.code, label: content.text }]])
      const value = reading.kind === 'missing' ? null : reading.value
      const flags = reading.kind === 'number' || reading.symbol === '' ? [] : [reading.symbol]
      const attributes: Readonly<Record<string, string>> = content.unit ? { unit: content.unit } : {}
      yield { kind: 'figure', figure: { place, dimensions, period, text: text ?? '', value, flags, attributes } }
    }
  }
}
