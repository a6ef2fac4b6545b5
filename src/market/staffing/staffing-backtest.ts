import { AppError } from '../../domain/errors.ts'
import { dampedYears, projectShares, SHARE_DAMPING } from './share-trend.ts'
import { staffingTrend } from './staffing-trends.ts'

export type StaffingModel = 'fixed' | 'trend'

export interface StaffingBacktest {
  /** The model with the smaller error; what is published. */
  readonly winner: StaffingModel
  /** Weighted absolute percentage error of people by industry and occupation, industries' totals known; per cent. */
  readonly wape: Readonly<Record<StaffingModel, number>>
  /** [H] the same by horizon. */
  readonly byHorizon: readonly Readonly<Record<StaffingModel, number>>[]
  /** Number of origins behind it. */
  readonly origins: number
  /** Standard deviation of the log of a share's error per damped year at the longest horizon, weighted by people, winner's. */
  readonly driftSd: number
}

/** Years a share trend sees at least; years pooled for a fixed share, since one survey year is noisy. */
export const FEWEST_YEARS = 4
export const POOLED_YEARS = 3

/**
 * Forecasts past staffing from earlier years with both models and compares them, given the industries' true totals: the error
 * left is that of the shares alone.
 *
 *     fixed: shares of the last three years together          trend: shrunk and damped log-ratio trends (`staffingTrend`)
 *
 * @param counts  [I][T][O] people, consecutive years without a break
 * @param horizon longest horizon tested
 * @throws AppError INSUFFICIENT_HISTORY when no origin has a year after it
 */
export function backtestStaffing(counts: readonly (readonly (readonly number[])[])[], horizon = 5): StaffingBacktest {
  const years = counts[0]?.length ?? 0
  if (years <= FEWEST_YEARS)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `A backtest of staffing needs ${FEWEST_YEARS + 1} years without a break at least, ${years} given.`,
    )
  const models: readonly StaffingModel[] = ['fixed', 'trend']
  const missed = { fixed: new Array<number>(horizon).fill(0), trend: new Array<number>(horizon).fill(0) }
  const people = new Array<number>(horizon).fill(0)
  const spread = { fixed: [0, 0], trend: [0, 0] }
  const longest = Math.min(horizon, years - FEWEST_YEARS)
  for (let origin = FEWEST_YEARS; origin < years; origin++)
    for (const industry of counts) {
      const past = industry.slice(0, origin)
      const fixed = pooledShares(past)
      const trend = staffingTrend(past)
      for (let h = 1; h <= horizon && origin + h <= years; h++) {
        const actual = industry[origin + h - 1]!
        const total = actual.reduce((a, b) => a + b, 0)
        people[h - 1]! += total
        const forecast = { fixed, trend: projectShares(trend.shares, trend.slopes, h, SHARE_DAMPING) }
        for (const model of models)
          actual.forEach((count, o) => {
            missed[model][h - 1]! += Math.abs(forecast[model][o]! * total - count)
            if (h !== longest || !(count > 0 && forecast[model][o]! > 0)) return
            const error = Math.log(count / total / forecast[model][o]!) / dampedYears(SHARE_DAMPING, h)
            spread[model][0]! += count * error * error
            spread[model][1]! += count
          })
      }
    }
  const all = people.reduce((a, b) => a + b, 0)
  const wape = (model: StaffingModel): number => (100 * missed[model].reduce((a, b) => a + b, 0)) / all
  const winner = wape('trend') < wape('fixed') ? 'trend' : 'fixed'
  return {
    winner,
    wape: { fixed: wape('fixed'), trend: wape('trend') },
    byHorizon: people.flatMap((n, h) =>
      n > 0 ? [{ fixed: (100 * missed.fixed[h]!) / n, trend: (100 * missed.trend[h]!) / n }] : [],
    ),
    origins: years - FEWEST_YEARS,
    driftSd: Math.sqrt(spread[winner][0]! / spread[winner][1]!),
  }
}

/** [O] shares of the last years together. */
export function pooledShares(counts: readonly (readonly number[])[], years = POOLED_YEARS): number[] {
  const recent = counts.slice(-years)
  const sums = recent[0]!.map((_, o) => recent.reduce((sum, row) => sum + row[o]!, 0))
  const all = sums.reduce((a, b) => a + b, 0)
  if (!(all > 0)) throw new AppError('INVALID_INPUT', 'The industry has nobody in its last years; leave it out.')
  return sums.map((people) => people / all)
}
