import type { CsvRecord } from '../../read-csv.ts'
import { type CsvTable, rowFault } from '../csv/open-table.ts'
import { MACHINE_NUMBERS, readNumber } from '../number-text.ts'
import { createPeriodReader } from '../period-text.ts'
import type { Coordinate, ReadItem } from '../reader.ts'
import type { IlostatColumns } from './columns.ts'

/** The rows of a table as figures and faults, in the order of the file. */
export async function* readRows(table: CsvTable, columns: IlostatColumns): AsyncGenerator<ReadItem> {
  const periodOf = createPeriodReader()
  const valueIsLast = columns.value === table.headings.length - 1
  for await (const records of table.records()) {
    for (const record of records) {
      if (valueIsLast && table.isUnfinished(record)) {
        const reason =
          'the file ends inside this row, so its figure may have lost digits. Fetch it again, or end the line.'
        yield { kind: 'fault', fault: rowFault(record, 'obs_value', reason) }
      } else yield readRow(record, table.problemOf(record), columns, periodOf)
    }
  }
}

function readRow(
  record: CsvRecord,
  problem: string | null,
  columns: IlostatColumns,
  periodOf: ReturnType<typeof createPeriodReader>,
): ReadItem {
  const fault = (column: string | null, reason: string): ReadItem => ({
    kind: 'fault',
    fault: rowFault(record, column, reason),
  })
  if (problem !== null) return fault(null, problem)
  const { fields } = record
  const textAt = (column: number): string => (column < 0 ? '' : fields[column]!.trim())
  const number = readNumber(textAt(columns.value), MACHINE_NUMBERS)
  if (number.kind === 'refused') return fault('obs_value', number.reason)
  const period = textAt(columns.time)
  const reading = periodOf(period)
  if (reading.kind === 'refused') return fault('time', reading.reason)
  const dimensions: Record<string, Coordinate> = {}
  for (const { id, code, label } of columns.dimensions) {
    const coordinate = { code: textAt(code) || null, label: textAt(label).normalize('NFC') || null }
    // The heading is the union of all data sets asked for; an empty field is a dimension this one does not have.
    if (coordinate.code !== null || coordinate.label !== null) dimensions[id] = coordinate
  }
  const attributes: Record<string, string> = {}
  for (const { id, column } of columns.attributes) {
    const text = textAt(column)
    if (text === '') continue
    attributes[id] = text.normalize('NFC')
    for (const [type, ids] of Object.entries(noteParts(text))) attributes[`${id}.${type}`] = ids
  }
  const { code, label } = columns.status
  const flag = textAt(code) || textAt(label)
  if (code >= 0 && textAt(label) !== '') attributes['obs_status.label'] = textAt(label)
  return {
    kind: 'figure',
    figure: {
      place: { part: null, row: record.line, column: 'obs_value' },
      dimensions,
      period,
      text: fields[columns.value]!,
      value: number.kind === 'missing' ? null : number.value,
      flags: flag === '' ? [] : [flag],
      attributes,
    },
  }
}

/** The parts of a compound note by type: `R1:3513_R1:2803_T2:85` has R1 "3513 2803" and T2 "85"; plain text has none. */
export function noteParts(compound: string): Readonly<Record<string, string>> {
  const parts: Record<string, string> = {}
  for (const part of compound.split('_')) {
    const match = /^([A-Z]\d{1,2}):(\d+)$/.exec(part)
    if (match === null) return {}
    const [, type = '', id = ''] = match
    parts[type] = type in parts ? `${parts[type]} ${id}` : id
  }
  return parts
}
