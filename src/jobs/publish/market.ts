import type { ObsStatus, Sex } from '../../domain/series.ts'
import type { ForecastTask, SeriesForecast } from '../../forecast/types.ts'
import {
  type CellDrivers,
  type CellFlows,
  cellDrivers,
  collectDrivers,
  inflowOfArea,
  newcomersOf,
} from '../../market/gaps/cell-drivers.ts'
import { type CellMargins, collectMargins, marketOfCells } from '../../market/gaps/cell-margins.ts'
import { type CellVisitor, WHOLE_ECONOMY } from '../../market/gaps/draws.ts'
import { growingWith, type QuantilePath } from '../../market/gaps/quantile-path.ts'
import { shiftShareDrift } from '../../market/gaps/shift-share.ts'
import { type GapSimulation, simulateGaps, simulateRegionalGaps, summariseMarket } from '../../market/gaps/simulate.ts'
import type { ScenarioInputs } from '../../market/scenario/apply.ts'
import type { CohortSupply } from './cohort-supply.ts'
import { assumption, HANOI, type PublishInputs } from './inputs.ts'
import { type AnnualSeries, employmentMatrix, type NationalAccounts, SECTIONS } from './national.ts'
import { type Target, targetId } from './panel.ts'
import type { RegionalStructure } from './region.ts'

/** The lead of an area over its mix of sectors fades: each year counts nine tenths of the one before. */
const DRIFT_DAMPING = 0.9
/** First and last change the area's drift is measured on: after Hà Tây, before the pandemic and the 19th ICLS. */
const DRIFT_FROM = 2010
const DRIFT_TO = 2019
export const SHORTAGE_THRESHOLD_PERCENT = 5

export interface AreaGaps {
  readonly area: string
  readonly sex: Sex
  /** Status of the base-year figures. Sections are raked or estimated, and lenses are made of them, so those are E. */
  readonly totalStatus: ObsStatus
  /** Base-year employment by sector of the simulation, persons: published, or the estimate itself. */
  readonly base: ReadonlyMap<string, number>
  readonly simulation: GapSimulation
  /** Occupations by sex and the gaps of sectors by occupation; markets of one sex have none of their own. */
  readonly margins?: CellMargins
  /** What the gaps are made of by cell; those of one sex are part of the market of both. */
  readonly drivers?: CellDrivers
  /** Who comes to each cell, who leaves and who is cut, a year. */
  readonly flows?: CellFlows
}

interface MarketContext {
  readonly inputs: PublishInputs
  readonly accounts: NationalAccounts
  readonly supply: CohortSupply
  readonly forecasts: ReadonlyMap<string, SeriesForecast>
  readonly targets: readonly Target[]
  readonly task: Pick<ForecastTask, 'quantiles' | 'horizon' | 'seed'>
  readonly draws: number
}

/**
 * What country and Hanoi are simulated on, as plain arrays: kept with the release, so that scenarios can be run on it.
 *
 * Sections add up to the employment that the labour force carries at the base year's employed share, since nobody beyond it can
 * be employed; how far unemployment may move is in the correlation of the two. A forecast of the total by itself errs by more
 * and knows nothing of ageing (docs/supply.md).
 */
export function simulationInputs(
  context: MarketContext,
  hanoi: RegionalStructure,
  hanoiLabourForce: AnnualSeries,
): ScenarioInputs {
  const { inputs, accounts, supply, task, draws } = context
  const { baseYear } = accounts
  const together = Math.sqrt(assumption(inputs.assumptions, 'demand_supply_correlation', { area: 'VN' }).value)
  const sector = assumption(inputs.assumptions, 'sector_macro_correlation', { area: 'VN' }).value
  const dependence = { totalDemand: together, labourForce: together, sectorDemand: sector }
  return {
    area: 'VN',
    market: {
      baseYear,
      horizon: task.horizon,
      draws,
      seed: task.seed,
      sectors: SECTIONS.map((code, i) => ({
        code,
        demand: path(context, 'employment', code, 'T'),
        exitRate: { low: supply.exitRates[i]!, high: supply.exitRates[i]! },
        entrantShare: supply.pull[i]!,
      })),
      totalDemand: growingWith(supply.labourForce, accounts.total.get(baseYear)!.value),
      labourForce: supply.labourForce,
      dependence,
      occupations: supply.occupations,
    },
    regions: [
      {
        area: HANOI,
        sectors: hanoi.sections,
        drift: drift(accounts, hanoi, hanoiLabourForce),
        driftDamping: DRIFT_DAMPING,
        labourForce: path(context, 'labourForce', '_T', 'T', HANOI),
        dependence: { labourForce: together },
      },
    ],
  }
}

