import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openingsByEducation, openingsByOccupation } from '../../../src/market/openings/by-occupation.ts'
import { calibrateExits } from '../../../src/market/openings/calibrate-exits.ts'
import { projectedCohortLeavers, relativeCohortChange } from '../../../src/market/openings/net-cohort.ts'

/** The worked example: 12,000 to 13,800 in five years, exits 2.2 % and transfers 3.1 % a year. */
const line = [12_000, 12_360, 12_720, 13_080, 13_440, 13_800]
const nurses = { occupation: '2221', employment: line, exitRate: 0.022, transferRate: 0.031 }
const clerks = { occupation: '4110', employment: line.map((v) => v / 2), exitRate: 0.04, transferRate: 0.05 }

describe('openings of all occupations', () => {
  it('openingsByOccupation: the worked example by each definition', () => {
    const { occupations } = openingsByOccupation([{ ...nurses, cohortLeavers: [300, 300, 300, 300, 300] }])
    const { bls_separations: bls, permanent_exits: exits, net_cohort: net } = occupations[0]!.byDefinition
    expect(bls!.cumulative.jobOpenings).toBeCloseTo(5218.5, 6)
    expect(exits!.cumulative.jobOpenings).toBeCloseTo(3219, 6)
    expect(exits!.cumulative.replacementDemand).toBeCloseTo(1419, 6)
    expect(net!.cumulative.jobOpenings).toBe(3300)
  })

  it('openingsByOccupation: exits of all occupations add up to the demographic total of each year', () => {
    const demographic = [500, 520, 600, 380, 410]
    const { occupations, totals, oddsFactors } = openingsByOccupation([nurses, clerks], demographic)
    demographic.forEach((total, t) => {
      const exits = occupations.reduce(
        (sum, o) => sum + o.byDefinition.permanent_exits!.byYear[t]!.replacementDemand,
        0,
      )
      expect(exits).toBeCloseTo(total, 6)
    })
    expect(totals.permanent_exits!.replacementDemand).toBeCloseTo(2410, 6)
    expect(totals.net_cohort).toBeUndefined()
    // 12,180 * 0.022 + 6,090 * 0.04 = 511.6 before the first year's calibration, so its odds go down a little
    expect(oddsFactors[0]).toBeLessThan(1)
    expect(oddsFactors[0]).toBeGreaterThan(0.95)
  })

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

  it('openingsByEducation: shares openings out by the mix wanted of entrants', () => {
    expect(
      openingsByEducation(
        [100, 50],
        [
          [0.2, 0.8],
          [1, 0],
        ],
      ),
    ).toEqual([
      [20, 80],
      [50, 0],
    ])
    expect(() => openingsByEducation([100], [[0.5, 0.4]])).toThrow(/sums to 0.9/)
  })
})
