/**
 * Forecasts a made panel of many short monthly series through the program as a user runs it, and prints series a second,
 * CPU seconds a series and peak memory; where R is there, the cost of ets, thetaf and auto.arima on a few of the same series.
 *
 *     npm run build && node --experimental-strip-types bench/throughput.ts [--series 100000] [--points 120] [--horizon 24] \
 *       [--sample 30] [--threads 2] [--work folder]
 *
 * Memory is read from /proc, so it is printed on Linux only.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { formatPeriod } from '../src/domain/period.ts'
import { createRandom } from '../src/domain/random.ts'

const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '100000' },
    points: { type: 'string', default: '120' },
    horizon: { type: 'string', default: '24' },
    sample: { type: 'string', default: '30' },
    threads: { type: 'string', default: '2' },
    work: { type: 'string', default: path.join(tmpdir(), 'nhanluc-throughput') },
  },
})
const [count, points, horizon, sampled] = [values.series, values.points, values.horizon, values.sample].map(Number) as [
  number,
  number,
  number,
  number,
]
const CLOCK_TICKS = 100 // a second, in /proc on Linux
const here = path.dirname(fileURLToPath(import.meta.url))
const main = path.join(here, '..', 'dist', 'main.js')
if (!existsSync(main)) throw new Error('Run `npm run build` first: the bench runs the program as it ships.')
mkdirSync(values.work, { recursive: true })
const input = path.join(values.work, 'panel.csv')
const output = path.join(values.work, 'forecast.csv')
const few = path.join(values.work, 'few.csv')

await writePanel()
console.log(`${count} series of ${points} months: ${(statSync(input).size / 1e6).toFixed(0)} MB`)
const ours = await runOurs()
const rows = readFileSync(output, 'latin1').split('\n').length - 2
if (rows !== count * horizon) throw new Error(`${rows} forecasts were written, not ${count * horizon}`)
const each = ours.cpu / count
console.log(
  `nhanluc: ${ours.wall.toFixed(0)} s wall, ${(count / ours.wall).toFixed(0)} series/s, ${ours.cpu.toFixed(0)} CPU s, ${(1000 * each).toFixed(1)} ms CPU a series, peak ${ours.megabytes.toFixed(0)} MB`,
)
const r = runR()
if (r === null) console.log('R with the package forecast is not here, so there is no reference in this run.')
else {
  console.log(`R ${r.by}: ${r.seconds.toFixed(2)} CPU s a series, over ${sampled} of the same series (${r.version})`)
  console.log(`ratio: ${(r.seconds / each).toFixed(0)} times the series a CPU second`)
}
rmSync(output)

/** Levels, trends, seasons and noise as monthly employment has them, of all sizes; seed 7. */
async function writePanel(): Promise<void> {
  const random = createRandom(7)
  const all = createWriteStream(input)
  const some = createWriteStream(few)
  const months = Array.from({ length: points }, (_, t) => formatPeriod(2014 * 12 + t, 'M'))
  all.write('series_id,period,value\n')
  some.write('series_id,value\n')
  for (let i = 0; i < count; i++) {
    let level = Math.exp(2 + 4 * random.uniform())
    let growth = 0.002 * random.normal()
    const noise = 0.003 + 0.02 * random.uniform()
    const amplitude = random.uniform() < 0.7 ? 0.08 * random.uniform() : 0
    const phase = 12 * random.uniform()
    let text = ''
    let short = ''
    for (let t = 0; t < points; t++) {
      growth = 0.97 * growth + 0.0003 * random.normal()
      level *= Math.exp(growth + 0.4 * noise * random.normal())
      const season = 1 + amplitude * Math.sin((2 * Math.PI * (t + phase)) / 12)
      const value = (level * season * Math.exp(noise * random.normal())).toPrecision(7)
      text += `s${i},${months[t]},${value}\n`
      if (i < sampled) short += `s${i},${value}\n`
    }
    if (!all.write(text)) await new Promise<void>((resume) => all.once('drain', () => resume()))
    if (short) some.write(short)
  }
  await Promise.all([all, some].map((stream) => new Promise<void>((done) => stream.end(done))))
}

async function runOurs(): Promise<{ wall: number; cpu: number; megabytes: number }> {
  const began = performance.now()
  const args = ['forecast', '--input', input, '--output', output, '--frequency', 'M', '--horizon', String(horizon)]
  const child = spawn(process.execPath, [main, ...args, '--seed', '7'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NHANLUC_THREADS: values.threads },
  })
  let [megabytes, cpu] = [0, 0]
  const watch = setInterval(() => {
    const [status, stat] = ['status', 'stat'].map((name) => `/proc/${child.pid}/${name}`) as [string, string]
    if (!existsSync(status)) return
    megabytes = Math.max(megabytes, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024)
    const fields = readFileSync(stat, 'utf8').split(') ')[1]!.split(' ')
    cpu = (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
  }, 200)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearInterval(watch)
  if (code !== 0) throw new Error(`the forecast ended with ${code}`)
  return { wall: (performance.now() - began) / 1000, cpu, megabytes }
}

function runR(): { seconds: number; by: string; version: string } | null {
  const forecasts = path.join(values.work, 'few.forecasts.csv')
  rmSync(forecasts, { force: true })
  const script = path.join(here, 'peers', 'forecast.R')
  const { status, stdout } = spawnSync('Rscript', [script, few, forecasts, '12', String(horizon)], { encoding: 'utf8' })
  if (status !== 0) return null
  const [by, version] = stdout.trim().split('\n').slice(-2) as [string, string]
  const total = [...by.matchAll(/=([\d.]+)/g)].reduce((sum, [, s]) => sum + Number(s), 0)
  return { seconds: total / sampled, by: by.trim(), version: version.trim() }
}
