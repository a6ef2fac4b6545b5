import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CELL_DRIVERS,
  cellDrivers,
  collectDrivers,
  inflowOfArea,
  newcomersOf,
  sumDrivers,
} from '../../../src/market/gaps/cell-drivers.ts'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket, type MarketDraws } from '../../../src/market/gaps/draws.ts'
import type { OccupationYear } from '../../../src/market/gaps/occupation-kernel.ts'
import type { OccupationMarketInput } from '../../../src/market/gaps/occupation-market.ts'
import { drawRegionalMarket } from '../../../src/market/gaps/regional-draws.ts'
import { smallMarket, walkPath } from './small-market.ts'

const DRAWS = 60
const small = smallMarket({ draws: DRAWS })
const sectors = small.sectors.length
const occupations: OccupationMarketInput = {
  occupations: ['graduates', 'others'],
  shares: small.sectors.flatMap((_, i) => [0.2 + 0.1 * i, 0.8 - 0.1 * i]),
  shareSlopes: small.sectors.flatMap(() => [0.02, -0.01]),
  shareSlopeSds: new Array(sectors * 2).fill(0.02),
  womenShares: new Array(sectors * 2).fill(0.45),
  exitRates: [
    [0.02, 0.03],
    [0.015, 0.025],
  ],
  newcomers: {
    pullPerHead: small.sectors.map(({ entrantShare, demand }) => entrantShare / demand.base),
    tilt: Array.from({ length: small.horizon }, () => [1.1, 0.95]),
    sectorSd: 0.2,
  },
  womenOfSupply: Array.from({ length: small.horizon + 1 }, (_, t) => 0.45 + 0.001 * t),
}
const shape = { sectors, occupations: 2, draws: DRAWS }
const graduates = Array.from({ length: small.horizon }, () => [0.6, 0.1])

/** A market with its flows, and the mean gap of every cell in every year, counted apart. */
function drawn(draw: (visit: (year: OccupationYear) => void) => MarketDraws, country?: MarketDraws) {
  const { visit, flows } = collectDrivers(shape, country)
  const gaps: Float64Array[] = []
  const market = draw((year) => {
    visit(year)
    gaps.push(
      Float64Array.from({ length: sectors * 4 }, (_, cell) => {
        let sum = 0
        for (let d = 0; d < DRAWS; d++) sum += year.demand[cell * DRAWS + d]! - year.supply[cell * DRAWS + d]!
        return sum / DRAWS
      }),
    )
  })
  return { market, flows, gaps }
}

const country = drawn((visit) => drawMarket({ ...small, occupations }, visit))
const city = drawn(
  (visit) =>
    drawRegionalMarket(
      country.market,
      {
        area: 'VN-HN',
        sectors: small.sectors.map(({ code, demand }, i) => ({ code, base: demand.base / (8 + i), logSd: 0.2 })),
        drift: { mean: 0.01, sd: 0.01, years: 9 },
        labourForce: walkPath(2_900, 0.015, 0.01, 6),
      },
      visit,
    ),
  country.market,
)
const ofCountry = cellDrivers(country.flows, {
  graduates,
  inflow: newcomersOf(country.flows).map((people) => -40 / people),
  inflowDriver: 'migration',
})
const ofCity = cellDrivers(city.flows, {
  graduates,
  inflow: inflowOfArea(city.flows, country.flows),
  inflowDriver: 'areaInflow',
})
const total = new Array(sectors * 4).fill(1)

