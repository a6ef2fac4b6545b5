import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Lang } from '../contracts/common.ts'
import type { Table } from './table.ts'

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

/**
 * A table as a stream of CSV (RFC 4180: CRLF, quotes only where needed; UTF-8 without a byte order mark), any number of rows
 * in constant memory. Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
 * A failure while reading the rows breaks the stream off, so that a cut file never looks whole.
 */
export function toCsv<R>(table: Table<R>, rows: AsyncIterable<R> | Iterable<R>, lang: Lang): Readable {
  const writer = stringify({
    header: true,
    columns: table.columns.map((c) => c.key),
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: (value) => String(value), number: (value) => String(value) },
  })
  async function* records() {
    for await (const row of rows) yield table.columns.map((column) => column.value(row, lang))
  }
  const source = Readable.from(records(), { objectMode: true, highWaterMark: 256 })
  source.on('error', (error) => writer.destroy(error))
  writer.on('close', () => source.destroy())
  return source.pipe(writer)
}
