/**
 * Scores the engine on benchmark panels beside its parts and its peers, and stores a scorecard a panel in `bench/results/`:
 * the blend, the blend without network, without calibration, without reconciliation, and each contender alone. The
 * contenders run once an origin; what is left out is left out of their blend. `bench/accuracy-page.ts` fills the pages.
 *
 *     node --experimental-strip-types bench/accuracy.ts --benchmarks benchmarks.json --data folder [panel ...]
 *
 * Each origin's data end at the origin. Seed 7, quantiles 0.025, 0.05 .. 0.95, 0.975.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SEASON_LENGTH } from '../src/domain/period.ts'
import { type PanelPaths, runContenders, shapeOf } from '../src/forecast/backtest/run-contenders.ts'
import { gridScores } from '../src/forecast/combine/blend.ts'
import { blendContenders } from '../src/forecast/engine.ts'
import type { Calibration } from '../src/forecast/intervals/calibration.ts'
import { gridPosition, quantileGrid } from '../src/forecast/intervals/grid.ts'
import { NETWORK } from '../src/forecast/ladder.ts'
import { type PreparedSeries, prepareSeries } from '../src/forecast/prepare/prepare-series.ts'
import type { Hierarchy, PanelSeries, SharedTask } from '../src/forecast/types.ts'
import { loadNetwork, SHIPPED_NETWORK } from '../src/jobs/load-network.ts'
import { decodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { createPooledNetwork } from '../src/neural/pooled-network.ts'
import { type Benchmark, cutBenchmark, type Point, readBenchmarks } from './benchmarks.ts'
import { FigureSum, QUANTILES } from './figures.ts'
import { measuredPeers, type Scorecard, writeResult } from './scorecard.ts'
import { readRecords } from './training-data.ts'

const SEED = 7
const OURS = 'nhanluc'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    benchmarks: { type: 'string' },
    data: { type: 'string' },
    network: { type: 'string', default: SHIPPED_NETWORK },
  },
})
if (!values.benchmarks || !values.data) throw new Error('--benchmarks and --data are needed')
const folder = values.data
const benchmarks = readBenchmarks(values.benchmarks)
const backend = await loadBackend('auto')
const neural = createPooledNetwork(backend, await loadNetwork(values.network, decodeArtefact))
const grid = quantileGrid(QUANTILES)

for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  const b = benchmarks[name]
  if (!b) throw new Error(`no panel ${name}; known: ${Object.keys(benchmarks).join(', ')}`)
  const card = await scorePanel(name, b)
  const file = writeResult(name, card)
  console.log(`\n${name}: ${b.title}\n${table(card)}\n${file}`)
}

async function scorePanel(name: string, b: Benchmark): Promise<Scorecard> {
  const m = SEASON_LENGTH[b.frequency]
  const hierarchy = b.hierarchy ? readTree(path.join(folder, b.hierarchy)) : undefined
  const task: SharedTask = { frequency: b.frequency, horizon: b.horizon, quantiles: QUANTILES, seed: SEED, hierarchy }
  const sums = new Map<string, FigureSum>()
  const measured = measuredPeers(name)
  const atPeers = new FigureSum()
  const byOrigin: Record<string, Required<ReturnType<FigureSum['figures']>>> = {}
  let [incoherence, missing, cpu] = [0, 0, 0]
  for (const origin of cutBenchmark(b, folder)) {
    const cut = [...origin.series.values()]
    const panel = [...origin.series].map(([id, { train }]) => toSeries(id, train))
    const began = process.cpuUsage()
    const prepared = panel.map((s) => prepareSeries(s, m))
    const paths = await runContenders(prepared, task, m, grid, { neural }, { shape: shapeOf(prepared) })
    const whole = blendContenders(task, prepared, paths)
    const used = process.cpuUsage(began)
    cpu += (used.user + used.system) / 1e6
    incoherence = Math.max(incoherence, whole.incoherence)
    const here = new FigureSum()
    const add = (who: string, forecasts: readonly Forecast[]): void => {
      const sum = sums.get(who) ?? new FigureSum()
      sums.set(who, sum)
      cut.forEach(({ train, test }, i) => {
        const { mean, quantiles } = forecasts[i]!
        const [y, history] = [test.map((p) => p.v), train.map((p) => p.v)]
        if (who === OURS && !mean.every(Number.isFinite)) missing++
        sum.add(y, history, m, mean, quantiles)
        if (who !== OURS) return
        here.add(y, history, m, mean, quantiles)
        if (measured?.origins.includes(origin.name)) atPeers.add(y, history, m, mean, quantiles)
      })
    }
    add(OURS, whole.series)
    add('without network', blendContenders(task, prepared, withoutNetwork(paths)).series)
    add('without calibration', blendContenders(task, prepared, paths, { calibration: unit(paths.horizon) }).series)
    if (hierarchy)
      add('without reconciliation', blendContenders({ ...task, hierarchy: undefined }, prepared, paths).series)
    paths.contenders.forEach((contender, c) => {
      add(contender, alone(paths, prepared, c, b.horizon))
    })
    byOrigin[origin.name] = here.figures()
  }
  const all = Object.fromEntries([...sums].map(([who, sum]) => [who, sum.figures()]))
  const { [OURS]: figures, ...ablation } = all
  const isPart = measured !== null && measured.origins.length < Object.keys(byOrigin).length
  return {
    panel: name,
    title: b.title,
    frequency: b.frequency,
    horizon: b.horizon,
    origins: Object.keys(byOrigin),
    figures: figures!,
    incoherence: hierarchy ? incoherence : null,
    missing,
    cpuSeconds: cpu,
    byOrigin,
    ablation,
    peers: { ...b.peers, ...measured?.peers },
    peersBy: measured?.by ?? null,
    part: isPart ? { origins: measured.origins, figures: atPeers.figures() } : null,
    madeWith: { network: neural.version, backend: neural.backend, node: process.version.split('.')[0]!, seed: SEED },
  }
}

interface Forecast {
  readonly mean: Float64Array
  readonly quantiles: readonly Float64Array[]
}

/** One contender's own forecast, with its own quantiles; the last value where it is not defined. */
function alone(paths: PanelPaths, prepared: readonly PreparedSeries[], c: number, horizon: number): Forecast[] {
  const scores = gridScores(QUANTILES)
  return prepared.map((p, i) => {
    const final = paths.forecasts[i]!.at(-1)!
    const who = final.mean[c]!.every(Number.isFinite) ? c : 0
    const ownQuantiles = paths.contenders[who] === NETWORK ? final.network : null
    const mean = final.mean[who]!.slice(p.lead, p.lead + horizon).map((v) => v * p.scale)
    const quantiles = QUANTILES.map((q, j) => {
      const offsets = ownQuantiles?.[gridPosition(grid, q)]
      return mean.map((v, h) => v + (offsets ? offsets[h]! : final.sigma[who]![h]! * scores[j]!) * p.scale)
    })
    return { mean, quantiles }
  })
}

