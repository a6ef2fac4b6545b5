import { bandOf } from '../../market/gaps/band.ts'
import { marketOfCells } from '../../market/gaps/cell-margins.ts'
import type { OccupationGapRecord } from '../../storage/pathway.ts'
import { type AreaGaps, SHORTAGE_THRESHOLD_PERCENT } from './market.ts'
import { triple } from './records.ts'

/** Rows of table `occupation_gap`: each occupation group over all sectors and both sexes, from the cells of the draws. */
export function occupationGapRows(markets: readonly AreaGaps[]): OccupationGapRecord[] {
  return markets.flatMap(({ area, simulation: { market }, margins }) => {
    if (!margins) return []
    return margins.occupations.flatMap((occupation, o) => {
      const part = marketOfCells(market, margins, occupation, [o * 2, o * 2 + 1])
      const width = market.horizon + 1
      const at = (values: Float64Array, t: number): Float64Array =>
        Float64Array.from({ length: market.draws }, (_, d) => values[d * width + t]!)
      const base = at(part.demand, 0)
      return Array.from({ length: market.horizon }, (_, k): OccupationGapRecord => {
        const demand = at(part.demand, k + 1)
        const supply = at(part.supply, k + 1)
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
