import { AppError } from '../../../domain/errors.ts'
import { type CsvRecord, readCsv } from '../../read-csv.ts'
import type { ByteSource, ReadFault, ReadItem, ReadLimits } from '../reader.ts'
import { decode, textEncoding } from './encoding.ts'
import { readFirst } from './read-whole.ts'

export interface DelimitedOptions {
  readonly delimiter: string
  /** As declared by a mapping; null: byte order mark or UTF-8. */
  readonly encoding: string | null
  /** Whether a last line without a line break is refused: its last field may have lost digits in a cut. */
  readonly endsInBreak?: boolean
}

/**
 * The records of a delimited file, one after the other.
 * @throws AppError TOO_LARGE, FILE_NOT_READABLE
 */
export async function* readRecords(
  source: ByteSource,
  limits: ReadLimits,
  { delimiter, encoding, endsInBreak = false }: DelimitedOptions,
): AsyncGenerator<CsvRecord> {
  if (source.size > limits.maxBytes) {
    const message = `${source.name} has ${source.size} bytes; at most ${limits.maxBytes} are read. Split it.`
    throw new AppError('TOO_LARGE', message, { file: source.name, size: source.size })
  }
  const known = textEncoding(source.name, await readFirst(source), encoding)
  const end = { isBreak: true }
  const chunks = watch(decode(source.name, source.stream(), known), end)
  let held: CsvRecord | null = null
  for await (const batch of readCsv(chunks, { delimiter, maxFieldLength: limits.maxFieldLength })) {
    for (const record of batch) {
      if (held) yield held
      held = record
    }
  }
  if (!held) return
  const isCut = endsInBreak && !end.isBreak && held.problem === null && !held.raw.endsWith('"')
  yield isCut
    ? {
        ...held,
        problem:
          'the file ends inside this line, whose last field may be cut (if it is whole, end it with a line break)',
      }
    : held
}

/** Takes a byte order mark off and looks whether the text ends in a line break. */
async function* watch(chunks: AsyncIterable<string>, end: { isBreak: boolean }): AsyncGenerator<string> {
  let isFirst = true
  for await (const chunk of chunks) {
    if (chunk === '') continue
    end.isBreak = chunk.endsWith('\n')
    yield isFirst && chunk.startsWith('\ufeff') ? chunk.slice(1) : chunk
    isFirst = false
  }
}

/** The lines at the start of a text, for telling formats apart. */
export function firstLines(first: Uint8Array, count: number): string[] {
  try {
    const encoding = textEncoding('', first)
    const text = new TextDecoder(encoding).decode(first)
    return text.split(/\r?\n/, count)
  } catch {
    return Buffer.from(first).toString('latin1').split(/\r?\n/, count)
  }
}

export const faultAt = (row: number, text: string, reason: string, part: string | null = null): ReadItem => {
  const fault: ReadFault = { place: { part, row, column: null }, text: text.slice(0, 2000), reason }
  return { kind: 'fault', fault }
}

/** Counts cells and stops at the limit. */
export function cellCounter(name: string, limits: ReadLimits): (cells: number) => void {
  let count = 0
  return (cells) => {
    count += cells
    if (count > limits.maxCells) {
      const message = `${name} has more than ${limits.maxCells} cells. Split it, or ask the source for less.`
      throw new AppError('TOO_LARGE', message, { file: name, limit: limits.maxCells })
    }
  }
}
