import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classifyIndicator,
  dissimilarity,
  duncanIndex,
  flowRatio,
  labourMarketIndicator,
  mape,
  mixFill,
  normalisedGap,
  tightness,
  wape,
} from '../../../src/market/gaps/metrics.ts'

const flows = {
  employment: 10_000,
  inflow: 2600,
  shortTermUnemployed: 300,
  expansionDemand: 800,
  replacementDemand: 2400,
}

describe('gap metrics', () => {
  it('normalisedGap: the worked example is 0.8047 per cent a year', () => {
    expect(normalisedGap(3219 - 2700, 5, 12_900)).toBeCloseTo(0.8047, 4)
  })

  it('labourMarketIndicator: the worked example is 0.9773, good for those who seek work', () => {
    expect(labourMarketIndicator(flows)).toBeCloseTo(0.9773, 4)
    expect(classifyIndicator(labourMarketIndicator(flows))).toBe('good')
    expect([0.85, 1, 1.05, 1.15, 1.16].map(classifyIndicator)).toEqual([
      'veryGood',
      'good',
      'reasonable',
      'moderate',
      'poor',
    ])
  })

  it('flowRatio: the same data give 0.9063, another number', () => {
    expect(flowRatio(flows)).toBeCloseTo(0.9063, 4)
  })

  it('tightness: vacancies for each unemployed', () => {
    expect(tightness(300, 200)).toBe(1.5)
  })

  it('mixFill: a surplus in one field does not fill another', () => {
    const fields = [
      { demand: 60, supply: 90 },
      { demand: 40, supply: 10 },
    ]
    expect(mixFill(fields)).toBeCloseTo(0.7, 12)
  })

  it('duncanIndex: shares 0.8/0.2 against 0.5/0.5 differ by 0.3, whichever sex comes first, at any size', () => {
    expect(duncanIndex([80, 20], [100, 100])).toBeCloseTo(0.3, 12)
    const people = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(people, people, (women, men) => {
        const index = duncanIndex(women, men)
        expect(index).toBeGreaterThanOrEqual(0)
        expect(index).toBeLessThanOrEqual(1)
        expect(duncanIndex(men, women)).toBeCloseTo(index, 12)
        expect(
          duncanIndex(
            women.map((v) => 7 * v),
            men,
          ),
        ).toBeCloseTo(index, 12)
      }),
    )
    expect(() => duncanIndex([0, 0], [1, 1])).toThrow(/totals are 0/)
  })
})

describe('scores of a projection', () => {
  const actual = [100, 50, 25, 10]
  it('wape, mape, dissimilarity: the worked example', () => {
    const forecast = [110, 45, 25, 14]
    expect(mape(actual, forecast)).toBeCloseTo(15, 9)
    expect(wape(actual, forecast)).toBeCloseTo(10.27, 2)
    expect(dissimilarity(actual, forecast)).toBeCloseTo(4.458, 3)
  })

  it('wape, mape, dissimilarity: a uniform miss of 5 per cent has no dissimilarity', () => {
    const forecast = actual.map((value) => 1.05 * value)
    expect(mape(actual, forecast)).toBeCloseTo(5, 9)
    expect(wape(actual, forecast)).toBeCloseTo(5, 9)
    expect(dissimilarity(actual, forecast)).toBeCloseTo(0, 9)
  })
})
