import { beforeAll, expect, test } from 'vitest'
import { readAssumptions } from '../../src/storage/assumption.ts'
import { readBreaks } from '../../src/storage/breaks.ts'
import type { Pool } from '../../src/storage/database.ts'
import { createReferenceDatabase } from '../support/pack.ts'

let pool: Pool

beforeAll(async () => {
  pool = await createReferenceDatabase()
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
      expect(a).toMatchObject({ kind, basis: { vi: expect.stringMatching(/\w/), en: expect.stringMatching(/\w/) } })
      expect(a.value).toBeGreaterThanOrEqual(a.low ?? a.value)
      expect(a.value).toBeLessThanOrEqual(a.high ?? a.value)
    }
  }
})
