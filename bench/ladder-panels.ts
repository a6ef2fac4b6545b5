/**
 * Scores every contender of the ladder alone on the development panels, with the time it takes: MASE, scaled CRPS of its own
 * normal widths, weighted quantile loss, coverage, CPU milliseconds a forecast.
 *
 *     node --experimental-strip-types bench/ladder-panels.ts --data FOLDER [--only ets,arima] [--panels "A,Q short"] \
 *       [--most 120] [--json figures.json] [--against earlier.json] [--export FOLDER] [--peers FOLDER]
 *
 * `--most` takes every k-th case, so that at most that many remain. `--against` prints each figure as a change in per cent.
 * `--export` writes the histories as `bench/peers/forecast.R` reads them; `--peers` scores what it wrote there, beside ours.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SEASON_LENGTH } from '../src/domain/period.ts'
import { LADDER } from '../src/forecast/ladder.ts'
import { normalQuantile } from '../src/forecast/numerics/normal.ts'
import { type Case, type DevelopmentPanel, developmentPanels } from './development-panels.ts'
import { FigureSum, type Figures, QUANTILES } from './figures.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    panels: { type: 'string' },
    most: { type: 'string', default: '120' },
    json: { type: 'string' },
    against: { type: 'string' },
    export: { type: 'string' },
    peers: { type: 'string' },
  },
})
if (!values.data) throw new Error('--data is needed')
const wanted = values.only?.split(',')
const contenders = LADDER.filter((c) => !wanted || wanted.includes(c.name))
const NORMAL = QUANTILES.map(normalQuantile)

type Row = Figures & { readonly ms: number }
type Table = Record<string, Record<string, Row>>
const before: Table | null = values.against ? JSON.parse(readFileSync(values.against, 'utf8')) : null
const table: Table = {}

for (const panel of developmentPanels(values.data)) {
  const isWanted = !values.panels || values.panels.split(',').some((p) => panel.name.endsWith(p.trim()))
  if (!isWanted) continue
  const { name, frequency } = panel
  const m = SEASON_LENGTH[frequency]
  const stride = Math.max(1, Math.ceil(panel.cases.length / Number(values.most)))
  const cases = panel.cases.filter((c, i) => i % stride === 0 && c.y.length >= 5)
  if (values.export) exportCases(values.export, panel, cases)
  const rows: Record<string, Row> = {}
  for (const contender of contenders) {
    const sum = new FigureSum()
    let spent = 0
    for (const { y, test } of cases) {
      const scale = y.reduce((s, v) => s + Math.abs(v), 0) / y.length
      if (!(scale > 0) || y.length < contender.minLength(m)) continue
      const x = y.map((v) => v / scale)
      const began = process.cpuUsage()
      const { mean, sigma } = contender.forecast(x, m, test.length)
      const { user, system } = process.cpuUsage(began)
      spent += (user + system) / 1000
      const quantiles = NORMAL.map((z) => mean.map((v, h) => (v + z * sigma[h]!) * scale))
      sum.add(
        test,
        y,
        m,
        mean.map((v) => v * scale),
        quantiles,
      )
    }
    rows[contender.name] = { ...sum.figures(), ms: spent / cases.length }
  }
  if (values.peers) Object.assign(rows, peersOf(values.peers, panel, cases))
  table[name] = rows
  print(name, frequency, cases.length, rows)
}
summarise()
if (values.json) writeFileSync(values.json, JSON.stringify(table))

function print(name: string, frequency: string, n: number, rows: Record<string, Row>): void {
  console.log(`\n${name} (${frequency}, ${n} cases)`)
  for (const [contender, row] of Object.entries(rows)) {
    const old = before?.[name]?.[contender]
    const change = (key: 'MASE' | 'sCRPS' | 'wQL'): string =>
      old ? ` ${(100 * (row[key] / old[key] - 1)).toFixed(1).padStart(6)} %` : ''
    console.log(
      `  ${contender.padEnd(20)} MASE ${row.MASE.toFixed(4)}${change('MASE')}  sCRPS ${row.sCRPS.toFixed(4)}${change('sCRPS')}  wQL ${row.wQL.toFixed(4)}${change('wQL')}  80 % ${(100 * row.cov80).toFixed(1)}  95 % ${(100 * row.cov95).toFixed(1)}  ${row.ms.toFixed(2)} ms`,
    )
  }
}

/** Geometric means over the panels of a frequency, of the figures or of their ratios to the earlier ones. */
function summarise(): void {
  for (const letter of ['A', 'Q', 'M']) {
    const names = Object.keys(table).filter((name) => name.split(' ')[1] === letter)
    if (names.length === 0) continue
    console.log(`\n${letter}, ${names.length} panels, geometric means${before ? ' of the ratios' : ''}`)
    for (const contender of Object.keys(table[names[0]!]!)) {
      const mean = (key: 'MASE' | 'sCRPS' | 'wQL'): string => {
        const logs = names.map((p) => {
          const old = before?.[p]?.[contender]?.[key] ?? 1
          return Math.log((table[p]![contender]?.[key] ?? Number.NaN) / old)
        })
        const value = Math.exp(logs.reduce((s, v) => s + v, 0) / logs.length)
        return before ? `${(100 * (value - 1)).toFixed(2).padStart(6)} %` : value.toFixed(4)
      }
      const ms = names.reduce((s, p) => s + (table[p]![contender]?.ms ?? 0), 0) / names.length
      console.log(
        `  ${contender.padEnd(20)} MASE ${mean('MASE')}  sCRPS ${mean('sCRPS')}  wQL ${mean('wQL')}  ${ms.toFixed(2)} ms`,
      )
    }
  }
}

function fileOf(folder: string, name: string, ending: string): string {
  return path.join(folder, `${name.replaceAll(' ', '-')}${ending}.csv`)
}

function exportCases(folder: string, { name, frequency, horizon }: DevelopmentPanel, cases: readonly Case[]): void {
  mkdirSync(folder, { recursive: true })
  const rows = cases.flatMap(({ y }, k) => Array.from(y, (v) => `s${k},${v}`))
  writeFileSync(fileOf(folder, name, ''), `series_id,value\n${rows.join('\n')}\n`)
  const target = fileOf('', name, '.forecasts')
  console.log(`Rscript forecast.R ${fileOf('', name, '')} ${target} ${SEASON_LENGTH[frequency]} ${horizon}`)
}

function peersOf(folder: string, { name, frequency }: DevelopmentPanel, cases: readonly Case[]): Record<string, Row> {
  const file = fileOf(folder, name, '.forecasts')
  if (!existsSync(file)) return {}
  const sums: Record<string, FigureSum> = {}
  const paths = new Map<string, number[][]>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [id, peer, h, ...numbers] = line.replaceAll('"', '').split(',')
    const rows = paths.get(`${id}\t${peer}`) ?? []
    rows[Number(h) - 1] = numbers.map(Number)
    paths.set(`${id}\t${peer}`, rows)
  }
  for (const [key, all] of paths) {
    const [id, peer] = key.split('\t') as [string, string]
    const { y, test } = cases[Number(id.slice(1))]!
    const rows = all.slice(0, test.length)
    sums[peer] ??= new FigureSum()
    sums[peer].add(
      test,
      y,
      SEASON_LENGTH[frequency],
      rows.map((r) => r[0]!),
      QUANTILES.map((_, j) => rows.map((r) => r[j + 1]!)),
    )
  }
  return Object.fromEntries(Object.entries(sums).map(([peer, sum]) => [peer, { ...sum.figures(), ms: 0 }]))
}
