import { forecastPanel } from '../../src/forecast/engine.ts'
import { collectMargins, marketOfCells } from '../../src/market/gaps/cell-margins.ts'
import { type MarketInput, WHOLE_ECONOMY } from '../../src/market/gaps/draws.ts'
import { normalQuantile } from '../../src/market/gaps/normal-quantile.ts'
import type { QuantilePath } from '../../src/market/gaps/quantile-path.ts'
import { type GapFigure, simulateGaps, summariseMarket } from '../../src/market/gaps/simulate.ts'
import { balanceStaffing, meanLogGrowth } from '../../src/market/staffing/occupation-margin.ts'
import { staffingTrend } from '../../src/market/staffing/staffing-trends.ts'
import { type BySex, bySex, headcount } from '../../src/market/supply/cohort/ages.ts'
import { labourForcePath, occupationRates } from '../../src/market/supply/cohort/occupation-rates.ts'
import { exitHazard } from '../../src/market/supply/cohort/retirement.ts'
import { peopleBySingleAge } from '../../src/market/supply/cohort/single-ages.ts'
import { projectStockFlow, type StockFlow } from '../../src/market/supply/cohort/stock-flow.ts'
import { BREAK, type CityStatistics } from './city-statistics.ts'
import { arrivalsOf, BASE_YEAR, FIRST_AGE, FUTURE, OCCUPATIONS, PAST, SECTORS, WOMEN_SHARES } from './simulated-city.ts'

const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
const MEDIAN = 3
/** Exit rates are known to a tenth; a prior, as no register of exits exists. */
const EXIT_SD = 0.1

/** Forecast of a city's gaps from what its office publishes, and what a last-share forecast would have said. */
export interface CityForecast {
  /** [occupation][FUTURE] gap over all sectors, of both sexes. */
  readonly occupations: readonly (readonly GapFigure[])[]
  /** [FUTURE][occupation] gap with fixed shares in demand and in supply, persons. */
  readonly lastShare: readonly (readonly number[])[]
  /** [FUTURE][sector] median employment, for scoring the demand side alone. */
  readonly sectors: readonly (readonly number[])[]
}

/** Runs the whole chain: breaks and forecasts, share trends, cohort supply, joint draws. */
export async function forecastCity(statistics: CityStatistics, seed: number, draws = 600): Promise<CityForecast> {
  const demand = await forecastSectors(statistics, seed)
  const base = statistics.employment.map((row) => row.at(-1)!)
  const staffing = base.map((_, i) => staffingTrend(statistics.staffing.map((year) => year[i]!)))
  const totals = OCCUPATIONS.map(
    (_, o) => new Map(statistics.staffing.map((year, k) => [k, year.reduce((sum, row) => sum + row[o]!, 0)])),
  )
  const balanced = balanceStaffing(
    { shares: staffing.map((s) => s.shares), slopes: staffing.map((s) => s.slopes) },
    {
      base: OCCUPATIONS.map((_, o) => base.reduce((sum, size, i) => sum + size * staffing[i]!.shares[o]!, 0)),
      growth: totals.map((years) => meanLogGrowth([years])),
    },
    [base, ...Array.from({ length: FUTURE }, (_, k) => demand.sectors.map((path) => path.values[MEDIAN]![k]!))],
  )
  const people = OCCUPATIONS.map((_, o) => base.reduce((sum, size, i) => sum + size * balanced.shares[i]![o]!, 0))
  const flow = cohortSupply(statistics, people)
  const { exitRates, entrantShares, womenOfSupply, labourForce } = occupationRates(flow)
  const { visit, margins } = collectMargins(SECTORS.length, OCCUPATIONS, draws)
  const input: MarketInput = {
    sectors: SECTORS.map((code, i) => ({
      code,
      demand: demand.sectors[i]!,
      exitRate: { low: 0.02, high: 0.03 },
      entrantShare: base[i]!,
    })),
    totalDemand: demand.total,
    labourForce: labourForcePath(
      labourForce,
      { exitSd: EXIT_SD, exitRate: 0.025, migration: statistics.migration },
      LEVELS,
      normalQuantile,
    ),
    baseYear: BASE_YEAR,
    horizon: FUTURE,
    draws,
    seed,
    // People do not come and go with demand within these years: supply is counted from cohorts.
    dependence: { labourForce: 0.2 },
    occupations: {
      occupations: OCCUPATIONS,
      shares: balanced.shares.flat(),
      shareSlopes: balanced.slopes.flat(),
      occupationTilt: balanced.tilt,
      shareSlopeSds: staffing.flatMap((s) => s.slopeSds),
      womenShares: SECTORS.flatMap(() => WOMEN_SHARES),
      womenOfSupply,
      exitRates,
      entrantShares,
      exitSd: EXIT_SD,
    },
  }
  const { market } = simulateGaps(input, visit)
  const occupations = OCCUPATIONS.map((_, o) => {
    const part = marketOfCells(market, margins, WHOLE_ECONOMY, [2 * o, 2 * o + 1])
    return summariseMarket(part, { shortageThresholdPercent: 5 }).figures
  })
  const fixed = staffing.map((s) => s.lastShares)
  return {
    occupations,
    sectors: Array.from({ length: FUTURE }, (_, k) => demand.sectors.map((path) => path.values[MEDIAN]![k]!)),
    lastShare: Array.from({ length: FUTURE }, (_, k) =>
      OCCUPATIONS.map((_, o) => {
        const now = base.reduce((sum, size, i) => sum + size * fixed[i]![o]!, 0)
        const then = fixed.reduce((sum, row, i) => sum + row[o]! * demand.sectors[i]!.values[3]![k]!, 0)
        return then - (now * labourForce[k + 1]!) / labourForce[0]!
      }),
    ),
  }
}

