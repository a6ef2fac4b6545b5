import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { trainingMixture } from '../../bench/training-mixture.ts'
import { createRandom } from '../../src/domain/random.ts'
import { type PanelPaths, runContenders } from '../../src/forecast/backtest/run-contenders.ts'
import { gridScores } from '../../src/forecast/combine/blend.ts'
import { blendPanel } from '../../src/forecast/combine/blend-panel.ts'
import { collectErrors, earnWeights } from '../../src/forecast/combine/earn.ts'
import { forecastPanel } from '../../src/forecast/engine.ts'
import { collectCalibrationErrors } from '../../src/forecast/intervals/apply.ts'
import { quantileGrid } from '../../src/forecast/intervals/grid.ts'
import { type PreparedSeries, prepareSeries } from '../../src/forecast/prepare/prepare-series.ts'
import { coherentMeans } from '../../src/forecast/reconcile/coherent-means.ts'
import type { ForecastTask } from '../../src/forecast/types.ts'
import { createPooledNetwork } from '../../src/neural/pooled-network.ts'
import { emptyBatch, fillBatch } from '../../src/neural/windows.ts'
import { annualPanel } from '../support/annual-panel.ts'
import { shipped, wasm } from './support.ts'

const YEARS = 24
const QUANTILES = [0.1, 0.5, 0.9]
const GRID = quantileGrid(QUANTILES)
const panel = annualPanel(5, YEARS, 14)
const task: ForecastTask = { panel, frequency: 'A', horizon: 5, quantiles: QUANTILES, seed: 1 }
/** Years at the end that are poisoned; the engine's origins lie one year apart, so several lie before and several after. */
const POISONED = 5

/** Everything the engine makes of a panel before the final forecast, with the shipped network among the contenders. */
async function stages(prepared: readonly PreparedSeries[]) {
  const neural = createPooledNetwork(await wasm(), shipped())
  const paths = await runContenders(prepared, task, 1, GRID, { neural })
  neural.dispose()
  const earned = earnWeights(collectErrors(paths, prepared, 1), paths, 1)
  const blended = blendPanel(paths, earned, gridScores(GRID))
  const { means } = coherentMeans(null, prepared, paths, blended)
  return { paths, earned, blended, means, errors: collectCalibrationErrors(paths, prepared, blended, means) }
}

const poison = (prepared: readonly PreparedSeries[]): PreparedSeries[] =>
  prepared.map((p) => ({ ...p, y: p.y.map((v, t) => (t < YEARS - POISONED ? v : v * (t % 2 === 0 ? 40 : 0.02))) }))

/** Origins that know nothing of the poisoned years. */
const early = (paths: PanelPaths): number[] => paths.back.flatMap((b, o) => (b >= POISONED ? [o] : []))

describe('nothing after an origin reaches what is made at it, the network included', () => {
  it('forecasts, weights, blend and calibration errors of earlier origins stay as they were, to the bit', async () => {
    const prepared = panel.map((s) => prepareSeries(s, 1))
    const [clean, dirty] = [await stages(prepared), await stages(poison(prepared))]
    const origins = early(clean.paths)
    expect(origins.length).toBeGreaterThan(3)
    expect(clean.paths.contenders).toContain('network')
    for (const i of panel.keys()) {
      for (const o of origins) {
        expect(dirty.paths.forecasts[i]![o], `series ${i} origin ${o}`).toEqual(clean.paths.forecasts[i]![o])
        for (const step of [0, 4]) expect(dirty.earned.at(i, o, step)).toEqual(clean.earned.at(i, o, step))
        expect(dirty.blended[i]![o]).toEqual(clean.blended[i]![o])
        expect(dirty.means[i]![o]).toEqual(clean.means[i]![o])
      }
      // the final forecast does see the poison, or the test would prove nothing: network, weights and blend
      const last = clean.paths.back.length
      expect(dirty.paths.forecasts[i]![last]!.mean.at(-1)).not.toEqual(clean.paths.forecasts[i]![last]!.mean.at(-1))
      expect(dirty.earned.at(i, last, 0)).not.toEqual(clean.earned.at(i, last, 0))
    }
    const known = (errors: typeof clean.errors) =>
      errors.filter((e) => clean.paths.back[e.origin]! - e.step > POISONED && origins.includes(e.origin))
    expect(known(clean.errors).length).toBeGreaterThan(20)
    expect(known(dirty.errors)).toEqual(known(clean.errors))
    expect(dirty.errors).not.toEqual(clean.errors)
  })

  it('poison that lies in memory behind a history, where a view of a longer array ends, is not read', async () => {
    const neural = createPooledNetwork(await wasm(), shipped())
    const long = panel.map((s) => Float64Array.from({ length: YEARS + 30 }, (_, t) => s.y[t] ?? 1e9))
    const views = panel.map((s, i) => ({ ...s, y: long[i]!.subarray(0, YEARS) }))
    const clean = await forecastPanel(task, { neural })
    expect(await forecastPanel({ ...task, panel: views }, { neural })).toEqual(clean)
    neural.dispose()
  })
})

describe('no outcome reaches the inputs of training', () => {
  const batchOf = (spoil: (y: Float64Array) => Float64Array) => {
    const batch = emptyBatch(64)
    const draw = (random: ReturnType<typeof createRandom>) => {
      const { y } = panel[Math.floor(random.uniform() * panel.length)]!
      return { frequency: 'A' as const, y: spoil(y) }
    }
    fillBatch(batch, draw, createRandom(5))
    return batch
  }
  const clean = batchOf((y) => y)

  it('the last value of a series is only ever an outcome: poisoned, no input moves, and outcomes do', () => {
    const dirty = batchOf((y) => y.map((v, t) => (t === y.length - 1 ? 30 * v : v)))
    expect(dirty.inputs).toEqual(clean.inputs)
    expect(dirty.outcomes).not.toEqual(clean.outcomes)
  })

  it('an early value is an input: poisoned, inputs move', () => {
    const dirty = batchOf((y) => y.map((v, t) => (t === 3 ? 30 * v : v)))
    expect(dirty.inputs).not.toEqual(clean.inputs)
  })
})

describe('dated panels are cut before they reach training', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dated-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  /** Sixty years of months of one series from 1950 on; `spoil` changes a value by its year. */
  const drawsOf = (name: string, spoil: (value: number, year: number) => number) => {
    const random = createRandom(8)
    const rows = Array.from({ length: 720 }, (_, t) => {
      const year = 1950 + Math.floor(t / 12)
      const month = String((t % 12) + 1).padStart(2, '0')
      return `e,${year}-${month}-01,${spoil(500 + t + 9 * random.normal(), year)}`
    })
    const file = path.join(folder, `${name}.csv`)
    writeFileSync(file, ['series_id,date,value', ...rows].join('\n'))
    const { draw } = trainingMixture({ collections: [], dated: [file], until: '1979-12', synthetic: 0 })
    const batch = emptyBatch(64)
    fillBatch(batch, draw, createRandom(3))
    return batch
  }

  it('years after the cut, poisoned, change neither inputs nor outcomes; years before it do', () => {
    const clean = drawsOf('clean', (v) => v)
    expect(drawsOf('late', (v, year) => (year >= 1980 ? 1e7 * v : v))).toEqual(clean)
    const early = drawsOf('early', (v, year) => (year === 1979 ? 3 * v : v))
    expect(early.outcomes).not.toEqual(clean.outcomes)
    expect(early.inputs).not.toEqual(clean.inputs)
  })
})
