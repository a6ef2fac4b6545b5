/**
 * Runs R's forecast package (ets, auto.arima, thetaf with default settings, and their mean) on the origins of a benchmark
 * and writes its figures to `bench/results/peers/<panel>.json`, to be printed beside ours. With `--python` the Python
 * package statsforecast takes its place.
 *
 *     node --experimental-strip-types bench/peers/run-peers.ts --benchmarks benchmarks.json --data folder ca_lfs_industry
 *
 * Needs `Rscript` with the package forecast (Debian: r-base-core, r-cran-forecast), or a Python with statsforecast. One
 * process, one core. What it has written is kept in `--work`, and a run that was stopped goes on there; `--origins 2013-12,2015-12` takes some origins only; the figures then say which.
 */
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { SEASON_LENGTH } from '../../src/domain/period.ts'
import { cutBenchmark, readBenchmarks } from '../benchmarks.ts'
import { FigureSum, QUANTILES } from '../figures.ts'
import { writeResult } from '../scorecard.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    benchmarks: { type: 'string' },
    data: { type: 'string' },
    work: { type: 'string', default: '.peers' },
    python: { type: 'string' },
    origins: { type: 'string' },
  },
})
if (!values.benchmarks || !values.data || positionals.length === 0)
  throw new Error('--benchmarks, --data and the name of a panel are needed')
const here = path.dirname(fileURLToPath(import.meta.url))
const benchmarks = readBenchmarks(values.benchmarks)

for (const name of positionals) {
  const b = benchmarks[name]
  if (!b) throw new Error(`${values.benchmarks} has no panel ${name}; it has ${Object.keys(benchmarks).join(', ')}`)
  const m = SEASON_LENGTH[b.frequency]
  const sums = new Map<string, FigureSum>()
  const work = path.join(values.work, name, values.python ? 'statsforecast' : '')
  mkdirSync(work, { recursive: true })
  let seconds = 0
  let versions = ''
  const wanted = values.origins?.split(',')
  const origins = cutBenchmark(b, values.data).filter((o) => !wanted || wanted.includes(o.name))
  for (const origin of origins) {
    const input = path.join(work, `${origin.name}.csv`)
    const output = path.join(work, `${origin.name}.forecasts.csv`)
    const ids = [...origin.series.keys()]
    await writeRows(
      input,
      ids.flatMap((id, k) => origin.series.get(id)!.train.map(({ v }) => `s${k},${v}`)),
    )
    const report = await runPeers([input, output, String(m), String(b.horizon)])
    const [cpu, version] = report.trim().split('\n').slice(-2)
    versions = version!.trim()
    for (const [, s] of cpu!.matchAll(/=([\d.]+)/g)) seconds += Number(s)
    for (const [key, rows] of readForecasts(output)) {
      const [series, peer] = key.split('\t') as [string, string]
      const { train, test } = origin.series.get(ids[Number(series.slice(1))]!)!
      let sum = sums.get(peer)
      if (!sum) {
        sum = new FigureSum()
        sums.set(peer, sum)
      }
      sum.add(
        test.map((p) => p.v),
        train.map((p) => p.v),
        m,
        rows.map((r) => r[0]!),
        QUANTILES.map((_, j) => rows.map((r) => r[j + 1]!)),
      )
    }
    console.log(`${name}, origin ${origin.name}: ${ids.length} series`)
  }
  const peers = Object.fromEntries([...sums].map(([peer, sum]) => [peer, sum.figures()]))
  const file = writeResult(`peers/${name}`, { panel: name, versions, origins: origins.map((o) => o.name), peers })
  console.log(`${seconds.toFixed(0)} CPU s of the peers in this run`)
  console.log(file)
  console.table(peers)
}

async function writeRows(file: string, rows: readonly string[]): Promise<void> {
  const stream = createWriteStream(file)
  stream.write('series_id,value\n')
  for (const row of rows) stream.write(`${row}\n`)
  await new Promise<void>((done) => stream.end(done))
}

async function runPeers(args: readonly string[]): Promise<string> {
  const [command, script] = values.python ? [values.python, 'statsforecast_peers.py'] : ['Rscript', 'forecast.R']
  const child = spawn(command, [path.join(here, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  for await (const chunk of child.stdout) out += chunk
  if ((await new Promise((done) => (child.exitCode === null ? child.once('close', done) : done(child.exitCode)))) !== 0)
    throw new Error(`${command} did not finish`)
  return out
}

/** Rows by `series<tab>peer`, ascending horizon: mean, then the quantiles. */
function readForecasts(file: string): Map<string, number[][]> {
  const found = new Map<string, number[][]>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [id, peer, h, ...numbers] = line.split(',')
    const key = `${id!.replaceAll('"', '')}\t${peer!.replaceAll('"', '')}`
    const rows = found.get(key) ?? []
    rows[Number(h) - 1] = numbers.map(Number)
    found.set(key, rows)
  }
  return found
}