async function forecastSectors(
  { employment }: CityStatistics,
  seed: number,
): Promise<{ sectors: QuantilePath[]; total: QuantilePath }> {
  const start = BASE_YEAR - PAST
  const bridged = employment.map((row, i) =>
    row.map((v, k) => (SECTORS[i] === BREAK.sector && start + k < BREAK.year ? v * BREAK.ratio : v)),
  )
  const total = bridged[0]!.map((_, k) => bridged.reduce((sum, row) => sum + row[k]!, 0))
  const panel = SECTORS.map((id, i) => ({
    id: id as string,
    start,
    y: Float64Array.from(employment[i]!),
    breaks:
      id === BREAK.sector
        ? [{ id: 'new definition', at: BREAK.year, treatment: 'overlap_ratio' as const, parameter: BREAK.ratio }]
        : [],
  }))
  const { series } = await forecastPanel({
    panel: [...panel, { id: '_T', start, y: Float64Array.from(total), breaks: [] }],
    frequency: 'A',
    horizon: FUTURE,
    quantiles: LEVELS,
    seed,
  })
  const path = (id: string, base: number): QuantilePath => ({
    base,
    levels: LEVELS,
    values: series.find((s) => s.id === id)!.quantiles,
  })
  return { sectors: SECTORS.map((id, i) => path(id, employment[i]!.at(-1)!)), total: path('_T', total.at(-1)!) }
}

function cohortSupply(statistics: CityStatistics, people: readonly number[]): StockFlow {
  const active = statistics.ages.map((cell, o): BySex<Float64Array> => {
    const single = bySex((sex) => peopleBySingleAge(statistics.groups, cell[sex]))
    const factor = people[o]! / headcount(single)
    return bySex((sex) => single[sex].map((v) => v * factor))
  })
  const exits = statistics.insured.map((share) => exitHazard(() => share))
  const mean = statistics.migration.reduce((a, b) => a + b, 0) / statistics.migration.length
  const intakes = statistics.intakes.map((known) => {
    const last = [0, 1, 2].reduce((sum, k) => sum + known.get(BASE_YEAR - k)! / 3, 0)
    return new Map([...known, ...Array.from({ length: FUTURE }, (_, k) => [BASE_YEAR + 1 + k, last] as const)])
  })
  return projectStockFlow({
    qualifications: OCCUPATIONS.map((_, o) => ({ field: String(o), level: 0 })),
    baseYear: BASE_YEAR,
    years: FUTURE,
    firstAge: FIRST_AGE,
    active,
    mortality: (_, a) => Math.min(1, 0.0004 * 1.09 ** (a - 15)),
    exit: (o, sex, a, year) => exits[o]!(sex, a, year),
    arrivals: arrivalsOf({ ...statistics, intakes, migration: new Array(FUTURE).fill(mean), base: people }),
  })
}
