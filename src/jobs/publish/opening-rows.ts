import { meanOpeningsDraws } from '../../market/advice/openings-draws.ts'
import { bandOf } from '../../market/gaps/band.ts'
import { marketOfCells } from '../../market/gaps/cell-margins.ts'
import type { OccupationOpeningRecord } from '../../storage/release.ts'
import type { AreaGaps } from './market.ts'
import { triple } from './records.ts'

/**
 * Rows of table `occupation_opening`: openings and employment of each occupation group, area and year, from the draws the gaps
 * come from. Definition `permanent_exits`, with each occupation's own exits. Markets that are not made of sections have no
 * occupations and are left out.
 */
export function openingRows(markets: readonly AreaGaps[]): OccupationOpeningRecord[] {
  return markets.flatMap(({ area, simulation: { market }, margins }) => {
    if (!margins) return []
    return margins.occupations.flatMap((occupation, o) => {
      const part = marketOfCells(market, margins, occupation, [o * 2, o * 2 + 1])
      return Array.from({ length: market.horizon }, (_, k): OccupationOpeningRecord => {
        const year = market.baseYear + 1 + k
        const draws = meanOpeningsDraws(part, () => 1, [year])
        const employed = Float64Array.from(
          { length: market.draws },
          (_, d) => part.demand[d * (market.horizon + 1) + k + 1]!,
        )
        return {
          area_id: area,
          occupation,
          year,
          job_openings: triple(bandOf(draws)),
          employment: triple(bandOf(employed)),
          draws: Array.from(draws, (v) => Math.round(v * 10) / 10), // a tenth of a person; the column is `real`
        }
      })
    })
  })
}
