import { AppError } from '../../../domain/errors.ts'
import type { ReadLimits } from '../reader.ts'

/** One statement of a PX header: `KEYWORD[language]("subject","subject")=value,value;` */
export interface PxStatement {
  readonly keyword: string
  readonly language: string | null
  readonly subjects: readonly string[]
  /** A time list keeps its unit in `timeUnit`; a range in it is `[from, to]` with `isRange`. */
  readonly values: readonly string[]
  readonly timeUnit: string | null
  readonly isRange: boolean
  readonly line: number
}

/** A header in memory, and the text that follows `DATA=`. */
export interface PxDocument {
  readonly statements: readonly PxStatement[]
  /** Line on which the figures begin. */
  readonly dataLine: number
  readonly data: AsyncGenerator<string>
}

const MAX_HEADER = 32 * 1024 * 1024 // characters; the largest code lists seen in the open have some 2 MB
const DATA = /DATA\s*=/iy
const BLANK = /\s*/y

/**
 * Reads the keywords of a PX file up to `DATA=`.
 *
 * @param name    of the file, for messages
 * @param chunks  decoded text, cut anywhere
 * @returns null when the text ends without `DATA=`
 * @throws AppError SOURCE_SCHEMA_CHANGED for a statement that cannot be read, TOO_LARGE for an endless header
 * @see Statistics Sweden, PX file format (AXIS-VERSION 2013)
 */
export async function readPxHeader(
  name: string,
  chunks: AsyncIterator<string>,
  limits: ReadLimits,
): Promise<PxDocument | null> {
  const statements: PxStatement[] = []
  let text = ''
  let line = 1
  let total = 0
  let isEnd = false
  const pull = async (): Promise<void> => {
    const { value, done } = await chunks.next()
    if (done) isEnd = true
    else {
      text += value
      total += value.length
      if (total > MAX_HEADER) {
        const message = `${name}: the keywords before DATA= go on for more than ${MAX_HEADER} characters (line ${line}). Is a quotation mark missing?`
        throw new AppError('TOO_LARGE', message, { file: name, line })
      }
    }
  }
  for (;;) {
    const start = skipBlank(text, 0)
    line += countBreaks(text, 0, start)
    text = text.slice(start)
    DATA.lastIndex = 0
    const data = DATA.exec(text)
    if (data) {
      const rest = text.slice(data[0].length)
      return { statements, dataLine: line + countBreaks(data[0], 0, data[0].length), data: resume(rest, chunks) }
    }
    // Not resumed where it broke off: a header comes in one or two chunks.
    const end = text.length < 32 && !isEnd ? -1 : statementEnd(text)
    if (end >= 0) {
      statements.push(parseStatement(name, text.slice(0, end), line, limits))
      line += countBreaks(text, 0, end + 1)
      text = text.slice(end + 1)
    } else if (isEnd) return null
    else await pull()
  }
}

async function* resume(rest: string, chunks: AsyncIterator<string>): AsyncGenerator<string> {
  if (rest) yield rest
  for (;;) {
    const { value, done } = await chunks.next()
    if (done) return
    yield value
  }
}

function skipBlank(text: string, at: number): number {
  BLANK.lastIndex = at
  BLANK.exec(text)
  return BLANK.lastIndex
}

/** Position of the semicolon that ends the statement at the start of `text`; -1 when it is not there yet. */
function statementEnd(text: string): number {
  let at = 0
  for (;;) {
    const stop = text.indexOf(';', at)
    if (stop < 0) return -1
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote > stop) return stop
    const close = text.indexOf('"', quote + 1)
    if (close < 0) return -1
    at = close + 1
  }
}

const KEYWORD = /\s*([A-Za-z][\w-]*)\s*(?:\[\s*"?([^\]"]*)"?\s*\])?\s*/y
const TIME_LIST = /TLIST\s*\(\s*([A-Za-z]\d?)\s*/iy
const BARE = /[^\s,;"()]+/y

function parseStatement(name: string, text: string, line: number, limits: ReadLimits): PxStatement {
  let at = 0
  const fail = (what: string): AppError => {
    const place = line + countBreaks(text, 0, at)
    const message = `${name}, line ${place}: ${what} in "${text.slice(0, 60)}". Ask the source for the file again, or save it anew from PxWin.`
    return new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name, line: place })
  }
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  /** A string, with the pieces that continue it on the next lines. */
  const readString = (): string => {
    let whole = ''
    do {
      const close = text.indexOf('"', at + 1)
      if (close < 0) throw fail('a quotation mark is not closed')
      whole += text.slice(at + 1, close).replace(/\s*\r?\n\s*/g, ' ')
      at = skipBlank(text, close + 1)
      if (whole.length > limits.maxFieldLength) throw fail(`a text has more than ${limits.maxFieldLength} characters`)
    } while (text[at] === '"')
    return whole.normalize('NFC')
  }

  const head = match(KEYWORD)
  if (!head) throw fail('no keyword')
  const subjects: string[] = []
  if (text[at] === '(') {
    do {
      at = skipBlank(text, at + 1)
      if (text[at] !== '"') throw fail('a subject is not in quotation marks')
      subjects.push(readString())
    } while (text[at] === ',')
    if (text[at] !== ')') throw fail('a bracket is not closed')
    at = skipBlank(text, at + 1)
  }
  if (text[at] !== '=') throw fail('no "="')
  at = skipBlank(text, at + 1)

  const values: string[] = []
  let timeUnit: string | null = null
  let isRange = false
  const unit = match(TIME_LIST)
  if (unit) {
    timeUnit = unit[1]!.toUpperCase()
    if (text[at] === ',') at = skipBlank(text, at + 1)
    if (text[at] === '"') {
      const from = readString()
      if (text[at] === '-') {
        isRange = true
        at = skipBlank(text, at + 1)
        if (text[at] !== '"') throw fail('a range of time has no end')
        values.push(from, readString())
      } else values.push(from)
    }
    // The list may stand inside the bracket or after it.
    while (text[at] === ',' || text[at] === ')') {
      at = skipBlank(text, at + 1)
      if (text[at] === '"') values.push(readString())
    }
    if (at < text.length) throw fail('a time list cannot be read')
  }
  while (at < text.length) {
    if (text[at] === '"') values.push(readString())
    else {
      const bare = match(BARE)
      if (!bare) throw fail(`"${text[at]}" is not expected`)
      values.push(bare[0])
    }
    at = skipBlank(text, at)
    // HIERARCHIES join parent and child by a colon.
    if (text[at] === ',' || text[at] === ':') at = skipBlank(text, at + 1)
    else if (at < text.length && text[at] !== '"') throw fail(`"${text[at]}" is not expected`)
  }
  const language = head[2] ? head[2].trim().toLowerCase() : null
  return { keyword: head[1]!.toUpperCase(), language, subjects, values, timeUnit, isRange, line }
}

function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1
  return breaks
}