/** Gaps of the country by section, lens and sex, and of Hanoi by section and lens, all on the same macro draws. */
export function simulateMarkets(
  context: MarketContext,
  hanoi: RegionalStructure,
  simulated: ScenarioInputs,
): AreaGaps[] {
  const { inputs, accounts, supply, draws } = context
  const { baseYear } = accounts
  const options = { lenses: inputs.lenses, shortageThresholdPercent: SHORTAGE_THRESHOLD_PERCENT }
  const collect = () => collectMargins(SECTIONS.length, supply.occupations.occupations, draws)
  const shape = { sectors: SECTIONS.length, occupations: supply.occupations.occupations.length, draws }
  const national = collect()
  const flows = collectDrivers(shape)
  const country = simulateGaps({ ...simulated.market, ...options }, both(national.visit, flows.visit))
  const bySex = (['F', 'M'] as const).map((sex, s): AreaGaps => {
    const rows = supply.occupations.occupations.map((_, o) => o * 2 + s)
    const market = marketOfCells(country.market, national.margins, WHOLE_ECONOMY, rows)
    const { value, status } = accounts.bySex.get(sex)!.employment.get(baseYear)!
    const simulation = summariseMarket(market, { shortageThresholdPercent: SHORTAGE_THRESHOLD_PERCENT })
    return { area: 'VN', sex, totalStatus: status, base: new Map([[WHOLE_ECONOMY, value]]), simulation }
  })
  const regional = collect()
  const regionalFlows = collectDrivers(shape, country.market)
  const region = simulateRegionalGaps(
    country.market,
    { ...simulated.regions[0]!, ...options },
    both(regional.visit, regionalFlows.visit),
  )
  const newcomers = newcomersOf(flows.flows)
  const graduates = supply.graduatesByOccupation
  const drivers = cellDrivers(flows.flows, {
    graduates,
    inflow: supply.migration.map((people, t) => people / newcomers[t]!),
    inflowDriver: 'migration',
  })
  const regionalDrivers = cellDrivers(regionalFlows.flows, {
    graduates,
    inflow: inflowOfArea(regionalFlows.flows, flows.flows),
    inflowDriver: 'areaInflow',
  })
  const sections = new Map(SECTIONS.map((code) => [code, accounts.sections.get(code)!.get(baseYear)!.value]))
  const estimated = new Map(hanoi.sections.map(({ code, base }) => [code, base]))
  const all = { sex: 'T' as const }
  return [
    {
      ...all,
      area: 'VN',
      totalStatus: accounts.total.get(baseYear)!.status,
      base: sections,
      simulation: country,
      margins: national.margins,
      drivers,
      flows: flows.flows,
    },
    ...bySex,
    {
      ...all,
      area: HANOI,
      totalStatus: 'E',
      base: estimated,
      simulation: region,
      margins: regional.margins,
      drivers: regionalDrivers,
      flows: regionalFlows.flows,
    },
  ]
}

/** One pass over the cells of a year for two readers. */
const both =
  (first: CellVisitor, second: CellVisitor): CellVisitor =>
  (year) => {
    first(year)
    second(year)
  }

/** Quantile path of a forecast target, from its base-year figure. */
function path(
  { forecasts, targets, task, accounts }: MarketContext,
  measure: Target['measure'],
  industry: string,
  sex: Sex,
  area = 'VN',
): QuantilePath {
  const id = targetId(area, measure, industry, sex)
  const base = targets.find((t) => t.id === id)!.years.get(accounts.baseYear)!.value
  return { base, levels: task.quantiles, values: forecasts.get(id)!.quantiles.map((row) => Array.from(row)) }
}

function drift(accounts: NationalAccounts, hanoi: RegionalStructure, labourForce: AnnualSeries) {
  const years = Array.from({ length: DRIFT_TO - DRIFT_FROM + 2 }, (_, t) => DRIFT_FROM - 1 + t)
  const national = (code: string) => accounts.sections.get(code)!.get(accounts.baseYear)!.value
  return shiftShareDrift(
    years.map((year) => labourForce.get(year)?.value ?? Number.NaN),
    employmentMatrix(accounts, DRIFT_TO, DRIFT_FROM - 1),
    SECTIONS.map((code) => hanoi.sections.find((s) => s.code === code)!.base / national(code)),
  )
}
