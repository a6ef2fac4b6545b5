import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { evaluateSeries } from '../../src/forecast/backtest/evaluate-series.ts'
import { theta } from '../../src/forecast/baselines/theta.ts'
import { forecastPanel } from '../../src/forecast/engine.ts'
import { mendShocks } from '../../src/forecast/prepare/shocks.ts'
import { vector } from './golden.ts'

const SEASON = [0, 5, 9, 12, 9, 5, 0, -5, -9, -12, -9, -5]

/** Fifteen years of months: trend, season, noise of one per cent. */
function calm(seed: number, n = 180): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from(
    { length: n },
    (_, t) => 500 * 1.002 ** t * (1 + SEASON[t % 12]! / 200) * (1 + 0.005 * random.normal()),
  )
}
const hit = (y: Float64Array, from: number, to: number, factor: number): Float64Array =>
  y.map((v, t) => (t >= from && t < to ? v * factor : v))

describe('shocks inside a history', () => {
  it('eight closed months are bridged: trend and season are those of the history without them', () => {
    const clean = calm(1)
    const struck = hit(clean, 130, 138, 0.7)
    const { y, pulses, shifts } = mendShocks(struck, 12)
    expect(pulses).toEqual([[130, 138]])
    expect(shifts).toEqual([])
    y.forEach((v, t) => {
      expect(Math.abs(v / clean[t]! - 1), `position ${t}`).toBeLessThan(0.03)
    })
    const { mean } = theta.forecast(y, 12, 12)
    const expected = theta.forecast(clean, 12, 12).mean
    const bent = theta.forecast(struck, 12, 12).mean
    const miss = (path: Float64Array) => path.reduce((sum, v, h) => sum + Math.abs(v / expected[h]! - 1) / 12, 0)
    expect(miss(mean)).toBeLessThan(0.005)
    expect(miss(bent)).toBeGreaterThan(5 * miss(mean))
  })

  it('a lasting jump moves what came before it, so that it is not taken for growth', () => {
    const clean = calm(2)
    const { y, pulses, shifts } = mendShocks(hit(clean, 90, 180, 0.75), 12)
    expect(pulses).toEqual([])
    expect(shifts).toEqual([90])
    y.forEach((v, t) => {
      expect(Math.abs(v / (0.75 * clean[t]!) - 1), `position ${t}`).toBeLessThan(0.03)
    })
  })

  it('a shock that is not over is left to the models', () => {
    const struck = hit(calm(3), 172, 180, 0.7)
    expect(mendShocks(struck, 12).y).toBe(struck)
  })

  it('nothing is found in ordinary noise, in still series, in short ones', () => {
    let found = 0
    for (let seed = 0; seed < 200; seed++) {
      const random = createRandom(seed)
      const y = Float64Array.from({ length: 120 }, () => 100 + random.normal())
      if (mendShocks(y, 12).y !== y) found++
    }
    expect(found).toBe(0)
    const still = new Float64Array(60).fill(5)
    expect(mendShocks(still, 12).y).toBe(still)
    const short = vector([1, 1.1, 0.9, 50, 1, 1.05, 0.95])
    expect(mendShocks(short, 1).y).toBe(short)
  })

  it('values of either sign: one wild value is replaced by its neighbours', () => {
    const random = createRandom(8)
    const y = Float64Array.from({ length: 40 }, () => random.normal())
    y[20] = 60
    const mended = mendShocks(y, 1)
    expect(mended.pulses).toEqual([[20, 21]])
    expect(mended.y[20]).toBeCloseTo((y[19]! + y[21]!) / 2, 9)
  })

  it('an origin inside the shock does not know that it will pass', () => {
    const clean = calm(5)
    const job = { m: 12, horizon: 6, scored: 6, back: [48], contenders: ['theta'] }
    const origin = (factor: number) => evaluateSeries({ ...job, y: hit(clean, 128, 136, factor) }).mean[0]![0]!
    // at 48 months before the end four months of the shock are known; what comes later must not matter
    const passing = evaluateSeries({ ...job, y: hit(clean, 128, 136, 0.7) }).mean[0]![0]!
    const lasting = evaluateSeries({ ...job, y: hit(clean, 128, 180, 0.7) }).mean[0]![0]!
    expect([...passing]).toEqual([...lasting])
    expect(origin(0.7)[0]!).toBeLessThan(0.85 * origin(1)[0]!)
  })

  it('the forecast says what was bridged, and the shock in the record stretches the bands, if anything', async () => {
    const forecast = (y: Float64Array) =>
      forecastPanel({
        panel: [{ id: 's', start: 2008 * 12, y }],
        frequency: 'M',
        horizon: 6,
        quantiles: [0.1, 0.5, 0.9],
        seed: 1,
      })
    const [quiet] = (await forecast(calm(6))).series
    const [struck] = (await forecast(hit(calm(6), 150, 156, 0.7))).series
    expect(struck!.notes.join(' ')).toMatch(/from 2020-07 to 2020-12/)
    struck!.stretch.level80.forEach((factor, h) => {
      expect(factor).toBeGreaterThanOrEqual(quiet!.stretch.level80[h]!)
    })
    expect(struck!.stretch.level80.at(-1)!).toBeGreaterThan(quiet!.stretch.level80.at(-1)!)
    // which models carry the blend differs, and their own widths with them
    const width = (s: typeof quiet) => s!.quantiles[2]![3]! - s!.quantiles[0]![3]!
    expect(width(struck)).toBeGreaterThan(0.75 * width(quiet))
    expect(Math.abs(struck!.mean[3]! / quiet!.mean[3]! - 1)).toBeLessThan(0.03)
  })
})
