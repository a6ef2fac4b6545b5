import { periodOf, type Row } from './rows.ts'
import { addressOf, type Cell, type Sheet, type Span } from './workbook.ts'

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

export const spanAt = (merges: readonly Span[], row: number, column: number): Span | undefined =>
  merges.find((m) => m.top <= row && row <= m.bottom && m.left <= column && column <= m.right)

function toColumn(column: number, texts: readonly string[]): Column {
  for (let length = texts.length; length >= 1; length -= 1) {
    for (let start = texts.length - length; start >= 0; start -= 1) {
      const period = periodOf(texts.slice(start, start + length).join(' '))
      if (period === null) continue
      return { column, period, heading: joinPieces([...texts.slice(0, start), ...texts.slice(start + length)]) }
    }
  }
  return { column, period: null, heading: joinPieces(texts) }
}

function joinPieces(texts: readonly string[]): string | null {
  const own = texts.filter((text) => !CONNECTIVE.test(text))
  return own.join(' ') || null
}

/** Column numbers printed under a heading, `(1) (2) (3)` or `A 1 2 3`, are no figures. */
export function isColumnNumbers({ cells }: Row): boolean {
  const numbers = cells
    .map(({ text }) => /^\(?(\d{1,2})\)?(=.*)?$/.exec(text)?.[1])
    .map((n) => (n === undefined ? null : Number(n)))
  const found = numbers.filter((n) => n !== null)
  const isRising = found.every((n, k) => k === 0 || n === found[k - 1]! + 1)
  return (
    found.length >= 2 &&
    isRising &&
    found[0]! <= 2 &&
    numbers.every((n, k) => n !== null || /^\(?[A-Z]\)?$/.test(cells[k]!.text))
  )
}

/** Two columns with the same period and heading cannot be told apart. */
export function sameColumns(columns: readonly Column[], row: number): string | null {
  const seen = new Map<string, number>()
  for (const { column, period, heading } of columns) {
    const key = JSON.stringify([period, heading])
    const other = seen.get(key)
    if (other !== undefined) return `${addressOf(row, other)} and ${addressOf(row, column)} have the same heading`
    seen.set(key, column)
  }
  return null
}

export const hasPeriods = (columns: readonly Column[]): boolean => columns.some(({ period }) => period !== null)
