import { partOfYear } from './part-of-year.ts'
import { periodOf, type Row } from './rows.ts'
import type { Cell, Sheet, Span } from './sheet.ts'

/** What stands over a column of figures. */
export interface Column {
  readonly column: number
  /** As published, `Sơ bộ Prel. 2021`; null when the column is no period. */
  readonly period: string | null
  /** The other words of its heading; null when there are none. */
  readonly heading: string | null
}

/** Words over several columns that say nothing of one. */
const CONNECTIVE =
  /^(chia ra|trong đó|of which|chia theo|năm học|năm|school year|year)(\s*[-–]\s*(of which|school year|year))?\s*:?$/iu
const MAX_PIECES = 12

/**
 * Reads headings over one to several rows: merged cells count for every column they cover, the pieces over a column are joined
 * from top to bottom, and the longest run of pieces that is a period is its period.
 */
export function readHeading(rows: readonly Row[], from: number, sheet: Sheet): readonly Column[] {
  const pieces = new Map<number, string[]>()
  const add = (column: number, cell: Cell): void => {
    const list = pieces.get(column) ?? []
    if (list.length < MAX_PIECES) list.push(cell.text)
    pieces.set(column, list)
  }
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cell.column < from) continue
      const span = spanAt(sheet.merges, row.row, cell.column)
      const last = span ? Math.min(span.right, cell.column + 200) : cell.column
      for (let column = cell.column; column <= last; column += 1) add(column, cell)
    }
  }
  return [...pieces.entries()].sort(([a], [b]) => a - b).map(([column, texts]) => toColumn(column, texts))
}

/** The merged range that begins at a cell; its text stands for every column of it. */
export const spanAt = (merges: Sheet['merges'], row: number, column: number): Span | undefined =>
  merges.get(row)?.find(({ left }) => left === column)

function toColumn(column: number, texts: readonly string[]): Column {
  for (let length = texts.length; length >= 1; length -= 1) {
    for (let start = texts.length - length; start >= 0; start -= 1) {
      const period = periodOf(texts.slice(start, start + length).join(' '))
      if (period === null) continue
      const rest = [...texts.slice(0, start), ...texts.slice(start + length)]
      const at = rest.findIndex((text) => partOfYear(text, period) !== null)
      if (at < 0) return { column, period, heading: joinPieces(rest) }
      return { column, period: partOfYear(rest[at]!, period), heading: joinPieces(rest.toSpliced(at, 1)) }
    }
  }
  return { column, period: null, heading: joinPieces(texts) }
}

function joinPieces(texts: readonly string[]): string | null {
  const own = texts.filter((text) => !CONNECTIVE.test(text))
  return own.join(' ') || null
}

/**
 * Numbers of columns printed under a heading, `(1) (2) (3)` or `A 1 2 3`, are no figures. Without brackets at least three that
 * count from one are needed, after a single letter.
 */
export function isColumnNumbers({ cells }: Row): boolean {
  const inBrackets = cells.map(({ text }) => /^\((\d{1,2})\)(\s?=.*)?$/.exec(text)?.[1]).filter((n) => n !== undefined)
  if (inBrackets.length >= 2) return inBrackets.length >= cells.length - 1 && areRising(inBrackets.map(Number))
  const [label, ...numbers] = cells
  if (!/^[A-Z]$/.test(label?.text ?? '') || numbers.length < 3) return false
  return (
    numbers[0]!.text === '1' &&
    areRising(numbers.map(({ text }) => (/^\d{1,2}$/.test(text) ? Number(text) : Number.NaN)))
  )
}

const areRising = (numbers: readonly number[]): boolean => numbers.every((n, k) => k === 0 || n === numbers[k - 1]! + 1)

/** Columns that have the same period and heading as another: nothing tells their figures apart. */
export function twinColumns(columns: readonly Column[]): ReadonlySet<number> {
  const seen = new Map<string, number>()
  const twins = new Set<number>()
  for (const { column, period, heading } of columns) {
    const key = JSON.stringify([period, heading])
    const other = seen.get(key)
    if (other !== undefined) twins.add(other).add(column)
    else seen.set(key, column)
  }
  return twins
}

export const hasPeriods = (columns: readonly Column[]): boolean => columns.some(({ period }) => period !== null)
