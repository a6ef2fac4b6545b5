import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatPeriod, periodIndex } from '../dist/domain/period.js'
import { ingestFile } from '../dist/ingest/ingest-file.js'
import { loadReference } from '../dist/ingest/load-reference.js'
import { copyRows } from '../dist/storage/copy-rows.js'
import { createPool, withTransaction } from '../dist/storage/database.js'
import { startEmbedded } from '../dist/storage/embedded.js'
import { SILENT } from '../dist/storage/log.js'
import { migrate } from '../dist/storage/migrate.js'

// Rows a second of `ingest` (read, check, compare, store, report) against a plain COPY of the same figures into a table with
// the keys of `observation`. npm run build && node bench/ingest-speed.mjs [rows]
const ROWS = Number(process.argv[2] ?? 200_000)
const AREAS = 100
const folder = await mkdtemp(join(tmpdir(), 'nhanluc-bench-'))
await chmod(folder, 0o755)
const server = await startEmbedded(join(folder, 'data'), SILENT)
const pool = createPool(server.url)
try {
  await migrate(pool)
  await loadReference({ pool, log: SILENT }, fileURLToPath(new URL('../data', import.meta.url)))
  const file = join(folder, 'figures.csv')
  const areas = await writeFigures(pool, file)
  console.log(`${ROWS} rows of ${areas.length} areas`)
  await timed('ingest', () => ingestFile({ pool, log: SILENT }, { file }))
  await timed('the same bytes again', () => ingestFile({ pool, log: SILENT }, { file }))
  await timed('plain COPY', () => plainCopy(pool, areas))
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
} finally {
  await pool.end()
  await server.stop()
  await rm(folder, { recursive: true })
}

async function timed(name, work) {
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  console.log(`${name}: ${seconds.toFixed(2)} s, ${Math.round(ROWS / seconds)} rows/s`)
}

function* figures(areas) {
  for (let i = 0; i < ROWS; i += 1) yield { area: areas[i % areas.length], month: Math.floor(i / areas.length) }
}

async function writeFigures(db, file) {
  const { rows } = await db.query('select area_id from area order by area_id limit $1', [AREAS])
  const areas = rows.map(({ area_id }) => area_id)
  const out = createWriteStream(file)
  out.write('measure,area,frequency,period,value,unit,unit_mult,vintage,source\n')
  const first = periodIndex('0100-01', 'M')
  for (const { area, month } of figures(areas)) {
    out.write(
      `employment,${area},M,${formatPeriod(first + month, 'M').padStart(7, '0')},${month + 0.1},PS,3,2025-01-01,GSO_PX\n`,
    )
  }
  await new Promise((done) => out.end(done))
  return areas
}

async function plainCopy(db, areas) {
  await db.query('create table plain (like observation including all)')
  await withTransaction(db, (tx) =>
    copyRows(
      tx,
      'plain (series_id, period_start, vintage, value, obs_status, is_break, ingest_id, line)',
      batches(areas),
    ),
  )
}

async function* batches(areas) {
  let batch = []
  let line = 1
  for (const { area, month } of figures(areas)) {
    const year = String(100 + Math.floor(month / 12)).padStart(4, '0')
    const day = `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`
    line += 1
    batch.push([
      `M.${area}.employment.T._T._T._T._Z.GSO_PX.PS`,
      day,
      '2025-01-01',
      month * 1000 + 100,
      'A',
      false,
      1,
      line,
    ])
    if (batch.length < 2000) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