function withoutNetwork(paths: PanelPaths): PanelPaths {
  return {
    ...paths,
    contenders: paths.contenders.filter((name) => name !== NETWORK),
    forecasts: paths.forecasts.map((origins) =>
      origins.map((f) => f && { mean: f.mean.slice(0, -1), sigma: f.sigma.slice(0, -1), network: null }),
    ),
  }
}

/** Factors that leave the models' own widths as they are. */
function unit(steps: number): Calibration {
  const factors = Array.from({ length: steps }, () => new Float64Array(grid.length).fill(1))
  return { grid, factors, counts: factors.map(() => 0), lastStep: -1 }
}

function toSeries(id: string, train: readonly Point[]): PanelSeries {
  const start = train[0]!.i
  const y = new Float64Array(train.at(-1)!.i - start + 1).fill(Number.NaN)
  for (const { i, v } of train) y[i - start] = v
  return { id, start, y }
}

function readTree(file: string): Hierarchy {
  return new Map(readRecords(file).flatMap((r) => (r.parent ? [[r.series_id!, r.parent] as const] : [])))
}

function table(card: Scorecard): string {
  const rows = [['NHAN LUC', card.figures] as const, ...Object.entries(card.peers), ...Object.entries(card.ablation)]
  const line = ([who, f]: readonly [string, Scorecard['figures']]): string =>
    `  ${who.padEnd(34)} ${[f.sMAPE, f.MASE, f.wQL, f.sCRPS, f.cov80, f.cov95].map((v) => v.toFixed(4).padStart(9)).join('')}`
  const head = `  ${'forecaster'.padEnd(34)} ${['sMAPE', 'MASE', 'wQL', 'sCRPS', 'cov80', 'cov95'].map((h) => h.padStart(9)).join('')}`
  const end = `  missing ${card.missing}, crossings ${card.figures.crossings}, incoherence ${card.incoherence ?? '-'}, ${card.cpuSeconds.toFixed(1)} CPU s`
  return [head, ...rows.map(line), end].join('\n')
}
