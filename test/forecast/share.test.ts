import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { evaluateSeries } from '../../src/forecast/backtest/evaluate-series.ts'
import { runContenders } from '../../src/forecast/backtest/run-contenders.ts'
import { rootsOf, shareJobs, sharePath } from '../../src/forecast/backtest/share-paths.ts'
import { forecastPanel } from '../../src/forecast/engine.ts'
import { quantileGrid } from '../../src/forecast/intervals/grid.ts'
import { prepareSeries } from '../../src/forecast/prepare/prepare-series.ts'
import type { ForecastTask } from '../../src/forecast/types.ts'
import { vector } from './golden.ts'

const years = (f: (t: number) => number, n = 24): Float64Array => Float64Array.from({ length: n }, (_, t) => f(t))
const prepare = (id: string, y: Float64Array, start = 2000) => prepareSeries({ id, start, y }, 1)

/** Total growing by 2 % a year, split 30 : 70, with noise that hits all members alike. */
function composition(seed: number): ForecastTask {
  const random = createRandom(seed)
  const shock = years(() => 1 + 0.05 * random.normal())
  const own = years(() => 1 + 0.002 * random.normal())
  const a = years((t) => 300 * 1.02 ** t * shock[t]! * own[t]!)
  const b = years((t) => 700 * 1.02 ** t * shock[t]!)
  return {
    panel: [
      { id: 'all', start: 2000, y: years((t) => a[t]! + b[t]!) },
      { id: 'a', start: 2000, y: a },
      { id: 'b', start: 2000, y: b },
    ],
    hierarchy: new Map([
      ['a', 'all'],
      ['b', 'all'],
    ]),
    frequency: 'A',
    horizon: 4,
    quantiles: [0.1, 0.5, 0.9],
    seed: 1,
  }
}

describe('share of the whole', () => {
  it('a constant share is kept: the member moves as its root does', () => {
    const whole = prepare(
      'all',
      years((t) => 1000 + 20 * t),
    )
    const part = prepare(
      'a',
      years((t) => 250 + 5 * t),
    )
    const [share] = shareJobs([whole, part], [null, 0], [[], []], 1, 3)
    const root = { mean: vector([1.5, 1.6, 1.7]), sigma: vector([0.1, 0.2, 0.3]) }
    const { mean, sigma } = sharePath(evaluateSeries(share!.job), 0, root)
    // both are scaled to a mean of 1, so a quarter of the whole is the same number
    mean.forEach((v, h) => {
      expect(v).toBeCloseTo(root.mean[h]!, 9)
      expect(sigma[h]!).toBeCloseTo(root.sigma[h]!, 9)
    })
  })

  it('a falling share halves rather than reaching zero: the path stays positive over any horizon', () => {
    const whole = prepare(
      'all',
      years(() => 1000),
    )
    const part = prepare(
      'a',
      years((t) => 400 * 0.8 ** t),
    )
    const [share] = shareJobs([whole, part], [null, 0], [[], []], 1, 40)
    const root = { mean: new Float64Array(40).fill(1), sigma: new Float64Array(40).fill(0.1) }
    const { mean } = sharePath(evaluateSeries(share!.job), 0, root)
    mean.forEach((v, h) => {
      expect(v).toBeGreaterThan(0)
      if (h > 0) expect(v).toBeLessThan(mean[h - 1]!)
    })
  })

  it('a member that is sometimes zero is taken as a ratio; a root that is not positive gives no share', () => {
    const part = prepare(
      'a',
      years((t) => (t % 5 === 0 ? 0 : 10)),
    )
    const [share] = shareJobs(
      [
        prepare(
          'all',
          years(() => 100),
        ),
        part,
      ],
      [null, 0],
      [[], []],
      1,
      3,
    )
    expect(evaluateSeries(share!.job).units[0]!.isLog).toBe(false)
    expect(
      shareJobs(
        [
          prepare(
            'all',
            years((t) => t - 5),
          ),
          part,
        ],
        [null, 0],
        [[], []],
        1,
        3,
      ),
    ).toEqual([])
    expect(
      shareJobs(
        [
          prepare(
            'all',
            years(() => 100),
            2001,
          ),
          part,
        ],
        [null, 0],
        [[], []],
        1,
        3,
      ),
    ).toEqual([])
  })

  it('the root of a member is the top of its branch; a root and a stranger have none', () => {
    const hierarchy = new Map([
      ['a', 'all'],
      ['a1', 'a'],
    ])
    expect(rootsOf(['all', 'a', 'a1', 'other'], hierarchy)).toEqual([null, 0, 0, null])
  })

  it('members that share the shocks of the whole earn it weight, and the sums hold', async () => {
    const { series, incoherence } = await forecastPanel(composition(4))
    const [all, a] = series
    expect(a!.weights.share!).toBeGreaterThan(0.2)
    expect(all!.weights.share).toBe(0)
    expect(incoherence).toBeLessThan(1e-12)
    a!.mean.forEach((v, h) => {
      expect(v / all!.mean[h]!).toBeGreaterThan(0.29)
      expect(v / all!.mean[h]!).toBeLessThan(0.31)
    })
  })

  it('the path at an origin does not move, to the bit, when what came after it does', async () => {
    const task = composition(6)
    const prepared = task.panel.map((s) => prepareSeries(s, 1))
    // a zero after the origin would take the logarithm from the share, were it seen
    const spoilt = prepared.map((p, i) => ({ ...p, y: p.y.map((v, t) => (t < 20 ? v : i === 1 ? 0 : v * (2 + t))) }))
    const run = (panel: typeof prepared) => runContenders(panel, task, 1, quantileGrid(task.quantiles), {})
    const [before, after] = [await run(prepared), await run(spoilt)]
    const c = before.contenders.indexOf('share')
    for (const back of [4, 5, 8]) {
      const o = before.back.indexOf(back)
      expect(after.forecasts[1]![o]!.mean[c]).toEqual(before.forecasts[1]![o]!.mean[c])
      expect(after.forecasts[1]![o]!.sigma[c]).toEqual(before.forecasts[1]![o]!.sigma[c])
    }
    expect(after.forecasts[1]!.at(-1)!.mean[c]).not.toEqual(before.forecasts[1]!.at(-1)!.mean[c])
  })
})
