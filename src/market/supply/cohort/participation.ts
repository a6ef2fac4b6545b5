import { AppError } from '../../../domain/errors.ts'
import { dampedYears } from '../../staffing/share-trend.ts'
import { logistic, logit } from './single-ages.ts'

export interface ParticipationInput {
  /** [T][A] participation rates of one sex (and education), consecutive years, consecutive single ages from `firstAge`. */
  readonly history: readonly ArrayLike<number>[]
  readonly firstAge: number
  /** H, years projected. */
  readonly horizon: number
  /** Default 0.9. phi: the trend of an age counts phi^k in year k. */
  readonly damping?: number
  /**
   * Default 0. Weight of cohorts against ages, [0, 1]: women who worked more than their mothers at 30 do so at 40. 0.5 is
   * what the service uses for women, 0 for men.
   */
  readonly cohortWeight?: number
  /** Default [25, 59]. Ages at which cohort effects count: below, school decides; above, the statutory age does. */
  readonly cohortAges?: readonly [from: number, to: number]
}

export interface Participation {
  /** [H][A] rates for the years after the history, ages as in the history. */
  readonly rates: readonly Float64Array[]
  /** Largest change of a rate allowed from one year to the next: 95th percentile of those of the past, as a share. */
  readonly bound: number
  /** Number of (year, age) cells the bound held back. */
  readonly held: number
}

/**
 * Projects participation on the log-odds, by damped trends of ages and, where asked, by cohorts.
 *
 *     age      y[a,T+h] = y[a,T] + b_a sum_{k=1..h} phi^k            y = logit(lambda), b_a least squares over the history
 *     cohort   y[a,T+h] = y[a-1,T+h-1] + mean_t( y[a,t] - y[a-1,t-1] )
 *     lambda   = logistic( (1 - w) age + w cohort ),   |lambda[a,t] - lambda[a,t-1]| <= 95th percentile of the past
 *
 * The cohort line carries each generation's distance from its elders along its diagonal; w is 0 outside `cohortAges`.
 *
 * @throws AppError INSUFFICIENT_HISTORY for fewer than four years, INVALID_INPUT for rates outside [0, 1]
 * @see Burniaux, Duval & Jaumotte (2004), OECD Economics Department Working Papers 371, for the dynamic cohort method
 */
export function projectParticipation(input: ParticipationInput): Participation {
  const { history, firstAge, horizon, damping = 0.9, cohortWeight = 0, cohortAges = [25, 59] } = input
  const years = history.length
  if (years < 4)
    throw new AppError('INSUFFICIENT_HISTORY', `Trends of participation need four years at least, ${years} given.`)
  const ages = history[0]!.length
  for (const row of history)
    if (row.length !== ages || !Array.from(row).every((rate) => rate >= 0 && rate <= 1))
      throw new AppError('INVALID_INPUT', `Participation must be a share for each of the ${ages} ages in every year.`)

  const odds = history.map((row) => Array.from(row, logit))
  const slopes = odds[0]!.map((_, a) => slope(odds.map((row) => row[a]!)))
  const steps = odds[0]!.map((_, a) => (a === 0 ? 0 : mean(odds.slice(1).map((row, t) => row[a]! - odds[t]![a - 1]!))))
  const bound = largestUsualChange(history)

  let held = 0
  let before = Float64Array.from(history[years - 1]!)
  const rates: Float64Array[] = []
  for (let h = 1; h <= horizon; h++) {
    const moved = dampedYears(damping, h)
    const now = before.map((last, a) => {
      const age = firstAge + a
      const w = a > 0 && age >= cohortAges[0] && age <= cohortAges[1] ? cohortWeight : 0
      const byAge = odds[years - 1]![a]! + slopes[a]! * moved
      const byCohort = a > 0 ? logit(before[a - 1]!) + steps[a]! : byAge
      const wanted = logistic((1 - w) * byAge + w * byCohort)
      const allowed = Math.min(last + bound, Math.max(last - bound, wanted))
      if (allowed !== wanted) held++
      return allowed
    })
    rates.push(now)
    before = now
  }
  return { rates, bound, held }
}

/** 95th percentile of |lambda[a,t] - lambda[a,t-1]| over all ages and years. */
function largestUsualChange(history: readonly ArrayLike<number>[]): number {
  const changes = history
    .slice(1)
    .flatMap((row, t) => Array.from(row, (rate, a) => Math.abs(rate - history[t]![a]!)))
    .sort((a, b) => a - b)
  return changes[Math.min(changes.length - 1, Math.ceil(0.95 * changes.length) - 1)]!
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

function slope(y: readonly number[]): number {
  const middle = (y.length - 1) / 2
  const level = mean(y)
  let across = 0
  let spread = 0
  y.forEach((value, t) => {
    across += (t - middle) * (value - level)
    spread += (t - middle) ** 2
  })
  return across / spread
}
