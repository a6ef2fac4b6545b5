import type { Coordinate, ReadItem } from '../reader.ts'
import { ColumnProfile, coordinateOf, periodOf, type Roles, rolesOf, sayingsOf } from '../wide-csv/columns.ts'
import { declaredNumbers, type NumberDecision, type NumberStyle, readDecided } from './numbers.ts'
import { addressOf, type Cell, type Sheet } from './sheet.ts'

const MIN_COLUMNS = 3
const MIN_ROWS = 5
/** A heading that names a value says it is a list, however short. */
const VALUE_NAME = /^(value|obs[_ ]?value|giá trị)$/iu

/** A sheet with one heading row on top and a record a row, as agencies publish wages and registers. */
export interface ListSheet {
  readonly sheet: Sheet
  readonly headings: ReadonlyMap<number, string>
  readonly roles: Roles
  readonly decisions: ReadonlyMap<number, NumberDecision>
  readonly columnAt: readonly number[]
}

/**
 * The sheet as a list, or null when it is none: its first row must name every column once, in text, without merges, and most
 * of the rows below must fill most of its columns.
 */
export function asList(sheet: Sheet, declared?: NumberStyle): ListSheet | null {
  const [top, ...rows] = sheet.rows
  if (!top || top.cells.length < MIN_COLUMNS) return null
  const names = top.cells.map(({ text }) => text)
  if (rows.length < (names.some((name) => VALUE_NAME.test(name)) ? 1 : MIN_ROWS)) return null
  const isHeading = top.cells[0]!.kind === 'text' && new Set(names).size === names.length
  const isMerged = sheet.merges.has(top.row)
  const width = Math.max(...rows.slice(0, 200).map(({ cells }) => cells.length))
  const full = rows.filter(({ cells }) => cells.length * 2 >= top.cells.length).length
  if (!isHeading || isMerged || width > top.cells.length || full * 10 < rows.length * 9) return null
  const columnAt = top.cells.map(({ column }) => column)
  const profiles = new Map(top.cells.map((cell) => [cell.column, new ColumnProfile(cell.text)]))
  for (const { cells } of rows)
    for (const cell of cells) profiles.get(cell.column)?.add(cell.text, cell.number !== null)
  // Where numbers are numbers, a column of digits kept as text is one of codes.
  const isTyped = rows.some(({ cells }) => cells.some((cell) => cell.number !== null))
  const roles = rolesOf([...profiles.values()], isTyped)
  if (roles.values.length === 0 || roles.ids.length === 0) return null
  const decisions = new Map(
    roles.values.map(({ at }) => [
      columnAt[at]!,
      declared ? declaredNumbers(declared) : [...profiles.values()][at]!.decide(),
    ]),
  )
  return { sheet, headings: new Map(top.cells.map((cell) => [cell.column, cell.text])), roles, decisions, columnAt }
}

export function listDimensions({ headings, roles, columnAt }: ListSheet): string[] {
  const ids = roles.ids.map((at) => headings.get(columnAt[at]!)!)
  return roles.values.some(({ period }) => period === null) ? [...ids, 'COLUMN'] : ids
}

export function* listFigures({ sheet, headings, roles, decisions, columnAt }: ListSheet): Generator<ReadItem> {
  for (const { row, cells } of sheet.rows.slice(1)) {
    const byColumn = new Map(cells.map((cell) => [cell.column, cell]))
    const textAt = (at: number): string => byColumn.get(columnAt[at]!)?.text ?? ''
    const nameAt = (at: number): string => headings.get(columnAt[at]!)!
    const ids = roles.ids.map((at): [string, Coordinate] => [nameAt(at), coordinateOf(textAt(at))])
    const said = sayingsOf(roles, textAt)
    const when = periodOf(roles, textAt, nameAt)
    for (const { at, name, period } of roles.values) {
      const column = columnAt[at]!
      const place = { part: sheet.name, row, column: addressOf(row, column) }
      const cell = byColumn.get(column)
      const read = cell ? readListCell(cell, decisions.get(column)!) : { text: '', value: null, flags: [] }
      const dimensions = Object.fromEntries(period === null ? [...ids, ['COLUMN', { code: name, label: null }]] : ids)
      if ('reason' in read) {
        const { text } = cell!
        const figure = {
          place,
          dimensions,
          period: period ?? when,
          text,
          flags: said.flags,
          attributes: said.attributes,
        }
        yield { kind: 'fault', fault: { place, text, reason: `${name}: ${read.reason}`, figure } }
        continue
      }
      const attributes = { ...said.attributes, ...(cell?.formula ? { FORMULA: cell.formula } : {}) }
      const flags = [...read.flags, ...said.flags]
      yield { kind: 'figure', figure: { place, dimensions, period: period ?? when, ...read, flags, attributes } }
    }
  }
}

type ListReading =
  | { readonly text: string; readonly value: number | null; readonly flags: readonly string[] }
  | { readonly reason: string }

function readListCell(cell: Cell, decision: NumberDecision): ListReading {
  if (cell.number !== null) {
    if (!cell.isPercent) return { text: cell.text, value: cell.number, flags: [] }
    const shown = Number((cell.number * 100).toPrecision(15))
    return { text: `${shown}%`, value: shown, flags: [] }
  }
  if (cell.kind === 'formula') return { reason: 'a formula without a stored result; compute and save the workbook' }
  if (cell.kind === 'error' && cell.text !== '#N/A')
    return { reason: 'an error value of the spreadsheet; ask the source' }
  if (cell.kind === 'date') return { reason: 'a date stands where a figure belongs; ask the source for the figure' }
  // In a list a dash means that nothing is known (BLS), not nil as in a yearbook.
  if (/^[-–]$/.test(cell.text)) return { text: cell.text, value: null, flags: [cell.text] }
  const reading = readDecided(
    cell.text.replace(/\s?%$/, ''),
    decision.fitting.length === 0 ? { ...decision, style: '1234.5' } : decision,
  )
  if (reading.kind === 'refused') return { reason: reading.reason }
  return {
    text: cell.text,
    value: reading.kind === 'missing' ? null : reading.value,
    flags: reading.kind === 'number' ? [] : [reading.symbol],
  }
}
