import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { evaluateSeries } from '../../src/forecast/backtest/evaluate-series.ts'
import { shapeOf } from '../../src/forecast/backtest/run-contenders.ts'
import { applyLessons, forecastPanel, learnFromSample, sampleOf } from '../../src/forecast/engine.ts'
import { LADDER } from '../../src/forecast/ladder.ts'
import { readLessons, writeLessons } from '../../src/forecast/lessons.ts'
import type { NeuralForecaster } from '../../src/forecast/neural-forecaster.ts'
import { prepareSeries } from '../../src/forecast/prepare/prepare-series.ts'
import type { ForecastTask, PanelForecast, PanelSeries, SeriesForecast } from '../../src/forecast/types.ts'
import { annualPanel } from '../support/annual-panel.ts'
import { vector } from './golden.ts'

const QUANTILES = [0.025, 0.1, 0.5, 0.9, 0.975]

const annual = (panel: readonly PanelSeries[], horizon = 5, more: Partial<ForecastTask> = {}): ForecastTask => ({
  panel,
  frequency: 'A',
  horizon,
  quantiles: QUANTILES,
  seed: 1,
  ...more,
})

/** A network that is never quite right. */
const LOOSE: NeuralForecaster = {
  version: 'loose',
  backend: 'none',
  levels: [0.1, 0.5, 0.9],
  forecast: async (histories, _, h) =>
    histories.map((y) => Float64Array.from({ length: 3 * h }, (_, k) => y.at(-1)! + 1e-6 * (1 + Math.floor(k / h)))),
  samplePaths: () => [],
}

/** A total, its parts a and b, and the parts of a, the last with values near zero. */
function tree(): { readonly panel: PanelSeries[]; readonly hierarchy: Map<string, string> } {
  const [a1, a2, b] = annualPanel(3, 17, 4).map((s) => s.y) as [Float64Array, Float64Array, Float64Array]
  const small = a2.map((v, t) => Math.max(0, v / 100 - t / 12))
  const a = a1.map((v, t) => v + small[t]!)
  const total = a.map((v, t) => v + b[t]!)
  const panel = Object.entries({ total, a, b, a1, a2: small }).map(([id, y]) => ({ id, start: 2008, y }))
  return {
    panel,
    hierarchy: new Map([
      ['a', 'total'],
      ['b', 'total'],
      ['a1', 'a'],
      ['a2', 'a'],
    ]),
  }
}

function expectComplete(result: PanelForecast, horizon: number): void {
  for (const s of result.series) {
    expect(s.mean.length, s.id).toBe(horizon)
    for (let h = 0; h < horizon; h++) {
      expect(Number.isFinite(s.mean[h]!), `${s.id} step ${h + 1}`).toBe(true)
      for (let j = 1; j < s.quantiles.length; j++)
        expect(s.quantiles[j]![h]!).toBeGreaterThanOrEqual(s.quantiles[j - 1]![h]!)
    }
    expect(Object.values(s.weights).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 9)
  }
}

