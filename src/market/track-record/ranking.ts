import { AppError } from '../../domain/errors.ts'

/** Ranks from 1, ascending; equal values share the mean of their ranks. */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, k) => k).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end++
    for (let k = start; k <= end; k++) ranks[order[k]!] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}

/**
 * Spearman's rank correlation, ties by mean ranks: Pearson's correlation of the ranks.
 * @returns -1 to 1; NaN when one side does not vary
 * @throws AppError INVALID_INPUT when lengths differ or are below 2
 */
export function spearman(x: readonly number[], y: readonly number[]): number {
  if (x.length !== y.length || x.length < 2)
    throw new AppError(
      'INVALID_INPUT',
      `Rank correlation needs two lists of the same length, 2 at least; got ${x.length} and ${y.length}.`,
    )
  const [a, b] = [averageRanks(x), averageRanks(y)]
  const middle = (x.length + 1) / 2
  let xy = 0
  let xx = 0
  let yy = 0
  a.forEach((rank, k) => {
    xy += (rank - middle) * (b[k]! - middle)
    xx += (rank - middle) ** 2
    yy += (b[k]! - middle) ** 2
  })
  return xy / Math.sqrt(xx * yy)
}

/**
 * Of the k units forecast highest, the share that were among the k highest in truth. Equal values keep the order given.
 * @param k at least 1, at most all units
 */
export function precisionAtK(actual: readonly number[], forecast: readonly number[], k: number): number {
  if (!(Number.isInteger(k) && k >= 1 && k <= actual.length) || forecast.length !== actual.length)
    throw new AppError(
      'INVALID_INPUT',
      `Precision at ${k} needs 1 to ${actual.length} of ${actual.length} units; ${forecast.length} were forecast.`,
    )
  const highest = (values: readonly number[]): number[] =>
    values
      .map((_, i) => i)
      .sort((i, j) => values[j]! - values[i]!)
      .slice(0, k)
  const truth = new Set(highest(actual))
  return highest(forecast).filter((i) => truth.has(i)).length / k
}

/** Of those flagged, the share that were right (precision), and of those there were, the share flagged (recall). */
export function precisionAndRecall(
  actual: readonly boolean[],
  flagged: readonly boolean[],
): { readonly precision: number | null; readonly recall: number | null } {
  const both = actual.filter((truth, i) => truth && flagged[i]).length
  const claims = flagged.filter(Boolean).length
  const truths = actual.filter(Boolean).length
  return { precision: claims > 0 ? both / claims : null, recall: truths > 0 ? both / truths : null }
}
