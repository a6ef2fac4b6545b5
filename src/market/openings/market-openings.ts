import { createRandom } from '../../domain/random.ts'
import { type Band, bandOf } from '../gaps/band.ts'
import { drawIndex } from '../gaps/draw-index.ts'
import type { MarketDraws } from '../gaps/draws.ts'
import { OPENINGS_DEFINITIONS, type OpeningsDefinition } from './openings.ts'

/** Yearly shares of employment beyond the exits the market was drawn with. */
export interface OpeningRates {
  /** m: moves to another occupation; drawn evenly between the two, one position a draw. */
  readonly transferRate: { readonly low: number; readonly high: number }
  /** Leavers of the net cohort method as measured on past cross-sections. */
  readonly netCohortRate: number
}

/** Openings of one figure from the base year to a year by one definition, persons. */
export interface FigureOpenings {
  readonly year: number
  readonly definitionId: OpeningsDefinition
  readonly expansionDemand: Band
  readonly replacementDemand: Band
  readonly jobOpenings: Band
}

/**
 * Openings of a sector, lens or total by each definition, from the draws of the gaps.
 *
 *     XD = D[T] - D[0]      M = sum_t (D[t-1] + D[t]) / 2
 *
 *     permanent_exits   RD = sum of the market's replacement          JO = XD + RD
 *     bls_separations   RD = that + m M                               JO = XD + RD
 *     net_cohort        RD = max(0, r M + min(0, XD))                 JO = max(0, XD) + RD
 *
 * By `bls_separations` a total counts moves between occupations, which nobody trains for.
 *
 * @param weights [I] share of each sector that belongs to the figure
 * @returns for each year base+1 .. base+T, each definition
 */
export function openingsOfFigure(
  market: MarketDraws,
  weights: readonly number[],
  { transferRate, netCohortRate }: OpeningRates,
): FigureOpenings[] {
  const { draws, horizon, baseYear } = market
  const random = createRandom(market.seed).fork('transferRate')
  const transfers = Float64Array.from({ length: draws }, () => {
    const position = random.uniform()
    return transferRate.low + (transferRate.high - transferRate.low) * position
  })
  const sum = (values: Float64Array, d: number, t: number): number =>
    weights.reduce(
      (total, weight, i) => (weight === 0 ? total : total + weight * values[drawIndex(market, d, i, t)]!),
      0,
    )
  const start = Float64Array.from({ length: draws }, (_, d) => sum(market.demand, d, 0))
  let before = start
  const middle = new Float64Array(draws)
  const exits = new Float64Array(draws)
  return Array.from({ length: horizon }, (_, k) => k + 1).flatMap((t) => {
    const demand = Float64Array.from({ length: draws }, (_, d) => sum(market.demand, d, t))
    for (let d = 0; d < draws; d++) {
      middle[d]! += (before[d]! + demand[d]!) / 2
      exits[d]! += sum(market.replacement, d, t)
    }
    before = demand
    const expansion = demand.map((people, d) => people - start[d]!)
    const replacement: Record<OpeningsDefinition, Float64Array> = {
      bls_separations: exits.map((leavers, d) => leavers + transfers[d]! * middle[d]!),
      permanent_exits: exits.slice(),
      net_cohort: expansion.map((change, d) => Math.max(0, netCohortRate * middle[d]! + Math.min(0, change))),
    }
    return OPENINGS_DEFINITIONS.map((definitionId): FigureOpenings => {
      const floor = definitionId === 'net_cohort' ? 0 : Number.NEGATIVE_INFINITY
      return {
        year: baseYear + t,
        definitionId,
        expansionDemand: bandOf(expansion),
        replacementDemand: bandOf(replacement[definitionId]),
        jobOpenings: bandOf(expansion.map((change, d) => Math.max(floor, change) + replacement[definitionId][d]!)),
      }
    })
  })
}
