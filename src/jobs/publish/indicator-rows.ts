import { EDUCATION_LEVELS, occupationIndicators } from '../../market/gaps/occupation-indicators.ts'
import type { OccupationIndicatorRecord } from '../../storage/occupation-indicator.ts'
import type { CohortSupply } from './cohort-supply.ts'
import { occupationAssumption } from './cohort-supply.ts'
import { assumption, type PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'

/** Rows of table `occupation_indicator`: every occupation group and all together, of country and area, from the cells of the draws. */
export function indicatorRows(
  { assumptions }: PublishInputs,
  supply: CohortSupply,
  markets: readonly AreaGaps[],
): OccupationIndicatorRecord[] {
  const shortTermUnemployedShare = assumption(assumptions, 'short_term_unemployed_share').value
  const education = supply.occupations.occupations.map((code) => {
    const share = (level: string) => occupationAssumption(assumptions, `education_share.${level}`, code).value
    const [ADV, INT, BAS, LTB] = EDUCATION_LEVELS.map(share)
    return { ADV: ADV!, INT: INT!, BAS: BAS!, LTB: LTB! }
  })
  const assumed = { shortTermUnemployedShare, education, graduates: supply.graduatesByOccupation }
  return markets.flatMap(({ area, margins, flows, simulation: { market } }) => {
    if (!margins || !flows) return []
    return Array.from({ length: market.horizon }, (_, k) => k + 1).flatMap((t) =>
      occupationIndicators(margins, flows, t, assumed).map(
        ({ occupation, flows: own, women, openingsByLevel, ...rest }): OccupationIndicatorRecord => ({
          area_id: area,
          occupation,
          year: market.baseYear + t,
          employment: own.employment,
          inflow: own.inflow,
          short_term_unemployed: own.shortTermUnemployed,
          expansion_demand: own.expansionDemand,
          replacement_demand: own.replacementDemand,
          indicator: rest.indicator,
          indicator_class: rest.indicatorClass,
          flow_ratio: rest.flowRatio,
          mix_fill: rest.mixFill,
          women_of_employment: women.womenOfEmployment,
          women_of_openings: women.womenOfOpenings,
          women_of_seekers: women.womenOfSeekers,
          segregation: occupation === '_T' ? women.segregation : null,
          openings_by_level: openingsByLevel,
        }),
      ),
    )
  })
}
