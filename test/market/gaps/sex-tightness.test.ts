import { describe, expect, it } from 'vitest'
import { payRatio, sexIndices } from '../../../src/market/gaps/sex-indices.ts'
import { classifyTightness, fillRate, tightness } from '../../../src/market/gaps/tightness.ts'

describe('sex indices', () => {
  it('sexIndices: shares of women by flow, and segregation worked by hand', () => {
    const indices = sexIndices([
      { employment: { women: 80, men: 20 }, openings: { women: 9, men: 1 }, intake: { women: 30, men: 10 } },
      { employment: { women: 20, men: 180 }, openings: { women: -5, men: 10 } },
    ])
    expect(indices.womenOfEmployment).toBeCloseTo(1 / 3, 12)
    // openings that are negative count as none: 9 of 20
    expect(indices.womenOfOpenings).toBeCloseTo(0.45, 12)
    expect(indices.womenOfIntake).toBe(0.75)
    expect(indices.womenOfSeekers).toBeNull()
    // 0.5 (|0.8 - 0.1| + |0.2 - 0.9|)
    expect(indices.segregation).toBeCloseTo(0.7, 12)
  })

  it("payRatio: 0.9 of men's pay; none without men's pay", () => {
    expect(payRatio(9, 10)).toBe(0.9)
    expect(() => payRatio(9, 0)).toThrow(/positive/)
  })
})

describe('tightness and filling', () => {
  it('tightness: vacancies per unemployed person; none where nobody is unemployed', () => {
    expect(tightness(300, 200)).toBe(1.5)
    expect(tightness(5, 0)).toBeNull()
  })

  it('classifyTightness: the limits 0.25, 0.67, 1.5 and 4', () => {
    expect([0.25, 0.26, 0.67, 0.68, 1.5, 1.51, 4, 4.1, Number.POSITIVE_INFINITY].map(classifyTightness)).toEqual([
      'veryLoose',
      'loose',
      'loose',
      'average',
      'average',
      'tight',
      'tight',
      'veryTight',
      'veryTight',
    ])
  })

  it('fillRate: of closed vacancies only', () => {
    expect(fillRate(66, 100)).toBe(0.66)
    expect(fillRate(0, 0)).toBeNull()
    expect(() => fillRate(5, 4)).toThrow(/between none and all/)
  })
})
