/**
 * Scores the engine, and every contender alone, on a panel cut at rolling origins.
 *
 *     node --experimental-strip-types bench/rolling-origin.ts --file panel.csv --frequency M --horizon 8 \
 *       --origins=-16,-24,-32 [--hierarchy series.csv] [--network models/pooled/1.1.0] [--threads 2]
 *
 * The panel is long (`series_id,date,value`) or wide (`date` and one column a series). An origin is a period, the last
 * one known, or a negative number of periods from the end of each series. Only data up to the origin is handed over.
 * Prints sMAPE, MASE, weighted quantile loss, scaled CRPS over 0.05 .. 0.95, and the coverage of 80 and 95 % bands.
 */
import { parseArgs } from 'node:util'
import {
  indexOfStart,
  periodIndex,
  SEASON_LENGTH,
  SEASONAL_FREQUENCIES,
  type SeasonalFrequency,
} from '../src/domain/period.ts'
import { forecastPanel } from '../src/forecast/engine.ts'
import { LADDER } from '../src/forecast/ladder.ts'
import { mase, quantileLoss, SCORE_LEVELS, seasonalScale, smape } from '../src/forecast/metrics/scores.ts'
import type { Hierarchy, PanelSeries } from '../src/forecast/types.ts'
import { loadNetwork } from '../src/jobs/load-network.ts'
import { decodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { createPooledNetwork } from '../src/neural/pooled-network.ts'
import { readRecords } from './training-data.ts'

const QUANTILES = [0.025, ...SCORE_LEVELS, 0.975]
const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    frequency: { type: 'string', default: 'M' },
    horizon: { type: 'string', default: '8' },
    origins: { type: 'string' },
    'min-train': { type: 'string', default: '1' },
    hierarchy: { type: 'string' },
    network: { type: 'string' },
    threads: { type: 'string', default: '1' },
  },
})
if (!values.file || !values.origins) throw new Error('--file and --origins are needed')
const frequency = SEASONAL_FREQUENCIES.find((f) => f === values.frequency) as SeasonalFrequency
const horizon = Number(values.horizon)
const m = SEASON_LENGTH[frequency]

/** Scores of one forecaster over all forecasts. */
interface Totals {
  n: number
  scaled: number
  smape: number
  mase: number
  scrps: number
  loss: number
  size: number
  inside80: number
  inside95: number
}
const totals = new Map<string, Totals>()
const panel = readPanelFile(values.file)
const hierarchy: Hierarchy | undefined = values.hierarchy
  ? new Map(readRecords(values.hierarchy).flatMap((r) => (r.parent ? [[r.series_id!, r.parent] as const] : [])))
  : undefined
const neural = values.network
  ? createPooledNetwork(await loadBackend('auto'), await loadNetwork(values.network, decodeArtefact))
  : null

let seconds = 0
for (const origin of values.origins.split(',')) {
  const cut = panel.flatMap((s) => {
    const length = Number(origin) < 0 ? s.y.length + Number(origin) : periodIndex(origin, frequency) - s.start + 1
    const test = s.y.slice(length, length + horizon)
    return length < Number(values['min-train']) || test.length < horizon || test.some(Number.isNaN)
      ? []
      : [{ ...s, y: s.y.slice(0, length), test }]
  })
  const began = performance.now()
  const { series } = await forecastPanel(
    { panel: cut, frequency, horizon, quantiles: QUANTILES, seed: 7, ...(hierarchy ? { hierarchy } : {}) },
    { neural, threads: Number(values.threads) },
  )
  seconds += (performance.now() - began) / 1000
  for (const [i, { y, test }] of cut.entries()) {
    add('blend', test, y, series[i]!.mean, series[i]!.quantiles)
    for (const c of LADDER)
      if (y.length >= c.minLength(m) && !y.some(Number.isNaN))
        add(c.name, test, y, c.forecast(y, m, horizon).mean, null)
  }
  if (neural) {
    const paths = await neural.forecast(
      cut.map((s) => s.y),
      frequency,
      horizon,
    )
    const mid = neural.levels.indexOf(0.5)
    for (const [i, { y, test }] of cut.entries())
      if (!y.some(Number.isNaN)) add('network', test, y, paths[i]!.subarray(mid * horizon, (mid + 1) * horizon), null)
  }
}
console.log('forecaster        n    sMAPE     MASE      wQL    sCRPS   cov80   cov95')
for (const [name, t] of totals) {
  const points = `${name.padEnd(13)} ${String(t.n).padStart(5)} ${(t.smape / t.n).toFixed(3).padStart(8)} ${(t.mase / t.scaled).toFixed(4).padStart(8)}`
  const spread = `${(t.loss / t.size).toFixed(5).padStart(8)} ${(t.scrps / t.scaled).toFixed(4).padStart(8)} ${(t.inside80 / t.n).toFixed(3).padStart(7)} ${(t.inside95 / t.n).toFixed(3).padStart(7)}`
  console.log(name === 'blend' ? `${points} ${spread}` : points)
}
console.log(`${seconds.toFixed(1)} s in the engine`)

function add(
  name: string,
  test: Float64Array,
  history: Float64Array,
  mean: Float64Array,
  quantiles: readonly Float64Array[] | null,
): void {
  const t = totals.get(name) ?? {
    n: 0,
    scaled: 0,
    smape: 0,
    mase: 0,
    scrps: 0,
    loss: 0,
    size: 0,
    inside80: 0,
    inside95: 0,
  }
  totals.set(name, t)
  const scale = seasonalScale(history, m)
  t.n++
  t.smape += smape(test, mean)
  if (scale > 0) {
    t.scaled++
    t.mase += mase(test, mean, history, m)
  }
  if (!quantiles) return
  let loss = 0
  for (const [k, y] of test.entries()) {
    for (const [j, p] of SCORE_LEVELS.entries()) loss += quantileLoss(y, quantiles[j + 1]![k]!, p) / SCORE_LEVELS.length
    t.size += Math.abs(y)
    if (y >= quantiles[2]![k]! && y <= quantiles[18]![k]!) t.inside80 += 1 / horizon
    if (y >= quantiles[0]![k]! && y <= quantiles[20]![k]!) t.inside95 += 1 / horizon
  }
  t.loss += loss
  if (scale > 0) t.scrps += loss / horizon / scale
}

function readPanelFile(file: string): PanelSeries[] {
  const found = new Map<string, Map<number, number>>()
  const put = (id: string, when: string, text: string): void => {
    if (text === '') return
    const series = found.get(id) ?? new Map<number, number>()
    series.set(
      /^\d{4}-\d{2}-\d{2}/.test(when) ? indexOfStart(when, frequency) : periodIndex(when, frequency),
      Number(text),
    )
    found.set(id, series)
  }
  for (const r of readRecords(file)) {
    if (r.series_id !== undefined) put(r.series_id, (r.date ?? r.period)!, r.value!)
    else for (const [id, text] of Object.entries(r)) if (id !== 'date') put(id, r.date!, text)
  }
  return [...found].map(([id, series]) => {
    const indices = [...series.keys()].sort((a, b) => a - b)
    const y = Float64Array.from(
      { length: indices.at(-1)! - indices[0]! + 1 },
      (_, t) => series.get(indices[0]! + t) ?? Number.NaN,
    )
    return { id, start: indices[0]!, y }
  })
}
