import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { compareLosses } from '../../src/forecast/metrics/loss-difference.ts'
import { compareForecasts, type ForecastSet } from '../../src/jobs/compare.ts'
import { readForecastFile } from '../../src/jobs/panel-file/read-forecast.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'nhanluc-compare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const figure = (mean: number, q10 = mean - 1, q90 = mean + 1) => ({
  mean,
  quantiles: new Map([
    [0.1, q10],
    [0.9, q90],
  ]),
})
const set = (name: string, series: Record<string, Record<number, ReturnType<typeof figure>>>): ForecastSet => ({
  name,
  series: new Map(
    Object.entries(series).map(([id, periods]) => [
      id,
      new Map(Object.entries(periods).map(([p, f]) => [Number(p), f])),
    ]),
  ),
})

describe('two forecasts side by side', () => {
  const a = set('a.csv', { x: { 2025: figure(10), 2026: figure(12) }, only: { 2025: figure(1) } })
  const b = set('b.csv', { x: { 2025: figure(11), 2026: figure(16) } })

  it('differences by series and horizon; a series that one of them lacks is named', () => {
    const c = compareForecasts(a, b, 'A', null, 1)
    expect(c.rows.map(({ period, horizon, difference }) => [period, horizon, difference])).toEqual([
      ['2025', 1, 1],
      ['2026', 2, 4],
    ])
    expect(c.onlyInA).toEqual(['only'])
    expect(c.horizons.map((h) => h.apart)).toEqual([1 / 10, 4 / 12])
    expect(c.scores).toBeNull()
  })

  it('with outcomes: errors worked by hand', () => {
    // naive scale of the history 4, 6, 8: |6 - 4|, |8 - 6| -> 2
    const actuals = [{ id: 'x', start: 2022, y: Float64Array.of(4, 6, 8, 12, 13) }]
    const { scores, horizons } = compareForecasts(a, b, 'A', actuals, 1)
    expect(scores!.a).toMatchObject({ mae: (2 + 1) / 2, mase: 1.5 / 2 })
    expect(scores!.b).toMatchObject({ mae: (1 + 3) / 2, mase: 2 / 2 })
    expect(horizons[1]).toMatchObject({ maeA: 1, maeB: 3 })
    // pinball at 0.1 and 0.9, doubled: A 2025 bands 9..11 outcome 12 -> 2*0.1*3, 2*0.9*1; 2026 bands 11..13 outcome 13 -> 2*0.1*2, 0
    expect(scores!.a.wql).toBeCloseTo((0.6 / 2 + 1.8 / 2 + 0.4 / 2) / 25, 12)
    expect(scores!.difference).toMatchObject({ low: null, high: null, series: 1 })
    expect(scores!.difference.relative).toBeCloseTo(4 / 3 - 1, 12)
  })

  it('nothing in common is an error that names both', () => {
    expect(() => compareForecasts(a, set('c.csv', { y: { 2025: figure(1) } }), 'A', null, 1)).toThrow(
      /a\.csv and c\.csv/,
    )
  })

  it('a forecast file is read with its quantiles; a number that is none is named with its line', async () => {
    const put = (text: string): string => {
      const file = path.join(folder, 'f.csv')
      writeFileSync(file, text)
      return file
    }
    const { series } = await readForecastFile(put('series_id,period,mean,q0.1,q0.90\nx,2025-Q1,5,4,7\n'), 'Q')
    expect(series.get('x')!.get(2025 * 4)).toEqual({
      mean: 5,
      quantiles: new Map([
        [0.1, 4],
        [0.9, 7],
      ]),
    })
    await expect(readForecastFile(put('series_id,period,mean\nx,2025,5\nx,2026,\n'), 'A')).rejects.toThrow(/Line 3/)
    await expect(readForecastFile(put('series_id,period,value\nx,2025,5\n'), 'A')).rejects.toMatchObject({
      code: 'MAPPING_INVALID',
    })
  })
})

describe('difference of losses', () => {
  it('a forecaster with half the loss of the other on every series is 50 % closer, without doubt', () => {
    const first = Float64Array.from({ length: 40 }, (_, k) => 1 + (k % 7))
    const d = compareLosses(
      first,
      first.map((v) => v / 2),
      createRandom(3),
    )
    expect(d.relative).toBeCloseTo(-0.5, 12)
    expect(d.low).toBeCloseTo(-0.5, 12)
    expect(d.high).toBeCloseTo(-0.5, 12)
  })

  it('the interval holds the true difference about as often as it says', () => {
    const random = createRandom(11)
    let held = 0
    const trials = 120
    for (let trial = 0; trial < trials; trial++) {
      const losses = (): Float64Array => Float64Array.from({ length: 60 }, () => Math.abs(1 + 0.5 * random.normal()))
      const { low, high } = compareLosses(losses(), losses(), random)
      if (low! <= 0 && high! >= 0) held++
    }
    // 95 % of 120 is 114; three standard deviations are 7, and percentile intervals of 60 series run a little narrow
    expect(held).toBeGreaterThanOrEqual(104)
  })

  it('the unit of the losses does not matter, and few series give no interval', () => {
    const random = createRandom(5)
    const [x, y] = [0, 1].map(() => Float64Array.from({ length: 12 }, () => random.uniform()))
    const scaled = compareLosses(
      x!.map((v) => v * 1000),
      y!.map((v) => v * 1000),
      createRandom(2),
    )
    const plain = compareLosses(x!, y!, createRandom(2))
    expect(scaled.relative).toBeCloseTo(plain.relative, 9)
    expect(scaled.low).toBeCloseTo(plain.low!, 9)
    expect(compareLosses(x!.slice(0, 9), y!.slice(0, 9), createRandom(2)).low).toBeNull()
  })
})
