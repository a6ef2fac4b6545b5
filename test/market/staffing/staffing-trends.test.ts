import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/domain/random.ts'
import { staffingTrend } from '../../../src/market/staffing/staffing-trends.ts'

describe('staffing of an industry', () => {
  it('staffingTrend: an exact trend gives the shares of the last year', () => {
    const counts = Array.from({ length: 8 }, (_, t) => [1000 * Math.exp(0.03 * t), 2000 * Math.exp(-0.03 * t), 3000, 0])
    const trend = staffingTrend(counts, { driftSd: 0 })
    // the two slopes differ far more than sampling explains, so nothing is shrunk away
    expect(trend.slopes).toEqual([0.03, -0.03, 0, 0].map((v) => expect.closeTo(v, 9)))
    const last = counts[7]!
    const total = last.reduce((a, b) => a + b, 0)
    expect(trend.shares).toEqual(last.map((v) => expect.closeTo(v / total, 9)))
    expect(trend.slopeSds[0]).toBeCloseTo(0, 9)
  })

  it('staffingTrend: six years tell the level better than the last one alone', () => {
    const random = createRandom(3)
    const truth = [0.02, 0.08, 0.3, 0.6]
    let smooth = 0
    let last = 0
    for (let run = 0; run < 60; run++) {
      const counts = Array.from({ length: 10 }, () =>
        truth.map((share) => Math.max(0, 400 * share + Math.sqrt(400 * share * (1 - share)) * random.normal())),
      )
      const trend = staffingTrend(counts)
      truth.forEach((share, o) => {
        smooth += Math.abs(trend.shares[o]! - share)
        last += Math.abs(trend.lastShares[o]! - share)
      })
    }
    expect(smooth).toBeLessThan(0.75 * last)
  })

  it('staffingTrend: fills a year without respondents, keeps a true zero, refuses an empty industry', () => {
    const trend = staffingTrend([
      [10, 90, 0],
      [0, 100, 0],
      [12, 88, 0],
      [9, 91, 0],
    ])
    expect(trend.shares[0]).toBeGreaterThan(0)
    expect(trend.shares[2]).toBe(0)
    expect(() =>
      staffingTrend([
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toThrow(/nobody/)
  })
})
