import { isPeriodText, readPeriod } from '../period-text.ts'
import type { Cell } from './sheet.ts'
import { isLabelHeading } from './units.ts'

export interface Row {
  readonly row: number
  readonly cells: readonly Cell[]
}

const NUMERIC_TEXT = /^[+\-\u2212–]?\s?(\d[\d.,\s\u00a0']*|\.\d+)\s?%?\s?(\(\*+\)|\*{1,3}|\(\d\))?$/
const SYMBOL = /^(-|–|—|\.\.|\.\.\.|…|\*|\*\*|#|:|n\/a|N\/A|x)$/
/** Reading a period is dear; most cells have no year in them. */
const HAS_YEAR = /(?<!\d)(1[89]|20)\d{2}(?!\d)/
const FIRST_YEAR = 1900
const LAST_YEAR = 2100

/** Whether a cell holds a figure, or a mark in the place of one. */
export const isFigure = (cell: Cell): boolean =>
  cell.kind === 'number' ||
  cell.kind === 'error' ||
  cell.kind === 'formula' ||
  (cell.kind === 'text' && (NUMERIC_TEXT.test(cell.text) || SYMBOL.test(cell.text)))

/** Whether a cell can be a period: a whole number that is a year, or a text that reads as one. */
export function isPeriodCell(cell: Cell): boolean {
  if (cell.number !== null)
    return Number.isInteger(cell.number) && cell.number >= FIRST_YEAR && cell.number <= LAST_YEAR
  return cell.kind !== 'error' && cell.kind !== 'formula' && periodOf(cell.text) !== null
}

/** The period in a text, `Sơ bộ - Prel. 2021` whole, `Năm 2020 - Year 2020` by its first half; null when there is none. */
export function periodOf(text: string): string | null {
  if (text.length > 80 || !HAS_YEAR.test(text)) return null
  if (isPeriodText(text)) return text
  const halves = text.split(/\s[-–/]\s/)
  return halves.length === 2 && isPeriodText(halves[0]!) && isPeriodText(halves[1]!) ? halves[0]! : null
}

/** P for a preliminary period, E for an estimate: the word stands in the heading, the flag belongs to the figure. */
export function statusFlags(period: string): readonly string[] {
  // Which of two numbers is the day does not matter to the status.
  const reading = readPeriod(period, { dayFirst: true })
  return reading.kind === 'period' && reading.status ? [reading.status] : []
}

/** What a row is, as far as the row alone tells. */
export type RowKind = 'figures' | 'periods' | 'text'

/**
 * @param above  `heading` when periods stand over the columns, `table` when rows of figures do; then a labelled row is one of
 *   figures even where all of them could be years, or none can be read
 */
export function kindOf({ cells }: Row, above: 'nothing' | 'heading' | 'table'): RowKind {
  const first = cells[0]!
  const figures = cells.filter(isFigure)
  const isLabelled = !isFigure(first) && !isPeriodCell(first) && !isLabelHeading(first.text) && cells.length > 1
  if (figures.length === 0) {
    const rest = cells.slice(1)
    const isSpoilt = rest.some(({ text }) => /\d/.test(text)) || (above === 'table' && rest.length > 1)
    if (isLabelled && above !== 'nothing' && isSpoilt && !rest.some(isPeriodCell)) return 'figures'
    return cells.some(isPeriodCell) && cells.length > 1 ? 'periods' : 'text'
  }
  if (figures.every(isPeriodCell)) {
    if (isLabelled && above !== 'nothing' && figures.every((cell) => cell.column > first.column)) return 'figures'
    return cells.length === 1 && first.kind === 'text' && first.column === 0 ? 'text' : 'periods'
  }
  // A lone symbol or number in the label column is no figure: a page number, a bullet.
  return figures.some((cell) => cell !== first) ? 'figures' : 'text'
}

/** The column where the figures of a row begin; null when it has none. A row number or a year before the label is none. */
export function figureStart({ cells }: Row): number | null {
  const [first, second] = cells
  const isNumbered = isFigure(first!) && second !== undefined && !isFigure(second) && !isPeriodCell(second)
  let at = isNumbered || isPeriodCell(first!) ? 1 : 0
  while (at < cells.length && !isFigure(cells[at]!)) at += 1
  return cells[at]?.column ?? null
}
