import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decomposeChange } from '../../../src/market/staffing/change-decomposition.ts'
import {
  dampedYears,
  fillSamplingZeros,
  fitShareTrend,
  projectShares,
  shrinkSlope,
  slopeVarianceBetween,
} from '../../../src/market/staffing/share-trend.ts'

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('share trends', () => {
  it('projectShares: the worked example, damped by 0.9 over 5 years', () => {
    expect(dampedYears(0.9, 5)).toBeCloseTo(3.68559, 5)
    const shares = projectShares([0.3, 0.2, 0.5], [0.03, -0.02, 0], 5, 0.9)
    expect(shares[0]).toBeCloseTo(0.32823, 5)
    expect(shares[1]).toBeCloseTo(0.18199, 5)
    expect(shares[2]).toBeCloseTo(0.48978, 5)
  })

  it('shrinkSlope: the worked example has weight 0.2 and slope 0.02', () => {
    const { weight, slope } = shrinkSlope(0.06, 0.0016, 0.0004, 0.01)
    expect(weight).toBeCloseTo(0.2, 12)
    expect(slope).toBeCloseTo(0.02, 12)
    expect(shrinkSlope(0.06, 0, 0, 0.01).slope).toBe(0.01)
  })

  it('projectShares: shares stay between 0 and 1 and sum to 1, and slopes of 0 keep them fixed', () => {
    const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 30 }), (raw, h) => {
        const start = raw.map((v) => v / sum(raw))
        const slopes = start.map((_, o) => (o === 0 ? 0 : 0.3 * (-1) ** o))
        const moved = projectShares(start, slopes, h)
        expect(sum(moved)).toBeCloseTo(1, 12)
        expect(Math.min(...moved)).toBeGreaterThan(0)
        projectShares(
          start,
          start.map(() => 0),
          h,
        ).forEach((share, o) => {
          expect(share).toBeCloseTo(start[o]!, 12)
        })
      }),
    )
  })

  it('fitShareTrend: finds exact log-linear trends and does not shrink what has no error', () => {
    const counts = [0, 1, 2, 3, 4].map((t) => [100 * Math.exp(0.05 * t), 50 * Math.exp(-0.03 * t), 400])
    const trend = fitShareTrend(counts)
    expect(trend.reference).toBe(2)
    expect(trend.slopes[0]).toBeCloseTo(0.05, 12)
    expect(trend.slopes[1]).toBeCloseTo(-0.03, 12)
    expect(trend.shrunkSlopes[0]).toBeCloseTo(0.05, 6)
    expect(sum(trend.lastShares)).toBeCloseTo(1, 12)
  })

  it('fitShareTrend: slope and squared error of the log-ratios 0, 1, 3 are 3/2 and 1/12, by hand', () => {
    const trend = fitShareTrend(
      [0, 1, 3].map((y) => [Math.exp(y), 1, 30]),
      { reference: 1 },
    )
    expect(trend.slopes[0]).toBeCloseTo(1.5, 12)
    expect(trend.slopeVariances[0]).toBeCloseTo(1 / 12, 12)
  })

  it('slopeVarianceBetween: what sampling does not explain, never negative', () => {
    const deviations = [0.03, -0.01].map((deviation) => ({ deviation, variance: 0.0001 }))
    expect(slopeVarianceBetween(deviations)).toBeCloseTo(0.0004, 12)
    expect(slopeVarianceBetween([{ deviation: 0.01, variance: 1 }])).toBe(0)
  })

  it('fitShareTrend: a category that is always empty stays empty, one that is empty once is refused until filled', () => {
    const counts = [
      [10, 0, 0, 90],
      [12, 0, 2, 86],
      [14, 0, 3, 83],
    ]
    expect(() => fitShareTrend(counts)).toThrow(/fill sampling zeros/)
    const filled = fillSamplingZeros(counts, [0.2, 0.1, 0.1, 0.6], 1)
    expect(filled.map(sum)).toEqual([100, 100, 100].map((v) => expect.closeTo(v, 10)))
    // year 0: parent without the empty category spreads 0.9 people; (0 + 0.1) * 100 / 100.9
    expect(filled[0]![2]).toBeCloseTo(10 / 100.9, 12)
    expect(filled[1]).toEqual(counts[1])
    const trend = fitShareTrend(filled)
    expect(projectShares(trend.lastShares, trend.shrunkSlopes, 5)[1]).toBe(0)
  })

  it('fitShareTrend: two years are too few', () => {
    expect(() =>
      fitShareTrend([
        [1, 2],
        [2, 2],
      ]),
    ).toThrow(/three years/)
  })
})

describe('why an occupation changed', () => {
  it('decomposeChange: one industry worked by hand', () => {
    // 0.10 of 1,000 becomes 0.12 of 1,500: +80 = 0.11 * 500 + 1,250 * 0.02
    const change = decomposeChange([{ employment: 1000, share: 0.1 }], [{ employment: 1500, share: 0.12 }])
    expect(change.industryEffect).toBeCloseTo(55, 12)
    expect(change.shareEffect).toBeCloseTo(25, 12)
    expect(change.change).toBeCloseTo(80, 12)
  })

  it('decomposeChange: the two effects add up to the change exactly', () => {
    const cell = fc.record({
      employment: fc.double({ min: 0, max: 1e6, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (pairs) => {
        const { industryEffect, shareEffect, change } = decomposeChange(
          pairs.map(([before]) => before),
          pairs.map(([, after]) => after),
        )
        expect(Math.abs(industryEffect + shareEffect - change)).toBeLessThan(1e-6)
      }),
    )
  })
})
