import { AppError } from '../domain/errors.ts'

/** One record of a delimited file. */
export interface CsvRecord {
  /** Line of the file the record begins on; 1 is the first. */
  readonly line: number
  /** The record as it stands in the file, without its line break. */
  readonly raw: string
  /** The fields, unquoted; what there is of them when `problem` is set. */
  readonly fields: readonly string[]
  readonly problem: string | null
}

export interface CsvOptions {
  readonly delimiter: string
  /** Longest field, in characters; also the longest stretch an open quote is followed. */
  readonly maxFieldLength: number
}

const QUOTE = '"'
const MAX_FIELDS = 16 // of the longest kind, in one line

/**
 * Reads a delimited file (RFC 4180, LF or CRLF) in batches, one batch a chunk.
 *
 * A broken record is handed on with its raw text and a reason, and reading goes on at the next line of the file: one
 * stray quote costs one line. (csv-parse, which the tests hold this against, swallows all lines up to the next quote.)
 *
 * @param chunks  decoded text, cut anywhere
 * @throws AppError TOO_LARGE when a line never ends
 */
export async function* readCsv(chunks: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<CsvRecord[]> {
  let rest = ''
  let line = 1
  for await (const chunk of chunks) {
    rest += chunk
    const read = readRecords(rest, line, false, options)
    rest = rest.slice(read.end)
    line = read.line
    if (read.records.length > 0) yield read.records
  }
  const { records } = readRecords(rest, line, true, options)
  if (records.length > 0) yield records
}

export interface Read {
  readonly records: CsvRecord[]
  /** Where the first record begins that is not whole yet. */
  readonly end: number
  readonly line: number
}

/**
 * The records that lie whole in `text`; at the end of the file the last one needs no line break.
 * @param most  records wanted
 */
export function readRecords(
  text: string,
  firstLine: number,
  isEnd: boolean,
  options: CsvOptions,
  most = Number.POSITIVE_INFINITY,
): Read {
  const records: CsvRecord[] = []
  let at = 0
  let line = firstLine
  let quote = -2 // the next one at or after `at`; -1: none
  while (at < text.length && records.length < most) {
    const newline = text.indexOf('\n', at)
    const lineEnd = newline < 0 ? text.length : newline
    if (lineEnd - at > options.maxFieldLength * MAX_FIELDS) throw endlessLine(line, lineEnd - at)
    if (newline < 0 && !isEnd) break
    if (quote !== -1 && quote < at) quote = text.indexOf(QUOTE, at)
    if (quote < 0 || quote >= lineEnd) {
      const raw = trimReturn(text.slice(at, lineEnd))
      if (raw !== '') records.push({ line, raw, ...tooLong(raw.split(options.delimiter), options) })
      at = lineEnd + 1
      line += 1
      continue
    }
    const record = readQuoted(text, at, lineEnd, isEnd, options)
    if (record === null) break // the quote is still open and more may come
    records.push({ line, raw: record.raw, ...tooLong(record.fields, options, record.problem) })
    at = record.end
    line += record.lines
  }
  return { records, end: Math.min(at, text.length), line }
}

interface Quoted {
  readonly raw: string
  readonly fields: string[]
  readonly problem: string | null
  readonly end: number
  readonly lines: number
}

/** A record with a quote in its first line; null when it needs more text. */
function readQuoted(text: string, start: number, lineEnd: number, isEnd: boolean, options: CsvOptions): Quoted | null {
  const { delimiter, maxFieldLength } = options
  const fields: string[] = []
  let at = start
  // The line as it stands, taken as broken: reading goes on after it.
  const broken = (problem: string): Quoted => {
    const raw = trimReturn(text.slice(start, lineEnd))
    return { raw, fields: raw.split(delimiter), problem, end: lineEnd + 1, lines: 1 }
  }
  const whole = (end: number, next: number): Quoted => {
    const raw = trimReturn(text.slice(start, end))
    return { raw, fields, problem: null, end: next, lines: raw.split('\n').length }
  }
  for (;;) {
    if (text[at] === QUOTE) {
      const close = closingQuote(text, at + 1, maxFieldLength)
      if (close === 'more' && !isEnd) return null
      if (typeof close !== 'number') return broken(`field ${fields.length + 1} opens a quote that is never closed`)
      fields.push(text.slice(at + 1, close).replaceAll('""', QUOTE))
      at = close + 1
      if (at >= text.length && !isEnd) return null
      if (text[at] === '\r' && at + 1 >= text.length && !isEnd) return null
    } else {
      const stop = nextStop(text, at, delimiter)
      const field = text.slice(at, stop)
      if (field.includes(QUOTE)) return broken(`field ${fields.length + 1} has a quote inside that is not doubled`)
      if (stop >= text.length && !isEnd) return null
      fields.push(text[stop] === delimiter ? field : trimReturn(field))
      at = stop
    }
    if (text[at] === delimiter) at += 1
    else if (at >= text.length) return whole(at, at)
    else if (text[at] === '\n') return whole(at, at + 1)
    else if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length)) return whole(at, at + 2)
    else return broken(`field ${fields.length} goes on after its closing quote`)
  }
}

/** Position of the quote that closes a field; `more` when the text ends first, `long` when the field would be too long. */
function closingQuote(text: string, from: number, maxFieldLength: number): number | 'more' | 'long' {
  for (let at = from; ; at += 2) {
    at = text.indexOf(QUOTE, at)
    if ((at < 0 ? text.length : at) - from > maxFieldLength) return 'long'
    if (at < 0) return 'more'
    // A quote at the very end may be the first of two.
    if (at + 1 >= text.length) return at
    if (text[at + 1] !== QUOTE) return at
  }
}

function nextStop(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1
  return at
}

function tooLong(
  fields: readonly string[],
  { maxFieldLength }: CsvOptions,
  problem: string | null = null,
): Pick<CsvRecord, 'fields' | 'problem'> {
  const index = problem ? -1 : fields.findIndex((field) => field.length > maxFieldLength)
  if (index < 0) return { fields, problem }
  return { fields, problem: `field ${index + 1} has ${fields[index]!.length} characters, more than ${maxFieldLength}` }
}

const trimReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text)

function endlessLine(line: number, length: number): AppError {
  return new AppError(
    'TOO_LARGE',
    `Line ${line} has more than ${length} characters. Is this a text file with one record a line?`,
    {
      line,
    },
  )
}
