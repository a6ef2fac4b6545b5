import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { emptyStore } from '../support/empty-store.ts'
import { createReferenceDatabase } from '../support/pack.ts'

let pool: Pool
let folder: string
beforeAll(async () => {
  pool = await createReferenceDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-correct-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await emptyStore(pool)
  await pool.query('delete from correction')
})

const SERIES = 'A.VN-HN.labourForce.T._T._T._T._Z.GSO_PX.PS'
const register = (expected: number, value: number | null, vintage: string | null = null) =>
  pool.query(
    `insert into correction values ('slip', $1, '2020-01-01', $2, $3, $4, 'Sai dấu phẩy', 'Decimal slip', 'us; told', 'page 7')`,
    [SERIES, vintage, expected, value],
  )
async function ingest(...years: [string, string][]) {
  const file = join(folder, 'figures.csv')
  const rows = years.map(([period, value]) => `labourForce,VN-HN,A,${period},${value},PS,3,2022-06-30,GSO_PX`)
  await writeFile(file, ['measure,area,frequency,period,value,unit,unit_mult,vintage,source', ...rows, ''].join('\n'))
  return ingestFile({ pool, log: SILENT }, { file })
}
const stored = async () =>
  (await pool.query('select value, obs_status, note from observation order by period_start')).rows

test('corrections: a registered slip is stored corrected, and the figure says so and what was published', async () => {
  await register(41_246_000, 4_124_600)
  await ingest(['2018', '4064.8'], ['2019', '4118.3'], ['2020', '41246'])
  expect(await stored()).toMatchObject([
    { value: 4_064_800, note: null },
    { value: 4_118_300, note: null },
    { value: 4_124_600, note: 'Corrected (slip): published as 41246000' },
  ])
})

test('corrections: a figure that cannot be right is withheld as missing', async () => {
  await register(41_246_000, null)
  await ingest(['2020', '41246'])
  expect(await stored()).toMatchObject([{ value: null, obs_status: 'O' }])
})

test('corrections: once the source has fixed it the file is refused whole, naming the entry to end', async () => {
  await register(41_246_000, 4_124_600)
  await expect(ingest(['2019', '4118.3'], ['2020', '4124.6'])).rejects.toMatchObject({
    code: 'SOURCE_SCHEMA_CHANGED',
    message: expect.stringMatching(/The correction slip expects 41246000 .* the source says 4124600/),
  })
  expect(await stored()).toEqual([])
})

test('corrections: an entry for one vintage leaves the others alone', async () => {
  await register(41_246_000, 4_124_600, '2021-06-30')
  await ingest(['2020', '4124.6'])
  expect(await stored()).toMatchObject([{ value: 4_124_600, note: null }])
})
