import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Lang } from '../contracts/common.ts'
import type { CellValue, Table } from './table.ts'

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

/** How a file says that it is whole. */
export interface CsvEnd {
  /**
   * Lines of provenance put before the header as comments. The last line is then a comment too, with the number of rows:
   * a file without it was cut. Left out, the file holds header and rows alone.
   */
  readonly comments?: readonly (readonly [name: string, value: string])[]
  /** Told the number of rows when all of them have been written, and only then. */
  readonly onEnd?: (rows: number) => void
}

/** A table as a stream of CSV. */
export function toCsv<R>(
  table: Table<R>,
  rows: AsyncIterable<R> | Iterable<R>,
  lang: Lang,
  end: CsvEnd = {},
): Readable {
  async function* records() {
    for await (const row of rows) yield table.columns.map((column) => column.value(row, lang))
  }
  return csvStream(
    table.columns.map((column) => column.key),
    records(),
    end,
  )
}

const BATCH_RECORDS = 256

/**
 * Records as a stream of CSV (RFC 4180: CRLF, quotes only where needed; UTF-8 without a byte order mark), any number of them in
 * constant memory. Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
 *
 * A failure while reading breaks the stream off after a last line `#error ...`, so that a cut file never looks whole.
 */
export function csvStream(
  header: readonly string[],
  records: AsyncIterable<CellValue[]>,
  { comments, onEnd }: CsvEnd,
): Readable {
  async function* chunks(): AsyncGenerator<string> {
    let count = 0
    let batch: CellValue[][] = []
    yield (comments ?? []).map(([name, value]) => `# ${oneLine(name)}: ${oneLine(value)}\r\n`).join('') +
      text([[...header]])
    try {
      for await (const record of records) {
        count += 1
        batch.push(record)
        if (batch.length < BATCH_RECORDS) continue
        yield text(batch)
        batch = []
      }
      if (batch.length > 0) yield text(batch)
    } catch (error) {
      yield `${text(batch)}#error the file ends after ${count} rows: reading failed. Ask again.\r\n`
      // What is still in the buffer would be thrown away with the stream.
      await new Promise((resolve) => setImmediate(resolve))
      throw error
    }
    if (comments) yield `# end: ${count} rows\r\n`
    onEnd?.(count)
  }
  return Readable.from(chunks(), { objectMode: false })
}

const oneLine = (value: string): string => value.replace(/\s*[\r\n]+\s*/g, ' ')
const text = (records: readonly CellValue[][]): string =>
  stringify(records as CellValue[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: (value) => String(value), number: (value) => String(value) },
  })
