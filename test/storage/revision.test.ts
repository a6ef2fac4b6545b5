import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { readRevisions } from '../../src/storage/revision.ts'
import { createReferenceDatabase, PACK } from '../support/pack.ts'

let pool: Pool
beforeAll(async () => {
  pool = await createReferenceDatabase()
  await ingestFile({ pool, log: SILENT }, { file: join(PACK, 'observations', 'national-quarterly-nsdp.csv') })
})
const labourForce = { area: 'VN', measure: 'labourForce', sex: 'T', source: 'GSO_NSDP' } as const
const everything = { source: 'GSO_NSDP', from: '2024-10-09', to: '2025-06-06' }
const both = { ...labourForce, from: '2024-10-09', to: '2025-06-06' }

test('revisions: the labour force of 2024-Q3 was revised from 52,654.9 to 52,764.9 thousand, and 2024-Q4 is new', async () => {
  const found = await readRevisions(pool, both, 100)
  const third = found.find(({ periodStart }) => periodStart === '2024-07-01')!
  expect(third).toMatchObject({
    kind: 'revised',
    before: 52_654_900,
    vintageBefore: '2024-10-09',
    vintageAfter: '2025-06-06',
    registered: null,
  })
  expect((third.after! / 1000).toFixed(1)).toBe('52764.9')
  expect(found.find(({ periodStart }) => periodStart === '2024-10-01')).toMatchObject({
    kind: 'added',
    before: null,
    vintageBefore: null,
  })
})

test('revisions: between a day and itself nothing is revised, and what was published again unchanged is left out', async () => {
  expect(await readRevisions(pool, { ...both, from: '2025-06-06' }, 100)).toEqual([])
  const { rows } = await pool.query(
    `select count(*) as n from observation join series using (series_no)
      where area_id = 'VN' and measure = 'labourForce' and sex = 'T' and vintage = '2025-06-06'`,
  )
  expect((await readRevisions(pool, both, 100)).length).toBeLessThan(rows[0]!.n)
})

test('revisions: pages follow each other without gap or repetition', async () => {
  const all = await readRevisions(pool, everything, 1000)
  const pages = []
  for (let after: readonly [string, string] | undefined; ; ) {
    const page = await readRevisions(pool, everything, 7, after)
    if (page.length === 0) break
    pages.push(...page)
    after = [page.at(-1)!.series, page.at(-1)!.periodStart]
  }
  expect(pages).toEqual(all)
  expect(all.length).toBeGreaterThan(7)
})

test('revisions: one at a registered break names its entry', async () => {
  await pool.query(
    `insert into observation select series_no, '2021-01-01', '2025-12-01', 1, 'A', false, null, ingest_id, 1
       from series, (select max(ingest_id) as ingest_id from ingest_release) i
      where series_id = 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS'`,
  )
  const [found] = await readRevisions(pool, { ...labourForce, from: '2025-06-06', to: '2025-12-31' }, 10)
  expect(found).toMatchObject({ kind: 'revised', after: 1, registered: expect.stringMatching(/^icls19/) })
  expect(found!.reasonVi).toContain('ICLS')
})
