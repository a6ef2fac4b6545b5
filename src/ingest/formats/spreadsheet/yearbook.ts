import { hasPeriods as arePeriods, type Column, isColumnNumbers, readHeading, spanAt } from './heading.ts'
import { type LabelLine, resolveLabel } from './labels.ts'
import { figureStart, isFigure, isPeriodCell, kindOf, periodOf, type Row } from './rows.ts'
import type { Cell, Sheet } from './sheet.ts'
import { isContinuation, isNote, isTitle, isUnitHeading, isUnitLine, unitOf } from './units.ts'

/** One row of figures with everything that says what they are. */
export interface Line {
  readonly row: number
  /** Label of the row; null where the row is a period. */
  readonly label: string | null
  readonly period: string | null
  readonly group: string | null
  /** Whether its group is named right above it. */
  readonly startsGroup: boolean
  /** The row that heads a section in which headings repeat; filled in afterwards. */
  section: string | null
  readonly indent: number
  readonly stored: string | null
  readonly cells: readonly Cell[]
}

/** Rows under one heading and one sub-heading: they share a unit and a way of writing numbers. */
export interface Block {
  /** Merged line over the figures: `Cơ cấu - Structure (%)`. */
  readonly heading: string | null
  readonly unit: string | null
  readonly columns: readonly Column[]
  readonly from: number
  readonly lines: Line[]
}

export interface YearbookTable {
  readonly sheet: string
  readonly title: string
  readonly isContinued: boolean
  readonly blocks: Block[]
  readonly notes: string[]
}

interface State {
  readonly tables: YearbookTable[]
  table: YearbookTable | null
  block: Block | null
  group: string | null
  /** Indent of the first row of the group. */
  groupIndent: number
  unit: string | null
}

/**
 * Finds the tables of a sheet of a statistical yearbook: titles, unit, headings of one to several rows, blocks under merged
 * sub-headings, labels over several rows.
 *
 * @param before  the last table of the sheet before, whose headings a continued sheet leaves out
 */
export function readYearbookSheet(sheet: Sheet, before: YearbookTable | null): readonly YearbookTable[] {
  const state: State = { tables: [], table: null, block: null, group: null, groupIndent: 0, unit: null }
  let pending: Row[] = []
  let hasPeriods = false
  let hasTitle = false
  for (const [k, row] of sheet.rows.entries()) {
    const isTable = state.block !== null && !hasTitle && !hasPeriods
    const kind = kindOf(row, hasPeriods ? 'heading' : isTable ? 'table' : 'nothing')
    // Numbers of columns stand under a heading, not between figures.
    if (kind !== 'figures' || (pending.length > 0 && isColumnNumbers(row))) {
      pending.push(row)
      hasPeriods ||= kind === 'periods'
      hasTitle ||= isTitle(row.cells[0]!.text) || row.cells.some(({ text }) => isUnitLine(text, false))
      continue
    }
    const labels = pending.length > 0 || !state.block ? settle(state, sheet, pending, k, before) : []
    pending = []
    hasPeriods = false
    hasTitle = false
    addLine(state, row, labels)
  }
  const loose = pending.flatMap(({ cells }) => cells.map(({ text }) => text))
  if (state.table) state.table.notes.push(...loose.filter(Boolean))
  for (const table of state.tables) for (const block of table.blocks) markSections(block.lines)
  return state.tables
}