describe('drivers of a gap', () => {
  it.each([
    ['country', country, ofCountry],
    ['city', city, ofCity],
  ])('of the %s add up to the mean gap of any set of cells, in every year', (_, { gaps }, drivers) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: sectors * 4, maxLength: sectors * 4 }),
        fc.integer({ min: 1, max: small.horizon }),
        (weights, t) => {
          const parts = sumDrivers(drivers, weights, t)
          const gap = gaps[t - 1]!.reduce((sum, persons, cell) => sum + weights[cell]! * persons, 0)
          const sum = CELL_DRIVERS.reduce((all, driver) => all + parts[driver], 0)
          expect(Math.abs(sum - gap)).toBeLessThan(1e-6 * Math.max(1, Math.abs(gap)) + 1e-6)
        },
      ),
    )
  })

  it('within a sector the staffing effects cancel, and in the economy the sectors trade nothing with each other', () => {
    for (let i = 0; i < sectors; i++) {
      const sector = total.map((_, cell) => Number(Math.floor(cell / 4) === i))
      expect(sumDrivers(ofCountry, sector, 5).staffing).toBeCloseTo(0, 6)
    }
    const all = sumDrivers(ofCountry, total, 5)
    expect(all.sectorMix).toBeCloseTo(0, 6)
    expect(all.areaLead).toBe(0)
    expect(all.areaInflow).toBe(0)
  })

  it('shares that grow are told as staffing: up for graduates, and as much down for the others', () => {
    const of = (o: number) =>
      sumDrivers(
        ofCountry,
        total.map((_, cell) => Number(Math.floor(cell / 2) % 2 === o)),
        6,
      )
    expect(of(0).staffing).toBeGreaterThan(0)
    expect(of(0).staffing + of(1).staffing).toBeCloseTo(0, 6)
  })

  it('migration is what it was given, a loss widens, and graduates and others share the rest', () => {
    const { migration, graduates: degree, otherEntrants } = sumDrivers(ofCountry, total, 3)
    expect(migration).toBeCloseTo(3 * 40, 6)
    const came = newcomersOf(country.flows).slice(0, 3)
    const lost = country.flows.cut.slice(0, 3).reduce((sum, year) => sum + year.reduce((a, b) => a + b, 0), 0)
    expect(degree).toBeLessThan(0)
    expect(degree + otherEntrants).toBeCloseTo(lost - came.reduce((a, b) => a + b, 0) - 120, 6)
  })

  it('a city that draws newcomers beyond the rate of its country has them told as inflow', () => {
    const expected = newcomersOf(country.flows)[0]! * (city.flows.labourSupply[0]! / country.flows.labourSupply[0]!)
    const inflow = -sumDrivers(ofCity, total, 1).areaInflow
    expect(inflow).toBeCloseTo(newcomersOf(city.flows)[0]! - expected, 6)
    expect(inflow).toBeGreaterThan(0)
  })

  it('the area leads by what its demand has beyond its sectors in the country', () => {
    let lead = 0
    for (let d = 0; d < DRAWS; d++)
      for (let i = 0; i < sectors; i++) {
        const of = (market: MarketDraws, t: number): number => market.demand[drawIndex(market, d, i, t)]!
        const ratio = of(country.market, 4) / of(country.market, 0)
        lead += (of(city.market, 4) - of(city.market, 0) * ratio) / DRAWS
      }
    expect(sumDrivers(ofCity, total, 4).areaLead).toBeCloseTo(lead, 6)
  })

  it('where more leave than come, those there is no room for are told with the other newcomers', () => {
    const falling = drawn((visit) =>
      drawMarket({ ...small, labourForce: walkPath(27_400, -0.08, 0.004, 6), occupations }, visit),
    )
    const drivers = cellDrivers(falling.flows, { graduates, inflow: graduates.map(() => 0), inflowDriver: 'migration' })
    const parts = sumDrivers(drivers, total, 6)
    expect(parts.otherEntrants).toBeGreaterThan(0)
    const gap = falling.gaps[5]!.reduce((a, b) => a + b, 0)
    expect(CELL_DRIVERS.reduce((sum, driver) => sum + parts[driver], 0)).toBeCloseTo(gap, 4)
  })

  it('worked by hand: one sector, one draw, half of the newcomers graduates', () => {
    // E 200 -> 220; the occupation 100 of 200 -> 132 of 220: share 0.5 -> 0.6.
    // staffing 0.5 * 420 * 0.1 = 21; industry 0.5 * 1.1 * 20 = 11, of which economy 100 * 0.1 = 10 and sector mix 1.
    const { visit, flows } = collectDrivers({ sectors: 1, occupations: 2, draws: 1 })
    const demand = Float64Array.of(132, 0, 88, 0)
    const [base, left] = [Float64Array.of(100, 0, 100, 0), Float64Array.of(5, 0, 5, 0)]
    const supply = Float64Array.of(110, 0, 100, 0)
    const demandSum = demand.map((people, k) => people + base[k]!)
    visit({ t: 1, demand, supply, demandSum, leavers: left, left, replaced: left })
    const drivers = cellDrivers(flows, { graduates: [[0.5, 0]], inflow: [0.2], inflowDriver: 'migration' })
    const parts = sumDrivers(drivers, [1, 1, 0, 0], 1)
    // 15 came to it: 3 from elsewhere, of the other 12 six with a degree.
    expect(parts).toEqual({
      economy: expect.closeTo(10, 9),
      sectorMix: expect.closeTo(1, 9),
      staffing: expect.closeTo(21, 9),
      areaLead: 0,
      exits: 5,
      graduates: expect.closeTo(-6, 9),
      migration: expect.closeTo(-3, 9),
      areaInflow: 0,
      otherEntrants: expect.closeTo(-6, 9),
    })
  })
})
