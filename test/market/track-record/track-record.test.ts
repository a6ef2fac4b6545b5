import { describe, expect, it } from 'vitest'
import { type TrackedRound, trackRecord } from '../../../src/market/track-record/track-record.ts'

/** The worked example: actual (100, 50, 25, 10), forecast (110, 45, 25, 14), in hundreds so that units count for the MAPE. */
const ACTUAL = [10_000, 5000, 2500, 1000.5]
const FORECAST = [11_000, 4500, 2500, 1400.5]
const BASE = [8900, 5500, 2400, 900]

const round = (changes: Partial<TrackedRound> = {}): TrackedRound => ({
  id: '2014',
  kind: 'occupation',
  knownOn: '2014-12-31',
  target: 2019,
  units: ACTUAL.map((actual, k) => ({
    code: `O${k}`,
    history: { years: [2013, 2014], values: [BASE[k]!, BASE[k]!] },
    forecast: FORECAST[k]!,
    interval: { low: 0.9 * FORECAST[k]!, high: 1.1 * FORECAST[k]! },
    actual,
    benchmarks: { ets: BASE[k]!, fixedShare: actual },
    rating: { forecast: 'balanced', actual: k === 0 ? 'moderateShortage' : 'balanced' },
  })),
  ...changes,
})

describe('track record', () => {
  it('trackRecord: levels, composition and growth of the worked example', () => {
    const { model } = trackRecord([round()]).rounds[0]!.contenders
    expect(model!.wape).toBeCloseTo(10.27, 2)
    // 15 per cent: 10, 10, 0 and 40 per cent, the last of 1,000.5
    expect(model!.mape).toBeCloseTo((10 + 10 + 0 + 39.98) / 4, 2)
    expect(model!.dissimilarity).toBeCloseTo(4.458, 2)
    // last value misses 1100 + 500 + 100 + 100.5 = 1800.5 against 1900
    expect(model!.skill).toBeCloseTo(1 - 1900 / 1800.5, 9)
    expect(model!.directionHits).toBe(1)
    // growth in truth 1.124, 0.909, 1.042, 1.112, forecast 1.236, 0.818, 1.042, 1.556: two neighbours change places
    expect(model!.spearman).toBeCloseTo(0.8, 9)
  })

  it('trackRecord: the ladder competes, with the mean of exponential smoothing and fixed shares', () => {
    const { rounds, kinds } = trackRecord([round()])
    expect(Object.keys(rounds[0]!.contenders).sort()).toEqual([
      'drift',
      'ets',
      'fixedShare',
      'lastValue',
      'mean',
      'model',
      'tenYearTrend',
    ])
    expect(rounds[0]!.contenders['mean']!.wape).toBeCloseTo(rounds[0]!.contenders['ets']!.wape / 2, 9)
    expect(rounds[0]!.horizon).toBe(5)
    expect(kinds[0]).toMatchObject({ kind: 'occupation', best: 'fixedShare', publishModel: false })
  })

  it('trackRecord: publishes the model where it beats every benchmark, kind by kind', () => {
    const right = round({
      kind: 'sector',
      units: round().units.map((u) => ({ ...u, forecast: u.actual, benchmarks: {} })),
    })
    const { kinds } = trackRecord([round(), right, { ...right, id: '2015' }])
    expect(kinds.map((k) => [k.kind, k.rounds, k.publishModel])).toEqual([
      ['sector', 2, true],
      ['occupation', 1, false],
    ])
  })

  it('trackRecord: intervals and ratings of the rounds', () => {
    const { rounds, kinds } = trackRecord([round()])
    // 10,000 lies in 9,900 to 12,100 and 2,500 in 2,250 to 2,750; 5,000 not in 4,050 to 4,950, nor 1,000.5 above 1,260
    expect(rounds[0]!.intervals!.coverage).toBe(0.5)
    expect(kinds[0]!.intervals!.n).toBe(4)
    expect(rounds[0]!.ratings!.confusion[1]![2]).toBe(1)
  })

  it('trackRecord: a history that knew the outcome is refused as a leak', () => {
    const late = { years: [2014, 2019], values: [1, 2] }
    const units = [{ ...round().units[0]!, history: late }]
    expect(() => trackRecord([round({ units })])).toThrow(/leak/)
    expect(() => trackRecord([round({ knownOn: '2013-06-30' })])).toThrow(/known on 2013-06-30/)
    expect(() => trackRecord([round({ units: [] })])).toThrow(/no units/)
  })
})
