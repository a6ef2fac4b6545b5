/**
 * Ten-year projections of annual sector employment at past base years, against the benchmarks official projections are
 * judged by. Only history up to the base year, at most `--history` years of it, reaches a forecast.
 *
 *     node --experimental-strip-types bench/long-range.ts --file us_employment.csv.gz --ids CEU1000000001,... \
 *       --bases 1980,1984,1988,1992,1996 [--network models/pooled/1.1.0]
 *
 * Prints the mean absolute per cent error of the tenth year by base and forecaster; `--json` stores them for the accuracy page.
 */
import { parseArgs } from 'node:util'
import { periodIndex } from '../src/domain/period.ts'
import { forecastPanel } from '../src/forecast/engine.ts'
import { LADDER } from '../src/forecast/ladder.ts'
import { loadNetwork } from '../src/jobs/load-network.ts'
import { decodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { createPooledNetwork } from '../src/neural/pooled-network.ts'
import { writeResult } from './scorecard.ts'
import { readRecords } from './training-data.ts'

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    ids: { type: 'string', default: '' },
    bases: { type: 'string', default: '1980,1984,1988,1992,1996' },
    history: { type: 'string', default: '16' },
    network: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const HORIZON = 10
const months = new Map<string, Map<number, number>>()
for (const r of readRecords(values.file!)) {
  const series = months.get(r.series_id!) ?? new Map<number, number>()
  series.set(periodIndex(r.date!.slice(0, 7), 'M'), Number(r.value))
  months.set(r.series_id!, series)
}
const only = values.ids ? new Set(values.ids.split(',')) : null
const annual = new Map<string, Map<number, number>>()
for (const [id, series] of months) {
  if (only && !only.has(id)) continue
  const years = new Map<number, number>()
  for (const index of series.keys()) {
    const year = Math.floor(index / 12)
    const all = Array.from({ length: 12 }, (_, k) => series.get(year * 12 + k))
    if (all.every((v) => v !== undefined)) years.set(year, all.reduce((sum, v) => sum! + v!, 0)! / 12)
  }
  annual.set(id, years)
}

const neural = values.network
  ? createPooledNetwork(await loadBackend('auto'), await loadNetwork(values.network, decodeArtefact))
  : null
const errors = new Map<string, number[]>()
const inside80: Record<string, number> = {}
let sectors = 0
/** `sector/forecaster` -> errors of the bases. */
const bySector = new Map<string, number[]>()
const put = (name: string, error: number): void => {
  errors.set(name, [...(errors.get(name) ?? []), error])
}
for (const base of values.bases.split(',').map(Number)) {
  const panel = [...annual].flatMap(([id, years]) => {
    const first = base - Number(values.history) + 1
    const y = Float64Array.from({ length: base - first + 1 }, (_, k) => years.get(first + k) ?? Number.NaN)
    return y.some(Number.isNaN) || !years.has(base + HORIZON) ? [] : [{ id, start: first, y }]
  })
  if (panel.length === 0) continue
  const { series } = await forecastPanel(
    { panel, frequency: 'A', horizon: HORIZON, quantiles: [0.1, 0.5, 0.9], seed: 1 },
    { neural },
  )
  let inside = 0
  const here = new Map<string, number>()
  const count = (id: string, name: string, error: number): void => {
    put(name, error)
    bySector.set(`${id}/${name}`, [...(bySector.get(`${id}/${name}`) ?? []), error])
    here.set(name, (here.get(name) ?? 0) + error / panel.length)
  }
  for (const [i, { id, y }] of panel.entries()) {
    const outcome = annual.get(id)!.get(base + HORIZON)!
    const miss = (value: number): number => (100 * Math.abs(value - outcome)) / outcome
    const s = series[i]!
    count(id, 'OURS', miss(s.mean[HORIZON - 1]!))
    if (outcome >= s.quantiles[0]![HORIZON - 1]! && outcome <= s.quantiles[2]![HORIZON - 1]!) inside++
    let mean = 0
    for (const c of LADDER) {
      const value = c.forecast(y, 1, HORIZON).mean[HORIZON - 1]!
      count(id, c.name, miss(value))
      if (c.name === 'theta' || c.name === 'ets' || c.name === 'arima') mean += value / 3
    }
    count(id, 'mean of ets, theta, arima', miss(mean))
    if (neural) {
      const [q] = await neural.forecast([y], 'A', HORIZON)
      count(id, 'network', miss(q![neural.levels.indexOf(0.5) * HORIZON + HORIZON - 1]!))
    }
  }
  inside80[String(base)] = inside / panel.length
  sectors = panel.length
  console.log(`base ${base}: ${panel.length} series, 80 % band holds ${((100 * inside) / panel.length).toFixed(0)} %`)
  console.log([...here].map(([name, e]) => `  ${name} ${e.toFixed(2)}`).join(''))
}
console.log('all bases')
for (const [name, list] of [...errors].sort((a, b) => average(a[1]) - average(b[1])))
  console.log(`  ${name.padEnd(28)} ${average(list).toFixed(2)} %`)
const rivals = ['naive', 'trend10', 'ets', 'theta', 'mean of ets, theta, arima']
const ratios: Record<string, number> = {}
for (const id of annual.keys()) {
  const ours = bySector.get(`${id}/OURS`)
  if (ours) ratios[id] = average(ours) / Math.min(...rivals.map((name) => average(bySector.get(`${id}/${name}`)!)))
}
console.log(`each sector's mean error over that of the best of ${rivals.join(', ')} (2 or less wanted):`)
for (const [id, ratio] of Object.entries(ratios).sort((a, b) => b[1] - a[1])) console.log(`  ${id} ${ratio.toFixed(2)}`)
if (values.json) {
  const means = Object.fromEntries([...errors].map(([name, list]) => [name, average(list)]))
  console.log(
    writeResult('long-range', { bases: values.bases.split(',').map(Number), sectors, errors: means, inside80, ratios }),
  )
}

function average(list: readonly number[]): number {
  return list.reduce((sum, v) => sum + v, 0) / list.length
}
