import { AppError } from '../../domain/errors.ts'
import { type IpfOptions, ipfNWay } from './ipf-n-way.ts'

export interface BalancedMatrix {
  /** [I][J] balanced cells. */
  readonly table: number[][]
  /** Number of row-and-column sweeps it took. */
  readonly sweeps: number
  /** Largest |sum - margin| / max(1, margin) left. */
  readonly residual: number
  /** Kullback-Leibler divergence from the seed, both as shares; nats. Large: the seed says little about the result. */
  readonly klDivergence: number
  /** [J] what each column was scaled by in all: a cell is seed x row factor x column factor. 0 for a column of 0. */
  readonly columnFactors: Float64Array
}

/**
 * Iterative proportional fitting (RAS) of a matrix to its row and column sums.
 *
 *     repeat: scale rows to r; scale columns to c
 *     stop when max_i |sum_j X_ij - r_i| / max(1, r_i) < tolerance, and the same for columns
 *
 * @param seed     [I][J] >= 0; a zero stays zero
 * @param rows     [I] row sums, same unit as the result
 * @param columns  [J] column sums, with the same total
 * @throws AppError INVALID_INPUT, MARGINS_INCONSISTENT (totals differ; a positive margin over an all-zero line),
 *         NOT_CONVERGED (the zeros forbid the margins); see `ipfNWay`
 * @see Deming & Stephan (1940), Ann. Math. Statist. 11(4), 427-444
 */
export function ipf(
  seed: readonly (readonly number[])[],
  rows: readonly number[],
  columns: readonly number[],
  options: IpfOptions = {},
): BalancedMatrix {
  const width = seed[0]?.length ?? 0
  const ragged = seed.findIndex((row) => row.length !== width)
  if (width === 0 || ragged >= 0)
    throw new AppError('INVALID_INPUT', `Every row of the seed needs the same number of cells; row ${ragged} differs.`)
  const margins = [
    { axes: [0], values: rows },
    { axes: [1], values: columns },
  ]
  const { cells, factors, ...rest } = ipfNWay([seed.length, width], seed.flat(), margins, options)
  const table = seed.map((_, i) => Array.from(cells.subarray(i * width, (i + 1) * width)))
  return { table, columnFactors: factors[1]!, ...rest }
}
