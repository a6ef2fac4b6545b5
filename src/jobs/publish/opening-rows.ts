import { meanOpeningsDraws } from '../../market/advice/openings-draws.ts'
import { bandOf } from '../../market/gaps/band.ts'
import { drawIndex, type MarketDraws } from '../../market/gaps/draws.ts'
import type { OccupationOpeningRecord } from '../../storage/release.ts'
import type { PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'
import { type NationalAccounts, SECTIONS } from './national.ts'
import { triple } from './records.ts'
import { staffingPattern } from './staffing.ts'

/**
 * Rows of table `occupation_opening`: openings and employment of each occupation group, area and year, from the draws the gaps
 * come from. Definition `permanent_exits`; the shares of occupations within sections are those of the staffing pattern, held
 * fixed. Markets that are not made of sections have no occupations and are left out.
 */
export function openingRows(
  inputs: PublishInputs,
  accounts: NationalAccounts,
  markets: readonly AreaGaps[],
): OccupationOpeningRecord[] {
  const pattern = staffingPattern(inputs.figures, accounts.sections, inputs.assumptions)
  return markets.flatMap(({ area, simulation: { market } }) => {
    if (market.codes.length !== SECTIONS.length) return []
    const staffing = market.codes.map((code) => pattern.shares.get(code)!)
    return pattern.occupations.flatMap((occupation, o) =>
      Array.from({ length: market.horizon }, (_, k): OccupationOpeningRecord => {
        const year = market.baseYear + 1 + k
        const draws = meanOpeningsDraws(market, (i) => staffing[i]![o]!, [year])
        return {
          area_id: area,
          occupation,
          year,
          job_openings: triple(bandOf(draws)),
          employment: triple(bandOf(employmentDraws(market, (i) => staffing[i]![o]!, k + 1))),
          draws: Array.from(draws, (v) => Math.round(v * 10) / 10), // a tenth of a person; the column is `real`
        }
      }),
    )
  })
}

/** [draw] people employed in an occupation t years after the base. */
function employmentDraws(market: MarketDraws, share: (sector: number) => number, t: number): Float64Array {
  const people = new Float64Array(market.draws)
  for (let d = 0; d < market.draws; d++)
    for (let i = 0; i < market.codes.length; i++)
      people[d] = people[d]! + share(i) * market.demand[drawIndex(market, d, i, t)]!
  return people
}
