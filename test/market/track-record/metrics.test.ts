import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusionMatrix, weightedKappa } from '../../../src/market/track-record/agreement.ts'
import { directionHitRate, relativeGrowthHits } from '../../../src/market/track-record/growth.ts'
import { coverageTolerance, crps, intervalScore, scoreIntervals } from '../../../src/market/track-record/intervals.ts'
import { drift, fixedShare, lastValue, tenYearTrend } from '../../../src/market/track-record/ladder.ts'
import { averageRanks, precisionAndRecall, precisionAtK, spearman } from '../../../src/market/track-record/ranking.ts'

describe('growth hits', () => {
  const cases = [
    { base: 100, forecast: 110, actual: 104 },
    { base: 100, forecast: 101, actual: 120 },
    { base: 100, forecast: 95, actual: 90 },
    { base: 100, forecast: 102, actual: 98 },
  ]
  it('directionHitRate: three of four directions are right', () => {
    expect(directionHitRate(cases)).toBe(0.75)
  })

  it('relativeGrowthHits: against the mean of all units, forecast +2 per cent and actual +3 per cent', () => {
    // forecast above, below, below, at the mean; actual above, above, below, below
    expect(relativeGrowthHits(cases)).toEqual([true, false, true, false])
  })

  it('relativeGrowthHits: a uniform miss costs nothing, which the direction may pay for', () => {
    const up = [104, 120, 96].map((actual) => ({ base: 100, actual, forecast: 0.9 * actual }))
    expect(relativeGrowthHits(up)).toEqual([true, true, true])
    expect(directionHitRate(up)).toBeLessThan(1)
    expect(() => directionHitRate([])).toThrow(/positive base/)
  })
})

describe('ranking', () => {
  it('spearman: the textbook case, and ties by mean ranks (values from scipy.stats.spearmanr 1.x)', () => {
    const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110]
    expect(spearman(iq, [7, 0, 27, 50, 28, 29, 20, 12, 6, 17])).toBeCloseTo(-0.17575757575757575, 12)
    expect(spearman([1, 2, 2, 3, 4], [1, 1, 3, 2, 4])).toBeCloseTo(0.7631578947368421, 12)
    expect(averageRanks([5, 1, 5, 9])).toEqual([2.5, 1, 2.5, 4])
  })

  it('spearman: any rising rescaling leaves it; turning one list round changes its sign', () => {
    const list = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(list, (x) => {
        const y = x.map((v, k) => v * ((k % 3) - 1) + k)
        const rho = spearman(x, y)
        fc.pre(!Number.isNaN(rho))
        expect(
          spearman(
            x.map((v) => v ** 3 + 7),
            y,
          ),
        ).toBeCloseTo(rho, 12)
        expect(
          spearman(
            x.map((v) => -v),
            y,
          ),
        ).toBeCloseTo(-rho, 12)
      }),
    )
  })

  it('precisionAtK: two of the three highest', () => {
    expect(precisionAtK([9, 8, 7, 1, 0], [9, 0, 5, 8, 1], 3)).toBeCloseTo(2 / 3, 12)
    expect(() => precisionAtK([1], [1], 2)).toThrow(/1 to 1/)
  })

  it('precisionAndRecall: nothing flagged has no precision', () => {
    expect(precisionAndRecall([true, true, false, false], [true, false, true, true])).toEqual({
      precision: 1 / 3,
      recall: 0.5,
    })
    expect(precisionAndRecall([true], [false])).toEqual({ precision: null, recall: 0 })
  })
})

describe('agreement of classes', () => {
  const counts = [
    [20, 5, 0],
    [10, 30, 5],
    [0, 6, 24],
  ]
  it('weightedKappa: as computed with numpy from the definition', () => {
    expect(weightedKappa(counts)).toBeCloseTo(0.7721297107800176, 12)
    expect(weightedKappa(counts, 'linear')).toBeCloseTo(0.6813725490196079, 12)
    expect(
      weightedKappa([
        [3, 0],
        [0, 4],
      ]),
    ).toBe(1)
  })

  it('confusionMatrix: rows are what was, columns what was said', () => {
    const pairs = [
      { actual: 'a', forecast: 'b' },
      { actual: 'b', forecast: 'b' },
      { actual: 'a', forecast: 'b' },
    ] as const
    expect(confusionMatrix(['a', 'b'], pairs)).toEqual([
      [0, 2],
      [0, 1],
    ])
    expect(() => confusionMatrix<string>(['a'], [{ actual: 'c', forecast: 'a' }])).toThrow(/c is none of a/)
  })
})

describe('intervals', () => {
  it('intervalScore: width, and ten times the miss for an 80 per cent interval', () => {
    expect(intervalScore({ low: 10, high: 20, actual: 15 }, 0.8)).toBe(10)
    expect(intervalScore({ low: 10, high: 20, actual: 23 }, 0.8)).toBeCloseTo(40, 9)
    expect(intervalScore({ low: 10, high: 20, actual: 9 }, 0.8)).toBeCloseTo(20, 9)
  })

  it('coverageTolerance: the binomial range (scipy.stats.binom.ppf at 0.025 and 0.975)', () => {
    expect(coverageTolerance(20, 0.8)).toEqual({ low: 12 / 20, high: 19 / 20 })
    expect(coverageTolerance(100, 0.8)).toEqual({ low: 0.72, high: 0.88 })
    expect(coverageTolerance(300, 0.8)).toEqual({ low: 226 / 300, high: 253 / 300 })
  })

  it('scoreIntervals: three of four inside', () => {
    const cases = [1, 2, 3, 9].map((actual) => ({ low: 0, high: 4, actual }))
    const score = scoreIntervals(cases, 0.8)
    expect(score.coverage).toBe(0.75)
    expect(score.meanScore).toBeCloseTo(4 + 50 / 4, 9)
    expect(score.withinTolerance).toBe(true)
  })

  it('crps: as computed with numpy from the definition; of one draw it is the absolute error', () => {
    expect(crps([1, 4, 2, 7], 3)).toBeCloseTo(0.75, 12)
    expect(crps([5], 3)).toBe(2)
  })
})

describe('benchmarks', () => {
  const history = { years: [2015, 2016, 2017, 2018], values: [100, 104, 102, 109] }
  it('lastValue, drift, tenYearTrend: worked by hand', () => {
    expect(lastValue(history, 2023)).toBe(109)
    expect(drift(history, 2023)).toBeCloseTo(109 + 5 * 3, 9)
    // slope (-1.5*-3.75 + -0.5*0.25 + 0.5*-1.75 + 1.5*5.25)/5 = 2.5, mean 103.75 in 2016.5
    expect(tenYearTrend(history, 2023)).toBeCloseTo(103.75 + 2.5 * 6.5, 9)
  })

  it('fixedShare: shares of the industries to come', () => {
    expect(fixedShare([0.3, 0.1], [1200, 400])).toBe(400)
  })
})
