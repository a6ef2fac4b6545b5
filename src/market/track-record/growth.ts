import { AppError } from '../../domain/errors.ts'

/** The three figures of one unit that growth is scored on, same unit of measurement. */
export interface GrowthCase {
  /** Level at the origin, > 0. */
  readonly base: number
  readonly forecast: number
  readonly actual: number
}

/**
 * Share of units whose direction was foreseen: up where it went up, down where it went down.
 *
 * No change counts as a direction of its own, so a forecast of no change is right only where nothing changed.
 * @returns 0 to 1
 * @throws AppError INVALID_INPUT without cases
 */
export function directionHitRate(cases: readonly GrowthCase[]): number {
  checkBases(cases)
  const hits = cases.filter(({ base, forecast, actual }) => Math.sign(forecast - base) === Math.sign(actual - base))
  return hits.length / cases.length
}

/**
 * Which units were rightly seen to grow faster, or slower, than all units together (as BLS scores its occupations).
 *
 *     hit when sign( f_i/b_i - F/B ) = sign( a_i/b_i - A/B )
 *
 * A uniform miss costs nothing here: it is relative growth that steers people between occupations.
 * @returns one a unit, in their order; differences below 1e-12 count as equal
 */
export function relativeGrowthHits(cases: readonly GrowthCase[]): boolean[] {
  checkBases(cases)
  const total = (of: (one: GrowthCase) => number): number => cases.reduce((sum, one) => sum + of(one), 0)
  const base = total((one) => one.base)
  const all = { forecast: total((one) => one.forecast) / base, actual: total((one) => one.actual) / base }
  return cases.map((one) => sign(one.forecast / one.base - all.forecast) === sign(one.actual / one.base - all.actual))
}

const sign = (value: number): number => (Math.abs(value) < 1e-12 ? 0 : Math.sign(value))

function checkBases(cases: readonly GrowthCase[]): void {
  const wrong = cases.find(({ base }) => !(base > 0))
  if (cases.length === 0 || wrong)
    throw new AppError(
      'INVALID_INPUT',
      `Growth is scored on units with a positive base; got ${cases.length}, ${wrong?.base ?? 'none'} at the base.`,
    )
}
