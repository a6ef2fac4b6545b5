import { describe, expect, it } from 'vitest'
import { scoreCases, type TrackedCase } from '../../../src/market/track-record/score-cases.ts'
import { verdictOf } from '../../../src/market/track-record/verdict.ts'

/** The worked example of the evaluation metrics: actual (100, 50, 25, 10), forecast (110, 45, 25, 14), here in hundreds. */
const ACTUAL = [10_000, 5000, 2500, 1000.5]
const FORECAST = [11_000, 4500, 2500, 1400.5]
const BASE = [8900, 5500, 2400, 900]

const round = (origin = 2014, changes: Partial<TrackedCase> = {}): TrackedCase[] =>
  ACTUAL.map((actual, k) => ({
    unit: `O${k}`,
    origin,
    target: origin + 5,
    base: BASE[k]!,
    scale: 100 * (k + 1),
    forecasts: { naive: BASE[k]!, published: FORECAST[k]!, blend: FORECAST[k]!, fixedShare: 1.05 * actual },
    interval: { low: 0.9 * FORECAST[k]!, high: 1.1 * FORECAST[k]!, crps: 50 },
    actual,
    ...changes,
  }))
const of = (scores: ReturnType<typeof scoreCases>, contender: string, horizon: number | null = null) =>
  scores.find((one) => one.contender === contender && one.horizon === horizon)!

describe('scoring past forecasts', () => {
  it('levels, composition and growth of the worked example', () => {
    const score = of(scoreCases(round()), 'published')
    expect(score.wape).toBeCloseTo(10.27, 2)
    // 15 per cent: 10, 10, 0 and 40 per cent, the last of 1,000.5
    expect(score.mape).toBeCloseTo((10 + 10 + 0 + 39.98) / 4, 2)
    expect(score.dissimilarity).toBeCloseTo(4.458, 2)
    // errors 1000, 500, 0, 400 over scales 100, 200, 300, 400
    expect(score.mase).toBeCloseTo((10 + 2.5 + 0 + 1) / 4, 9)
    // the last value misses 1100 + 500 + 100 + 100.5 = 1800.5, the forecast 1900: expansion is missed by the same ratio
    expect(score.skill).toBeCloseTo(1 - 1900 / 1800.5, 9)
    expect(score.expansionWape).toBeCloseTo((100 * 1900) / 1800.5, 9)
    expect(score.directionHits).toBe(1)
    // growth in truth 1.124, 0.909, 1.042, 1.112, forecast 1.236, 0.818, 1.042, 1.556: two neighbours change places
    expect(score.spearman).toBeCloseTo(0.8, 9)
    // 10,000 and 2,500 lie inside; 5,000 is above 4,950 and 1,000.5 below 1,260.45
    expect(score.intervals!.coverage).toBe(0.5)
    expect(score.crps).toBe(50)
  })

  it('a uniform miss of 5 per cent has no dissimilarity and the CRPS of a point is its error', () => {
    const score = of(scoreCases(round()), 'fixedShare')
    expect(score.wape).toBeCloseTo(5, 9)
    expect(score.dissimilarity).toBeCloseTo(0, 9)
    expect(score.intervals).toBeNull()
    expect(score.crps).toBeCloseTo((0.05 * (10_000 + 5000 + 2500 + 1000.5)) / 4, 9)
  })

  it('a lone unit has levels and hits against its round, and no composition', () => {
    const score = of(scoreCases(round(), 'O1'), 'published', 5)
    expect(score).toMatchObject({ cases: 1, rounds: 1, dissimilarity: null, spearman: null, relativeGrowthHits: 1 })
    expect(score.wape).toBeCloseTo(10, 9)
  })

  it('contenders compete on the same cases only: one that misses a case is left out', () => {
    const [first, ...rest] = round()
    const without = { ...first!, forecasts: { naive: 1, published: 2 } }
    expect(scoreCases([without, ...rest]).map((one) => one.contender)).not.toContain('fixedShare')
  })

  it('a round that knew its outcome is refused as a leak', () => {
    expect(() => scoreCases(round(2014, { target: 2014 }))).toThrow(/leak/)
    expect(() => scoreCases(round(2014, { base: 0 }))).toThrow(/base above 0/)
  })
})

describe('the model that loses is not published', () => {
  const better = (origin: number) =>
    round(origin).map((one) => ({ ...one, forecasts: { ...one.forecasts, drift: one.actual } }))
  const worse = (origin: number) =>
    round(origin).map((one) => ({ ...one, forecasts: { ...one.forecasts, drift: 1.12 * one.actual } }))

  it('a blend that loses to a benchmark over all cases and in most rounds breaks the rule', () => {
    const cases = [...better(2012), ...better(2013), ...worse(2014)]
    expect(verdictOf(cases, 'blend')).toMatchObject({
      obeys: false,
      lostTo: ['naive', 'drift', 'fixedShare'],
      best: 'drift',
      rounds: 3,
    })
    expect(verdictOf(cases, 'drift')).toMatchObject({ obeys: true, lostTo: [] })
  })

  it('one round does not decide: lower in sum but in the minority of rounds is no defeat', () => {
    const cases = [...better(2012), ...worse(2013), ...worse(2014)]
    expect(verdictOf(cases, 'blend').wape['drift']).toBeLessThan(verdictOf(cases, 'blend').wape['blend']!)
    expect(verdictOf(cases, 'blend').lostTo).not.toContain('drift')
  })
})
