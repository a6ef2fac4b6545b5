import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadReference } from '../../src/ingest/load-reference.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createTestDatabase } from '../support/database.ts'
import { PACK } from '../support/pack.ts'

let pool: Pool
let pack: string

beforeEach(async () => {
  pool = (await createTestDatabase()).pool
  pack = await mkdtemp(join(tmpdir(), 'nhanluc-pack-'))
  await cp(join(PACK, 'reference'), join(pack, 'reference'), { recursive: true })
})
afterEach(() => rm(pack, { recursive: true }))

const load = () => loadReference({ pool, log: SILENT }, pack)
const edit = async (table: string, change: (text: string) => string) => {
  const path = join(pack, 'reference', `${table}.csv`)
  await writeFile(path, change(await readFile(path, 'utf8')))
}
const count = async (table: string) =>
  (await pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n

test('loadReference: the same files a second time change nothing and are recognised', async () => {
  const first = await load()
  expect(first.stored).toBe(first.read)
  expect(await load()).toMatchObject({
    recognised: true,
    read: first.read,
    stored: 0,
    unchanged: first.read,
    ingestId: null,
  })
  expect(await count('ingest_release')).toBe(1)
})

test('loadReference: one changed row is one changed row', async () => {
  const first = await load()
  await edit('lens', (text) => text.replace('IT and digital', 'Information technology'))
  expect(await load()).toMatchObject({ stored: 1, unchanged: first.read - 1, recognised: false })
  const { rows } = await pool.query(`select name_en from lens where lens_id = 'it-digital'`)
  expect(rows).toEqual([{ name_en: 'Information technology' }])
})

test('loadReference: a row the files no longer have goes, unless something refers to it', async () => {
  await load()
  const lenses = await count('lens')
  await pool.query(
    `insert into source values ('GONE', 'x', 'x', 'x', null, 'x', 'x'), ('USED', 'x', 'x', 'x', null, 'x', 'x')`,
  )
  await pool.query(
    `insert into series values ('s', 'A', 'VN', 'employment', 'T', '_T', '_T', '_T', '_Z', 'USED', 'PS', 0)`,
  )
  await edit('lens_member', (text) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('it-digital'))
      .join('\n'),
  )
  await edit('lens', (text) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('it-digital'))
      .join('\n'),
  )
  await load()
  expect(await count('lens')).toBe(lenses - 1)
  const { rows } = await pool.query(`select source_id from source where source_id in ('GONE', 'USED')`)
  expect(rows).toEqual([{ source_id: 'USED' }])
})

test('loadReference: a wrong file is named with its line, and nothing of the pack is taken in', async () => {
  await edit('area', (text) => `${text.trimEnd()}\nVN-XX,planet,,X,X,VN,2000-01-01,\n`)
  await expect(load()).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('area_kind') })
  expect([await count('source'), await count('area')]).toEqual([0, 0])
  await edit('area', (text) => text.replace('VN-XX,planet', '"VN"XX,province'))
  await expect(load()).rejects.toMatchObject({
    message: expect.stringMatching(/reference\/area\.csv line \d+: field 1 goes on/),
  })
})

test('loadReference: a code without its scheme, a missing column and a folder that is no pack get a clear sentence', async () => {
  await edit('area', (text) => text.replace('valid_from', 'since'))
  await expect(load()).rejects.toMatchObject({ message: expect.stringContaining('there is no column since') })
  await edit('area', (text) => text.replace('since', 'valid_from').replace('VN-HN,province', 'VN-HN,province,extra'))
  await expect(load()).rejects.toMatchObject({ message: expect.stringContaining('has 9 fields, the heading has 8') })
  await expect(loadReference({ pool, log: SILENT }, tmpdir())).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' })
})
