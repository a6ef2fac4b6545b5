import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { filesOf, ingestBounded } from '../dist/cli/ingest-folder.js'
import { loadReference } from '../dist/ingest/load-reference.js'
import { createPool } from '../dist/storage/database.js'
import { startEmbedded } from '../dist/storage/embedded.js'
import { SILENT } from '../dist/storage/log.js'
import { migrate } from '../dist/storage/migrate.js'
import { foundAgain, plainFigures } from './plain-figures.mjs'

// Loads every file of a folder, each into a fresh copy of an empty store, and prints a line each: format, rows read = stored +
// unchanged + withdrawn + quarantined + nil, published totals that add up, and the figures of a plain second reading of the file
// against those the store now has: how many, which digits, their sums. A file that cannot be read is named and the next is read.
// npm run build && node bench/ingest-samples.mjs --dir FOLDER|FILE [--vintage 2026-10-01] [--timeout 120] [--memory 512]
const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    vintage: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    timeout: { type: 'string', default: '120' },
    memory: { type: 'string', default: '512' },
  },
})
if (values.dir === undefined) {
  console.error('Say which folder: --dir FOLDER')
  process.exit(2)
}
const LARGEST_PLAIN = 50 * 1024 * 1024
const SHOWN = 3
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'nhanluc-samples-'))
const server = await startEmbedded(join(folder, 'data'), SILENT)
const url = (database) => server.url.replace(/[^/]+$/, database)
const admin = createPool(url('postgres'))
try {
  const empty = createPool(server.url)
  await migrate(empty)
  await loadReference({ pool: empty, log: SILENT }, join(root, 'data'))
  await empty.end()
  const sum = { files: 0, loaded: 0, stored: 0, quarantined: 0, differ: 0 }
  const isFolder = (await stat(values.dir)).isDirectory()
  for (const file of isFolder ? await filesOf(values.dir) : [values.dir]) {
    const said = await load(file, sum)
    console.log(`${relative(isFolder ? values.dir : dirname(values.dir), file)} | ${said}`)
  }
  console.log(
    `${sum.files} files, ${sum.loaded} loaded, ${sum.stored} figures stored, ${sum.quarantined} places quarantined, ${sum.differ} files whose store differs from the plain reading`,
  )
} finally {
  await admin.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

async function load(file, sum) {
  await admin.query('drop database if exists one')
  await admin.query(`create database one template "${new URL(server.url).pathname.slice(1)}"`)
  const { report, said } = await ingestBounded(file, {
    options: ['--default-vintage', values.vintage],
    url: url('one'),
    bounds: { timeoutSeconds: Number(values.timeout), heapMegabytes: Number(values.memory) },
    signal: new AbortController().signal,
    program: join(root, 'dist', 'main.js'),
  })
  sum.files += 1
  if (report === null) return said
  sum.loaded += 1
  sum.stored += report.stored
  sum.quarantined += report.quarantined
  const plain = (await stat(file)).size > LARGEST_PLAIN ? null : plainFigures(await readFile(file), file, report.format)
  return `${said} | ${plain === null ? 'no plain reading' : compare(plain, await storedFigures(), sum)}`
}

async function storedFigures() {
  const pool = createPool(url('one'))
  try {
    const { rows } = await pool.query('select value from observation where value is not null and not is_withdrawn')
    return rows.map(({ value }) => value)
  } finally {
    await pool.end()
  }
}

/** `figures 12 = 12, sum 34.5 x 10^3`: count and digits of both readings, and what unit multipliers made of the sum. */
function compare(plain, stored, sum) {
  const { again, lost } = foundAgain(plain, stored)
  const zeros = stored.filter((value) => value === 0).length - plain.filter((value) => value === 0).length
  const extra = stored.length - again
  // A dash that a yearbook or a PX file declares to be nothing at all is a zero.
  const isSame = lost.length === 0 && (extra === 0 || extra === zeros)
  if (!isSame) sum.differ += 1
  const [a, b] = [plain, stored].map((all) => all.reduce((total, one) => total + one, 0))
  const power = a === 0 || b === 0 ? 0 : Math.round(Math.log10(Math.abs(b / a)))
  const sums =
    Math.abs(b - a * 10 ** power) <= 1e-9 * Math.abs(b)
      ? `sum ${plainly(a)}${power === 0 ? '' : ` x 10^${power}`}`
      : `sums ${plainly(a)} and ${plainly(b)}`
  const apart = [
    lost.length > 0 && `${lost.length} only in the file: ${lost.slice(0, SHOWN).join(', ')}`,
    extra > 0 && `${extra} only in the store${extra === zeros ? ', zeros written as a dash' : ''}`,
  ].filter(Boolean)
  return `${isSame ? 'same figures' : 'DIFFERENT FIGURES'}: file ${plain.length}, store ${stored.length}, ${[sums, ...apart].join('; ')}`
}

function plainly(value) {
  return String(Number(value.toPrecision(12)))
}
