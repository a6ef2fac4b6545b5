import { AppError } from '../../domain/errors.ts'

/** A published sum: the cells in it add up to a published figure. */
export type PublishedSum = readonly string[]

/**
 * Suppressed cells that can be worked out exactly from several tables together: old and new territory, a lens and its
 * sections, this vintage and the last, both sexes and their total.
 *
 * Everything published is a linear equation in the suppressed cells. A cell is determined when it is alone in a line of the
 * reduced echelon form of those equations. Only what adds up is used, not that counts are >= 0: for bounds in one table
 * see `auditSuppression`.
 *
 * @param sums       published sums, each the cells that are in it; a margin that is suppressed is in its own sum as a cell
 *                   with weight -1, written `-name`
 * @param published  cells that are published themselves
 * @returns names of the determined cells, sorted
 * @throws AppError INVALID_INPUT for a sum that names a cell twice
 */
export function determinedCells(sums: readonly PublishedSum[], published: ReadonlySet<string>): string[] {
  const equations = sums.map((terms) => {
    const cells = terms.map((term) => (term.startsWith('-') ? term.slice(1) : term))
    if (new Set(cells).size !== terms.length)
      throw new AppError('INVALID_INPUT', `A published sum names a cell twice: ${terms.join(', ')}.`)
    return terms.map((term, n) => ({ cell: cells[n]!, weight: term.startsWith('-') ? -1 : 1 }))
  })
  const unknown = new Set(equations.flat().map(({ cell }) => cell))
  for (const cell of published) unknown.delete(cell)
  return determinedIn(equations, unknown)
}

/** What adds up to a known number: 0, or the published cells on the other side. */
export type Equation = readonly { readonly cell: string; readonly weight: number }[]

/**
 * Cells that the equations leave a single value.
 * @param unknown cells that are not published
 * @returns their names, sorted
 */
export function determinedIn(equations: readonly Equation[], unknown: ReadonlySet<string>): string[] {
  const names = [...unknown].sort()
  const column = new Map(names.map((name, n) => [name, n]))
  const rows = equations.flatMap((equation) => {
    const row = new Float64Array(names.length)
    for (const { cell, weight } of equation) {
      const n = column.get(cell)
      if (n !== undefined) row[n] = weight
    }
    return row.some((weight) => weight !== 0) ? [row] : []
  })
  reduce(rows, names.length)
  return rows
    .map((row) => [...row.keys()].filter((n) => Math.abs(row[n]!) > TOLERANCE))
    .flatMap((places) => (places.length === 1 ? [names[places[0]!]!] : []))
    .sort()
}

const TOLERANCE = 1e-9

/** Gauss-Jordan with partial pivoting, in place: reduced row echelon form. */
function reduce(rows: Float64Array[], width: number): void {
  let rank = 0
  for (let c = 0; c < width && rank < rows.length; c++) {
    let pivot = rank
    for (let r = rank + 1; r < rows.length; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r
    if (Math.abs(rows[pivot]![c]!) <= TOLERANCE) continue
    const top = rows[pivot]!
    rows[pivot] = rows[rank]!
    rows[rank] = top
    const scale = top[c]!
    for (let k = 0; k < width; k++) top[k] = top[k]! / scale
    for (let r = 0; r < rows.length; r++) {
      const factor = rows[r]![c]!
      if (r === rank || Math.abs(factor) <= TOLERANCE) continue
      for (let k = 0; k < width; k++) rows[r]![k] = rows[r]![k]! - factor * top[k]!
    }
    rank++
  }
}
