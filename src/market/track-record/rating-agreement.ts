import { normalisedGap } from '../gaps/metrics.ts'
import { GAP_RATINGS, type GapRating, rateGap } from '../gaps/rating.ts'
import { confusionMatrix, weightedKappa } from './agreement.ts'
import { contendersOf, roundsOf, type TrackedCase } from './score-cases.ts'

/** How the classes that growth was forecast to have agree with those it had. */
export interface RatingAgreement {
  readonly classes: GapRating[]
  /** [actual][forecast] of the first contender asked for. */
  readonly counts: number[][]
  readonly cases: number
  /** Share of cases in their class, and at most one class off. */
  readonly exact: number
  readonly withinOne: number
  /** Contender -> quadratic weighted kappa; null where it is not defined, as for a contender that puts all in one class. */
  readonly kappa: Record<string, number | null>
}

/**
 * Scores ratings on the part of a gap that becomes known. Openings are not observed, so what a sector was short of in a past year
 * is not known either; what is known is how much faster than all units of its round it grew. That difference is rated by the
 * limits of the gap, forecast and outcome alike:
 *
 *     relative = (x_i - b_i X/B) / (T mean(b_i, x_i)), per cent a year          X, B sums over the units of the round
 *
 * @param contenders the first one has its matrix shown; those that not all cases have are left out
 * @returns null with fewer than two units in every round
 */
export function ratingAgreement(cases: readonly TrackedCase[], contenders: readonly string[]): RatingAgreement | null {
  const rounds = [...roundsOf(cases).values()].filter((round) => round.length > 1)
  const known = contendersOf(rounds.flat())
  const asked = contenders.filter((name) => known.includes(name))
  const first = asked[0]
  if (first === undefined) return null
  const actual = rounds.flatMap((round) => classes(round, (one) => one.actual))
  const matrix = (name: string): number[][] => {
    const forecast = rounds.flatMap((round) => classes(round, (one) => one.forecasts[name]!))
    return confusionMatrix(
      GAP_RATINGS,
      actual.map((rating, k) => ({ actual: rating, forecast: forecast[k]! })),
    )
  }
  const counts = matrix(first)
  const within = (distance: number): number =>
    counts.reduce((sum, row, a) => sum + row.reduce((all, n, f) => all + (Math.abs(a - f) <= distance ? n : 0), 0), 0) /
    actual.length
  const kappa = asked.map((name) => {
    const value = weightedKappa(matrix(name))
    return [name, Number.isFinite(value) ? value : null] as const
  })
  return {
    classes: [...GAP_RATINGS],
    counts,
    cases: actual.length,
    exact: within(0),
    withinOne: within(1),
    kappa: Object.fromEntries(kappa),
  }
}

function classes(round: readonly TrackedCase[], of: (one: TrackedCase) => number): GapRating[] {
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  const growth = sum(round.map(of)) / sum(round.map(({ base }) => base))
  return round.map((one) => {
    const people = of(one)
    return rateGap(normalisedGap(people - one.base * growth, one.target - one.origin, (one.base + people) / 2))
  })
}
