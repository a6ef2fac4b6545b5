import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ingestFile } from '../../../src/ingest/ingest-file.ts'
import { tidyMapping } from '../../../src/ingest/mapping.ts'
import { listQuarantine } from '../../../src/ingest/quarantine.ts'
import type { Pool } from '../../../src/storage/database.ts'
import { SILENT } from '../../../src/storage/log.ts'
import { emptyStore } from '../../support/empty-store.ts'
import { createReferenceDatabase } from '../../support/pack.ts'

const HEADINGS = 'measure,area,industry,sex,frequency,period,value,unit,unit_mult,obs_status,vintage,source,note'.split(
  ',',
)
const IN_BYTES = tidyMapping(HEADINGS)
/** A numeric symbol for "missing" keeps a file from being read in bytes. */
const AS_TEXT = { ...IN_BYTES, nullSymbols: [...IN_BYTES.nullSymbols, '99999999'] }
let pool: Pool
let folder: string

beforeAll(async () => {
  pool = await createReferenceDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-bulk-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => emptyStore(pool))

const BASE = {
  measure: 'labourForce',
  area: 'VN-HN',
  industry: '_T',
  sex: 'T',
  frequency: 'A',
  period: '2020',
  value: '4124.6',
  unit: 'PS',
  unit_mult: '3',
  obs_status: 'A',
  vintage: '2022-06-30',
  source: 'GSO_PX',
  note: '',
}
const row = (change: Partial<typeof BASE> = {}): string => Object.values({ ...BASE, ...change }).join(',')
const fileOf = (rows: readonly string[], lineEnd = '\n') => [HEADINGS.join(','), ...rows, ''].join(lineEnd)

async function ingest(text: string, mapping = IN_BYTES) {
  const file = join(folder, 'figures.csv')
  await writeFile(file, text)
  return ingestFile({ pool, log: SILENT }, { file, mapping })
}

/** Everything an ingest left, without its number. */
async function outcome(text: string, mapping: typeof IN_BYTES) {
  await emptyStore(pool)
  const { ingestId, quality, ...report } = await ingest(text, mapping)
  const figures = await pool.query(
    `select s.series_id, o.period_start, o.vintage, o.value, o.obs_status, o.is_break, o.note, o.line
       from observation o join series s using (series_no) order by 1, 2, 3`,
  )
  const refused = (await listQuarantine(pool, { ingestId: ingestId! })).map(({ line, raw, column, reason }) => ({
    line,
    raw,
    column,
    reason: reason.replace(/ingest \d+/, 'ingest'),
  }))
  const { jumps, ...rest } = quality!
  return { report, rest, jumps: jumps.length, figures: figures.rows, refused: refused.sort((a, b) => a.line - b.line) }
}

test('ingest in bytes: a file read in bytes leaves what the same file read as text leaves', async () => {
  const change = fc.record(
    {
      area: fc.constantFrom('VN', 'VN-HN', '"VN"', ' VN ', 'VN-HNN', 'VN-P28.1991'),
      period: fc.constantFrom('2018', '2019', '2020', ' 2020', '2021', '2030', '2020-Q1', ''),
      value: fc.constantFrom('1', '2.50', '.5', '1e3', '-1', '', 'na', '"7"', '1,5', '12345678901234567', '+3'),
      frequency: fc.constantFrom('A', 'A', 'A', 'Q'),
      obs_status: fc.constantFrom('A', 'P', 'O', ''),
      unit: fc.constantFrom('PS', 'PS', 'PS', 'PT'),
      vintage: fc.constantFrom('2022-06-30', '2023-06-30', '2022-02-30'),
      note: fc.constantFrom(
        '',
        'Sơ bộ',
        '"a, b"',
        '"he said ""no"""',
        '"two\nlines"',
        'Sơ bộ'.normalize('NFD'),
        '"open',
        '\0',
      ),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 25 }),
      fc.constantFrom('\n', '\r\n'),
      async (rows, end) => {
        const text = fileOf(rows.map(row), end)
        expect(await outcome(text, IN_BYTES)).toEqual(await outcome(text, AS_TEXT))
      },
    ),
    { numRuns: 30 },
  )
})

