import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { from as copyFrom } from 'pg-copy-streams'
import { formatPeriod, periodIndex } from '../dist/domain/period.js'
import { ingestFile } from '../dist/ingest/ingest-file.js'
import { loadReference } from '../dist/ingest/load-reference.js'
import { createPool, withTransaction } from '../dist/storage/database.js'
import { startEmbedded } from '../dist/storage/embedded.js'
import { SILENT } from '../dist/storage/log.js'
import { migrate } from '../dist/storage/migrate.js'

// Rows a second of a validated `ingest` of a tidy CSV into the store, against COPY of the same file into a bare table (typed
// columns, no key, no index), as psql would; both on the same server in the same run, the COPY before and after.
// npm run build && node bench/ingest-speed.mjs [rows ...]      default 1000000 5000000
const SIZES = process.argv.slice(2).map(Number)
const HEADING =
  'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,obs_status,is_break,vintage,source,note'
const SECTIONS = [...'ABCDEFGHIJKLMNOPQRSTU'].map((letter) => `VSIC2018:${letter}`)
const folder = await mkdtemp(join(tmpdir(), 'nhanluc-bench-'))
await chmod(folder, 0o755)
const server = await startEmbedded(join(folder, 'data'), SILENT)
const pool = createPool(server.url)
const deps = { pool, log: SILENT }
try {
  await migrate(pool)
  await loadReference(deps, fileURLToPath(new URL('../data', import.meta.url)))
  for (const rows of SIZES.length > 0 ? SIZES : [1_000_000, 5_000_000]) await measure(rows)
} finally {
  await pool.end()
  await server.stop()
  await rm(folder, { recursive: true })
}

async function measure(rows) {
  const file = join(folder, 'figures.csv')
  const again = join(folder, 'again.csv')
  const series = await writeFigures(file, rows, '\n')
  await writeFigures(again, rows, '\r\n')
  const megabytes = Math.round((await stat(file)).size / 1e6)
  console.log(`\n${rows} rows of ${series} series, ${megabytes} MB`)
  const before = await timed('COPY into a bare table', rows, () => bareCopy(file))
  const sampler = sampleMemory()
  const load = await timed('ingest', rows, () => expectStored(file, rows, 'stored'))
  const known = await timed('ingest of the same bytes again', rows, () => expectStored(file, rows, 'unchanged'))
  const same = await timed('ingest of the same figures in other bytes', rows, () => expectStored(again, rows, 'unchanged'))
  const peak = sampler()
  const after = await timed('COPY into a bare table', rows, () => bareCopy(file))
  const copy = (before + after) / 2
  const size = await pool.query(
    `select sum(pg_total_relation_size(inhrelid)) as bytes from pg_inherits where inhparent = 'observation'::regclass`,
  )
  console.log(`ingest runs at ${Math.round((100 * copy) / load)} % of the speed of COPY (target 40 %)`)
  console.log(`unchanged: same bytes ${(load / known).toFixed(1)} x, other bytes ${(load / same).toFixed(1)} x as fast (target 3 x)`)
  console.log(`peak memory of the process while it ingests ${peak} MB (limit 400 MB)`)
  console.log(`stored: ${(Number(size.rows[0].bytes) / rows).toFixed(0)} bytes a row, keys included`)
  await pool.query('truncate observation, series, series_vintage, dataset_series, quarantined_row cascade')
}

async function expectStored(file, rows, what) {
  const report = await ingestFile(deps, { file })
  if (report[what] !== rows) throw new Error(`${what} ${report[what]} of ${rows}: ${JSON.stringify(report)}`)
}

async function timed(name, rows, work) {
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  console.log(`${name}: ${seconds.toFixed(2)} s, ${Math.round(rows / seconds)} rows/s`)
  return seconds
}

function sampleMemory() {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  return () => {
    clearInterval(timer)
    return Math.round(peak / 1e6)
  }
}

/** Monthly employment of areas by sex and section, series by series. */
async function writeFigures(file, rows, lineEnd) {
  const { rows: found } = await pool.query('select area_id from area order by area_id limit 97')
  const keys = []
  for (const { area_id } of found) {
    for (const sex of ['T', 'F', 'M']) for (const section of SECTIONS) keys.push([area_id, section, sex])
  }
  const months = Math.ceil(rows / keys.length)
  const first = periodIndex('1900-01', 'M')
  const out = createWriteStream(file)
  let text = HEADING + lineEnd
  for (let i = 0; i < rows; i += 1) {
    const [area, section, sex] = keys[Math.floor(i / months)]
    const month = i % months
    const value = (1000 + ((i * 7919) % 10_007) / 10 + month).toFixed(1)
    text += `employment,${area},${section},_T,${sex},_T,ICLS13,M,${formatPeriod(first + month, 'M')},${value},PS,3,A,false,2025-01-01,GSO_PX,${lineEnd}`
    if (text.length < 1 << 20) continue
    if (!out.write(text)) await new Promise((done) => out.once('drain', done))
    text = ''
  }
  await new Promise((done) => out.end(text, done))
  return Math.ceil(rows / months)
}

async function bareCopy(file) {
  await pool.query(`drop table if exists bare`)
  await pool.query(`create table bare (measure text, area text, industry text, occupation text, sex text, age text, concept text,
    frequency text, period text, value double precision, unit text, unit_mult integer, obs_status text, is_break boolean,
    vintage date, source text, note text)`)
  await withTransaction(pool, (tx) =>
    pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), tx.client.query(copyFrom('copy bare from stdin csv header'))),
  )
}
