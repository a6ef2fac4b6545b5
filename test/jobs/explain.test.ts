import { beforeAll, describe, expect, it } from 'vitest'
import { Explanation } from '../../src/contracts/explanation.ts'
import { createRandom } from '../../src/domain/random.ts'
import { forecastPanel } from '../../src/forecast/engine.ts'
import type { PanelForecast } from '../../src/forecast/types.ts'
import { explainSeries } from '../../src/jobs/explain.ts'
import { explanationText } from '../../src/reports/explanation.ts'

let forecast: PanelForecast
beforeAll(async () => {
  const random = createRandom(21)
  const panel = Array.from({ length: 5 }, (_, i) => {
    let level = 100 * (i + 1)
    const y = Float64Array.from({ length: 20 }, () => {
      level *= 1.04 + 0.01 * random.normal()
      return level
    })
    if (i === 1) y[7] = Number.NaN
    return {
      id: `s${i}`,
      start: 2005,
      y,
      breaks: i === 2 ? [{ id: 'covid', at: 2020, treatment: 'outlier' as const, parameter: null }] : [],
    }
  })
  forecast = await forecastPanel({ panel, frequency: 'A', horizon: 6, quantiles: [0.1, 0.5, 0.9], seed: 1 })
})

describe('what a forecast was made of', () => {
  it('weights by third cover the horizon and sum to one; their mean is the weight that is reported', () => {
    const e = Explanation.parse(explainSeries(forecast, 's0', 'A'))
    expect(e.thirds.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    for (const { weights } of e.thirds) expect(Object.values(weights).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    for (const [name, weight] of Object.entries(e.weights)) {
      const mean = e.thirds.reduce((sum, t) => sum + t.weights[name]! / 3, 0)
      expect(mean, name).toBeCloseTo(weight, 9)
    }
    expect(e.window).toEqual({ from: '2005', to: '2024' })
  })

  it('on steady growth the combination beats the last value, and the explanation says by how much', () => {
    const e = explainSeries(forecast, 's0', 'A')
    const mase = new Map(e.scores.map((s) => [s.contender, s.mase]))
    expect(e.benchmark!.ratio).toBeCloseTo(mase.get('combination')! / mase.get('naive')!, 12)
    expect(e.benchmark!.ratio).toBeLessThan(0.7)
    expect(e.scores.map((s) => s.mase)).toEqual([...e.scores.map((s) => s.mase!)].sort((a, b) => a - b))
    const by = Math.round(100 * (1 - e.benchmark!.ratio))
    expect(explanationText(e, 'en')).toContain(`the combination's error is ${by} % smaller`)
    expect(explanationText(e, 'vi')).toContain(`sai số của tổ hợp nhỏ hơn ${by} %`)
  })

  it('breaks obeyed, gaps filled and the factors of the bands are named in both languages', () => {
    expect(explanationText(explainSeries(forecast, 's2', 'A'), 'vi')).toContain('Gián đoạn đã xử lý: covid')
    expect(explanationText(explainSeries(forecast, 's1', 'A'), 'vi')).toContain('1 trong 20 giá trị bị thiếu')
    const e = explainSeries(forecast, 's1', 'A')
    const text = explanationText(e, 'en')
    expect(text).toContain('1 missing of 20 values')
    expect(text).toContain(`steps 1: ${e.stretch!.level80[0]!.toFixed(2)}, `)
    expect(e.stretch!.errors[0]).toBeGreaterThan(e.stretch!.errors[5]!)
  })

  it('a series the panel does not hold is an error that names some it does', () => {
    expect(() => explainSeries(forecast, 'lost', 'A')).toThrow(/no series lost; it has s0, s1/)
  })
})
