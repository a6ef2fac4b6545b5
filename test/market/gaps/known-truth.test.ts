import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../src/domain/random.ts'
import { type GapFigure, simulateGaps } from '../../../src/market/gaps/simulate.ts'
import { walkPath } from './small-market.ts'

/**
 * A labour market whose gap is known because this file makes it: log demand of each sector and the labour force are
 * random walks with drift that share yearly shocks, people leave at a rate nobody knows exactly, and newcomers choose
 * sectors by shares that differ from those of the past. The simulation is told the distributions, not the outcome.
 * Its error structure is not that of the simulator (AR(1) scores), so agreement is not built in.
 */
const YEARS = 8
const SECTORS = [
  { code: 'farming', base: 4000, growth: -0.02, sd: 0.015, share: 0.2 },
  { code: 'factories', base: 3000, growth: 0.01, sd: 0.02, share: 0.32 },
  { code: 'software', base: 300, growth: 0.06, sd: 0.03, share: 0.04 },
  { code: 'care', base: 700, growth: 0.04, sd: 0.02, share: 0.08 },
  { code: 'trade', base: 2000, growth: 0, sd: 0.02, share: 0.36 },
]
/** Demand grows far faster than newcomers come, by construction. */
const PLANTED = new Set(['software', 'care'])
const LABOUR_FORCE = { base: 10_250, growth: 0.002, sd: 0.006 }
const EXIT = { low: 0.02, high: 0.03 }
const SHARE_SD = 0.2
const COMMON = 0.6

/** True gap of each sector after YEARS years, persons, and the demand it belongs to. */
function trueGaps(random: Random): Map<string, { gap: number; demand: number }> {
  const demand = SECTORS.map((sector) => sector.base)
  const people = SECTORS.map((sector) => sector.base)
  const employed = demand.reduce((a, b) => a + b, 0)
  let labourForce = LABOUR_FORCE.base
  const exit = EXIT.low + (EXIT.high - EXIT.low) * random.uniform()
  const wishes = SECTORS.map((sector) => sector.share * Math.exp(SHARE_SD * random.normal()))
  const allWishes = wishes.reduce((a, b) => a + b, 0)
  for (let year = 1; year <= YEARS; year++) {
    const shock = random.normal()
    const mixed = (): number => COMMON * shock + Math.sqrt(1 - COMMON ** 2) * random.normal()
    SECTORS.forEach(({ growth, sd }, i) => {
      demand[i] = demand[i]! * Math.exp(growth + sd * mixed())
    })
    labourForce *= Math.exp(LABOUR_FORCE.growth + LABOUR_FORCE.sd * mixed())
    const there = labourForce * (employed / LABOUR_FORCE.base)
    const stay = people.map((n) => n * (1 - exit))
    const newcomers = there - stay.reduce((a, b) => a + b, 0)
    for (let i = 0; i < people.length; i++)
      people[i] =
        newcomers > 0 ? stay[i]! + (newcomers * wishes[i]!) / allWishes : (stay[i]! * there) / (there - newcomers)
  }
  return new Map(SECTORS.map(({ code }, i) => [code, { gap: demand[i]! - people[i]!, demand: demand[i]! }]))
}

function figures(seed: number): GapFigure[] {
  return simulateGaps({
    sectors: SECTORS.map(({ code, base, growth, sd, share }) => ({
      code,
      demand: walkPath(base, growth, sd, YEARS),
      exitRate: EXIT,
      entrantShare: share,
    })),
    labourForce: walkPath(LABOUR_FORCE.base, LABOUR_FORCE.growth, LABOUR_FORCE.sd, YEARS),
    baseYear: 2024,
    horizon: YEARS,
    draws: 2000,
    seed,
    dependence: { sectorDemand: COMMON, labourForce: COMMON },
    entrantShareSd: SHARE_SD,
  }).figures.filter((figure) => figure.year === 2024 + YEARS && figure.kind === 'section')
}

describe('a market whose gaps are known', () => {
  const forecast = figures(11)
  const root = createRandom(2024)
  const markets = Array.from({ length: 300 }, (_, n) => trueGaps(root.fork(`market ${n}`)))

  it('simulateGaps: the 80 per cent bands hold 70 to 90 per cent of the true gaps, in each sector', () => {
    for (const { code, gap } of forecast) {
      const inside = markets.filter((truth) => {
        const value = truth.get(code)!.gap
        return value >= gap.p10 && value <= gap.p90
      }).length
      expect(inside / markets.length, code).toBeGreaterThan(0.7)
      expect(inside / markets.length, code).toBeLessThan(0.9)
    }
  })

  it('simulateGaps: finds the planted shortages and no others', () => {
    const found = forecast.filter((figure) => figure.pShortage > 0.5).map((figure) => figure.code)
    expect(new Set(found)).toEqual(PLANTED)
    for (const figure of forecast) if (PLANTED.has(figure.code)) expect(figure.rating).toBe('strongShortage')
  })

  it('simulateGaps: the probability of a shortage is the share of markets that have one', () => {
    for (const { code, pShortage, shortageThresholdPercent } of forecast) {
      const share =
        markets.filter((truth) => {
          const { gap, demand } = truth.get(code)!
          return (100 * gap) / demand > shortageThresholdPercent
        }).length / markets.length
      // 300 markets: the standard error of a share is at most 0.029
      expect(Math.abs(share - pShortage), code).toBeLessThan(0.09)
    }
  })
})
