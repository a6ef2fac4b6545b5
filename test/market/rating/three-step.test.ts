import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/domain/random.ts'
import { GAP_RATINGS, publishedRating } from '../../../src/market/gaps/rating.ts'
import {
  COMBINATION_TABLE,
  combineRatings,
  RECENT_SIGNALS,
  rateInThreeSteps,
  rateRecent,
} from '../../../src/market/rating/combine.ts'
import { type IndicatorReading, recentScore, trimmedMean } from '../../../src/market/rating/recent.ts'

const reading = (changes: Partial<IndicatorReading>): IndicatorReading => ({
  indicator: 'wageGrowth3y',
  value: 3,
  peers: [1, 2, 3, 4, 5],
  own: [3, 3, 3, 3, 3, 2, 4],
  reliability: 1,
  ...changes,
})

describe('step 1: the recent score', () => {
  it('recentScore: reads an indicator against peers and against its own past, as worked by hand', () => {
    // peers: (5 - 3) / sqrt(2.5) = 1.264911; own 1..5 the same; unemployment the other way round
    const years = [1, 2, 3, 4, 5]
    const { score, z } = recentScore([
      reading({ value: 5, own: years }),
      reading({ indicator: 'vacancyRate', value: 5, own: years }),
      reading({ indicator: 'unemploymentRate', value: 1, own: years }),
    ])
    for (const one of Object.values(z)) expect(one).toBeCloseTo(1.264911, 6)
    expect(score).toBeCloseTo(1.264911, 6)
  })

  it('recentScore: the standard error is the spread of the indicators, as worked by hand', () => {
    const one = Math.sqrt(2.5) // sd of 1 to 5
    const { score, standardError } = recentScore(
      (['wageGrowth3y', 'vacancyRate', 'overtimeShare'] as const).map((indicator, k) =>
        reading({ indicator, value: 3 + (k - 1) * one, own: [] }),
      ),
    )
    // z -1, 0, 1: sqrt(3/2 * 2) / 3
    expect(score).toBeCloseTo(0, 12)
    expect(standardError).toBeCloseTo(Math.sqrt(3) / 3, 12)
  })

  it('recentScore: two indicators are too few, and a comparison with four values is none', () => {
    expect(recentScore([reading({}), reading({ indicator: 'vacancyRate' })]).score).toBeNull()
    const { z } = recentScore([reading({ peers: [1, 2, 3, 4], own: [] })])
    expect(z).toEqual({})
  })

  it('recentScore: one broken series cannot make a shortage', () => {
    const calm = (['wageGrowth3y', 'vacancyRate', 'employmentGrowth3y', 'overtimeShare', 'fillRate'] as const).map(
      (indicator) => reading({ indicator }),
    )
    const broken = calm.map((r) => (r.indicator === 'vacancyRate' ? { ...r, value: 1e9 } : r))
    expect(recentScore(calm).score).toBeCloseTo(0, 9)
    expect(rateRecent(recentScore(broken).score!)).toBe('balanced')
  })

  it('trimmedMean: cuts a fifth of the weight at each end', () => {
    const entries = [-9, 1, 2, 3, 50].map((z) => ({ z, weight: 1 }))
    expect(trimmedMean(entries, 0.2)).toBeCloseTo(2, 12)
    // weight 4: cut 0.8 at each end, so 0.2 of 0, all of 1 (weight 2), 0.2 of 10
    expect(
      trimmedMean(
        [
          { z: 0, weight: 1 },
          { z: 1, weight: 2 },
          { z: 10, weight: 1 },
        ],
        0.2,
      ),
    ).toBeCloseTo(4 / 2.4, 12)
  })

  it('rateRecent: the limits', () => {
    expect([1, 0.99, 0.5, 0.49, -0.49, -0.5, -1].map(rateRecent)).toEqual([
      'strongShortage',
      'moderateShortage',
      'moderateShortage',
      'balanced',
      'balanced',
      'moderateSurplus',
      'strongSurplus',
    ])
  })
})

