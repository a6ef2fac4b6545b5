import type { bandOf } from '../../src/market/gaps/band.ts'
import { precisionAndRecall } from '../../src/market/track-record/ranking.ts'
import { forecastCity } from './city-pipeline.ts'
import { publishStatistics } from './city-statistics.ts'
import { type City, FUTURE, OCCUPATIONS, simulateCity } from './simulated-city.ts'

/** Horizons whose intervals are scored. */
export const SCORED_HORIZONS = [2, 4, 6, 8]

export interface CityScore {
  readonly city: City
  /** Outcomes at the scored horizons, of gaps, demand and supply, inside the 80 per cent bands. */
  readonly inside: { readonly gap: number; readonly demand: number; readonly supply: number; readonly of: number }
  /** [occupation] */
  readonly planted: readonly boolean[]
  /** P(gap > 5 per cent of demand) above one half at the last horizon. */
  readonly flagged: readonly boolean[]
  readonly truth: readonly {
    readonly occupation: string
    readonly gap: number
    readonly demand: number
    readonly p10: number
    readonly p50: number
    readonly p90: number
    readonly pShortage: number
  }[]
  /** Mean absolute error of the last horizon's gaps, persons: ours and with last shares. */
  readonly error: { readonly model: number; readonly lastShare: number }
  readonly precision: number | null
  readonly recall: number | null
}

/** Simulates a city, forecasts it from its published statistics, and scores the forecast against the truth. */
export async function scoreCity(seed: number, draws = 600): Promise<CityScore> {
  const city = simulateCity(seed)
  const { occupations, lastShare } = await forecastCity(publishStatistics(city, 'provisional'), seed, draws)
  const inside = { gap: 0, demand: 0, supply: 0, of: 0 }
  const within = (band: ReturnType<typeof bandOf>, value: number) => (value >= band.p10 && value <= band.p90 ? 1 : 0)
  for (const t of SCORED_HORIZONS)
    OCCUPATIONS.forEach((_, o) => {
      const figure = occupations[o]![t - 1]!
      const [demand, supply] = [city.demand[t]![o]!, city.supply[t]![o]!]
      inside.gap += within(figure.gap, demand - supply)
      inside.demand += within(figure.demand, demand)
      inside.supply += within(figure.supply, supply)
      inside.of++
    })
  const truth = OCCUPATIONS.map((occupation, o) => {
    const figure = occupations[o]![FUTURE - 1]!
    const [demand, supply] = [city.demand[FUTURE]![o]!, city.supply[FUTURE]![o]!]
    return { occupation, gap: demand - supply, demand, ...figure.gap, pShortage: figure.pShortage }
  })
  const planted = OCCUPATIONS.map((occupation) => city.planted.has(occupation))
  const flagged = truth.map((row) => row.pShortage > 0.5)
  const miss = (of: (o: number) => number) =>
    truth.reduce((sum, row, o) => sum + Math.abs(of(o) - row.gap), 0) / truth.length
  return {
    city,
    inside,
    planted,
    flagged,
    truth,
    error: { model: miss((o) => truth[o]!.p50), lastShare: miss((o) => lastShare[FUTURE - 1]![o]!) },
    ...precisionAndRecall(planted, flagged),
  }
}
