import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { periodIndex } from '../../src/domain/period.ts'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import { readAssumptions } from '../../src/storage/assumption.ts'
import { readBreaks } from '../../src/storage/breaks.ts'
import type { Pool } from '../../src/storage/database.ts'
import { readHistory } from '../../src/storage/history.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createReferenceDatabase, PACK } from '../support/pack.ts'

const LABOUR_FORCE = {
  area: 'VN',
  measure: 'labourForce',
  frequency: 'Q',
  source: 'GSO_NSDP',
  concept: 'ICLS19',
} as const
const QUARTER = periodIndex('2024-Q3', 'Q')
let pool: Pool

beforeAll(async () => {
  pool = await createReferenceDatabase()
  await ingestFile({ pool, log: SILENT }, { file: join(PACK, 'observations', 'national-quarterly-nsdp.csv') })
})

async function thirdQuarter(asOf: string) {
  return (await readHistory(pool, LABOUR_FORCE, asOf)).find(({ index }) => index === QUARTER)
}

test('readHistory: the labour force of 2024-Q3 is 52,654.9 thousand as known in 2024 and 52,764.9 thousand since June 2025', async () => {
  expect(await thirdQuarter('2024-10-09')).toMatchObject({
    value: 52_654_900,
    vintage: '2024-10-09',
    periodStart: '2024-07-01',
  })
  expect(await thirdQuarter('2025-06-05')).toMatchObject({ value: 52_654_900, vintage: '2024-10-09' })
  const revised = await thirdQuarter('2025-06-06')
  expect(revised).toMatchObject({ vintage: '2025-06-06' })
  expect((revised!.value! / 1000).toFixed(1)).toBe('52764.9') // the source gives 52764.85653643277
})

test('readHistory: nothing published later is seen, and periods come in order, each once', async () => {
  const before = await readHistory(pool, LABOUR_FORCE, '2024-10-09')
  expect(before.at(-1)!.index).toBe(QUARTER)
  expect(before.every(({ vintage }) => vintage <= '2024-10-09')).toBe(true)
  expect(before.map(({ index }) => index)).toEqual([...new Set(before.map(({ index }) => index))].sort((a, b) => a - b))
  expect(await readHistory(pool, LABOUR_FORCE, '2024-10-08')).toEqual([])
})

test('readHistory: a series nobody has stored is named in full', async () => {
  await expect(readHistory(pool, { ...LABOUR_FORCE, sex: 'F', age: 'Y15-24' }, '2025-12-31')).rejects.toMatchObject({
    code: 'SERIES_NOT_FOUND',
    message: expect.stringContaining('Q VN labourForce F _T _T Y15-24 ICLS19 GSO_NSDP'),
  })
})

test('readBreaks: the register knows the quarterly labour force changed its concept in 2021-Q1', async () => {
  const id = 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS'
  const breaks = await readBreaks(pool, [id, 'Q.XX.nothing'])
  expect(new Set(breaks.map(({ seriesId }) => seriesId))).toEqual(new Set([id]))
  expect(breaks.find(({ periodStart }) => periodStart === '2021-01-01')).toMatchObject({
    treatment: 'overlap_ratio',
    reference: expect.stringMatching(/./),
  })
})

test('readAssumptions: each has its basis and lies within its bounds', async () => {
  const kinds = await pool.query<{ kind: string }>('select distinct kind from assumption')
  expect(kinds.rows.length).toBeGreaterThan(0)
  for (const { kind } of kinds.rows) {
    for (const a of await readAssumptions(pool, kind)) {
      expect(a).toMatchObject({ kind, basis: expect.stringMatching(/\w/) })
      expect(a.value).toBeGreaterThanOrEqual(a.low ?? a.value)
      expect(a.value).toBeLessThanOrEqual(a.high ?? a.value)
    }
  }
})
