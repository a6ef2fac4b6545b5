import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { residuals } from '../../src/ingest/additivity.ts'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { createReferenceDatabase, PACK } from '../support/pack.ts'

const sum = { kind: 'sections', series: 's', period: '2024-01-01', vintage: '2025-01-01' } as const

test('residuals: what rounding to a hundred persons can leave is no residual, what it cannot is', () => {
  // Two parts and a total, each within 50 persons of the truth: 150 at most.
  expect(residuals([{ ...sum, total: 1000, parts: [500, 600] }])).toEqual([])
  expect(residuals([{ ...sum, total: 1000, parts: [500, 700] }])).toMatchObject([
    { residual: 200, tolerance: 150, parts: 2 },
  ])
})

test('residuals: the largest share of its total comes first', () => {
  const sums = [
    { ...sum, series: 'large', total: 1_000_001, parts: [500_000, 500_101] },
    { ...sum, series: 'small', total: 101, parts: [50, 101] },
  ]
  expect(residuals(sums).map(({ series }) => series)).toEqual(['small', 'large'])
})

let pool: Pool
beforeAll(async () => {
  pool = await createReferenceDatabase()
})
const load = (name: string) => ingestFile({ pool, log: SILENT }, { file: join(PACK, 'observations', name) })

test('additivity: the sections of ILOSTAT 2009 miss their total by 7.8 thousand, as the source has no X that year', async () => {
  const { quality } = await load('employment-by-section-ilostat.csv')
  const found = quality!.additivity!.largest.find(({ period }) => period === '2009-01-01')
  expect(found).toMatchObject({ kind: 'sections', parts: 21 })
  expect(found!.residual / 1000).toBeCloseTo(-7.8, 1)
})

test('additivity: provinces of the statistics office are held against the country, women and men against both', async () => {
  const provinces = (await load('labour-force-by-province-gso.csv')).quality!.additivity!
  expect(provinces.checked).toBeGreaterThanOrEqual(30)
  const sexes = (await load('national-quarterly-nsdp.csv')).quality!
  expect(sexes.additivity!.checked).toBeGreaterThan(100)
  // Two vintages in one file: the second is held against the first.
  expect(sexes.againstLastVintage).toMatchObject({ gone: expect.any(Number), added: expect.any(Number) })
  expect(sexes.againstLastVintage!.added).toBeGreaterThan(0)
})

test('additivity: parts are held against their own country, though a file holds several', async () => {
  const rows = [
    ['VN', 100.3],
    ['VN-R1', 60.1],
    ['VN-R2', 40.2],
    ['US', 912.3],
    ['US-CA', 500.1],
    ['US-TX', 300.7],
    ['DE', 7.1],
  ]
  const folder = await mkdtemp(join(tmpdir(), 'nhanluc-sums-'))
  const file = join(folder, 'countries.csv')
  const lines = rows.map(([area, persons]) => `employment,${area},M,2024-01,${persons},PS,3,2025-01-01,GSO_PX`)
  await writeFile(file, ['measure,area,frequency,period,value,unit,unit_mult,vintage,source', ...lines, ''].join('\n'))
  const { quality } = await ingestFile({ pool, log: SILENT }, { file })
  await rm(folder, { recursive: true })
  expect(quality!.additivity).toMatchObject({ checked: 2, off: 1 })
  expect(quality!.additivity!.largest[0]).toMatchObject({ kind: 'provinces', parts: 2 })
  expect(quality!.additivity!.largest[0]!.residual).toBeCloseTo(-111_500, 0)
})
