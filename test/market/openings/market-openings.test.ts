import { describe, expect, it } from 'vitest'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import { openingsOfFigure } from '../../../src/market/openings/market-openings.ts'
import { smallMarket } from '../gaps/small-market.ts'

const rates = { transferRate: { low: 0.031, high: 0.031 }, netCohortRate: 0.006 }
/** One draw of one sector whose employment runs evenly from 12,000 to `end` in five years, exits 2.2 % a year. */
const certain = (end: number) => {
  const path = Array.from({ length: 5 }, (_, k) => 12_000 + ((end - 12_000) * (k + 1)) / 5)
  return drawMarket({
    sectors: [
      {
        code: 'Q',
        demand: { base: 12_000, levels: [0.25, 0.75], values: [path, path] },
        exitRate: { low: 0.022, high: 0.022 },
        entrantShare: 1,
      },
    ],
    labourForce: { base: 100, levels: [0.25, 0.75], values: [path.map(() => 100), path.map(() => 100)] },
    baseYear: 2024,
    horizon: 5,
    draws: 1,
    seed: 1,
  })
}
const last = (end: number, id: string) =>
  openingsOfFigure(certain(end), [1], rates).find((f) => f.year === 2029 && f.definitionId === id)!

describe('openings of a figure by definition', () => {
  it('12,000 to 13,800 in five years, exits 2.2 %, transfers 3.1 %: 5,218.5 separations and 3,219 permanent, by hand', () => {
    expect(last(13_800, 'bls_separations').jobOpenings.p50).toBeCloseTo(5218.5, 6)
    expect(last(13_800, 'permanent_exits').jobOpenings.p50).toBeCloseTo(3219, 6)
    expect(last(13_800, 'permanent_exits').replacementDemand.p50).toBeCloseTo(1419, 6)
    // 0.6 % of 64,500 person-years is 387, on top of 1,800 new jobs.
    expect(last(13_800, 'net_cohort').jobOpenings.p50).toBeCloseTo(2187, 6)
  })

  it('where employment shrinks, net cohort counts only leavers who are replaced, and never less than none', () => {
    // 12,000 to 11,800: 0.6 % of 59,500 is 357 leavers, 200 of whom are not replaced.
    expect(last(11_800, 'net_cohort').jobOpenings.p50).toBeCloseTo(157, 6)
    expect(last(9000, 'net_cohort').jobOpenings.p50).toBe(0)
    expect(last(9000, 'permanent_exits').jobOpenings.p50).toBeLessThan(0)
  })

  it('separations exceed permanent exits in every sector and year; expansion is the same for all', () => {
    const market = drawMarket(smallMarket())
    for (let i = 0; i < 4; i++) {
      const figures = openingsOfFigure(
        market,
        [0, 1, 2, 3].map((k) => Number(k === i)),
        { transferRate: { low: 0.04, high: 0.09 }, netCohortRate: 0.006 },
      )
      expect(figures).toHaveLength(18)
      for (let k = 0; k < figures.length; k += 3) {
        const [separations, exits, cohort] = figures.slice(k, k + 3)
        expect(separations!.replacementDemand.p50).toBeGreaterThan(exits!.replacementDemand.p50)
        expect(separations!.expansionDemand).toEqual(exits!.expansionDemand)
        expect(cohort!.expansionDemand).toEqual(exits!.expansionDemand)
      }
    }
  })
})
