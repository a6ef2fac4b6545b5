import type { CsvRecord } from '../../read-csv.ts'
import { type CsvTable, rowFault } from '../csv/open-table.ts'
import { MACHINE_NUMBERS, type NumberRules, readNumber } from '../number-text.ts'
import { createPeriodReader } from '../period-text.ts'
import type { Coordinate, ReadItem } from '../reader.ts'
import { actionLetter, isStatusId } from '../sdmx/concepts.ts'
import { attributeTexts, splitLabel } from './cells.ts'
import type { SdmxColumn, SdmxColumns } from './columns.ts'
import { createPartialKeys } from './partial-keys.ts'

/** A dimension a row does not concern: its attributes hold for all codes of it. */
const SWITCHED_OFF = '~'

interface Row {
  readonly record: CsvRecord
  /** Dimension id -> coordinate; switched-off dimensions have the code `~`. */
  readonly dimensions: Record<string, Coordinate>
  readonly period: string
  readonly attributes: Record<string, string>
  readonly flags: string[]
}

/** What the rows of one file share. */
interface FileState {
  readonly numbers: (text: string) => NumberRules
  readonly partialKeys: ReturnType<typeof createPartialKeys>
  readonly periodOf: ReturnType<typeof createPeriodReader>
}

/** The rows of a table as figures and faults, in the order of the file. */
export async function* readRows(table: CsvTable, columns: SdmxColumns): AsyncGenerator<ReadItem> {
  const numbers = createDecimalRule(table.delimiter)
  const partialKeys = createPartialKeys()
  const periodOf = createPeriodReader()
  const lastIsValue = columns.measures.some(({ column }) => column === table.headings.length - 1)
  for await (const records of table.records()) {
    for (const record of records) {
      const problem = table.problemOf(record)
      if (problem !== null) yield { kind: 'fault', fault: rowFault(record, null, problem) }
      else if (lastIsValue && table.isUnfinished(record)) {
        const reason =
          'the file ends inside this row, so its figure may have lost digits. Fetch it again, or end the line.'
        yield { kind: 'fault', fault: rowFault(record, columns.measures.at(-1)!.id, reason) }
      } else yield* readRow(rowOf(record, columns), columns, { numbers, partialKeys, periodOf })
    }
  }
}

function* readRow(row: Row, columns: SdmxColumns, { numbers, partialKeys, periodOf }: FileState): Generator<ReadItem> {
  const { record } = row
  const fault = (column: string | null, reason: string): ReadItem => ({
    kind: 'fault',
    fault: rowFault(record, column, reason),
  })
  const isPartial =
    row.period === SWITCHED_OFF || Object.values(row.dimensions).some(({ code }) => code === SWITCHED_OFF)
  if (isPartial) {
    const problem = partialKeys.add(row)
    if (problem !== null) yield fault(null, problem)
    return
  }
  const action = row.attributes['ACTION']
  if (row.period !== '') {
    const reading = periodOf(row.period, frequencyOf(row))
    // A period the calendar does not have is a fault; one only a mapping can place is passed on as published.
    if (reading.kind === 'refused' && (reading.why === 'impossible' || reading.why === 'not-a-period')) {
      yield fault(columns.time!.id, reading.reason)
      return
    }
  } else if (columns.time !== null && action !== 'D') {
    yield fault(columns.time.id, 'the row has no period.')
    return
  }
  const carried = partialKeys.attributesOf(row)
  if (action === 'D') {
    yield* deletions(row, columns)
    return
  }
  if (columns.measures.length === 0) yield fault(null, 'the row names a key and gives no figure.')
  for (const measure of columns.measures) {
    const text = record.fields[measure.column]!
    const number = readNumber(text, numbers(text))
    if (number.kind === 'refused') {
      yield fault(measure.id, number.reason)
      continue
    }
    const dimensions =
      columns.measures.length > 1
        ? { ...row.dimensions, OBS_MEASURE: { code: measure.id, label: measure.label } }
        : row.dimensions
    yield {
      kind: 'figure',
      figure: {
        place: { part: null, row: record.line, column: measure.id },
        dimensions,
        period: row.period,
        text,
        value: number.kind === 'missing' ? null : number.value,
        flags: row.flags.length > 0 ? row.flags : carried.flags,
        attributes: { ...carried.attributes, ...row.attributes },
      },
    }
  }
}

