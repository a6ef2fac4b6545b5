import type { Random } from '../../domain/random.ts'

/** Difference of two forecasters' losses, and where it may lie. */
export interface LossDifference {
  /** Loss of the second over loss of the first, less one: below 0 the second was closer. */
  readonly relative: number
  /** Interval of it, at `level`; null where there are too few series. */
  readonly low: number | null
  readonly high: number | null
  readonly level: number
  readonly series: number
}

/** Fewest series that can be drawn from: the steps of one series err together and count as one. */
const ENOUGH_SERIES = 10
const DRAWS = 2000
const LEVEL = 0.95

/**
 * Compares two forecasters on the same series: the ratio of their summed losses, with a bootstrap interval over series.
 *
 * A series is drawn with all of its steps, since errors of neighbouring steps are not independent; with forecasts from one
 * origin there is no other replication to be had, and a Diebold-Mariano test over steps would take them for one.
 *
 * @param first  [N] summed loss of each series under the first forecaster, all in one unit or scaled
 * @param second [N] under the second
 * @see Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13 (percentile interval)
 */
export function compareLosses(first: ArrayLike<number>, second: ArrayLike<number>, random: Random): LossDifference {
  const n = first.length
  const ratio = (pick: (k: number) => number): number => {
    let [a, b] = [0, 0]
    for (let k = 0; k < n; k++) {
      const series = pick(k)
      a += first[series]!
      b += second[series]!
    }
    return a > 0 ? b / a - 1 : b > 0 ? Number.POSITIVE_INFINITY : 0
  }
  const relative = ratio((k) => k)
  if (n < ENOUGH_SERIES) return { relative, low: null, high: null, level: LEVEL, series: n }
  const drawn = Float64Array.from({ length: DRAWS }, () => ratio(() => Math.floor(random.uniform() * n))).sort()
  const at = (p: number): number => drawn[Math.min(DRAWS - 1, Math.floor(p * DRAWS))]!
  return { relative, low: at((1 - LEVEL) / 2), high: at((1 + LEVEL) / 2), level: LEVEL, series: n }
}
