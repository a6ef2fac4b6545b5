import { describe, expect, it } from 'vitest'
import { ratingAgreement } from '../../../src/market/track-record/rating-agreement.ts'
import type { TrackedCase } from '../../../src/market/track-record/score-cases.ts'

const one = (unit: string, actual: number, forecasts: Record<string, number>, origin = 2015): TrackedCase => ({
  unit,
  origin,
  target: origin + 1,
  base: 100,
  scale: 1,
  forecasts,
  interval: null,
  actual,
})

describe('agreement of ratings', () => {
  it('ratingAgreement: growth beyond that of all, rated by the limits of the gap, worked by hand', () => {
    // Outcome: 101 and 99 of 100 each: +1 and -1 on 100 in one year, nearly 1 % a year: strong on both sides.
    // `published` says 100.4 and 99.6, 0.4 % a year: moderate; `naive` no change: balanced.
    const cases = [one('A', 101, { published: 100.4, naive: 100 }), one('B', 99, { published: 99.6, naive: 100 })]
    const { counts, exact, withinOne, kappa } = ratingAgreement(cases, ['published', 'naive', 'ets'])!
    expect(counts).toEqual([
      [0, 1, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 1, 0],
    ])
    expect([exact, withinOne]).toEqual([0, 1])
    // v: (1/4)^2 each observed 0.125; expected half of (1/16 + 9/16) each of two rows: 0.625.
    expect(kappa['published']).toBeCloseTo(1 - 0.125 / 0.625, 12)
    expect(kappa['naive']).toBeCloseTo(0, 12)
    expect(kappa['ets']).toBeUndefined()
  })

  it('a uniform miss costs nothing, and a lone unit has no rating', () => {
    const cases = [one('A', 104, { published: 1.06 * 104 }), one('B', 96, { published: 1.06 * 96 })]
    expect(ratingAgreement(cases, ['published'])!.exact).toBe(1)
    expect(ratingAgreement([cases[0]!], ['published'])).toBeNull()
  })
})
