import { describe, expect, it } from 'vitest'
import { forecastPanel } from '../../src/forecast/engine.ts'
import { forecastRound } from '../../src/forecast/round.ts'
import type { ForecastTask } from '../../src/forecast/types.ts'

/** Straight lines with a kink in every series' past: drift is exact after it, smoothing lags behind. */
const line = (id: string, slope: number) => ({
  id,
  start: 2000,
  y: Float64Array.from({ length: 20 }, (_, t) => 1000 + slope * t),
})
const QUANTILES = [0.1, 0.5, 0.9]
const task = (measures?: ReadonlyMap<string, string>): ForecastTask => ({
  panel: [line('a', 30), line('b', 45), line('c', 12)],
  frequency: 'A',
  horizon: 4,
  quantiles: QUANTILES,
  seed: 1,
  measures,
})
const ALL = new Map(['a', 'b', 'c'].map((id) => [id, 'jobs']))

describe('the blend that loses to a benchmark', () => {
  it('is not published: drift, exact on straight lines, takes its place with all the weight', async () => {
    const blended = await forecastPanel(task())
    const judged = await forecastPanel(task(ALL))
    expect(blended.series.every((s) => s.published === 'combination')).toBe(true)
    for (const s of judged.series) {
      expect(s.published).not.toBe('combination')
      expect(s.weights[s.published]).toBe(1)
    }
    const a = judged.series[0]!
    expect(a.mean[3]).toBeCloseTo(1000 + 30 * 23, 6)
  })

  it('one series that goes its own way gets the benchmark its own record asks for; the others keep what their measure has', async () => {
    const flat = { id: 'flat', start: 2000, y: Float64Array.from({ length: 20 }, (_, t) => 1000 + (t % 2 ? 15 : -15)) }
    const panel = [...task().panel, flat]
    const measures = new Map(panel.map(({ id }) => [id, 'jobs']))
    const { series } = await forecastPanel({ ...task(measures), panel })
    const alone = series.find((s) => s.id === 'flat')!
    for (const s of series) expect(['drift', 'trend10'].includes(s.published)).toBe(s.id !== 'flat')
    expect(Math.abs(alone.mean[3]! - 1000)).toBeLessThan(40)
  })

  it('in a panel larger than its backtest the verdict of the sample holds for the others that can be forecast so', async () => {
    const panel = Array.from({ length: 9 }, (_, k) => line(`s${k}`, 10 + 4 * k))
    const short = { ...panel[4]!, y: panel[4]!.y.slice(0, 3) }
    const other = line('other', 21)
    const all = [...panel.slice(0, 4), short, ...panel.slice(5), other]
    const measures = new Map(panel.map(({ id }) => [id, 'jobs']))
    const { series } = await forecastPanel({ ...task(measures), panel: all }, { backtestSeries: 4 })
    const judged = series[0]!.published
    expect(['drift', 'trend10']).toContain(judged)
    // s1 lies outside the sample, s4 has three values, the last is of no measure
    expect(series[1]!.scores).toEqual([])
    expect(series[1]!.published).toBe(judged)
    expect(series[1]!.weights[judged]).toBe(1)
    expect(series[1]!.mean[3]).toBeCloseTo(1000 + 14 * 23, 6)
    expect(series[4]!.published).toBe(judged === 'trend10' ? 'combination' : judged)
    expect(series.at(-1)!.published).toBe('combination')
  })

  it('fewer than six origins displace nothing', async () => {
    const short = { ...task(ALL), panel: task().panel.map((s) => ({ ...s, y: s.y.slice(0, 11) })) }
    expect((await forecastPanel(short)).series.every((s) => s.published === 'combination')).toBe(true)
  })

  it('forecastRound: the published path, the blend it replaced and every rung side by side', async () => {
    const round = await forecastRound(task(ALL))
    const { forecast, contenders } = round.get('b')!
    const blended = await forecastPanel(task())
    expect(Array.from(contenders['blend']!)).toEqual(Array.from(blended.series[1]!.mean))
    expect(contenders[forecast.published]![0]).toBeCloseTo(forecast.mean[0]!, 6)
    expect(Object.keys(contenders)).toEqual(expect.arrayContaining(['naive', 'drift', 'trend10', 'damped', 'ets']))
  })

  it('what comes after the origin changes nothing', async () => {
    const cut = { ...task(ALL), panel: task().panel.map((s) => ({ ...s, y: s.y.slice(0, 14) })) }
    const before = await forecastRound(cut)
    const shifted = {
      ...cut,
      panel: task().panel.map((s) => ({
        ...s,
        y: Float64Array.from(s.y, (v, t) => (t < 14 ? v : 9 * v)).slice(0, 14),
      })),
    }
    expect([...(await forecastRound(shifted)).values()].map((s) => Array.from(s.forecast.mean))).toEqual(
      [...before.values()].map((s) => Array.from(s.forecast.mean)),
    )
  })
})
