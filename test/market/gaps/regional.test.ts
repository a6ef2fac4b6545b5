import { describe, expect, it } from 'vitest'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import { drawRegionalMarket, type RegionalMarketInput } from '../../../src/market/gaps/regional-draws.ts'
import { shiftShareDrift } from '../../../src/market/gaps/shift-share.ts'
import { simulateRegionalGaps } from '../../../src/market/gaps/simulate.ts'
import { smallMarket, walkPath } from './small-market.ts'

const country = drawMarket(smallMarket())
const city = (changes: Partial<RegionalMarketInput> = {}): RegionalMarketInput => ({
  area: 'VN-HN',
  sectors: [
    { code: 'Q', base: 110, logSd: 0.3 },
    { code: 'A', base: 900, logSd: 0.2 },
    { code: 'C', base: 1600, logSd: 0.2 },
    { code: 'J', base: 140, logSd: 0.4 },
  ],
  drift: { mean: 0.01, sd: 0.01, years: 9 },
  labourForce: walkPath(2_900, 0.015, 0.01, 6),
  ...changes,
})

describe('an area on the draws of its country', () => {
  it('drawRegionalMarket: the base year adds up to the total of the area and has no gap, in every draw', () => {
    const market = drawRegionalMarket(country, city())
    for (let d = 0; d < market.draws; d++) {
      let people = 0
      for (let i = 0; i < 4; i++) {
        const cell = drawIndex(market, d, i, 0)
        people += market.demand[cell]!
        expect(market.supply[cell]).toBe(market.demand[cell])
      }
      expect(people).toBeCloseTo(2750, 8)
    }
  })

  it('drawRegionalMarket: without drift and its uncertainty each sector grows as in the country, draw by draw', () => {
    const market = drawRegionalMarket(country, city({ drift: { mean: 0, sd: 0, years: 9 } }))
    for (let d = 0; d < market.draws; d++)
      for (let i = 0; i < 4; i++) {
        const growth = (of: typeof market): number =>
          of.demand[drawIndex(of, d, i, 6)]! / of.demand[drawIndex(of, d, i, 0)]!
        expect(growth(market)).toBeCloseTo(growth(country), 10)
      }
  })

  it('drawRegionalMarket: the drift adds up over the years, and fades when it is damped', () => {
    const at = (driftDamping: number): number => {
      const market = drawRegionalMarket(country, city({ drift: { mean: 0.02, sd: 0, years: 9 }, driftDamping }))
      const ratio = market.demand[drawIndex(market, 0, 1, 6)]! / market.demand[drawIndex(market, 0, 1, 0)]!
      return Math.log(
        ratio / (country.demand[drawIndex(country, 0, 1, 6)]! / country.demand[drawIndex(country, 0, 1, 0)]!),
      )
    }
    expect(at(1)).toBeCloseTo(0.12, 10)
    // 0.02 (1 + 0.5 + 0.25 + 0.125 + 0.0625 + 0.03125)
    expect(at(0.5)).toBeCloseTo(0.039375, 10)
  })

  it('drawRegionalMarket: the drift of 6 years is as uncertain as 6 yearly errors and a mean of 9 years leave it', () => {
    const many = drawMarket(smallMarket({ draws: 4000 }))
    const market = drawRegionalMarket(many, city({ drift: { mean: 0, sd: 0.01, years: 9 } }))
    const squares = Array.from({ length: market.draws }, (_, d) => {
      const growth = (of: typeof market): number =>
        Math.log(of.demand[drawIndex(of, d, 1, 6)]! / of.demand[drawIndex(of, d, 1, 0)]!)
      return (growth(market) - growth(many)) ** 2
    })
    // 0.01 sqrt(6 + 36/9), with a standard error of 1.1 % from 4,000 draws
    const sd = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length)
    expect(Math.abs(sd / (0.01 * Math.sqrt(10)) - 1)).toBeLessThan(0.04)
  })

  it('drawRegionalMarket: people are conserved with the labour force of the area', () => {
    const market = drawRegionalMarket(country, city({ labourForce: walkPath(2_900, 0.015, 0, 6) }))
    for (let d = 0; d < market.draws; d++) {
      const people = [0, 1, 2, 3].reduce((sum, i) => sum + market.supply[drawIndex(market, d, i, 6)]!, 0)
      expect(people).toBeCloseTo(2750 * Math.exp(0.09), 8)
    }
  })

  it('simulateRegionalGaps: less knowledge of the base year widens demand far more than the gap', () => {
    const certain = city({ sectors: city().sectors.map((sector) => ({ ...sector, logSd: 0 })) })
    const [known, vague] = [certain, city()].map(
      (input) => simulateRegionalGaps(country, input).figures.find((f) => f.code === 'J' && f.year === 2030)!,
    )
    const width = (band: { p10: number; p90: number }): number => band.p90 - band.p10
    expect(known!.base.demand.p10).toBeCloseTo(known!.base.demand.p90, 9)
    expect(vague!.base.demand.p90).toBeGreaterThan(vague!.base.demand.p10 * 1.5)
    expect(width(vague!.demand)).toBeGreaterThan(2 * width(known!.demand))
    expect(width(vague!.gapPercent)).toBeLessThan(1.5 * width(known!.gapPercent))
  })

  it('drawRegionalMarket: refuses an area whose sectors are not those of the country', () => {
    expect(() => drawRegionalMarket(country, city({ sectors: city().sectors.slice(1) }))).toThrow(/exactly the country/)
  })
})

describe('the competitive effect', () => {
  it('shiftShareDrift: growth beyond the mix of sectors, worked by hand', () => {
    // The area has half of both sectors: it would have been 100, 105, 110.5. It grows 8 %, then 5 %.
    const national = [
      [100, 100],
      [110, 100],
      [121, 100],
    ]
    const drift = shiftShareDrift([1000, 1080, 1134], national, [0.5, 0.5])
    const effects = [Math.log(1.08) - Math.log(105 / 100), Math.log(1.05) - Math.log(110.5 / 105)] as const
    expect(drift.mean).toBeCloseTo((effects[0] + effects[1]) / 2, 12)
    expect(drift.sd).toBeCloseTo(Math.abs(effects[0] - effects[1]) / Math.SQRT2, 12)
    expect(drift.years).toBe(2)
  })

  it('shiftShareDrift: a change across a break and a missing year are left out', () => {
    const national = [[1], [1], [1], [1], [1], [1]]
    const totals = [100, 300, 303, 306.03, Number.NaN, 320]
    const drift = shiftShareDrift(totals, national, [1], [1])
    expect(drift.mean).toBeCloseTo(Math.log(1.01), 12)
    expect(drift.years).toBe(2)
    expect(() => shiftShareDrift(totals, national, [1], [1, 2])).toThrow(/1 of 5/)
  })
})
