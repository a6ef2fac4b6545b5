import { lensWeights } from '../../market/gaps/simulate.ts'
import { openingsOfFigure } from '../../market/openings/market-openings.ts'
import type { SectorOpeningRecord } from '../../storage/opening.ts'
import { assumption, type PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'
import { triple } from './records.ts'

/** Rows of table `sector_opening`: both sexes, by every definition, on the draws the gaps come from. */
export function sectorOpeningRows(inputs: PublishInputs, markets: readonly AreaGaps[]): SectorOpeningRecord[] {
  const transfer = assumption(inputs.assumptions, 'transfer_rate')
  const rates = {
    transferRate: { low: transfer.low ?? transfer.value, high: transfer.high ?? transfer.value },
    netCohortRate: assumption(inputs.assumptions, 'exit_rate_net_cohort').value,
  }
  return markets
    .filter(({ sex }) => sex === 'T')
    .flatMap(({ area, simulation: { market } }) => {
      const targets = [
        { sector_kind: 'total' as const, sector: '_T', weights: market.codes.map(() => 1) },
        ...market.codes.map((sector) => ({
          sector_kind: 'section' as const,
          sector,
          weights: market.codes.map((code) => Number(code === sector)),
        })),
        ...inputs.lenses.map((lens) => ({
          sector_kind: 'lens' as const,
          sector: lens.id,
          weights: lensWeights(market.codes, lens),
        })),
      ]
      return targets.flatMap(({ sector_kind, sector, weights }) =>
        openingsOfFigure(market, weights, rates).map((figure) => ({
          area_id: area,
          sector_kind,
          sector,
          year: figure.year,
          definition_id: figure.definitionId,
          expansion_demand: triple(figure.expansionDemand),
          replacement_demand: triple(figure.replacementDemand),
          job_openings: triple(figure.jobOpenings),
        })),
      )
    })
}
