import { AppError } from '../../domain/errors.ts'
import { decode, textEncoding } from './bytes/encoding.ts'
import { inTurn } from './bytes/in-turn.ts'
import { readFirst } from './bytes/read-whole.ts'
import { isPeriodText } from './period-text.ts'
import type { Reader } from './reader.ts'
import { delimiterOf, readWideTable, type TableOptions } from './wide-csv/table.ts'

const FOUND_OUT: TableOptions = { delimiter: null, encoding: null, numbers: null }
const FIRST_LINES = 60

/**
 * A reader of delimited tables that nothing else reads: periods as columns, or a column of periods.
 * @param options  what a mapping declares: encoding (any, `tcvn3` too), delimiter, how numbers are written
 */
export function delimitedReader(options: TableOptions = FOUND_OUT): Reader {
  return {
    format: 'wide-csv',
    describes: {
      vi: 'CSV hoặc TSV: kỳ theo cột, hoặc một cột thời gian',
      en: 'CSV or TSV: periods as columns, or a column of periods',
    },
    recognises(first, name) {
      const text = Buffer.from(first).toString('latin1')
      if (/^\s*[[{<]/.test(text) || text.includes('\0\0\0')) return 0
      const lines = text.split(/\r?\n/, FIRST_LINES)
      const delimiter = delimiterOf(lines)
      if (delimiter === null) return 0
      const isWide = lines.some(
        (line) => line.split(delimiter).filter((field) => isPeriodText(field.replaceAll('"', ''))).length >= 3,
      )
      const isNamed = /\.(csv|tsv|txt|tab)$/i.test(name)
      return (isWide ? 0.3 : 0.1) + (isNamed ? 0.1 : 0)
    },
    async open(source, limits, writing) {
      const declared: TableOptions = { ...options, ...writing }
      const first = await readFirst(source)
      const encoding = textEncoding(source.name, first, declared.encoding)
      let text = ''
      for await (const chunk of decode(source.name, inTurn([wholeLines(first)]), encoding)) text += chunk
      const delimiter = declared.delimiter ?? delimiterOf(text.split(/\r?\n/, FIRST_LINES))
      if (delimiter === null) {
        const message = `${source.name} is no table: no comma, tab, semicolon or bar splits its lines. Save it as CSV.`
        throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
      }
      return readWideTable(source, limits, delimiter, { ...declared, encoding })
    },
  }
}

/** The start of a file up to its last line break, so that no letter is cut in half. */
function wholeLines(first: Buffer): Buffer {
  const end = first.lastIndexOf(0x0a)
  return first.length < 64 * 1024 || end < 0 ? first : first.subarray(0, end + 1)
}

export const wideCsv = delimitedReader()
