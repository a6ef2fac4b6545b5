import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mase, quantileLoss, seasonalScale, smape, wape } from '../../src/forecast/metrics/scores.ts'

const ACTUAL = [100, 50, 25, 10]
const FORECAST = [110, 45, 25, 14]

describe('scores', () => {
  it('wape: 19 of 185, the worked example of four sectors', () => {
    expect(wape(ACTUAL, FORECAST)).toBeCloseTo(0.1027, 4)
    // 5 % too much everywhere
    expect(
      wape(
        ACTUAL,
        ACTUAL.map((v) => 1.05 * v),
      ),
    ).toBeCloseTo(0.05, 12)
  })

  it('wape: not defined when every outcome is 0', () => {
    expect(wape([0, 0], [1, 2])).toBeNaN()
  })

  it('smape: worked by hand, and 0 for a pair of zeros', () => {
    // 200 * 10/210 and 200 * 5/95
    expect(smape([100, 50], [110, 45])).toBeCloseTo((2000 / 210 + 1000 / 95) / 2, 12)
    expect(smape([0], [0])).toBe(0)
  })

  it('mase: worked by hand', () => {
    // seasonal differences of 1,2,3,4 | 2,4,6,8 are 1,2,3,4: Q = 2.5; errors 1 and 3
    expect(mase([10, 10], [11, 7], [1, 2, 3, 4, 2, 4, 6, 8], 4)).toBeCloseTo(2 / 2.5, 12)
  })

  it('mase: NaN when the naive forecast is exact, an error without two observations', () => {
    expect(mase([1], [2], [5, 5, 5], 1)).toBeNaN()
    expect(() => mase([1], [2], [5], 1)).toThrow(/at least 2/)
  })

  it('mase: unchanged when every value is multiplied by the same factor', () => {
    const values = fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 14, maxLength: 30 })
    fc.assert(
      fc.property(values, fc.double({ min: 0.001, max: 1000, noNaN: true }), (v, factor) => {
        const score = (x: readonly number[]) => mase(x.slice(0, 3), x.slice(3, 6), x.slice(6), 4)
        const plain = score(v)
        fc.pre(Number.isFinite(plain))
        expect(score(v.map((x) => x * factor))).toBeCloseTo(plain, 6)
      }),
    )
  })

  it('scale: a missing value leaves out the pairs it belongs to', () => {
    expect(seasonalScale([1, Number.NaN, 4, 9], 1)).toBe(5)
  })

  it('quantile loss: a miss above costs tau, a miss below 1 - tau, doubled', () => {
    expect(quantileLoss(10, 8, 0.9)).toBeCloseTo(3.6, 12)
    expect(quantileLoss(8, 10, 0.9)).toBeCloseTo(0.4, 12)
  })
})