describe('forecast of a panel', () => {
  it('quantiles never cross and every step is there, whatever the series look like', async () => {
    const value = fc.oneof(fc.double({ min: -1e5, max: 1e5, noNaN: true }), fc.constant(0), fc.constant(Number.NaN))
    const series = fc.array(fc.oneof(value, fc.double({ min: 1, max: 100, noNaN: true })), {
      minLength: 1,
      maxLength: 26,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(series, { minLength: 1, maxLength: 3 }),
        fc.constantFrom<'A' | 'Q'>('A', 'Q'),
        async (values, frequency) => {
          const usable = values.filter((y) => y.some((v) => !Number.isNaN(v)))
          fc.pre(usable.length > 0)
          const panel = usable.map((y, i) => ({ id: `s${i}`, start: 0, y: vector(y) }))
          expectComplete(await forecastPanel({ panel, frequency, horizon: 6, quantiles: QUANTILES, seed: 1 }), 6)
        },
      ),
      { numRuns: 60, seed: 20 },
    )
  })

  it('seventeen years, eleven ahead, in a hierarchy with breaks and gaps: coherent, never negative, honest about reach', async () => {
    const { panel, hierarchy } = tree()
    const holed = panel.map((s) => {
      if (s.id !== 'b') return s
      const y = s.y.slice()
      y[5] = Number.NaN
      return { ...s, y, breaks: [{ id: 'covid', at: 2020, treatment: 'outlier' as const, parameter: null }] }
    })
    const result = await forecastPanel(annual(holed, 11, { hierarchy }))
    expectComplete(result, 11)
    expect(result.incoherence).toBeLessThan(1e-9)
    const by = new Map(result.series.map((s) => [s.id, s]))
    for (let h = 0; h < 11; h++) {
      const sum = by.get('a1')!.mean[h]! + by.get('a2')!.mean[h]! + by.get('b')!.mean[h]!
      expect(Math.abs(by.get('total')!.mean[h]! / sum - 1)).toBeLessThan(1e-9)
      for (const s of result.series) expect(s.quantiles[0]![h]!).toBeGreaterThanOrEqual(0)
    }
    const b = by.get('b')!
    expect(b.breaksObeyed).toEqual(['covid'])
    expect(b.start).toBe(2025)
    // origins from the sixth year on: one reaches eleven years ahead, in all series but b, which has no value at it
    expect(b.calibration).toMatch(
      / \/ Conformal by step, pooled over the panel: \d+ rolling-origin errors at step 1, 4 at step 11\.$/,
    )
    expect(b.notes.join(' ')).toMatch(/2 missing of 17/)
    // bands widen with the horizon
    const width = (h: number): number => b.quantiles[3]![h]! - b.quantiles[1]![h]!
    expect(width(10)).toBeGreaterThan(width(0))
  })

  it('beyond the longest backtest horizon the bands go on widening, and the sentence says from where', async () => {
    const { series } = await forecastPanel(annual(annualPanel(6, 14, 5), 12))
    const s = series[0]!
    expect(s.calibration).toMatch(/beyond step 8 no error exists/)
    const width = (h: number): number => s.quantiles[3]![h]! - s.quantiles[1]![h]!
    expect(width(11)).toBeGreaterThan(width(7))
  })

  it('every contender that competed is scored beside the last value and the combination', async () => {
    const { series } = await forecastPanel(annual(annualPanel(6, 20, 2)))
    const names = new Set(series[0]!.scores.map((s) => s.contender))
    expect([...names].sort()).toEqual([...LADDER.map((c) => c.name), 'combination'].sort())
    const combination = series[0]!.scores.filter((s) => s.contender === 'combination')
    expect(combination.map((s) => s.horizon)).toEqual([1, 2, 3, 4, 5])
    // an 80 % share of fewer than 4 errors, or a 95 % share of fewer than 19, is not given
    for (const s of combination) {
      expect(s.cov80 === null).toBe(s.n < 4)
      expect(s.cov95 === null).toBe(s.n < 19)
    }
  })

  it('the unit does not matter: thousand persons or persons give the same forecast', async () => {
    const panel = annualPanel(4, 18, 3)
    const persons = panel.map((s) => ({ ...s, y: s.y.map((v) => v * 1000) }))
    const [a, b] = await Promise.all([forecastPanel(annual(panel)), forecastPanel(annual(persons))])
    a.series.forEach((s, i) => {
      for (let h = 0; h < 5; h++) {
        expect(b.series[i]!.mean[h]! / s.mean[h]! / 1000).toBeCloseTo(1, 4)
        expect(b.series[i]!.quantiles[3]![h]! / s.quantiles[3]![h]! / 1000).toBeCloseTo(1, 4)
      }
    })
  })

  it('same task, same numbers', async () => {
    const task = annual(annualPanel(3, 15, 9))
    const [a, b] = [await forecastPanel(task), await forecastPanel(task)]
    expect(a).toEqual(b)
  })

  it('a constant series is forecast as that constant, without width', async () => {
    const { series } = await forecastPanel(annual([{ id: 'flat', start: 2000, y: new Float64Array(15).fill(7) }]))
    for (let h = 0; h < 5; h++) {
      expect(series[0]!.mean[h]!).toBe(7)
      for (const quantile of series[0]!.quantiles) expect(quantile[h]!).toBe(7)
    }
  })

  it('constant and zero series beside others are forecast to the bit, with a season and with the network', async () => {
    const others = annualPanel(3, 72, 9).map((s) => ({ ...s, y: s.y.map((v, t) => v + 5 * (t % 12)) }))
    for (const value of [0, 37.1, -3.3]) {
      const panel = [{ id: 'still', start: others[0]!.start, y: new Float64Array(72).fill(value) }, ...others]
      const { series } = await forecastPanel({ ...annual(panel, 4), frequency: 'M' }, { neural: LOOSE })
      for (const path of [series[0]!.mean, ...series[0]!.quantiles]) expect([...path]).toEqual(Array(4).fill(value))
    }
  })

  it('three observations: the last value is carried on, and the bands are wider than a long series would give', async () => {
    const long = annualPanel(8, 18, 6)
    const short = { id: 'new', start: 2023, y: vector([long[0]!.y[15]!, long[0]!.y[16]!, long[0]!.y[17]!]) }
    const { series } = await forecastPanel(annual([...long, short]))
    const s = series.at(-1)!
    expect([...s.mean].every((v) => Math.abs(v - short.y[2]!) < 1e-9)).toBe(true)
    expect(s.weights.naive).toBe(1)
    expect(s.notes.join(' ')).toMatch(/Only 3 usable observations/)
    const relative = (k: number): number =>
      (series[k]!.quantiles[3]![0]! - series[k]!.quantiles[1]![0]!) / series[k]!.mean[0]!
    const usual = long.map((_, k) => relative(k)).sort((a, b) => a - b)[4]!
    expect(relative(8)).toBeGreaterThan(usual)
  })

  it('too few backtest errors: intervals are marked as withheld, and the sentence says why', async () => {
    const { series } = await forecastPanel(annual([{ id: 'young', start: 2018, y: vector([5, 6, 7, 6, 8, 9]) }]))
    expect(series[0]!.intervalsWithheld).toBe(true)
    expect(series[0]!.calibration).toMatch(/withheld.*needed for an 80 %/)
  })

  it('a hierarchy whose series end apart is an error that names one', async () => {
    const { panel, hierarchy } = tree()
    const cut = panel.map((s) => (s.id === 'b' ? { ...s, y: s.y.slice(0, -1) } : s))
    await expect(forecastPanel(annual(cut, 3, { hierarchy }))).rejects.toThrow(/Series b ends/)
  })

  it('tasks that contradict themselves are refused with the field at fault', async () => {
    const panel = annualPanel(1, 10, 1)
    await expect(forecastPanel(annual(panel, 0))).rejects.toThrow(/horizon is 0/)
    await expect(forecastPanel(annual(panel, 3, { quantiles: [0.9, 0.1] }))).rejects.toThrow(/ascend/)
    await expect(forecastPanel(annual([...panel, ...panel]))).rejects.toThrow(/s0 stands in the panel twice/)
  })

  it('an aborted forecast stops with the reason given', async () => {
    const abort = new AbortController()
    abort.abort(new Error('cancelled by the planner'))
    await expect(forecastPanel(annual(annualPanel(2, 12, 1)), { signal: abort.signal })).rejects.toThrow(
      /cancelled by the planner/,
    )
  })

  it('a monthly panel: the season is carried into the forecast', async () => {
    const random = createRandom(8)
    const season = [0.94, 0.96, 0.99, 1.01, 1.03, 1.04, 1.05, 1.04, 1.02, 0.99, 0.97, 0.96]
    const y = Float64Array.from(
      { length: 108 },
      (_, t) => 500 * 1.002 ** t * season[t % 12]! * (1 + 0.004 * random.normal()),
    )
    const { series } = await forecastPanel({
      panel: [{ id: 'm', start: 24000, y }],
      frequency: 'M',
      horizon: 12,
      quantiles: QUANTILES,
      seed: 1,
    })
    for (let h = 0; h < 12; h++)
      expect(Math.abs(series[0]!.mean[h]! / (500 * 1.002 ** (108 + h) * season[h]!) - 1)).toBeLessThan(0.012)
  })
})

