import type { ObsStatus, Sex } from '../../domain/series.ts'
import type { ForecastTask, SeriesForecast } from '../../forecast/types.ts'
import type { QuantilePath } from '../../market/gaps/quantile-path.ts'
import { shiftShareDrift } from '../../market/gaps/shift-share.ts'
import { type GapSimulation, simulateGaps, simulateRegionalGaps } from '../../market/gaps/simulate.ts'
import type { ScenarioInputs } from '../../market/scenario/apply.ts'
import { entrantShares } from '../../market/supply/attached.ts'
import { assumption, HANOI, type PublishInputs } from './inputs.ts'
import { type AnnualSeries, type NationalAccounts, SECTIONS } from './national.ts'
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
}

interface MarketContext {
  readonly inputs: PublishInputs
  readonly accounts: NationalAccounts
  readonly forecasts: ReadonlyMap<string, SeriesForecast>
  readonly targets: readonly Target[]
  readonly task: Pick<ForecastTask, 'quantiles' | 'horizon' | 'seed'>
  readonly draws: number
}

/** What country and Hanoi are simulated on, as plain arrays: kept with the release, so that scenarios can be run on it. */
export function simulationInputs(
  context: MarketContext,
  hanoi: RegionalStructure,
  hanoiLabourForce: AnnualSeries,
): ScenarioInputs {
  const { inputs, accounts, task, draws } = context
  const { baseYear } = accounts
  const exit = assumption(inputs.assumptions, 'exit_rate')
  const entrants = entrantShares(
    employmentMatrix(accounts, baseYear),
    SECTIONS.map(() => exit.value),
  )
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
        exitRate: exitRates(inputs),
        entrantShare: entrants[i]!,
      })),
      totalDemand: path(context, 'employment', '_T', 'T'),
      labourForce: path(context, 'labourForce', '_T', 'T'),
    },
    regions: [
      {
        area: HANOI,
        sectors: hanoi.sections,
        drift: drift(accounts, hanoi, hanoiLabourForce),
        driftDamping: DRIFT_DAMPING,
        labourForce: path(context, 'labourForce', '_T', 'T', HANOI),
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
  const { inputs, accounts, task, draws } = context
  const { baseYear } = accounts
  const exitRate = exitRates(inputs)
  const common = { baseYear, horizon: task.horizon, draws, seed: task.seed }
  const options = { lenses: inputs.lenses, shortageThresholdPercent: SHORTAGE_THRESHOLD_PERCENT }
  const country = simulateGaps({ ...simulated.market, ...options })
  const bySex = [...accounts.bySex.keys()].map((sex): AreaGaps => {
    const demand = raked(context, 'employment', sex)
    const simulation = simulateGaps({
      ...common,
      shortageThresholdPercent: SHORTAGE_THRESHOLD_PERCENT,
      sectors: [{ code: '_T', demand, exitRate, entrantShare: 1 }],
      labourForce: raked(context, 'labourForce', sex),
    })
    const { value, status } = accounts.bySex.get(sex)!.employment.get(baseYear)!
    return { area: 'VN', sex, totalStatus: status, base: new Map([['_T', value]]), simulation }
  })
  const region = simulateRegionalGaps(country.market, { ...simulated.regions[0]!, ...options })
  const national = new Map(SECTIONS.map((code) => [code, accounts.sections.get(code)!.get(baseYear)!.value]))
  const estimated = new Map(hanoi.sections.map(({ code, base }) => [code, base]))
  return [
    { area: 'VN', sex: 'T', totalStatus: accounts.total.get(baseYear)!.status, base: national, simulation: country },
    ...bySex,
    { area: HANOI, sex: 'T', totalStatus: 'E', base: estimated, simulation: region },
  ]
}

function exitRates({ assumptions }: PublishInputs): { readonly low: number; readonly high: number } {
  const exit = assumption(assumptions, 'exit_rate')
  return { low: exit.low ?? exit.value, high: exit.high ?? exit.value }
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

/** Path of one sex, scaled so that the means of women and men add up to the mean of both. */
function raked(context: MarketContext, measure: Target['measure'], sex: Sex): QuantilePath {
  const mean = (s: Sex) => context.forecasts.get(targetId('VN', measure, '_T', s))!.mean
  const own = path(context, measure, '_T', sex)
  const factor = Array.from(mean('T'), (total, h) => total / (mean('F')[h]! + mean('M')[h]!))
  return { ...own, values: own.values.map((quantile) => Array.from(quantile, (v, h) => v * factor[h]!)) }
}

/** [T][I] employment by section, consecutive years up to the base year; NaN where a year is missing. */
function employmentMatrix(
  accounts: NationalAccounts,
  lastYear: number,
  firstYear = Math.min(...accounts.total.keys()),
): number[][] {
  return Array.from({ length: lastYear - firstYear + 1 }, (_, t) =>
    SECTIONS.map((s) => accounts.sections.get(s)!.get(firstYear + t)?.value ?? Number.NaN),
  )
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