/** Sorts the rows between two rows of figures into notes, titles, unit, headings and lines of labels. */
function settle(
  state: State,
  sheet: Sheet,
  pending: readonly Row[],
  next: number,
  before: YearbookTable | null,
): Row[] {
  const known = state.block?.from ?? -1
  const isLabels = pending.every(({ cells }) => cells.every(({ column }) => column < known) && !isTitle(cells[0]!.text))
  const from = isLabels ? known : figuresFrom(sheet, next)
  const rows: Row[] = []
  const skipped: string[] = []
  for (const row of pending) {
    const text = row.cells.map((cell) => cell.text).join(' ')
    if (isNote(row.cells[0]!.text)) state.table?.notes.push(text)
    else if (isColumnNumbers(row)) skipped.push(`Row ${row.row} is read as numbers of columns, not figures: ${text}`)
    else rows.push(row)
  }
  const isOver = (row: Row): boolean => row.cells.some(({ column }) => column >= from)
  const isUnit = (row: Row): boolean => row.cells.length === 1 && isUnitLine(row.cells[0]!.text, isOver(row))
  const isWide = (row: Row): boolean => row.cells.length === 1 && isOver(row) && isSubHeading(row, sheet, from, state)
  // The last wide row above the figures heads a block; wide rows above the headings of columns only span them.
  const lastHeading = rows.findLastIndex((row) => isOver(row) && !isUnit(row) && !isWide(row))
  const lastTitle = rows.findLastIndex((row) => isTitle(row.cells[0]!.text))
  const widest = rows.slice(0, lastHeading + 1).findLastIndex((row) => headsSeveral(row, from))
  const firstHeading = rows.findIndex(
    (row, k) =>
      k > lastTitle && isOver(row) && !isUnit(row) && k <= lastHeading && !(k < widest && isLooseTitle(row, sheet)),
  )
  const isNewTable = lastHeading >= 0 || lastTitle >= 0 || state.table === null

  let rest = rows
  if (isNewTable) {
    const end = firstHeading >= 0 ? firstHeading : lastTitle >= 0 ? titleEnd(rows, lastTitle, from) : 0
    startTable(state, sheet, rows.slice(0, end), from, before)
    if (lastHeading >= 0) {
      const heading = rows.slice(firstHeading, lastHeading + 1).filter((row) => !isUnit(row))
      for (const row of rows.slice(firstHeading, lastHeading + 1)) noteUnit(state, row, from)
      startBlock(state, null, readHeading(heading, from, sheet), from)
    }
    rest = rows.slice(lastHeading >= 0 ? lastHeading + 1 : end)
  }
  state.table?.notes.push(...skipped)
  const labels: Row[] = []
  for (const row of rest) {
    const { text } = row.cells[0]!
    if (isWide(row) || (isUnit(row) && isOver(row)) || (row.cells.length === 1 && isUnitHeading(text))) {
      noteUnit(state, row, from)
      startBlock(state, text, state.block?.columns ?? [], from)
      state.group = null
      labels.length = 0
    } else if (isUnit(row)) noteUnit(state, row, from)
    else labels.push(row)
  }
  return labels
}

const headsSeveral = ({ cells }: Row, from: number): boolean => cells.filter(({ column }) => column >= from).length > 1
/** Words of a title that nobody merged over its table: it stands over the first column and is no part of its heading. */
const TITLE_WORDS = 6
const isLooseTitle = ({ row, cells }: Row, { merges }: Sheet): boolean =>
  cells.length === 1 &&
  spanAt(merges, row, cells[0]!.column) === undefined &&
  cells[0]!.text.split(/\s+/).length >= TITLE_WORDS &&
  periodOf(cells[0]!.text) === null

