import { forecastPanel } from '../../src/forecast/engine.ts'
import { drawMarket } from '../../src/market/gaps/draws.ts'
import { normalQuantile } from '../../src/market/gaps/normal-quantile.ts'
import { type OccupationSimulation, simulateOccupations } from '../../src/market/gaps/occupation-figures.ts'
import type { OccupationMarketInput } from '../../src/market/gaps/occupation-market.ts'
import type { QuantilePath } from '../../src/market/gaps/quantile-path.ts'
import { fillSamplingZeros, fitShareTrend } from '../../src/market/staffing/share-trend.ts'
import { type BySex, bySex, COHORT_SEXES, headcount } from '../../src/market/supply/cohort/ages.ts'
import { exitHazard } from '../../src/market/supply/cohort/retirement.ts'
import { peopleBySingleAge } from '../../src/market/supply/cohort/single-ages.ts'
import { projectStockFlow, type StockFlow } from '../../src/market/supply/cohort/stock-flow.ts'
import { BREAK, type CityStatistics } from './city-statistics.ts'
import { arrivalsOf, BASE_YEAR, FIRST_AGE, FUTURE, OCCUPATIONS, PAST, SECTORS, WOMEN_SHARES } from './simulated-city.ts'

const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
/** Shares move by this much a year (log) beyond what their past trend says; a prior. */
const SHARE_SD = 0.006
/** Exit rates are known to a tenth; a prior, as no register of exits exists. */
const EXIT_SD = 0.1

/** Forecast of a city's gaps from what its office publishes, and what a last-share forecast would have said. */
export interface CityForecast {
  readonly simulation: OccupationSimulation
  /** [FUTURE][occupation] gap with fixed shares in demand and in supply, persons. */
  readonly lastShare: readonly (readonly number[])[]
  /** [FUTURE][sector] median employment, for scoring the demand side alone. */
  readonly sectors: readonly (readonly number[])[]
}

/** Runs the whole chain: breaks and forecasts, share trends, cohort supply, joint draws. */
export async function forecastCity(statistics: CityStatistics, seed: number, draws = 600): Promise<CityForecast> {
  const demand = await forecastSectors(statistics, seed)
  const base = statistics.employment.map((row) => row.at(-1)!)
  const staffing = base.map((_, i) => staffingOf(statistics.staffing.map((year) => year[i]!)))
  const people = OCCUPATIONS.map((_, o) => base.reduce((sum, size, i) => sum + size * staffing[i]!.shares[o]!, 0))
  const flow = cohortSupply(statistics, people)
  const force = flow.active.map((cells) => cells.reduce((sum, cell) => sum + headcount(cell), 0))
  const market = drawMarket({
    sectors: SECTORS.map((code, i) => ({
      code,
      demand: demand.sectors[i]!,
      exitRate: { low: 0.02, high: 0.03 },
      entrantShare: base[i]!,
    })),
    totalDemand: demand.total,
    labourForce: forcePath(statistics, force),
    baseYear: BASE_YEAR,
    horizon: FUTURE,
    draws,
    seed,
    // People do not come and go with demand within these years: supply is counted from cohorts.
    dependence: { labourForce: 0.2 },
  })
  const simulation = simulateOccupations(market, {
    occupations: OCCUPATIONS,
    shares: staffing.flatMap((s) => s.shares),
    shareSlopes: staffing.flatMap((s) => s.slopes),
    shareSlopeSds: staffing.flatMap((s) => s.sds),
    womenShares: SECTORS.flatMap(() => WOMEN_SHARES),
    womenOfSupply: flow.active.map(
      (cells) =>
        cells.reduce((s, c) => s + c.F.reduce((a, b) => a + b, 0), 0) / cells.reduce((s, c) => s + headcount(c), 0),
    ),
    exitSd: EXIT_SD,
    ...ratesOf(flow),
  })
  const fixed = staffing.map((s) => s.last)
  return {
    simulation,
    sectors: Array.from({ length: FUTURE }, (_, k) => demand.sectors.map((path) => path.values[3]![k]!)),
    lastShare: Array.from({ length: FUTURE }, (_, k) =>
      OCCUPATIONS.map((_, o) => {
        const now = base.reduce((sum, size, i) => sum + size * fixed[i]![o]!, 0)
        const then = fixed.reduce((sum, row, i) => sum + row[o]! * demand.sectors[i]!.values[3]![k]!, 0)
        return then - (now * force[k + 1]!) / force[0]!
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

/** Base shares from the fitted lines (one year's sample is noisy), slopes and what is not known of them. */
function staffingOf(counts: readonly (readonly number[])[]) {
  const sums = counts[0]!.map((_, o) => counts.reduce((sum, row) => sum + row[o]!, 0))
  const all = sums.reduce((a, b) => a + b, 0)
  const filled = fillSamplingZeros(
    counts,
    sums.map((v) => v / all),
    all / counts.length / 400,
  )
  const trend = fitShareTrend(filled)
  const recent = filled.slice(-6)
  const raw = sums.map((sum, o) => {
    if (sum === 0) return 0
    const odds = recent.map(
      (row, k) => Math.log(row[o]! / row[trend.reference]!) + trend.shrunkSlopes[o]! * (recent.length - 1 - k),
    )
    return Math.exp(odds.reduce((a, b) => a + b, 0) / odds.length)
  })
  const total = raw.reduce((a, b) => a + b, 0)
  return {
    shares: raw.map((v) => v / total),
    last: trend.lastShares,
    slopes: trend.shrunkSlopes,
    sds: trend.slopeVariances.map((variance) => {
      const kept = trend.tau2 > 0 ? trend.tau2 / (trend.tau2 + variance) : 0
      return Math.sqrt(kept * variance + SHARE_SD ** 2)
    }),
  }
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

/** Exit rates and entrant shares by sex, occupation and year, as the ledgers of the stock-flow have them. */
function ratesOf({ ledger }: StockFlow): Pick<OccupationMarketInput, 'exitRates' | 'entrantShares'> {
  const rows = (value: (o: number, sex: 'F' | 'M', t: number) => number) =>
    COHORT_SEXES.map((sex) => OCCUPATIONS.map((_, o) => Array.from({ length: FUTURE }, (_, t) => value(o, sex, t))))
  const came = (o: number, sex: 'F' | 'M', t: number) =>
    Object.values(ledger[t]![o]![sex].arrivals).reduce((a, b) => a + b, 0)
  return {
    exitRates: rows(
      (o, sex, t) => (ledger[t]![o]![sex].deaths + ledger[t]![o]![sex].exits) / ledger[t]![o]![sex].start,
    ),
    entrantShares: rows((o, sex, t) => came(o, sex, t) / OCCUPATIONS.reduce((sum, _, p) => sum + came(p, sex, t), 0)),
  }
}

/** Labour supply by the cohorts, with the spread that migration and unknown exits give it. */
function forcePath({ migration }: CityStatistics, force: readonly number[]): QuantilePath {
  const mean = migration.reduce((a, b) => a + b, 0) / migration.length
  const sd = Math.sqrt(migration.reduce((sum, m) => sum + (m - mean) ** 2, 0) / (migration.length - 1)) / force[0]!
  const values = LEVELS.map((level) =>
    Array.from({ length: FUTURE }, (_, k) => {
      const h = k + 1
      // Migration of neighbouring years goes together, so its sum grows faster than the square root of time.
      const spread = Math.sqrt((0.025 * EXIT_SD * h) ** 2 + 2.5 * h * sd * sd)
      return force[h]! * Math.exp(spread * normalQuantile(level))
    }),
  )
  return { base: force[0]!, levels: LEVELS, values }
}
