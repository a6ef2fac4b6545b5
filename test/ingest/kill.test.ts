import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatPeriod, periodIndex } from '../../src/domain/period.ts'
import { SEXES } from '../../src/domain/series.ts'
import { loadReference } from '../../src/ingest/load-reference.ts'
import { SILENT } from '../../src/storage/log.ts'
import { startChild } from '../support/child.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { PACK } from '../support/pack.ts'

const MONTHS = 150
let database: TestDatabase
let folder: string
let file: string
let rows = 0

beforeAll(async () => {
  database = await createTestDatabase()
  await loadReference({ pool: database.pool, log: SILENT }, PACK)
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-kill-'))
  file = join(folder, 'large.csv')
  const areas = await database.pool.query<{ area_id: string }>(
    `select area_id from area where area_id like 'VN%' order by area_id`,
  )
  const first = periodIndex('1990-01', 'M')
  const lines = ['measure,area,sex,frequency,period,value,unit,vintage,source']
  for (const { area_id } of areas.rows) {
    for (const sex of SEXES) {
      for (let m = 0; m < MONTHS; m += 1) {
        lines.push(`employment,${area_id},${sex},M,${formatPeriod(first + m, 'M')},${1000 + m},PS,2025-01-01,GSO_PX`)
      }
    }
  }
  rows = lines.length - 1
  await writeFile(file, `${lines.join('\n')}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

/** What the store holds once the server has noticed that its client is gone. */
async function settled(): Promise<{ observations: number; series: number; ingests: number; refused: number }> {
  const others = `select count(*) as n from pg_stat_activity where datname = current_database() and state is not null
    and state <> 'idle' and pid <> pg_backend_pid()`
  while ((await database.pool.query<{ n: number }>(others)).rows[0]!.n > 0) await sleep(20)
  const { rows: found } = await database.pool.query(
    `select (select count(*) from observation) as observations, (select count(*) from series) as series,
            (select count(*) from ingest_release where not mapping ? 'reference') as ingests,
            (select count(*) from quarantined_row) as refused`,
  )
  return found[0]
}

test('ingest: killed at any point it leaves the store as it was, and started again it stores everything once', async () => {
  const nothing = { observations: 0, series: 0, ingests: 0, refused: 0 }
  for (const [word, delayMs] of [
    ['share-1', 0],
    ['share-5', 0],
    ['share-9', 0],
    ['share-10', 0],
    ['share-10', 300],
  ] as const) {
    const child = startChild('ingest-child.mjs', database.url, file)
    await child.said(`${word} `)
    await sleep(delayMs)
    await child.end('SIGKILL')
    const left = await settled()
    // A kill that came after the commit finds all of it.
    if (left.ingests === 1) break
    expect(left).toEqual(nothing)
  }
  const whole = { observations: rows, series: rows / MONTHS, ingests: 1, refused: 0 }
  const second = startChild('ingest-child.mjs', database.url, file)
  await second.said('stored')
  expect(await settled()).toEqual(whole)
  const third = startChild('ingest-child.mjs', database.url, file)
  expect(await third.said('stored')).toBe('0')
  expect(await settled()).toEqual(whole)
})