/** Titles run on over label-column lines until something else comes. */
function titleEnd(rows: readonly Row[], title: number, from: number): number {
  let end = title + 1
  while (
    end < rows.length &&
    rows[end]!.cells.every(({ column }) => column < from) &&
    /^(\p{Ll}|\()/u.test(rows[end]!.cells[0]!.text)
  ) {
    end += 1
  }
  return end
}

/** The column where the figures of the coming rows begin, by most of them. */
function figuresFrom(sheet: Sheet, next: number): number {
  const votes = new Map<number, number>()
  for (const row of sheet.rows.slice(next, next + 60)) {
    const kind = kindOf(row, 'heading')
    if (kind === 'periods' && votes.size > 0) break
    const start = kind === 'figures' ? figureStart(row) : null
    if (start !== null) votes.set(start, (votes.get(start) ?? 0) + 1)
  }
  return [...votes.entries()].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 1
}

/** A single text over all columns of figures, merged or a unit by itself, once headings are known. */
function isSubHeading(row: Row, sheet: Sheet, from: number, state: State): boolean {
  const [cell] = row.cells as [Cell]
  if (isPeriodCell(cell) || cell.column < from) return false
  const span = spanAt(sheet.merges, row.row, cell.column)
  if (span && span.right > span.left) return span.left <= from + 1
  return unitOf(cell.text) !== null && (state.block !== null || isUnitLine(cell.text, true))
}

function noteUnit(state: State, row: Row, from: number): void {
  for (const { text, column } of row.cells) if (isUnitLine(text, column >= from)) state.unit = unitOf(text)
}

function startTable(
  state: State,
  sheet: Sheet,
  rows: readonly Row[],
  from: number,
  before: YearbookTable | null,
): void {
  const titles: string[] = []
  state.unit = rows.length > 0 || state.table === null ? null : state.unit
  for (const row of rows) {
    for (const { text, column } of row.cells) {
      if (isUnitLine(text, column >= from)) state.unit = unitOf(text)
      else if (!titles.includes(text)) titles.push(text)
    }
  }
  const previous = state.table ?? before
  if (titles.length === 0 && state.table !== null) return
  const title = titles.join(' ')
  const isContinued = titles.some(isContinuation)
  state.table = { sheet: sheet.name, title, isContinued, blocks: [], notes: [] }
  state.tables.push(state.table)
  const last = previous?.blocks.at(-1)
  state.group = isContinued ? (last?.lines.at(-1)?.group ?? null) : null
  state.block = null
  if (isContinued && last) {
    state.unit ??= last.unit
    startBlock(state, last.heading, last.columns, from)
  }
}

function startBlock(state: State, heading: string | null, columns: readonly Column[], from: number): void {
  const unit = (heading === null ? null : unitOf(heading)) ?? state.unit
  state.block = { heading, unit, columns, from, lines: [] }
  state.table!.blocks.push(state.block)
}

function addLine(state: State, row: Row, above: readonly Row[]): void {
  if (!state.block) startBlock(state, null, [], figureStart(row) ?? 1)
  const { columns, from, lines } = state.block!
  const own = row.cells.filter(({ column }) => column < from)
  const cells = row.cells.filter(({ column }) => column >= from)
  const periodText = own.map(({ text }) => text).join(' ')
  const period = arePeriods(columns) ? null : (periodOf(periodText) ?? null)
  const stored = own.find((cell) => cell.stored !== null)?.stored ?? null
  const textOf = (labelCells: readonly Cell[]): LabelLine => ({
    text: labelCells
      .filter((cell) => !isFigure(cell) || labelCells.length === 1)
      .map(({ text }) => text)
      .join(' '),
    indent: (labelCells[0]?.indent ?? 0) + (labelCells[0]?.column ?? 0) * 2,
  })
  const ownLine = own.length > 0 && period === null ? textOf(own) : null
  const { groups, label } = resolveLabel(
    above.map((one) => textOf(one.cells)),
    ownLine,
  )
  if (groups.length > 0) state.group = groups.join(' / ')
  const indent = ownLine?.indent ?? 0
  // A row further left than the first of its group stands outside it.
  if (groups.length > 0) state.groupIndent = indent
  else if (state.group !== null && indent < state.groupIndent) state.group = null
  const group = state.group
  lines.push({
    row: row.row,
    label: period === null ? label || null : null,
    period,
    group,
    startsGroup: groups.length > 0,
    section: null,
    indent,
    stored,
    cells,
  })
}

/**
 * Where the same group comes again ("Phân theo loại hình" under students, new enrolments, graduates), the row before it heads
 * a section of its own, although nothing but its place says so.
 */
function markSections(lines: Line[]): void {
  const starts = lines.filter(({ startsGroup }) => startsGroup).map(({ group }) => group)
  if (new Set(starts).size === starts.length) return
  let seen = new Set<string>()
  let section: string | null = null
  let start = 0
  const close = (end: number): void => {
    for (const line of lines.slice(start, end)) line.section = section
  }
  for (const [k, line] of lines.entries()) {
    if (k === 0 && line.group === null) section = line.label
    if (!line.startsGroup) continue
    if (seen.has(line.group!)) {
      close(k - 1)
      start = k - 1
      section = lines[k - 1]!.label
      Object.assign(lines[k - 1]!, { group: null })
      seen = new Set()
    }
    seen.add(line.group!)
  }
  close(lines.length)
}
