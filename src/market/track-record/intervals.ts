import { AppError } from '../../domain/errors.ts'

export interface IntervalCase {
  readonly low: number
  readonly high: number
  readonly actual: number
}

export interface IntervalScore {
  readonly n: number
  /** Share of outcomes inside. */
  readonly coverage: number
  /** Mean interval (Winkler) score, in the unit of the figures. */
  readonly meanScore: number
  /** Coverage a correct interval may have by chance at this n, 95 per cent of the time. */
  readonly tolerance: { readonly low: number; readonly high: number }
  readonly withinTolerance: boolean
}

/**
 * Interval score of one outcome: width, and 2/alpha times the miss on either side. Lower is better.
 *
 *     (high - low) + 2/alpha max(0, low - y) + 2/alpha max(0, y - high)          alpha = 1 - level
 *
 * @param level nominal coverage in (0, 1), e.g. 0.8
 * @see Gneiting & Raftery (2007), JASA 102(477), 359-378, doi:10.1198/016214506000001437
 */
export function intervalScore({ low, high, actual }: IntervalCase, level: number): number {
  const penalty = 2 / (1 - level)
  return high - low + penalty * Math.max(0, low - actual) + penalty * Math.max(0, actual - high)
}

/** Coverage and mean score of intervals, with the range chance alone gives to the coverage of correct ones. */
export function scoreIntervals(cases: readonly IntervalCase[], level: number): IntervalScore {
  const n = cases.length
  if (n === 0 || !(level > 0 && level < 1))
    throw new AppError(
      'INVALID_INPUT',
      `${n} intervals of level ${level}: one at least is needed, and a level between 0 and 1.`,
    )
  const coverage = cases.filter(({ low, high, actual }) => actual >= low && actual <= high).length / n
  const meanScore = cases.reduce((sum, one) => sum + intervalScore(one, level), 0) / n
  const tolerance = coverageTolerance(n, level)
  return { n, coverage, meanScore, tolerance, withinTolerance: coverage >= tolerance.low && coverage <= tolerance.high }
}

/**
 * Central 95 per cent range of the coverage of n independent correct intervals (binomial). Errors of one round are not
 * independent, so the range is the narrowest that can be defended.
 */
export function coverageTolerance(n: number, level: number): { readonly low: number; readonly high: number } {
  let logTerm = n * Math.log(1 - level)
  let sum = 0
  let low = 0
  let high = n
  for (let k = 0; k <= n; k++) {
    if (k > 0) logTerm += Math.log((n - k + 1) / k) + Math.log(level / (1 - level))
    const before = sum
    sum += Math.exp(logTerm)
    if (before <= 0.025 && sum > 0.025) low = k
    if (before < 0.975 && sum >= 0.975) {
      high = k
      break
    }
  }
  return { low: low / n, high: high / n }
}

/**
 * Continuous ranked probability score of draws: mean |x - y| - mean |x - x'| / 2, in the unit of the figures; lower is better.
 * @param draws at least one, any order
 */
export function crps(draws: ArrayLike<number>, actual: number): number {
  const sorted = Float64Array.from(draws).sort()
  const n = sorted.length
  let distance = 0
  let spread = 0
  sorted.forEach((value, k) => {
    distance += Math.abs(value - actual)
    spread += (2 * k - n + 1) * value
  })
  return distance / n - spread / (n * n)
}
