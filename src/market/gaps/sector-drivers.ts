import { drawIndex, type MarketDraws } from './draws.ts'

/** What makes the gap of a sector, in the order it is told. Each is in persons; positive widens a shortage. */
export const SECTOR_DRIVERS = ['economy', 'sectorMix', 'areaLead', 'exits', 'labourForce', 'entrants'] as const
export type SectorDriver = (typeof SECTOR_DRIVERS)[number]

/** Mean drivers of every sector and year of a market, persons, summed from the base year. */
export interface SectorDriverMeans {
  readonly codes: readonly string[]
  readonly baseYear: number
  readonly horizon: number
  /** driver -> [I][0..T] row-major. */
  readonly means: Readonly<Record<SectorDriver, Float64Array>>
}

/** Gap of a figure and its drivers, whose sum it is. */
export interface SectorDecomposition {
  /** Mean over the draws of demand less supply. Means add up, medians do not, so it is not the published median. */
  readonly gap: number
  /** Mean change since the base year; demand less supply is the gap. */
  readonly demandChange: number
  readonly supplyChange: number
  readonly drivers: Readonly<Record<SectorDriver, number>>
}

/**
 * Why demand and supply of each sector part, exactly and in every draw, since both start at the base year's employment:
 *
 *     D[T] - S[T] = economy + sectorMix + areaLead + exits + labourForce + entrants
 *
 *     economy     = D[0] (N[T]/N[0] - 1)                 the sector grows as all employment of the country does
 *     sectorMix   = D[0] (n[T]/n[0] - N[T]/N[0])         its sector in the country grows faster than that
 *     areaLead    = D[T] - D[0] n[T]/n[0]                the area grows faster than its sector in the country
 *     exits       =  sum_t x S[t-1]                      people attached to it who leave the labour force for good
 *     labourForce = -sum_t a[t] (L[t] - L[t-1])          its part of the growth of the labour force
 *     entrants    = -sum_t a[t] sum_j x_j S[j,t-1]       its part of those who come in as others leave
 *
 * a[t] are the sector's shares of those who come in the year, or of the stocks in a year in which more leave than come. The
 * first three add up to expansion demand (shift-share). Exits are counted on people attached to the sector, replacement
 * demand on its jobs: the two differ by as much as the gap itself lets them.
 *
 * @param country draws the area shares; the market itself when it is a country or one sex of it
 */
export function sectorDriverMeans(market: MarketDraws, country: MarketDraws = market): SectorDriverMeans {
  const { codes, horizon, draws } = market
  const width = horizon + 1
  const means = Object.fromEntries(
    SECTOR_DRIVERS.map((driver) => [driver, new Float64Array(codes.length * width)]),
  ) as Record<SectorDriver, Float64Array>
  for (let d = 0; d < draws; d++) {
    addDemand(means, market, country, d)
    addSupply(means, market, d)
  }
  for (const driver of SECTOR_DRIVERS) for (let k = 0; k < means[driver].length; k++) means[driver][k]! /= draws
  return { codes, baseYear: market.baseYear, horizon, means }
}

/**
 * Decomposition of a sector, lens or total: drivers are linear in the sectors.
 * @param weights [I] share of each sector that belongs to the figure
 * @param t       years after the base, 1..T
 */
export function decomposeFigure(
  { codes, horizon, means }: SectorDriverMeans,
  weights: readonly number[],
  t: number,
): SectorDecomposition {
  const drivers = Object.fromEntries(
    SECTOR_DRIVERS.map((driver) => [
      driver,
      codes.reduce((sum, _, i) => sum + weights[i]! * means[driver][i * (horizon + 1) + t]!, 0),
    ]),
  ) as Record<SectorDriver, number>
  const demandChange = drivers.economy + drivers.sectorMix + drivers.areaLead
  const supplyChange = -(drivers.exits + drivers.labourForce + drivers.entrants)
  return { gap: demandChange - supplyChange, demandChange, supplyChange, drivers }
}

type Sums = Readonly<Record<SectorDriver, Float64Array>>

function addDemand(sums: Sums, market: MarketDraws, country: MarketDraws, d: number): void {
  const { codes, horizon } = market
  const whole = (t: number): number => {
    let total = 0
    for (let i = 0; i < country.codes.length; i++) total += country.demand[drawIndex(country, d, i, t)]!
    return total
  }
  const start = whole(0)
  for (let t = 1; t <= horizon; t++) {
    const growth = whole(t) / start
    for (let i = 0; i < codes.length; i++) {
      const cell = i * (horizon + 1) + t
      const base = market.demand[drawIndex(market, d, i, 0)]!
      const own = country.demand[drawIndex(country, d, i, t)]! / country.demand[drawIndex(country, d, i, 0)]!
      sums.economy[cell]! += base * (growth - 1)
      sums.sectorMix[cell]! += base * (own - growth)
      sums.areaLead[cell]! += market.demand[drawIndex(market, d, i, t)]! - base * own
    }
  }
}

function addSupply(sums: Sums, market: MarketDraws, d: number): void {
  const { codes, horizon, supply, left } = market
  const count = codes.length
  const exits = new Float64Array(count)
  const force = new Float64Array(count)
  const entry = new Float64Array(count)
  for (let t = 1; t <= horizon; t++) {
    let before = 0
    let after = 0
    let leavers = 0
    for (let i = 0; i < count; i++) {
      const first = drawIndex(market, d, i, 0)
      before += supply[first + t - 1]!
      after += supply[first + t]!
      leavers += left[first + t]!
    }
    const newcomers = after - before + leavers
    for (let i = 0; i < count; i++) {
      const first = drawIndex(market, d, i, 0)
      const people = supply[first + t - 1]!
      const leaving = left[first + t]!
      // With nobody coming the shares play no part; those of the stocks keep the sums whole.
      const share =
        newcomers === 0 ? (people - leaving) / (before - leavers) : (supply[first + t]! - people + leaving) / newcomers
      exits[i]! += leaving
      force[i]! -= share * (after - before)
      entry[i]! -= share * leavers
      const cell = i * (horizon + 1) + t
      sums.exits[cell]! += exits[i]!
      sums.labourForce[cell]! += force[i]!
      sums.entrants[cell]! += entry[i]!
    }
  }
}
