import { AppError } from '../../domain/errors.ts'
import { fillSamplingZeros, fitShareTrend, type ShareTrendOptions } from './share-trend.ts'

export interface StaffingTrend {
  /** [O] shares of the last year, smoothed along the trend; sum 1. */
  readonly shares: readonly number[]
  /** [O] shares of the last year as sampled, for the fixed-share benchmark. */
  readonly lastShares: readonly number[]
  /** [O] shrunk slopes of the log-ratios a year. */
  readonly slopes: readonly number[]
  /** [O] standard deviation of what the coming slope may differ by. */
  readonly slopeSds: readonly number[]
}

/** Default yearly drift of log-ratios that the past trend does not tell; a prior, to be measured by backtest. */
export const SHARE_DRIFT_SD = 0.006
/** Years of the level: one year of a survey is noisy, many are old. */
const LEVEL_YEARS = 6
/** Part of a year's people spread over its sampling zeros. */
const ADDED = 1 / 400

/**
 * Staffing of one industry for the joint simulation: base shares, slopes and what is not known of them.
 *
 *     share_0 = softmax( mean_{k<6} ( y[T-k] + b~ k ) )          sd = sqrt( w se(b)^2 + drift^2 ),   w = tau2 / (tau2 + se(b)^2)
 *
 * Zeros of some years are filled in the proportions of the industry's own mean; zeros of all years stay. The last year alone
 * would carry its sampling error into every later year, so the level is the mean of six years moved along the trend.
 *
 * @param counts  [T][O] people, consecutive years, T >= 3
 * @throws AppError INSUFFICIENT_HISTORY for fewer than three years; INVALID_INPUT for an industry without people
 */
export function staffingTrend(
  counts: readonly (readonly number[])[],
  options: ShareTrendOptions & { readonly driftSd?: number } = {},
): StaffingTrend {
  const { driftSd = SHARE_DRIFT_SD } = options
  const sums = (counts[0] ?? []).map((_, o) => counts.reduce((sum, row) => sum + row[o]!, 0))
  const all = sums.reduce((a, b) => a + b, 0)
  if (!(all > 0)) throw new AppError('INVALID_INPUT', 'The industry has nobody in any year; leave it out.')
  const mean = sums.map((people) => people / all)
  const filled = fillSamplingZeros(counts, mean, (all / counts.length) * ADDED)
  const trend = fitShareTrend(filled, options)
  const recent = filled.slice(-LEVEL_YEARS)
  const level = sums.map((sum, o) => {
    if (sum === 0) return 0
    const odds = recent.map((row, k) => {
      const years = recent.length - 1 - k
      return Math.log(row[o]! / row[trend.reference]!) + trend.shrunkSlopes[o]! * years
    })
    return Math.exp(odds.reduce((a, b) => a + b, 0) / odds.length)
  })
  const total = level.reduce((a, b) => a + b, 0)
  return {
    shares: level.map((value) => value / total),
    lastShares: trend.lastShares,
    slopes: trend.shrunkSlopes,
    slopeSds: trend.slopeVariances.map((variance) => {
      const kept = trend.tau2 > 0 ? trend.tau2 / (trend.tau2 + variance) : 0
      return Math.sqrt(kept * variance + driftSd ** 2)
    }),
  }
}
