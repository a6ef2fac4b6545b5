import { bandOf } from '../../market/gaps/band.ts'
import { drawIndex, type MarketDraws } from '../../market/gaps/draws.ts'
import type { OccupationGapRecord } from '../../storage/pathway.ts'
import type { PublishInputs } from './inputs.ts'
import { type AreaGaps, SHORTAGE_THRESHOLD_PERCENT } from './market.ts'
import { type NationalAccounts, SECTIONS } from './national.ts'
import { triple } from './records.ts'
import { staffingPattern } from './staffing.ts'

/**
 * Rows of table `occupation_gap`: in each draw the gaps of all sectors, shared out by the staffing pattern. Markets that are
 * not made of sections have no occupations.
 */
export function occupationGapRows(
  inputs: PublishInputs,
  accounts: NationalAccounts,
  markets: readonly AreaGaps[],
): OccupationGapRecord[] {
  const pattern = staffingPattern(inputs.figures, accounts.sections, inputs.assumptions)
  return markets.flatMap(({ area, simulation: { market } }) => {
    if (market.codes.length !== SECTIONS.length) return []
    const staffing = market.codes.map((code) => pattern.shares.get(code)!)
    return pattern.occupations.flatMap((occupation, o) => {
      const share = (i: number) => staffing[i]![o]!
      const base = overSectors(market, market.demand, share, 0)
      return Array.from({ length: market.horizon }, (_, k): OccupationGapRecord => {
        const demand = overSectors(market, market.demand, share, k + 1)
        const supply = overSectors(market, market.supply, share, k + 1)
        const gap = demand.map((people, d) => people - supply[d]!)
        const beyond = (sign: 1 | -1): number =>
          gap.filter((value, d) => sign * value > (SHORTAGE_THRESHOLD_PERCENT / 100) * demand[d]!).length / gap.length
        return {
          area_id: area,
          occupation,
          year: market.baseYear + k + 1,
          gap: triple(bandOf(gap)),
          p_shortage: beyond(1),
          p_surplus: beyond(-1),
          base_employment: base.reduce((a, b) => a + b, 0) / base.length,
        }
      })
    })
  })
}

/** [draw] people of one occupation over all sectors, t years after the base. */
function overSectors(
  market: MarketDraws,
  values: Float64Array,
  share: (sector: number) => number,
  t: number,
): Float64Array {
  return Float64Array.from({ length: market.draws }, (_, d) =>
    market.codes.reduce((sum, _code, i) => sum + share(i) * values[drawIndex(market, d, i, t)]!, 0),
  )
}