test('ingest in bytes: the same figures in other bytes are unchanged, figure by figure the same store', async () => {
  const rows = ['2018', '2019', '2020', '2021'].map((period, i) => row({ period, value: String(4000 + i) }))
  await ingest(fileOf(rows))
  const figures = (await pool.query('select * from observation order by 1, 2')).rows
  const again = await ingest(fileOf(rows.toReversed(), '\r\n'))
  expect(again).toMatchObject({ read: 4, stored: 0, unchanged: 4, quarantined: 0, recognised: false })
  expect((await pool.query('select * from observation order by 1, 2')).rows).toEqual(figures)
})

test('ingest in bytes: a file that goes on where the last one ended adds the new figures, and a changed old one is refused', async () => {
  const years = (values: Record<string, string>) =>
    fileOf(Object.entries(values).map(([period, value]) => row({ period, value })))
  await ingest(years({ 2018: '10', 2019: '11' }))
  expect(await ingest(years({ 2018: '10', 2019: '11', 2020: '12' }))).toMatchObject({ stored: 1, unchanged: 2 })
  expect(await ingest(years({ 2018: '10', 2019: '99', 2020: '12' }))).toMatchObject({
    stored: 0,
    unchanged: 2,
    quarantined: 1,
  })
  expect((await pool.query('select value from observation order by period_start')).rows.map((r) => r.value)).toEqual([
    10_000, 11_000, 12_000,
  ])
})

test('ingest in bytes: a new vintage of known series goes in beside the old one', async () => {
  await ingest(fileOf([row(), row({ period: '2021' })]))
  const report = await ingest(
    fileOf([row({ vintage: '2023-06-30' }), row({ period: '2021', vintage: '2023-06-30', value: '1' })]),
  )
  expect(report).toMatchObject({ read: 2, stored: 2 })
  const { rows } = await pool.query('select vintage, figures from series_vintage order by vintage')
  expect(rows).toEqual([
    { vintage: '2022-06-30', figures: 2 },
    { vintage: '2023-06-30', figures: 2 },
  ])
})

test('ingest in bytes: figures the store has, of which it knows no digest, are compared one by one', async () => {
  await ingest(fileOf([row(), row({ period: '2021' })]))
  await pool.query('delete from series_vintage')
  const report = await ingest(fileOf([row(), row({ period: '2021' }), row({ period: '2022', vintage: '2022-06-30' })]))
  expect(report).toMatchObject({ read: 3, stored: 1, unchanged: 2, quarantined: 0 })
})

test('ingest in bytes: a chunk border falls anywhere, within a quoted field too', async () => {
  // Lines of some 200 bytes over three chunks of a megabyte, each fifth with a quoted line break.
  const rows: string[] = []
  for (let i = 0; i < 15_000; i += 1) {
    const note = i % 5 === 0 ? `"line ${i}\n${'x'.repeat(100)}"` : 'y'.repeat(100 + (i % 7))
    rows.push(
      row({
        area: i % 2 ? 'VN' : 'VN-HN',
        frequency: 'M',
        period: `${1000 + Math.floor(i / 24)}-${String((Math.floor(i / 2) % 12) + 1).padStart(2, '0')}`,
        value: String(i),
        note,
      }),
    )
  }
  expect(await ingest(fileOf(rows))).toMatchObject({ read: 15_000, stored: 15_000, quarantined: 0 })
  const { rows: found } = await pool.query(
    `select count(*) as n, sum(value)::bigint as total, count(distinct line) as lines, max(line) as last from observation`,
  )
  const total = (15_000 * 14_999) / 2
  expect(found[0]).toEqual({ n: 15_000, total: total * 1000, lines: 15_000, last: 1 + 15_000 + 3000 })
})

test('figures: neither their series nor their ingest can be deleted', async () => {
  const { ingestId } = await ingest(fileOf([row()]))
  await expect(pool.query('delete from series')).rejects.toMatchObject({ code: '23503' })
  await expect(pool.query('delete from ingest_release where ingest_id = $1', [ingestId])).rejects.toMatchObject({
    code: '23503',
  })
})
