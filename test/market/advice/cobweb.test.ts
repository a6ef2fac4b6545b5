import { describe, expect, it } from 'vitest'
import { cobwebLimits, simulateCobweb, turningPoints } from '../../../src/market/advice/cobweb.ts'

const step = (eta: number, horizon: number, rule: 'todaysGap' | 'plan' = 'todaysGap', years = 4) =>
  simulateCobweb({ years, before: 100, need: 120, eta, horizon, rule })

describe('the pig cycle', () => {
  it('cobwebLimits: the published table for programmes of one to six years', () => {
    const table = [1, 2, 3, 4, 5, 6].map(cobwebLimits)
    expect(table.map((row) => Number(row.stableBelow.toFixed(3)))).toEqual([1, 0.618, 0.445, 0.347, 0.285, 0.241])
    expect(table.map((row) => Number(row.noOvershootUpTo.toFixed(3)))).toEqual([
      0.25, 0.148, 0.105, 0.082, 0.067, 0.057,
    ])
  })

  it('simulateCobweb: closing the whole of today s gap takes graduates of a four-year programme 100, 200, 0, 600', () => {
    expect(turningPoints(step(1, 40).graduates).slice(0, 4)).toEqual([100, 200, 0, 600])
  })

  it('simulateCobweb: half of the gap still grows: 155, then 62, and 188 on the way up after 25 years', () => {
    const { graduates } = step(0.5, 25)
    const [, peak, trough] = turningPoints(graduates)
    expect(peak).toBe(155)
    expect(trough).toBe(62.5)
    expect(graduates[25]).toBeCloseTo(188, 0)
    const swings = turningPoints(step(0.5, 60).graduates)
      .slice(1, 5)
      .map((value) => Math.abs(value - 120))
    expect(swings[1]).toBeGreaterThan(swings[0]!)
    expect(swings[2]).toBeGreaterThan(swings[1]!)
  })

  it('simulateCobweb: a quarter of the gap rings and settles', () => {
    const { graduates } = step(0.25, 200)
    const swings = turningPoints(graduates)
      .slice(1, 6)
      .map((value) => Math.abs(value - 120))
    for (let k = 1; k < swings.length; k++) expect(swings[k]).toBeLessThan(swings[k - 1]!)
    expect(graduates.at(-1)).toBeCloseTo(120, 3)
  })

  it('simulateCobweb: planning for graduation goes from 100 to 120 after four years and stays', () => {
    expect(step(0.3, 10, 'plan').graduates).toEqual([100, 100, 100, 100, 120, 120, 120, 120, 120, 120, 120])
  })

  it('cobwebLimits: below the limit the cycle dies out, above it grows, for every length', () => {
    for (const years of [1, 2, 3, 4, 5, 6]) {
      const { stableBelow, noOvershootUpTo } = cobwebLimits(years)
      const late = (eta: number): number => {
        // A step of 0.01 % keeps intake far from 0, where the cycle would be cut off.
        const { graduates } = simulateCobweb({
          years,
          before: 1e6,
          need: 1_000_100,
          eta,
          horizon: 1500,
          rule: 'todaysGap',
        })
        return Math.max(...graduates.slice(1400).map((value) => Math.abs(value - 1_000_100)))
      }
      expect(late(0.97 * stableBelow), `${years} years, below`).toBeLessThan(1)
      expect(late(1.03 * stableBelow), `${years} years, above`).toBeGreaterThan(100)
      const calm = step(0.999 * noOvershootUpTo, 400, 'todaysGap', years).graduates
      expect(Math.max(...calm), `${years} years, overshoot`).toBeLessThanOrEqual(120 + 1e-6)
      const lively = step(1.3 * noOvershootUpTo, 400, 'todaysGap', years).graduates
      expect(Math.max(...lively), `${years} years, above the overshoot limit`).toBeGreaterThan(120.001)
    }
  })

  it('cobwebLimits: refuses a programme that is no whole number of years', () => {
    expect(() => cobwebLimits(0)).toThrow(/whole number of years/)
    expect(() => cobwebLimits(3.5)).toThrow(/3.5/)
  })
})
