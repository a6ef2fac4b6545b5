import { AppError } from '../../domain/errors.ts'
import { createRandom, type Random } from '../../domain/random.ts'

/** A table with its margins. */
export interface MarginTable {
  /** [R][C] */
  readonly cells: readonly (readonly number[])[]
  /** [R], [C] and their sum. */
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  readonly total: number
}

/** Cells as [R+1][C+1] with the margins in the last row and column. */
export function withMargins(cells: readonly (readonly number[])[]): number[][] {
  const rows = cells.map((row) => [...row, row.reduce((a, b) => a + b, 0)])
  return [...rows, rows[0]!.map((_, c) => rows.reduce((sum, row) => sum + row[c]!, 0))]
}

/** Nearer than this (in bases) to a multiple is one: sums of thousands of cells are not exact. */
const TOLERANCE = 1e-7

/**
 * Rounds a table and its margins to multiples of a base so that it still adds up, every figure goes to one of its two
 * neighbouring multiples, and on average (over seeds) nothing is moved.
 *
 * Among figures that are no multiple yet one can always walk a closed path that alternates between rows and columns,
 * since a line that adds up has none of them or two at least. Along it figures are raised and lowered in turn until one
 * reaches a multiple; up or down is drawn with probabilities that make the mean change 0.
 *
 * @param cells [R][C] finite, unrounded, none missing: round first, suppress afterwards
 * @param base  5, 10, 100; persons
 * @param seed  the same seed rounds the same table alike, so that a figure asked for twice is the same
 * @throws AppError INVALID_INPUT for a ragged table, a missing cell or a base that is not positive
 * @see Cox (1987), J. American Statistical Association 82(398), 520-524, doi:10.1080/01621459.1987.10478456
 */
export function roundTable(cells: readonly (readonly number[])[], base: number, seed: number): MarginTable {
  const width = cells[0]?.length ?? 0
  if (width === 0 || cells.some((row) => row.length !== width || !row.every(Number.isFinite)))
    throw new AppError('INVALID_INPUT', 'Rounding needs a full table of numbers with rows of one length.')
  if (!(base > 0)) throw new AppError('INVALID_INPUT', `The rounding base is ${base}; it must be above 0.`, { base })
  const table = withMargins(cells).map((row) => row.map((x) => snap(x / base)))
  const random = createRandom(seed)
  for (let r = 0; r < table.length; ) {
    const c = table[r]!.findIndex(isFraction)
    if (c < 0) r++
    else settle(table, closedPath(table, r), random)
  }
  const rounded = withMargins(table.slice(0, -1).map((row) => row.slice(0, -1).map((x) => base * Math.round(x) + 0)))
  return {
    cells: rounded.slice(0, -1).map((row) => row.slice(0, -1)),
    rows: rounded.slice(0, -1).map((row) => row[width]!),
    columns: rounded.at(-1)!.slice(0, -1),
    total: rounded.at(-1)![width]!,
  }
}

type Cell = readonly [row: number, column: number]

const isFraction = (x: number): boolean => x !== Math.round(x)
const snap = (x: number): number => (Math.abs(x - Math.round(x)) < TOLERANCE ? Math.round(x) : x)

/**
 * Cells of a closed path among those that are no multiple, neighbours alternately in one row and one column. Walks from a row
 * over a cell to a column, over another cell to a row, until it comes to a line it has been to. Where rounding errors of
 * the margins leave a line with one such cell, that cell alone is returned.
 */
function closedPath(table: readonly (readonly number[])[], startRow: number): Cell[] {
  const steps: Cell[] = []
  const seen = new Map<string, number>([[`row ${startRow}`, 0]])
  for (let r = startRow, c = -1; ; ) {
    const from = c
    c = table[r]!.findIndex((x, k) => k !== from && isFraction(x))
    if (c < 0) return steps.slice(-1)
    steps.push([r, c])
    const column = seen.get(`column ${c}`)
    if (column !== undefined) return steps.slice(column)
    seen.set(`column ${c}`, steps.length)
    const above = r
    r = table.findIndex((row, k) => k !== above && isFraction(row[c]!))
    if (r < 0) return steps.slice(-1)
    steps.push([r, c])
    const row = seen.get(`row ${r}`)
    if (row !== undefined) return steps.slice(row)
    seen.set(`row ${r}`, steps.length)
  }
}

/** Raises and lowers the cells of a path in turn, by the most that keeps all between their multiples, one way or the other. */
function settle(table: number[][], path: readonly Cell[], random: Random): void {
  if (path.length === 1) {
    const [r, c] = path[0]!
    table[r]![c] = Math.round(table[r]![c]!)
    return
  }
  // A margin enters its line with the opposite sign, so it moves the other way.
  const signs = path.map(([r, c], k) => {
    const isMargin = (r === table.length - 1) !== (c === table[0]!.length - 1)
    return (k % 2 === 0) !== isMargin ? 1 : -1
  })
  const room = (direction: number): number =>
    Math.min(
      ...path.map(([r, c], k) => {
        const x = table[r]![c]!
        return signs[k]! * direction > 0 ? Math.ceil(x) - x : x - Math.floor(x)
      }),
    )
  const up = room(1)
  const down = room(-1)
  const move = random.uniform() < down / (up + down) ? up : -down
  path.forEach(([r, c], k) => {
    table[r]![c] = snap(table[r]![c]! + signs[k]! * move)
  })
}