describe('a panel larger than its backtest', () => {
  const panel = annualPanel(23, 17, 31).map((s, i) => (i === 4 ? { ...s, y: s.y.slice(0, 3) } : s))
  const task = annual(panel)
  const deps = { backtestSeries: 8 }

  it('the sample is every third series: those are scored, the others take its weights and factors', async () => {
    const { series } = await forecastPanel(task, deps)
    expectComplete({ series, backend: 'none', incoherence: 0 }, 5)
    series.forEach((s, i) => {
      expect(s.scores.length > 0, s.id).toBe(i % 3 === 0)
    })
    const pooled = series.filter((_, i) => i % 3 !== 0 && i !== 4)
    for (const s of pooled) expect(s.weights).toEqual(pooled[0]!.weights)
  })

  it('any batches, and lessons that went through a file, give the same forecasts to the bit', async () => {
    const whole = await forecastPanel(task, deps)
    const prepared = panel.map((s) => prepareSeries(s, 1))
    const isSampled = sampleOf(panel.length, 8)
    const sample = prepared.filter((_, i) => isSampled(i))
    const { lessons, series } = await learnFromSample(task, sample, shapeOf(prepared), {})
    expect(series).toEqual(whole.series.filter((_, i) => isSampled(i)))
    const again = readLessons(JSON.parse(JSON.stringify(writeLessons(lessons))))
    expect(again).toEqual(lessons)
    for (const size of [1, 4, 15]) {
      const others = prepared.filter((_, i) => !isSampled(i))
      const out: SeriesForecast[] = []
      for (let from = 0; from < others.length; from += size)
        out.push(...(await applyLessons(task, again, others.slice(from, from + size), {})))
      expect(out).toEqual(whole.series.filter((_, i) => !isSampled(i)))
    }
  })

  it('a panel that its backtest holds whole is forecast as without a limit', async () => {
    expect(await forecastPanel(task, { backtestSeries: 23 })).toEqual(await forecastPanel(task))
  })
})

