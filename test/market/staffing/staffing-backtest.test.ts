import { describe, expect, it } from 'vitest'
import { backtestStaffing, pooledShares } from '../../../src/market/staffing/staffing-backtest.ts'

const years = (share: (t: number) => number, n = 11): number[][] =>
  Array.from({ length: n }, (_, t) => [1000 * share(t), 1000 * (1 - share(t))])

describe('backtest of staffing', () => {
  it('backtestStaffing: shares that stay are forecast without error, shares that move are forecast better by their trend', () => {
    const still = backtestStaffing([years(() => 0.3), years(() => 0.6)])
    expect(still.wape.fixed).toBeCloseTo(0, 9)
    expect(still.winner).toBe('fixed')
    expect(still.origins).toBe(7)
    const moving = backtestStaffing([years((t) => 0.2 + 0.04 * t), years((t) => 0.3 + 0.03 * t)])
    expect(moving.winner).toBe('trend')
    expect(moving.wape.trend).toBeLessThan(moving.wape.fixed)
  })

  it('backtestStaffing: the error of a fixed share is counted by hand at one origin', () => {
    // Three years at 300 of 1000, pooled, then one at 350: 50 too few here and 50 too many there, of 1000.
    const { byHorizon } = backtestStaffing([[...years(() => 0.3, 4), [350, 650]]], 1)
    expect(byHorizon[0]!.fixed).toBeCloseTo(10, 9)
  })

  it('pooledShares: the last three years together', () => {
    expect(
      pooledShares([
        [9, 1],
        [1, 1],
        [2, 2],
        [3, 5],
      ]),
    ).toEqual([6 / 14, 8 / 14])
  })
})
