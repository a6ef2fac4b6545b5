import { AppError } from '../../domain/errors.ts'

/**
 * Counts of outcomes by forecast class: cell [a][f] holds the units of true class a that were put in class f.
 * @throws AppError INVALID_INPUT for a class that is not in the list
 */
export function confusionMatrix<Class extends string>(
  classes: readonly Class[],
  pairs: readonly { readonly actual: Class; readonly forecast: Class }[],
): number[][] {
  const counts = classes.map(() => classes.map(() => 0))
  for (const { actual, forecast } of pairs) {
    const [a, f] = [classes.indexOf(actual), classes.indexOf(forecast)]
    if (a < 0 || f < 0)
      throw new AppError('INVALID_INPUT', `Class ${a < 0 ? actual : forecast} is none of ${classes.join(', ')}.`)
    counts[a]![f] = counts[a]![f]! + 1
  }
  return counts
}

/**
 * Cohen's weighted kappa of an ordered classification: agreement beyond chance, near misses forgiven in part.
 *
 *     kappa = 1 - sum_af v_af n_af / sum_af v_af e_af          e_af = row a * column f / n
 *
 * v = ((a - f) / (C - 1))^2 (`quadratic`, the default) or |a - f| / (C - 1) (`linear`).
 *
 * @param counts [C][C] from `confusionMatrix`, classes in their order
 * @returns 1 perfect, 0 no better than chance, below 0 worse; NaN when all units have the same class on both sides
 * @see Cohen (1968), Psychological Bulletin 70(4), 213-220
 */
export function weightedKappa(
  counts: readonly (readonly number[])[],
  weights: 'quadratic' | 'linear' = 'quadratic',
): number {
  const size = counts.length
  const rows = counts.map((row) => row.reduce((a, b) => a + b, 0))
  const columns = counts.map((_, f) => counts.reduce((sum, row) => sum + row[f]!, 0))
  const n = rows.reduce((a, b) => a + b, 0)
  if (size < 2 || n === 0)
    throw new AppError('INVALID_INPUT', `Kappa needs two classes and one unit at least; got ${size} and ${n}.`)
  let observed = 0
  let expected = 0
  counts.forEach((row, a) => {
    row.forEach((count, f) => {
      const apart = Math.abs(a - f) / (size - 1)
      const weight = weights === 'quadratic' ? apart * apart : apart
      observed += weight * count
      expected += (weight * rows[a]! * columns[f]!) / n
    })
  })
  return 1 - observed / expected
}
