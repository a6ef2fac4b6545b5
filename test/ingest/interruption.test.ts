import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createReferenceDatabase } from '../support/pack.ts'

let pool: Pool
let folder: string
beforeAll(async () => {
  pool = await createReferenceDatabase()
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
