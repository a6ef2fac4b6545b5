import { forecastPanel } from '../../src/forecast/engine.ts'
import { type CellMargins, collectMargins, marketOfCells } from '../../src/market/gaps/cell-margins.ts'
import { drawMarket, type MarketDraws, WHOLE_ECONOMY } from '../../src/market/gaps/draws.ts'
import { normalQuantile } from '../../src/market/gaps/normal-quantile.ts'
import type { QuantilePath } from '../../src/market/gaps/quantile-path.ts'
import { type GapFigure, summariseMarket } from '../../src/market/gaps/simulate.ts'
import { balanceStaffing, meanLogGrowth } from '../../src/market/staffing/occupation-margin.ts'
import { staffingTrend } from '../../src/market/staffing/staffing-trends.ts'
import { labourForcePath, occupationRates } from '../../src/market/supply/cohort/occupation-rates.ts'
import { supplyOf } from './supply.ts'
import { FIRST_JOBS_YEAR, FIRST_STAFFING_YEAR, INDUSTRIES, OCCUPATIONS, type Statistics } from './tables.ts'

const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
const MEDIAN = 3
/** Exit rates come from one participation curve: known to a tenth. */
const EXIT_SD = 0.1

export interface Chain {
  readonly market: MarketDraws
  readonly margins: CellMargins
  /** Gaps of the industries and of all together, by year. */
  readonly industryFigures: readonly GapFigure[]
  /** Draws and yearly gaps of an occupation over all industries; sexes: 0 women, 1 men, both by default. */
  readonly occupationMarket: (o: number, sexes?: readonly number[]) => MarketDraws
  readonly occupationFigures: (o: number, sexes?: readonly number[]) => readonly GapFigure[]
  /** [horizon][industry] median employment. */
  readonly industries: readonly (readonly number[])[]
  /** [industry][occupation] shares of the last year, for the fixed-share benchmark. */
  readonly lastShares: readonly (readonly number[])[]
  /** [T+1] labour supply, persons. */
  readonly labourForce: readonly number[]
}

/** The whole chain on one country's tables: industries forecast, staffing trends, cohorts, joint draws. */
export async function runChain(statistics: Statistics, horizon: number, seed: number, draws: number): Promise<Chain> {
  const { baseYear, firstYear, employment, jobs, staffing: counts, occupations } = statistics
  const codes = Object.keys(INDUSTRIES)
  const totals = employment.map((row) => row.reduce((a, b) => a + b, 0))
  const allJobs = jobs[codes.indexOf('31-33')]!.map((_, k) => jobs.reduce((sum, row) => sum + (row?.[k] ?? 0), 0))
  const past = codes.map((id, i) => ({ id, own: employment.map((row) => row[i]!), long: jobs[i] }))
  const { series } = await forecastPanel({
    panel: [...past, { id: '_T', own: totals, long: allJobs }].map(({ id, own, long }) => ({
      id,
      start: long ? FIRST_JOBS_YEAR : firstYear,
      y: Float64Array.from(long ?? own),
      breaks: [],
    })),
    frequency: 'A',
    horizon,
    quantiles: LEVELS,
    seed,
  })
  /** Growth of the forecast series on the base-year employment of the household survey: jobs and persons grow alike. */
  const path = (id: string, base: number, from: number): QuantilePath => ({
    base,
    levels: LEVELS,
    values: series.find((s) => s.id === id)!.quantiles.map((row) => Array.from(row, (value) => (value / from) * base)),
  })
  const base = employment.at(-1)!
  const demand = past.map(({ id, own, long }, i) => path(id, base[i]!, (long ?? own).at(-1)!))
  const staffing = codes.map((_, i) => staffingTrend(counts.map((year) => year[i]!)))
  const { flow, migration } = supplyOf(statistics, horizon)
  const { exitRates, entrantShares, womenOfSupply, labourForce } = occupationRates(flow)
  const last = occupations.at(-1)!
  const women = last.F.map((people, o) => people / (people + last.M[o]!))
  const industries = Array.from({ length: horizon }, (_, k) => demand.map((d) => d.values[MEDIAN]![k]!))
  const totalsByYear = Object.keys(OCCUPATIONS).map(
    (_, o) => new Map(occupations.map(({ F, M }, k) => [FIRST_STAFFING_YEAR + k, F[o]! + M[o]!])),
  )
  const balanced = balanceStaffing(
    { shares: staffing.map((s) => s.shares), slopes: staffing.map((s) => s.slopes) },
    {
      base: totalsByYear.map((years) => years.get(baseYear)!),
      growth: totalsByYear.map((years) => meanLogGrowth([years])),
    },
    [base, ...industries],
  )
  const { visit, margins } = collectMargins(codes.length, Object.keys(OCCUPATIONS), draws)
  const market = drawMarket(
    {
      sectors: codes.map((code, i) => ({
        code,
        demand: demand[i]!,
        exitRate: { low: 0.02, high: 0.03 },
        entrantShare: base[i]!,
      })),
      totalDemand: path('_T', totals.at(-1)!, allJobs.at(-1)!),
      labourForce: labourForcePath(
        labourForce,
        { exitSd: EXIT_SD, exitRate: 0.025, migration },
        LEVELS,
        normalQuantile,
      ),
      baseYear,
      horizon,
      draws,
      seed,
      dependence: { labourForce: 0.2 },
      occupations: {
        occupations: Object.keys(OCCUPATIONS),
        shares: balanced.shares.flat(),
        shareSlopes: balanced.slopes.flat(),
        occupationTilt: balanced.tilt,
        shareSlopeSds: staffing.flatMap((s) => s.slopeSds),
        womenShares: codes.flatMap(() => women),
        womenOfSupply,
        exitRates,
        entrantShares,
        exitSd: EXIT_SD,
      },
    },
    visit,
  )
  const options = { shortageThresholdPercent: 5 }
  const occupationMarket = (o: number, sexes: readonly number[] = [0, 1]): MarketDraws =>
    marketOfCells(
      market,
      margins,
      WHOLE_ECONOMY,
      sexes.map((sex) => 2 * o + sex),
    )
  return {
    market,
    margins,
    industryFigures: summariseMarket(market, options).figures,
    occupationMarket,
    occupationFigures: (o, sexes) => summariseMarket(occupationMarket(o, sexes), options).figures,
    industries,
    lastShares: staffing.map((s) => s.lastShares),
    labourForce,
  }
}
