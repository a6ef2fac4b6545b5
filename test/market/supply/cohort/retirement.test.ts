import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  delayPath,
  exitHazard,
  labourCodePath,
  PRIOR_HAZARDS,
  raisePath,
} from '../../../../src/market/supply/cohort/retirement.ts'

const months = (years: number, rest = 0): number => 12 * years + rest

describe('statutory retirement in Viet Nam', () => {
  it('labourCodePath: the ages of the Labour Code 2019 and Decree 135/2020, by sex and year', () => {
    const men = [2021, 2025, 2026, 2027, 2028, 2040].map((year) => labourCodePath('M', year))
    expect(men).toEqual([months(60, 3), months(61, 3), months(61, 6), months(61, 9), months(62), months(62)])
    const women = [2021, 2025, 2026, 2030, 2034, 2035, 2040].map((year) => labourCodePath('F', year))
    expect(women).toEqual([
      months(55, 4),
      months(56, 8),
      months(57),
      months(58, 4),
      months(59, 8),
      months(60),
      months(60),
    ])
    expect([labourCodePath('F', 2020), labourCodePath('M', 2020)]).toEqual([months(55), months(60)])
  })

  it('exitHazard: moving the path one year changes the exits of insured women of 55 to 60 and of nobody aged 40', () => {
    const insured = {
      now: exitHazard(() => 1),
      later: exitHazard(() => 1, PRIOR_HAZARDS, raisePath(labourCodePath, 12)),
    }
    for (let age = 55; age <= 60; age++)
      expect(insured.later('F', age, 2028), `age ${age}`).toBeLessThan(insured.now('F', age, 2028) - 1e-4)
    for (const sex of ['F', 'M'] as const) expect(insured.later(sex, 40, 2028)).toBe(insured.now(sex, 40, 2028))
    const informal = {
      now: exitHazard(() => 0),
      later: exitHazard(() => 0, PRIOR_HAZARDS, raisePath(labourCodePath, 12)),
    }
    for (let age = 30; age <= 75; age++) expect(informal.later('F', age, 2028)).toBe(informal.now('F', age, 2028))
  })

  it('delayPath: a calendar postponed by a year keeps the ages of the year before', () => {
    expect(delayPath(labourCodePath, 1)('F', 2027)).toBe(labourCodePath('F', 2026))
  })

  it('exitHazard: insured and informal workers count by their shares', () => {
    const hazards = { insured: (past: number) => (past >= 0 ? 0.6 : 0.1), informal: () => 0.02, source: 'test' }
    const exit = exitHazard(() => 0.25, hazards)
    // 2026: women retire at 57 years 0 months, so those of 57 are half a year past it
    expect(exit('F', 57, 2026)).toBeCloseTo(0.25 * 0.6 + 0.75 * 0.02, 12)
    // 2030: 58 years 4 months; those of 58 are on average past it, at 58 1/2
    expect(exit('F', 58, 2030)).toBeCloseTo(0.25 * 0.6 + 0.75 * 0.02, 12)
    expect(exit('F', 55, 2026)).toBeCloseTo(0.25 * 0.1 + 0.75 * 0.02, 12)
    expect(exit('M', 60, 2026)).toBeCloseTo(0.25 * 0.1 + 0.75 * 0.02, 12)
  })

  it('exitHazard: is a probability at every age, year and share of insured', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15, max: 100 }),
        fc.integer({ min: 2015, max: 2060 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (age, year, share) => {
          const hazard = exitHazard(() => share)('F', age, year)
          expect(hazard).toBeGreaterThanOrEqual(0)
          expect(hazard).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})
