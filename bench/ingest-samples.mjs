import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

// Loads every file of a folder into a fresh store and prints a line each: format, rows read = stored + unchanged + withdrawn +
// quarantined + nil, totals that add up. A file that cannot be read is named and the next is read.
// npm run build && node bench/ingest-samples.mjs --dir FOLDER [--vintage 2026-10-01] [--timeout 120] [--memory 512]
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
const store = await mkdtemp(join(tmpdir(), 'nhanluc-samples-'))
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const { dir, vintage, timeout, memory } = values
const bounds = ['--default-vintage', vintage, '--timeout', timeout, '--memory', memory]
try {
  const child = spawn(process.execPath, [main, 'ingest', dir, ...bounds], {
    env: { ...process.env, NHANLUC_DATA_DIR: join(store, 'data'), DATABASE_URL: undefined, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
} finally {
  await rm(store, { recursive: true, force: true })
}
