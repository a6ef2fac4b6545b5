import { AppError } from '../../domain/errors.ts'
import { cellCounter, faultAt, firstLines, readRecords } from './bytes/delimited.ts'
import { EUROSTAT_NUMBERS, readNumber } from './number-text.ts'
import { isPeriodText } from './period-text.ts'
import type { DocumentHead, RawFigure, Reader, ReadItem } from './reader.ts'

const OPTIONS = { delimiter: '\t', encoding: null, endsInBreak: true }
/** `freq,unit,geo\TIME_PERIOD`; the bulk files before 2023 had no freq, wrote `geo\time` and began with the newest year. */
const PACKED = /^\ufeff?\s*"?[\w-]+(,[\w-]+)*\\(TIME_PERIOD|time)"?\s*$/i

interface Heading {
  readonly dimensions: readonly string[]
  readonly periods: readonly string[]
}

/**
 * Eurostat TSV, old and new: the first column packs the codes of a series, a column per period, a blank and flags after
 * every value, `:` where there is none.
 * @see Eurostat, Data Browser API: TSV format
 */
export const eurostatTsv: Reader = {
  format: 'eurostat-tsv',
  describes: { vi: 'TSV của Eurostat', en: 'Eurostat TSV' },
  recognises: (first) => (PACKED.test((firstLines(first, 1)[0] ?? '').split('\t')[0] ?? '') ? 0.99 : 0),
  async open(source, limits) {
    let heading: Heading | null = null
    for await (const record of readRecords(source, limits, OPTIONS)) {
      heading = record.problem ? null : parseHeading(record.fields)
      break
    }
    if (!heading) {
      const message = `${source.name} does not begin with a packed heading such as "freq,unit,geo\\TIME_PERIOD". Ask Eurostat for format=TSV again.`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
    }
    return { head: headOf(heading), items: readFigures(source, limits, heading) }
  },
}

function parseHeading(fields: readonly string[]): Heading | null {
  if (!PACKED.test(fields[0] ?? '')) return null
  const packed = fields[0]!.replace(/["\ufeff]/g, '').trim()
  const dimensions = packed.slice(0, packed.lastIndexOf('\\')).split(',')
  const periods = fields.slice(1).map((field) => field.trim())
  while (periods.at(-1) === '') periods.pop()
  const isSound = new Set(dimensions).size === dimensions.length && new Set(periods).size === periods.length
  return isSound && periods.length > 0 && periods.every(isPeriodText) ? { dimensions, periods } : null
}

function headOf({ dimensions }: Heading): DocumentHead {
  return {
    format: 'eurostat-tsv',
    title: null,
    publisher: 'Eurostat',
    published: null,
    dimensions: [...dimensions.map((id) => ({ id, label: null })), { id: 'TIME_PERIOD', label: null }],
    notes: [],
  }
}

async function* readFigures(
  source: Parameters<Reader['open']>[0],
  limits: Parameters<Reader['open']>[1],
  { dimensions: ids, periods }: Heading,
): AsyncGenerator<ReadItem> {
  const count = cellCounter(source.name, limits)
  let isHeading = true
  for await (const { line, raw, fields, problem } of readRecords(source, limits, OPTIONS)) {
    if (isHeading) {
      isHeading = false
      continue
    }
    if (problem) {
      yield faultAt(line, raw, `${problem}; fetch the file again`)
      continue
    }
    const codes = fields[0]!.split(',').map((code) => code.trim())
    const cells = fields.slice(1)
    while (cells.length > periods.length && cells.at(-1)!.trim() === '') cells.pop()
    if (codes.length !== ids.length || codes.includes('') || cells.length !== periods.length) {
      const reason = `the line has ${codes.length} codes and ${cells.length} cells, the heading ${ids.length} and ${periods.length}; the file seems cut, fetch it again`
      yield faultAt(line, raw, reason)
      continue
    }
    count(cells.length)
    const dimensions = Object.fromEntries(ids.map((id, k) => [id, { code: codes[k]!, label: null }]))
    for (const [k, cell] of cells.entries()) yield readCell(line, dimensions, periods[k]!, cell)
  }
}

const CELL = /^(:|[^\s:]+)?\s*([a-z]*)$/

function readCell(row: number, dimensions: RawFigure['dimensions'], period: string, cell: string): ReadItem {
  const text = cell.trim()
  const found = CELL.exec(text)
  const reading = found ? readNumber(found[1] ?? '', EUROSTAT_NUMBERS) : null
  const place = { part: null, row, column: period }
  if (!found || !reading || reading.kind === 'refused') {
    const reason = `${period}: "${text.slice(0, 40)}" is not a value with flags; fetch the file again`
    return { kind: 'fault', fault: { place, text, reason } }
  }
  const value = reading.kind === 'number' ? reading.value : null
  // "bp" is a break and provisional: one letter is one flag.
  const flags = [...(found[2] ?? '')]
  return { kind: 'figure', figure: { place, dimensions, period, text, value, flags, attributes: {} } }
}
