import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestDocument } from '../../src/ingest/figures/ingest-document.ts'
import { knownMappings } from '../../src/ingest/figures/known-mappings.ts'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import { loadReference } from '../../src/ingest/load-reference.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createTestDatabase } from '../support/database.ts'
import { PACK } from '../support/pack.ts'
import { runProgram } from '../support/program.ts'

let pool: Pool
let url: string
let folder: string
beforeAll(async () => {
  const database = await createTestDatabase()
  pool = database.pool
  url = database.url
  await loadReference({ pool, log: SILENT }, PACK)
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-lost-'))
})
afterAll(() => rm(folder, { recursive: true }))

const HEADING = 'measure,area,frequency,period,value,unit,vintage,source'
async function write(name: string, area: string, months: number): Promise<string> {
  const file = join(folder, name)
  const lines = [HEADING]
  for (let m = 0; m < months; m += 1) {
    const period = `${String(1000 + Math.floor(m / 12))}-${String((m % 12) + 1).padStart(2, '0')}`
    lines.push(`employment,${area},M,${period},${m + 1},PS,2025-01-01,GSO_PX`)
  }
  await writeFile(file, `${lines.join('\n')}\n`)
  return file
}
const count = async (area: string) =>
  (await pool.query(`select count(*) as n from observation join series using (series_no) where area_id = $1`, [area]))
    .rows[0]!.n

test('ingest: a connection that is lost in the middle is tried again, and everything is stored once', async () => {
  const file = await write('lost.csv', 'VN-HN', 12_000)
  const warnings: string[] = []
  let lost = false
  let ended: Promise<unknown> = Promise.resolve()
  const log = { ...SILENT, warn: (message: string) => void warnings.push(message) }
  const report = await ingestFile(
    { pool, log },
    {
      file,
      onProgress() {
        if (lost) return
        lost = true
        ended = pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
        )
      },
    },
  )
  await ended
  expect(warnings.join()).toContain('the connection to the database was lost; trying again')
  expect(report).toMatchObject({ read: 12_000, stored: 12_000 })
  expect(await count('VN-HN')).toBe(12_000)
})

test('ingest: two files of one source at once are stored one after the other, and the figures they share once', async () => {
  const first = await write('first.csv', 'VN', 600)
  const second = await write('second.csv', 'VN', 900)
  const reports = await Promise.all([first, second].map((file) => ingestFile({ pool, log: SILENT }, { file })))
  expect(reports.map(({ read }) => read)).toEqual([600, 900])
  expect(reports.reduce((sum, { stored }) => sum + stored, 0)).toBe(900)
  expect(reports.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(600)
  expect(await count('VN')).toBe(900)
})

test('ingest: two processes that load one source at once are served one after the other, whatever the format', async () => {
  const [third, fourth] = [await write('third.csv', 'VN-R1', 3000), await write('fourth.csv', 'VN-R1', 4000)]
  const runs = [third, fourth].map((file) => runProgram(['ingest', file, '--json'], { DATABASE_URL: url }).ended)
  const ended = await Promise.all(runs)
  expect(ended.map(({ code }) => code)).toEqual([0, 0])
  const reports = ended.flatMap(
    ({ stdout }) => JSON.parse(stdout) as { read: number; stored: number; unchanged: number }[],
  )
  expect(reports.map(({ read }) => read)).toEqual([3000, 4000])
  expect(reports.map(({ stored, unchanged }) => stored + unchanged)).toEqual([3000, 4000])
  expect(reports.reduce((sum, { stored }) => sum + stored, 0)).toBe(4000)
  expect(await count('VN-R1')).toBe(4000)
})

test('ingest: a document whose connection is lost in the middle is read again, and everything is stored once', async () => {
  const file = join(folder, 'lost.tsv')
  const months = Array.from(
    { length: 400 },
    (_, m) => `${1990 + Math.floor(m / 12)}M${String((m % 12) + 1).padStart(2, '0')}`,
  )
  const lines = [['freq,unit,sex,age,indic_em,geo\\TIME_PERIOD', ...months].join('\t')]
  for (let age = 15; age < 28; age += 1) {
    lines.push([`M,THS_PER,T,Y${age},EMP_LFS,DE`, ...months.map((_, m) => String(m + age))].join('\t'))
  }
  await writeFile(file, `${lines.join('\n')}\n`)
  const warnings: string[] = []
  let ended: Promise<unknown> | null = null
  const log = { ...SILENT, warn: (message: string) => void warnings.push(message) }
  const report = await ingestDocument(
    { pool, log },
    {
      file,
      vintage: '2026-01-01',
      mappings: await knownMappings(pool, PACK),
      onProgress() {
        ended ??= pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
        )
      },
    },
  )
  await ended
  expect(warnings.join()).toContain('the connection to the database was lost; trying again')
  expect(report).toMatchObject({ read: 5200, stored: 5200 })
  expect(await count('DE')).toBe(5200)
})

test('ingest: a database that stays away ends in one sentence that says nothing was stored', async () => {
  const file = await write('away.csv', 'VN', 3)
  const { createPool } = await import('../../src/storage/database.ts')
  const nowhere = createPool('postgres://nobody@127.0.0.1:9/none', 1)
  await expect(ingestFile({ pool: nowhere, log: SILENT }, { file })).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('nothing of it was stored'),
  })
  await nowhere.end()
})
