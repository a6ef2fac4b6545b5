import { describe, expect, it } from 'vitest'
import { collectMargins, marketOfCells } from '../../../src/market/gaps/cell-margins.ts'
import { splitCells } from '../../../src/market/gaps/cell-split.ts'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import type { OccupationMarketInput } from '../../../src/market/gaps/occupation-market.ts'
import { drawRegionalMarket } from '../../../src/market/gaps/regional-draws.ts'
import { smallMarket } from './small-market.ts'

const small = smallMarket({ draws: 200 })
const sectors = small.sectors.length
const occupations: OccupationMarketInput = {
  occupations: ['graduates', 'others'],
  shares: small.sectors.flatMap((_, i) => [0.2 + 0.1 * i, 0.8 - 0.1 * i]),
  shareSlopes: new Array(sectors * 2).fill(0),
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
const { visit, margins } = collectMargins(sectors, occupations.occupations, 200)
const market = drawMarket({ ...small, occupations }, visit)

describe('supply by sector, occupation and sex', () => {
  it('drawMarket: sectors add up to the labour supply in every draw and year, and the base year has no gap', () => {
    for (let d = 0; d < 200; d += 13)
      for (let t = 0; t <= small.horizon; t++) {
        let sum = 0
        for (let i = 0; i < sectors; i++) sum += market.supply[drawIndex(market, d, i, t)]!
        expect(Math.abs(sum / market.labourSupply[d * (small.horizon + 1) + t]! - 1)).toBeLessThan(1e-9)
        if (t > 0) continue
        for (let i = 0; i < sectors; i++)
          expect(market.supply[drawIndex(market, d, i, 0)]).toBe(market.demand[drawIndex(market, d, i, 0)])
      }
  })

  it('marketOfCells: women and men, and all occupations, add up to the market', () => {
    const women = marketOfCells(market, margins, '_T', [0, 2])
    const men = marketOfCells(market, margins, '_T', [1, 3])
    const width = small.horizon + 1
    for (const name of ['demand', 'supply', 'left', 'replacement'] as const)
      for (let t = name === 'left' || name === 'replacement' ? 1 : 0; t < width; t++)
        for (let d = 0; d < 200; d += 29) {
          let whole = 0
          for (let i = 0; i < sectors; i++) whole += market[name][drawIndex(market, d, i, t)]!
          const parts = women[name][d * width + t]! + men[name][d * width + t]!
          expect(Math.abs(parts / whole - 1), `${name} ${t}`).toBeLessThan(1e-9)
        }
  })

  it('splitCells: gaps of occupations add up to that of the total in the mean, and a skill of all is the gap itself', () => {
    const all = small.sectors.map(() => 1)
    const weights = { occupations: occupations.occupations, skills: ['any'], weights: [[1], [1]] }
    const { occupations: parts, skills } = splitCells(margins, all, weights, 200, 3)
    expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9)
    const gaps = Float64Array.from({ length: 200 }, (_, d) => {
      let gap = 0
      for (let i = 0; i < sectors; i++)
        gap += market.demand[drawIndex(market, d, i, 3)]! - market.supply[drawIndex(market, d, i, 3)]!
      return gap
    }).sort()
    expect(skills[0]!.gap.p50).toBeCloseTo((gaps[99]! + gaps[100]!) / 2, 0)
  })

  it('drawRegionalMarket: what is not known of the level cancels: no gap in the base year, and the same relative gap after it', () => {
    const region = (logSd: number) =>
      drawRegionalMarket(market, {
        area: 'X',
        sectors: small.sectors.map(({ code, demand }) => ({ code, base: demand.base / 10, logSd })),
        drift: { mean: 0, sd: 0, years: 10 },
        labourForce: small.labourForce,
      })
    const [known, unknown] = [region(0), region(0.5)]
    let [level, relative] = [0, 0]
    for (let d = 0; d < 200; d++) {
      for (let i = 0; i < sectors; i++) {
        const at = drawIndex(unknown, d, i, 0)
        expect(unknown.demand[at]! - unknown.supply[at]!).toBe(0)
      }
      const at = drawIndex(unknown, d, 0, 4)
      const gap = (m: typeof known): number => (m.demand[at]! - m.supply[at]!) / m.demand[at]!
      level += Math.abs(Math.log(unknown.demand[at]! / known.demand[at]!)) / 200
      relative += Math.abs(gap(unknown) - gap(known)) / 200
    }
    // The level is off by a third on average, the relative gap by a few points: only through the area's mix of sectors.
    expect(level).toBeGreaterThan(0.25)
    expect(relative).toBeLessThan(0.05)
  })
})
