import { AppError } from '../../domain/errors.ts'
import { sortedQuantile } from '../gaps/band.ts'

/** What a place too few and a place too many cost, in any one unit; only their ratio decides. */
export interface RegretCosts {
  /** c_under: a place that was needed and not offered. */
  readonly under: number
  /** c_over: a place that was offered and not needed. Long and expensive programmes have a high one. */
  readonly over: number
}

export interface RegretRow {
  readonly places: number
  /** E[(needed - places)+] and E[(places - needed)+], places. */
  readonly expectedShort: number
  readonly expectedOver: number
  /** c_under E[(needed - places)+] + c_over E[(places - needed)+]. */
  readonly expectedCost: number
  /** Cost beyond that of knowing the need in advance, relative to the best row: 0 for the best. */
  readonly excessCost: number
}

/**
 * Quantile of the needed intake that costs least in the mean: c_under / (c_under + c_over).
 * @throws AppError INVALID_INPUT unless both costs are positive
 */
export function criticalQuantile({ under, over }: RegretCosts): number {
  if (!(under > 0 && over > 0 && Number.isFinite(under + over)))
    throw new AppError('INVALID_INPUT', `Costs of too few (${under}) and too many places (${over}) must be positive.`)
  return under / (under + over)
}

/** Places that minimise the expected cost over the draws of needed intake. */
export function leastRegretIntake(needed: Float64Array, costs: RegretCosts): number {
  return sortedQuantile(Float64Array.from(needed).sort(), criticalQuantile(costs))
}

/**
 * Expected cost of several intakes, so that a choice can be seen beside what it gives up.
 *
 * @param needed      [draw] places needed
 * @param candidates  places to compare, any order
 * @returns one row per candidate, in their order
 */
export function regretTable(needed: Float64Array, candidates: readonly number[], costs: RegretCosts): RegretRow[] {
  criticalQuantile(costs)
  const rows = candidates.map((places) => {
    let short = 0
    let over = 0
    for (const value of needed) {
      if (value > places) short += value - places
      else over += places - value
    }
    const expectedShort = short / needed.length
    const expectedOver = over / needed.length
    const expectedCost = costs.under * expectedShort + costs.over * expectedOver
    return { places, expectedShort, expectedOver, expectedCost }
  })
  const best = Math.min(...rows.map((row) => row.expectedCost))
  return rows.map((row) => ({ ...row, excessCost: row.expectedCost - best }))
}
