// Fetches years of one series, part by part, telling each; killed by the test.
import { createGuard } from '../../../../dist/ingest/connect/address-guard.js'
import { FETCH_LIMITS } from '../../../../dist/ingest/connect/limits.js'
import { resolveBySystem } from '../../../../dist/ingest/connect/pinned-lookup.js'
import { runFetch } from '../../../../dist/ingest/connect/run-fetch.js'
import { createPool } from '../../../../dist/storage/database.js'

const [database, folder, request] = process.argv.slice(2)
const pool = createPool(database)
const log = { debug() {}, info() {}, warn() {} }
const report = await runFetch(
  {
    pool,
    log,
    clock: { now: () => Date.now(), sleep: async () => {} },
    random: () => 0,
    guard: createGuard('127.0.0.1'),
    resolve: resolveBySystem,
    limits: FETCH_LIMITS,
    folder,
    userAgent: 'nhanluc/0.1.0 (test)',
    keys: { bls: null },
    signal: new AbortController().signal,
    onPart: (finished) => process.stdout.write(`part-${finished} \n`),
  },
  'bls',
  JSON.parse(request),
)
process.stdout.write(`done ${report.bodies.length} ${report.resumed}\n`)
await pool.end()
