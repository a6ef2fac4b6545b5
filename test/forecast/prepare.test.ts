import { describe, expect, it } from 'vitest'
import { fillGaps } from '../../src/forecast/prepare/fill-gaps.ts'
import { prepareSeries } from '../../src/forecast/prepare/prepare-series.ts'
import type { SeriesBreak } from '../../src/forecast/types.ts'
import { vector } from './golden.ts'

const at = (position: number, treatment: SeriesBreak['treatment'], parameter: number | null = null): SeriesBreak => ({
  id: `break-${treatment}`,
  at: position,
  treatment,
  parameter,
})
const prepared = (y: readonly number[], breaks: readonly SeriesBreak[] = [], m = 1) => {
  const p = prepareSeries({ id: 's', start: 2010, y: vector(y), breaks }, m)
  return { ...p, values: [...p.y].map((v) => v * p.scale) }
}

describe('breaks of the register', () => {
  it('overlap ratio: history is multiplied by new / old', () => {
    const p = prepared([100, 110, 60, 66], [at(2012, 'overlap_ratio', 0.5)])
    expect(p.values.map((v) => Math.round(v * 1e6) / 1e6)).toEqual([50, 55, 60, 66])
    expect(p.breaksObeyed).toEqual(['break-overlap_ratio'])
  })

  it('level shift: the jump beside the break is taken out and growth is kept', () => {
    // growth of 2 % a year, halved at 2015
    const y = Array.from({ length: 10 }, (_, t) => 1000 * 1.02 ** t * (t < 5 ? 1 : 0.5))
    const p = prepared(y, [at(2015, 'level_shift')])
    p.values.forEach((v, t) => {
      expect(v).toBeCloseTo(500 * 1.02 ** t, 6)
    })
    expect(p.notes.join(' ')).toMatch(/0\.5000/)
  })

  it('level shift beside an outlier: the jump is read across the missing year', () => {
    const y = Array.from({ length: 10 }, (_, t) => 1000 * 1.02 ** t * (t < 5 ? 1 : 0.5))
    y[4] = 1
    const p = prepared(y, [at(2015, 'level_shift'), at(2014, 'outlier')])
    p.values.forEach((v, t) => {
      // the filled year lies on the straight line between its neighbours
      expect(Math.abs(v / (500 * 1.02 ** t) - 1)).toBeLessThan(3e-4)
    })
  })

  it('level shift in a monthly series: the season is not mistaken for the jump', () => {
    const season = [0, 5, 9, 12, 9, 5, 0, -5, -9, -12, -9, -5]
    const y = Array.from({ length: 72 }, (_, t) => 200 + season[t % 12]! - (t < 40 ? 0 : 30))
    const p = prepareSeries(
      { id: 's', start: 0, y: vector(y.map((v) => v - 180)), breaks: [at(40, 'level_shift')] },
      12,
    )
    // values of either sign, so the jump is a shift of -30
    p.y.forEach((v, t) => {
      expect(v * p.scale).toBeCloseTo(-10 + season[t % 12]!, 6)
    })
  })

  it('cut window: the contenders see only what follows', () => {
    const p = prepared([1, 2, 3, 40, 50, 60], [at(2013, 'cut_window')])
    expect(p.values).toEqual([40, 50, 60])
    expect(p.from).toBe(2013)
  })

  it('an outlier counts as missing and is filled from its neighbours', () => {
    expect(prepared([10, 20, 900, 40], [at(2012, 'outlier')]).values).toEqual([10, 20, 30, 40])
  })

  it('a withheld last observation: the first forecast still follows the last period that was published', () => {
    const p = prepared([10, 20, 30, 999], [at(2013, 'withhold')])
    expect(p.values).toEqual([10, 20, 30])
    expect(p.lastObserved).toBe(2013)
    expect(p.lead).toBe(1)
  })

  it('a break outside the series is not said to have been obeyed', () => {
    expect(prepared([1, 2, 3], [at(1999, 'cut_window')]).breaksObeyed).toEqual([])
  })
})

describe('missing values', () => {
  it('missing ends are trimmed, gaps interpolated and marked as not observed', () => {
    const p = prepared([Number.NaN, 1, Number.NaN, 3, Number.NaN])
    expect(p.values).toEqual([1, 2, 3])
    expect(p.from).toBe(2011)
    expect(p.lastObserved).toBe(2013)
    expect(p.observed).toEqual([true, false, true])
  })

  it('a gap in a monthly series is filled with its season', () => {
    const season = [0, 5, 9, 12, 9, 5, 0, -5, -9, -12, -9, -5]
    const whole = Array.from({ length: 96 }, (_, t) => 100 + 0.1 * t + season[t % 12]!)
    const holed = vector(whole)
    for (let t = 50; t < 56; t++) holed[t] = Number.NaN
    const filled = fillGaps(holed, 12)
    for (let t = 50; t < 56; t++) expect(Math.abs(filled[t]! - whole[t]!)).toBeLessThan(1.5)
  })

  it('a series without any observation is an error that names it', () => {
    expect(() => prepareSeries({ id: 'empty-one', start: 0, y: vector([Number.NaN]) }, 1)).toThrow(/empty-one/)
  })
})
