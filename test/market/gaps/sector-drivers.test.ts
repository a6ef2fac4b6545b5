import { describe, expect, it } from 'vitest'
import { drawIndex, drawMarket, type MarketDraws } from '../../../src/market/gaps/draws.ts'
import { drawRegionalMarket } from '../../../src/market/gaps/regional-draws.ts'
import { decomposeFigure, SECTOR_DRIVERS, sectorDriverMeans } from '../../../src/market/gaps/sector-drivers.ts'
import { smallMarket, walkPath } from './small-market.ts'

const meanOf = (market: MarketDraws, value: (cell: number) => number, i: number, t: number): number => {
  let sum = 0
  for (let d = 0; d < market.draws; d++) sum += value(drawIndex(market, d, i, t))
  return sum / market.draws
}
const only = (i: number) => [0, 1, 2, 3].map((k) => Number(k === i))
const country = drawMarket(smallMarket())
const city = drawRegionalMarket(country, {
  area: 'VN-HN',
  sectors: [
    { code: 'A', base: 900, logSd: 0.2 },
    { code: 'C', base: 1600, logSd: 0.2 },
    { code: 'J', base: 140, logSd: 0.4 },
    { code: 'Q', base: 110, logSd: 0.3 },
  ],
  drift: { mean: 0.01, sd: 0.01, years: 9 },
  labourForce: walkPath(2_900, 0.015, 0.01, 6),
})

describe('drivers of the gap of a sector', () => {
  it.each([
    ['country', country, country],
    ['city', city, country],
  ])('of the %s add up to mean demand less mean supply, in every sector and year', (_, market, whole) => {
    const means = sectorDriverMeans(market, whole)
    for (let i = 0; i < 4; i++)
      for (let t = 1; t <= 6; t++) {
        const { gap, demandChange, supplyChange, drivers } = decomposeFigure(means, only(i), t)
        const demand = meanOf(market, (cell) => market.demand[cell]!, i, t)
        const supply = meanOf(market, (cell) => market.supply[cell]!, i, t)
        const base = meanOf(market, (cell) => market.demand[cell]!, i, 0)
        expect(gap).toBeCloseTo(demand - supply, 6)
        expect(demandChange).toBeCloseTo(demand - base, 6)
        expect(supplyChange).toBeCloseTo(supply - base, 6)
        expect(SECTOR_DRIVERS.reduce((sum, driver) => sum + drivers[driver], 0)).toBeCloseTo(gap, 6)
      }
  })

  it('in total, sectors trade nothing with each other: only the economy and the labour force are left', () => {
    const { drivers } = decomposeFigure(sectorDriverMeans(country), [1, 1, 1, 1], 5)
    expect(drivers.sectorMix).toBeCloseTo(0, 6)
    expect(drivers.areaLead).toBeCloseTo(0, 6)
    expect(drivers.exits + drivers.entrants).toBeCloseTo(0, 6)
  })

  it('worked by hand: one draw, two sectors, one year', () => {
    // D 100,100 -> 110,90; x 0.1,0.1; labour force 200 -> 210, entrants 0.5,0.5.
    // Leavers 10+10, newcomers 10+20 = 30, supply 90+15 = 105 each. Gap +5 and -15.
    const sector = (code: string, to: number) => ({
      code,
      demand: { base: 100, levels: [0.25, 0.75], values: [[to], [to]] },
      exitRate: { low: 0.1, high: 0.1 },
      entrantShare: 0.5,
    })
    const market = drawMarket({
      sectors: [sector('A', 110), sector('B', 90)],
      labourForce: { base: 200, levels: [0.25, 0.75], values: [[210], [210]] },
      baseYear: 2024,
      horizon: 1,
      draws: 1,
      seed: 1,
      entrantShareSd: 0,
    })
    const of = (weights: number[]) => decomposeFigure(sectorDriverMeans(market), weights, 1)
    expect(of([1, 0])).toEqual({
      gap: expect.closeTo(5, 9),
      demandChange: expect.closeTo(10, 9),
      supplyChange: expect.closeTo(5, 9),
      drivers: {
        economy: expect.closeTo(0, 9),
        sectorMix: expect.closeTo(10, 9),
        areaLead: expect.closeTo(0, 9),
        exits: expect.closeTo(10, 9),
        labourForce: expect.closeTo(-5, 9),
        entrants: expect.closeTo(-10, 9),
      },
    })
    expect(of([0, 1]).gap).toBeCloseTo(-15, 9)
  })

  it('a year in which more leave than come is shared out by stocks, and still adds up', () => {
    const falling = drawMarket(smallMarket({ labourForce: walkPath(27_400, -0.08, 0.004, 6) }))
    const { gap } = decomposeFigure(sectorDriverMeans(falling), only(2), 6)
    const demand = meanOf(falling, (cell) => falling.demand[cell]!, 2, 6)
    expect(gap).toBeCloseTo(demand - meanOf(falling, (cell) => falling.supply[cell]!, 2, 6), 6)
  })
})