/** What a row deletes. Whatever stands in a measure only marks it; without any mark all measures of the key go. */
function* deletions({ record, dimensions, period, attributes }: Row, { measures }: SdmxColumns): Generator<ReadItem> {
  const marked = measures.filter(({ column }) => record.fields[column] !== '')
  const deleted: readonly (SdmxColumn | null)[] = marked.length > 0 ? marked : measures.length > 0 ? measures : [null]
  for (const measure of deleted) {
    const place = { part: null, row: record.line, column: measure?.id ?? null }
    const key = { ...dimensions }
    if (measure !== null && measures.length > 1) key['OBS_MEASURE'] = { code: measure.id, label: measure.label }
    const text = measure === null ? '' : record.fields[measure.column]!
    yield { kind: 'figure', figure: { place, dimensions: key, period, text, value: null, flags: [], attributes } }
  }
}

const frequencyOf = ({ dimensions }: Row): string | undefined =>
  (dimensions['FREQ'] ?? dimensions['freq'])?.code ?? undefined

function rowOf(record: CsvRecord, columns: SdmxColumns): Row {
  const dimensions: Record<string, Coordinate> = {}
  for (const column of columns.dimensions) {
    const coordinate = coordinateOf(record, column)
    if (coordinate.code !== null || coordinate.label !== null) dimensions[column.id] = coordinate
  }
  const attributes: Record<string, string> = {}
  const flags: string[] = []
  if (columns.action >= 0 && record.fields[columns.action] !== '') {
    attributes['ACTION'] = actionLetter(record.fields[columns.action]!)
  }
  const structure = columns.structureId < 0 ? '' : splitLabel(record.fields[columns.structureId]!)[0]
  if (structure !== '') attributes[columns.version === 1 ? 'DATAFLOW' : 'STRUCTURE_ID'] = structure
  for (const column of columns.attributes) {
    const { code, label } = coordinateOf(record, column)
    if (code === null || code === SWITCHED_OFF) continue
    for (const [suffix, text] of attributeTexts(code.normalize('NFC'), columns.subSeparator)) {
      if (suffix === '' && isStatusId(column.id)) flags.push(...text.split(';').filter((flag) => flag !== ''))
      else if (text !== '') attributes[column.id + suffix] = text
    }
    if (label !== null && label !== code) attributes[`${column.id}.label`] = label
  }
  const period = columns.time === null ? '' : (coordinateOf(record, columns.time).code ?? '')
  return { record, dimensions, period, attributes, flags }
}

function coordinateOf({ fields }: CsvRecord, { column, nameColumn, isLabelled, isMultiple }: SdmxColumn): Coordinate {
  const cell = fields[column]!.trim()
  if (isLabelled && !isMultiple) {
    const [code, label] = splitLabel(cell)
    return { code: code || null, label }
  }
  const label = nameColumn < 0 ? null : (fields[nameColumn] ?? '').trim().normalize('NFC') || null
  return { code: cell || null, label }
}

/**
 * The sign of decimals, which the field guide leaves to the locale: the first fraction of the file decides, and figures written
 * the other way are refused. SDMX-CSV has no thousands separator. Where commas part the fields they part no decimals.
 */
function createDecimalRule(delimiter: string): (text: string) => NumberRules {
  if (delimiter === ',') return () => MACHINE_NUMBERS
  const comma: NumberRules = { ...MACHINE_NUMBERS, decimal: ',' }
  let decided: NumberRules | null = null
  return (text) => {
    decided ??= /^\s*[-+]?\d+,\d/.test(text) ? comma : /\d\.\d/.test(text) ? MACHINE_NUMBERS : null
    return decided ?? MACHINE_NUMBERS
  }
}
