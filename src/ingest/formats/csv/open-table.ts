import { AppError } from '../../../domain/errors.ts'
import { type CsvRecord, readCsv } from '../../read-csv.ts'
import { openText } from '../open-bytes.ts'
import type { ByteSource, ReadFault, ReadLimits } from '../reader.ts'

/** A delimited file with a heading line, opened. */
export interface CsvTable {
  readonly delimiter: string
  /** NFC, without outer blanks, in the order of the file. */
  readonly headings: readonly string[]
  /** The first records after the heading, to learn from. */
  readonly sample: readonly CsvRecord[]
  /** The records after the heading, in batches. */
  records(): AsyncGenerator<readonly CsvRecord[]>
  /** Why a record cannot be read, or null. Needs `records` to have reached it. */
  problemOf(record: CsvRecord): string | null
  /**
   * Whether a record is the last and lacks its line break: a figure in its last field may have lost digits in a cut, and
   * nothing else would show it.
   */
  isUnfinished(record: CsvRecord): boolean
}

const SAMPLE_ROWS = 200

/**
 * Opens a delimited file by its heading line.
 *
 * @param delimiterOf  reads the delimiter off the first line
 * @throws AppError INVALID_INPUT for a file without heading or rows, FILE_NOT_READABLE, TOO_LARGE
 */
export async function openTable(
  source: ByteSource,
  limits: ReadLimits,
  delimiterOf: (firstLine: string) => string,
): Promise<CsvTable> {
  const delimiter = delimiterOf(await firstLineOf(source, limits))
  const options = { delimiter, maxFieldLength: limits.maxFieldLength }
  const first: CsvRecord[] = []
  for await (const batch of readCsv(openText(source, limits), options)) {
    first.push(...batch.slice(0, SAMPLE_ROWS + 1))
    if (first.length > SAMPLE_ROWS) break
  }
  const [heading, ...sample] = first
  if (heading === undefined) throw invalid(source, 'is empty; an empty answer of a source is not data')
  if (heading.problem !== null) throw invalid(source, `has a broken heading line (${heading.problem})`)
  const headings = heading.fields.map((field) => field.trim().normalize('NFC'))
  if (sample.length === 0) {
    throw invalid(
      source,
      'has a heading and no rows: so a source answers for a code it does not know, or where it has no figures',
    )
  }

  let hasEnded = false
  let lastSign = ''
  let last: CsvRecord | undefined
  async function* watched(): AsyncGenerator<string> {
    for await (const text of openText(source, limits)) {
      if (text !== '') lastSign = text[text.length - 1]!
      yield text
    }
    hasEnded = true
  }
  async function* records(): AsyncGenerator<readonly CsvRecord[]> {
    let cells = 0
    let isFirst = true
    for await (const batch of readCsv(watched(), options)) {
      last = batch.at(-1)
      const rows = isFirst ? batch.slice(1) : batch
      isFirst = false
      cells += rows.length * headings.length
      if (cells > limits.maxCells) throw tooManyCells(source, limits)
      yield rows
    }
  }
  const problemOf = ({ fields, problem }: CsvRecord): string | null => {
    if (problem !== null) return `${problem}. Correct the quotes of this line in the source.`
    if (fields.length === headings.length) return null
    return `the row has ${fields.length} fields, the heading has ${headings.length}: it is cut or has a separator too many. Fetch the file again.`
  }
  const isUnfinished = (record: CsvRecord): boolean => hasEnded && record === last && lastSign !== '\n'
  return { delimiter, headings, sample, records, problemOf, isUnfinished }
}

/** A row that could not be read, with its raw text. */
export const rowFault = ({ line, raw }: CsvRecord, column: string | null, reason: string): ReadFault => ({
  place: { part: null, row: line, column },
  text: raw.slice(0, MAX_FAULT_TEXT),
  reason,
})
const MAX_FAULT_TEXT = 4096

async function firstLineOf(source: ByteSource, limits: ReadLimits): Promise<string> {
  let text = ''
  for await (const chunk of openText(source, limits)) {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0) return text.slice(0, end).replace(/\r$/, '')
    if (text.length > limits.maxFieldLength) break
  }
  if (text.length > limits.maxFieldLength) {
    const message = `The heading line of ${source.name} has more than ${limits.maxFieldLength} characters. Is this a table?`
    throw new AppError('TOO_LARGE', message, { file: source.name })
  }
  return text
}

const invalid = (source: ByteSource, what: string): AppError =>
  new AppError(
    'INVALID_INPUT',
    `${source.name} ${what}. Nothing of it is loaded; check the address and fetch it again.`,
    {
      file: source.name,
    },
  )

function tooManyCells({ name }: ByteSource, { maxCells }: ReadLimits): AppError {
  return new AppError('TOO_LARGE', `${name} has more than ${maxCells} cells. Split it by year or by area.`, {
    file: name,
  })
}