describe('nothing after an origin reaches a forecast made at it', () => {
  it("poisoning the future leaves every contender's earlier forecasts as they were, to the bit", () => {
    const [{ y }] = annualPanel(1, 24, 12) as [PanelSeries]
    const job = { m: 1, horizon: 5, scored: 5, back: [9, 7, 5], contenders: LADDER.map((c) => c.name) }
    const poisoned = y.map((v, t) => (t < 24 - 5 ? v : t % 2 === 0 ? -1e9 : 1e9))
    const [clean, dirty] = [evaluateSeries({ ...job, y }), evaluateSeries({ ...job, y: poisoned })]
    for (let o = 0; o < 3; o++) {
      expect(dirty.mean[o]).toEqual(clean.mean[o])
      expect(dirty.sigma[o]).toEqual(clean.sigma[o])
    }
    expect(dirty.residuals[0]).toEqual(clean.residuals[0])
    // the final forecast does see it, or the test would prove nothing
    expect(dirty.mean[3]).not.toEqual(clean.mean[3])
  })

  it('gaps are filled at each origin from its own past: values after them may be anything', async () => {
    const { runContenders } = await import('../../src/forecast/backtest/run-contenders.ts')
    const length = 40
    const gaps = [5, 14, 21, 22, 29]
    // quarters with a season; gaps inside the past, across two origins, and after them
    const gappy = Float64Array.from({ length }, (_, t) =>
      gaps.includes(t) ? Number.NaN : 100 + t + [8, -3, -9, 4][t % 4]! + (t % 3),
    )
    const other = { id: 'other', start: 0, y: Float64Array.from({ length }, (_, t) => 50 + t + (t % 5)) }
    const prepared = [{ id: 'gappy', start: 0, y: gappy }, other].map((s) => prepareSeries(s, 4))
    const spoilt = prepared.map((p, i) =>
      i > 0 ? p : { ...p, y: p.y.map((v, t) => (gaps.includes(t) || t >= 24 ? (t % 2 === 0 ? 900 : 1) : v)) },
    )
    const task = { frequency: 'Q' as const, horizon: 4, quantiles: QUANTILES, seed: 1 }
    const clean = await runContenders(prepared, task, 4, QUANTILES, {})
    const dirty = await runContenders(spoilt, task, 4, QUANTILES, {})
    const before = clean.back.filter((b) => length - b <= 24)
    expect(before.length).toBeGreaterThan(2)
    for (const b of before) {
      const o = clean.back.indexOf(b)
      expect(dirty.forecasts[0]![o]).toEqual(clean.forecasts[0]![o])
      // an origin inside a gap is none for this series
      expect(clean.forecasts[0]![o] === null).toBe(gaps.includes(length - b - 1))
    }
    expect(before.some((b) => gaps.includes(length - b - 1))).toBe(true)
    // the final forecast does see it, or the test would prove nothing
    expect(dirty.forecasts[0]!.at(-1)).not.toEqual(clean.forecasts[0]!.at(-1))
  })

  it("the register's jumps are estimated at each origin from its own past, and one after it is not known to it", () => {
    const y = Float64Array.from({ length: 26 }, (_, t) => (t < 14 ? 100 : 60) * 1.02 ** t * (1 + 0.01 * ((t * 7) % 5)))
    const breaks = [{ id: 'b', at: 14, treatment: 'level_shift' as const, parameter: null }]
    const pathsOf = (values: Float64Array) => {
      const p = prepareSeries({ id: 's', start: 0, y: values, breaks }, 1)
      const { levels } = p
      // origins before the jump, right after it, and when it is long past
      const job = { m: 1, horizon: 3, scored: 3, back: [14, 11, 4], contenders: LADDER.map((c) => c.name), levels }
      return { p, ratio: levels!.moves[0]!.ratio, paths: evaluateSeries({ ...job, y: p.y }) }
    }
    const clean = pathsOf(y)
    const dirty = pathsOf(y.map((v, t) => (t < 15 ? v : v * 1.5 ** (t - 14))))
    // the whole of the series puts the jump elsewhere now, or the test would prove nothing
    expect(Math.abs(dirty.ratio / clean.ratio - 1)).toBeGreaterThan(0.01)
    const unit = ({ p, ratio }: typeof clean, isBefore: boolean) => p.scale / (isBefore ? ratio : 1)
    for (const [o, isBefore] of [
      [0, true],
      [1, false],
    ] as const) {
      clean.paths.mean[o]!.forEach((path, c) => {
        path.forEach((v, h) => {
          const other = dirty.paths.mean[o]![c]![h]! * unit(dirty, isBefore)
          // the scale of the whole differs, and with it the rounding in the fits
          expect(Math.abs(other / (v * unit(clean, isBefore)) - 1)).toBeLessThan(1e-3)
        })
      })
    }
    expect(dirty.paths.mean[2]).not.toEqual(clean.paths.mean[2])
    // to the bit where the scale of the whole history is kept
    const { p } = clean
    const job = { m: 1, horizon: 3, scored: 3, back: [14, 11], contenders: LADDER.map((c) => c.name) }
    const spoil = (v: Float64Array) => v.map((x, t) => (t < 15 ? x : 1e6 * (1 + (t % 2))))
    const spoilt = { ...p.levels!, published: spoil(p.levels!.published) }
    const [a, b] = [
      evaluateSeries({ ...job, y: p.y, levels: p.levels }),
      evaluateSeries({ ...job, y: spoil(p.y), levels: spoilt }),
    ]
    expect(b.mean.slice(0, 2)).toEqual(a.mean.slice(0, 2))
    expect(b.sigma.slice(0, 2)).toEqual(a.sigma.slice(0, 2))
    expect(b.mean[2]).not.toEqual(a.mean[2])
  })

  it('weights at an origin use only outcomes known by then', async () => {
    const { collectErrors, earnWeights } = await import('../../src/forecast/combine/earn.ts')
    const { runContenders } = await import('../../src/forecast/backtest/run-contenders.ts')
    const { prepareSeries } = await import('../../src/forecast/prepare/prepare-series.ts')
    const panel = annualPanel(5, 22, 14)
    const weights = async (spoil: boolean) => {
      const prepared = panel.map((s) => prepareSeries(s, 1))
      const paths = await runContenders(prepared, annual(panel), 1, QUANTILES, {})
      const known = spoil ? prepared.map((p) => ({ ...p, y: p.y.map((v, t) => (t < 22 - 4 ? v : v * 50)) })) : prepared
      const earned = earnWeights(collectErrors(paths, known, 1), paths, 1)
      return { before: earned.at(2, paths.back.indexOf(4), 1), after: earned.at(2, paths.back.length, 1) }
    }
    const [clean, spoilt] = [await weights(false), await weights(true)]
    expect(spoilt.before).toEqual(clean.before)
    expect(spoilt.after).not.toEqual(clean.after)
  })
})