describe('steps 2 and 3: projection and combination', () => {
  it('combination table: opposite signs end in balance, same signs strengthen, and shortage and surplus mirror each other', () => {
    const mirror = (rating: (typeof GAP_RATINGS)[number]) => GAP_RATINGS[4 - GAP_RATINGS.indexOf(rating)]!
    for (const [p, projected] of GAP_RATINGS.entries())
      for (const [r, signal] of RECENT_SIGNALS.entries()) {
        const combined = COMBINATION_TABLE.classes[projected][signal]
        expect(COMBINATION_TABLE.classes[mirror(projected)][RECENT_SIGNALS[2 - r]!]).toBe(mirror(combined))
        if ((p < 2 && r === 2) || (p > 2 && r === 0)) expect(combined).toBe('balanced')
        if (p < 2 && r === 0) expect(combined).toBe('strongShortage')
      }
    expect(combineRatings(0.5, 0.7)).toBe('strongShortage')
    expect(combineRatings(0.5, -0.7)).toBe('balanced')
    expect(combineRatings(0.8047, null)).toBe('strongShortage')
    expect(combineRatings(0.1, 0.6)).toBe('moderateShortage')
  })

  it('combination table: a larger projected gap or a tighter recent market never lowers the class', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true })
    const rank = (rating: (typeof GAP_RATINGS)[number]) => GAP_RATINGS.indexOf(rating)
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 3, noNaN: true }), (gap, recent, more) => {
        expect(rank(combineRatings(gap + more, recent))).toBeLessThanOrEqual(rank(combineRatings(gap, recent)))
        expect(rank(combineRatings(gap, recent + more))).toBeLessThanOrEqual(rank(combineRatings(gap, recent)))
      }),
    )
  })

  it('rateInThreeSteps: probabilities are shares of the draws and sum to 1', () => {
    const draws = Float64Array.from({ length: 1000 }, (_, d) => (d < 700 ? 0.5 : 0.1))
    const certain = rateInThreeSteps(draws, { score: 0, standardError: 0 }, createRandom(1))
    expect(certain.rating).toBe('moderateShortage')
    expect(certain.probabilities.moderateShortage).toBeCloseTo(0.7, 9)
    expect(certain.probabilities.balanced).toBeCloseTo(0.3, 9)
    // R = 0.5 with standard error 0.5: half of the draws read a shortage, 2.3 % (below -0.5) a surplus
    const unsure = rateInThreeSteps(draws, { score: 0.5, standardError: 0.5 }, createRandom(1))
    expect(Math.abs(unsure.probabilities.strongShortage - 0.35)).toBeLessThan(0.05)
    expect(GAP_RATINGS.reduce((sum, rating) => sum + unsure.probabilities[rating], 0)).toBeCloseTo(1, 9)
    expect(rateInThreeSteps(draws, { score: null, standardError: null }, createRandom(1)).recent.rating).toBeNull()
  })
})

describe('the class that is published', () => {
  const probabilities = (...p: readonly [number, number, number, number, number]) => ({
    strongShortage: p[0],
    moderateShortage: p[1],
    balanced: p[2],
    moderateSurplus: p[3],
    strongSurplus: p[4],
  })

  it('publishedRating: the likeliest one, clear from one half on; of equals the one nearest to balance', () => {
    expect(publishedRating(probabilities(0.45, 0.05, 0.06, 0.05, 0.39))).toEqual({
      rating: 'strongShortage',
      isClear: false,
    })
    expect(publishedRating(probabilities(0.5, 0.2, 0.1, 0.1, 0.1))).toEqual({ rating: 'strongShortage', isClear: true })
    expect(publishedRating(probabilities(0.3, 0.2, 0.2, 0, 0.3)).rating).not.toBe('balanced')
    expect(publishedRating(probabilities(0.3, 0.1, 0.3, 0, 0.3)).rating).toBe('balanced')
  })
})
