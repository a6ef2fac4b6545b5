import { AppError } from '../../domain/errors.ts'

/** Annual figures as they were known at an origin, ascending years, all > 0. */
export interface KnownHistory {
  readonly years: readonly number[]
  readonly values: readonly number[]
}

/** A benchmark's forecast of the figure of `year` from what was known. */
export type Benchmark = (history: KnownHistory, year: number) => number

/** What anybody could have said. */
export const lastValue: Benchmark = ({ values }) => values.at(-1)!

/** Mean yearly change of the whole history, prolonged. With one year known, the last value. */
export const drift: Benchmark = ({ years, values }, year) => {
  const span = years.at(-1)! - years[0]!
  return span === 0 ? values[0]! : values.at(-1)! + ((values.at(-1)! - values[0]!) / span) * (year - years.at(-1)!)
}

/** Least-squares line of the last ten years, the naive model BLS scores itself against; never below 0. */
export const tenYearTrend: Benchmark = ({ years, values }, year) => {
  const [x, y] = [years.slice(-10), values.slice(-10)]
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length
  const [mx, my] = [mean(x), mean(y)]
  const xx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  const slope = xx === 0 ? 0 : x.reduce((sum, value, k) => sum + (value - mx) * (y[k]! - my), 0) / xx
  return Math.max(0, my + slope * (year - mx))
}

/** Benchmarks that need the figure's own past only, simplest first, by their names among contenders. */
export const OWN_PAST: Readonly<Record<string, Benchmark>> = { naive: lastValue, drift, trend10: tenYearTrend }

/**
 * Fixed share times industry: the occupation's last share of each industry, applied to the industries' forecasts. The
 * benchmark of every share model, since share change is the largest source of error in occupational projections.
 *
 * @param shares     [I] share of each industry's employment at the origin
 * @param industries [I] industries' employment forecast for the target year
 */
export function fixedShare(shares: readonly number[], industries: readonly number[]): number {
  if (shares.length !== industries.length)
    throw new AppError('INVALID_INPUT', `${shares.length} shares do not fit ${industries.length} industries.`)
  return shares.reduce((sum, share, i) => sum + share * industries[i]!, 0)
}
