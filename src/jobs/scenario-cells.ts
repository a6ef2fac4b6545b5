import { AppError } from '../domain/errors.ts'
import { drawGaps, type GapDraws } from '../market/gaps/draws.ts'
import { drawRegionalGaps } from '../market/gaps/regional-draws.ts'
import type { Lens } from '../market/gaps/simulate.ts'
import { applyScenario, type ScenarioInputs } from '../market/scenario/apply.ts'
import { compareScenario, type Difference } from '../market/scenario/compare.ts'
import { checkChange, type ScenarioChange } from '../market/scenario/scenario.ts'
import type { DifferenceRecord, ScenarioCellRecord } from '../storage/scenario.ts'

/** What a release was simulated on, kept with it. */
export interface SimulationInputs {
  readonly scenario: ScenarioInputs
  readonly lenses: readonly Lens[]
}

/** Draws of the country and of the areas on them, by area. */
export type DrawsByArea = ReadonlyMap<string, GapDraws>

/** Draws all markets of the inputs: with the seed of the release, those of the release itself. */
export function drawAll({ area, market, regions }: ScenarioInputs): DrawsByArea {
  const country = drawGaps(market)
  return new Map([
    [area, country],
    ...regions.map((region) => [region.area, drawRegionalGaps(country, region)] as const),
  ])
}

/**
 * Figures of a scenario against its base in every area, sector, lens and year.
 * @param base draws of the base when they are at hand; else they are drawn again
 * @throws AppError INVALID_INPUT for changes that cannot be, or that lie wholly outside the years of the release
 */
export function compareWithBase(
  { scenario: inputs, lenses }: SimulationInputs,
  changes: readonly ScenarioChange[],
  base: DrawsByArea = drawAll(inputs),
): ScenarioCellRecord[] {
  const { baseYear, horizon } = inputs.market
  for (const change of changes) {
    checkChange(change)
    if ('from' in change && (change.from <= baseYear || change.from > baseYear + horizon))
      throw new AppError(
        'INVALID_INPUT',
        `A ${change.kind} change begins in ${change.from}; the release covers ${baseYear + 1} to ${baseYear + horizon}.`,
      )
  }
  const changed = drawAll(applyScenario(inputs, changes))
  return [...base].flatMap(([area, market]) =>
    compareScenario(market, changed.get(area)!, lenses).map(
      (cell): ScenarioCellRecord => ({
        area_id: area,
        sector_kind: cell.kind,
        sector: cell.code,
        year: cell.year,
        demand: record(cell.demand),
        supply: record(cell.supply),
        gap: record(cell.gap),
      }),
    ),
  )
}

const record = ({ base, scenario, difference: { p10, p50, p90 }, pHigher }: Difference): DifferenceRecord => [
  base,
  scenario,
  p10,
  p50,
  p90,
  pHigher,
]
