/**
 * Scores the engine's blend on the development panels: the cases of one origin are forecast together, as a panel.
 *
 *     node --experimental-strip-types bench/blend-panels.ts --data FOLDER [--frequency A] [--panels "m1 A,US A short"] \
 *       [--most 60] [--network models/pooled/1.1.0] [--json figures.json] [--against earlier.json]
 *
 * `--most` takes every k-th case of an origin, so that at most that many remain. `--against` prints changes in per cent.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SEASON_LENGTH } from '../src/domain/period.ts'
import { forecastPanel } from '../src/forecast/engine.ts'
import { loadNetwork, SHIPPED_NETWORK } from '../src/jobs/load-network.ts'
import { decodeArtefact } from '../src/neural/artefact.ts'
import { loadBackend } from '../src/neural/backend.ts'
import { createPooledNetwork } from '../src/neural/pooled-network.ts'
import { developmentPanels } from './development-panels.ts'
import { FigureSum, type Figures, QUANTILES } from './figures.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    frequency: { type: 'string' },
    panels: { type: 'string' },
    most: { type: 'string', default: '60' },
    network: { type: 'string', default: SHIPPED_NETWORK },
    json: { type: 'string' },
    against: { type: 'string' },
  },
})
if (!values.data) throw new Error('--data is needed')
/** Period of every last value: only the distance to it counts. */
const LAST = 1000
const MEASURES = ['MASE', 'sCRPS', 'wQL'] as const
const neural = createPooledNetwork(await loadBackend('auto'), await loadNetwork(values.network, decodeArtefact))
const before: Record<string, Figures> | null = values.against ? JSON.parse(readFileSync(values.against, 'utf8')) : null
const table: Record<string, Figures> = {}
const wanted = values.panels?.split(',').map((p) => p.trim())

for (const { name, frequency, horizon, cases } of developmentPanels(values.data)) {
  if (wanted ? !wanted.includes(name) : values.frequency && frequency !== values.frequency) continue
  const m = SEASON_LENGTH[frequency]
  const sum = new FigureSum()
  for (const origin of new Set(cases.map((c) => c.origin))) {
    const all = cases.filter((c) => c.origin === origin)
    const stride = Math.ceil(all.length / Number(values.most))
    const some = all.filter((c, i) => i % stride === 0 && c.y.some((v) => v !== 0))
    const panel = some.map(({ y }, i) => ({ id: String(i), start: LAST - y.length, y }))
    const { series } = await forecastPanel({ panel, frequency, horizon, quantiles: QUANTILES, seed: 7 }, { neural })
    some.forEach(({ y, test }, i) => {
      const { mean, quantiles } = series[i]!
      sum.add(test, y, m, mean, quantiles)
    })
  }
  table[name] = sum.figures()
  console.log(`${name.padEnd(36)} ${line([name])}`)
}
for (const letter of ['A', 'Q', 'M']) {
  const names = Object.keys(table).filter((n) => n.split(' ').includes(letter))
  const short = names.filter((n) => n.endsWith(' short'))
  const long = names.filter((n) => !short.includes(n))
  for (const [kind, list] of Object.entries({ long, short }))
    if (list.length > 0) console.log(`${`${letter}, ${kind}, ${list.length} panels`.padEnd(36)} ${line(list)}`)
}
if (values.json) writeFileSync(values.json, JSON.stringify(table))

/** Geometric means over panels, or of their ratios to the earlier figures; coverage as the mean share. */
function line(names: readonly string[]): string {
  const of = (key: (typeof MEASURES)[number]): string => {
    const logs = names.map((n) => Math.log(table[n]![key] / (before?.[n]?.[key] ?? 1)))
    const value = Math.exp(logs.reduce((s, v) => s + v, 0) / logs.length)
    return before ? `${(100 * (value - 1)).toFixed(2).padStart(6)} %` : value.toFixed(4)
  }
  const held = (key: 'cov80' | 'cov95') =>
    (names.reduce((s, n) => s + 100 * table[n]![key], 0) / names.length).toFixed(1)
  return `${MEASURES.map((key) => `${key} ${of(key)}`).join('  ')}  80 % ${held('cov80')}  95 % ${held('cov95')}`
}
