import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrateExits } from '../../../src/market/openings/calibrate-exits.ts'
import { projectedCohortLeavers, relativeCohortChange } from '../../../src/market/openings/net-cohort.ts'

describe('exits of all occupations', () => {
  it('calibrateExits: gives the total, keeps the order and stays below 1 even where nearly all leave', () => {
    const rate = fc.double({ min: 0.001, max: 0.6, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(rate, { minLength: 2, maxLength: 12 }),
        fc.double({ min: 0.01, max: 0.95, noNaN: true }),
        (rates, part) => {
          const employment = rates.map((_, o) => 1000 * (o + 1))
          const exits = part * employment.reduce((a, b) => a + b, 0)
          const calibrated = calibrateExits(employment, rates, exits).rates
          expect(calibrated.reduce((sum, r, o) => sum + r * employment[o]!, 0) / exits).toBeCloseTo(1, 9)
          for (const [o, one] of rates.entries())
            for (const [p, other] of rates.entries())
              if (one < other) expect(calibrated[o]!).toBeLessThanOrEqual(calibrated[p]!)
          expect(Math.max(...calibrated)).toBeLessThan(1)
        },
      ),
    )
  })

  it('calibrateExits: rates that give the total already are left alone; more exits than people are refused', () => {
    const { rates, oddsFactor } = calibrateExits([1000, 500], [0.02, 0.04], 40)
    expect(oddsFactor).toBeCloseTo(1, 9)
    expect(rates[1]).toBeCloseTo(0.04, 9)
    expect(() => calibrateExits([1000, 500], [0.02, 0], 1200)).toThrow(/1000 people at risk/)
  })

  it('relativeCohortChange, projectedCohortLeavers: ageing of everybody is set apart from leaving the occupation', () => {
    // cohort 40: occupation 100 -> 90, labour force 1000 -> 1000; cohort 55: 80 -> 40, labour force 800 -> 400
    const relative = relativeCohortChange([100, 80], [90, 40], [1000, 800], [1000, 400])
    expect(relative).toEqual([0.9, 1])
    // ahead: the labour force of 55 halves again, that of 40 stays: 200 * 0.1 + 60 * 0.5
    expect(projectedCohortLeavers([200, 60], relative, [1000, 800], [1000, 400])).toBeCloseTo(50, 9)
    // growth at an age is entry, not negative leaving
    expect(projectedCohortLeavers([200], [1.2], [100], [100])).toBe(0)
    expect(relativeCohortChange([0], [5], [10], [10])).toEqual([1])
  })
})
