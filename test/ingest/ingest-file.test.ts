import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Mapping } from '../../src/contracts/tidy.ts'
import { type IngestRequest, ingestFile } from '../../src/ingest/ingest-file.ts'
import { LIMITS } from '../../src/ingest/open-text.ts'
import { listQuarantine, retryQuarantine } from '../../src/ingest/quarantine.ts'
import type { Pool } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { emptyStore } from '../support/empty-store.ts'
import { createReferenceDatabase } from '../support/pack.ts'

const HEADING = 'measure,area,industry,sex,frequency,period,value,unit,unit_mult,obs_status,vintage,source'
let pool: Pool
let folder: string

beforeAll(async () => {
  pool = await createReferenceDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-ingest-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await emptyStore(pool)
  await pool.query(`delete from area where area_id = 'VN-NEW'`)
})

const row = (change: Partial<Record<string, string>> = {}): string => {
  const fields = {
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
    ...change,
  }
  return Object.values(fields).join(',')
}
async function ingest(text: string | Buffer, request: Partial<IngestRequest> = {}) {
  const file = join(folder, 'figures.csv')
  await writeFile(file, text)
  return ingestFile({ pool, log: SILENT }, { file, ...request })
}
const ingestRows = (...rows: string[]) => ingest(`${[HEADING, ...rows].join('\n')}\n`)
const figures = async () =>
  (
    await pool.query(
      'select o.*, series_id from observation o join series using (series_no) order by series_id, period_start, vintage',
    )
  ).rows
const count = async (table: string) =>
  (await pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n

test('ingest: a figure is stored in persons, with the line and file it came from', async () => {
  const report = await ingestRows(row({ period: '2019', value: '4118.3' }), row())
  expect(report).toMatchObject({
    read: 2,
    stored: 2,
    unchanged: 0,
    quarantined: 0,
    recognised: false,
    file: 'figures.csv',
  })
  expect(await figures()).toMatchObject([
    { series_id: 'A.VN-HN.labourForce.T._T._T._T._Z.GSO_PX.PS', period_start: '2019-01-01', value: 4_118_300, line: 2 },
    {
      period_start: '2020-01-01',
      value: 4_124_600,
      vintage: '2022-06-30',
      obs_status: 'A',
      line: 3,
      ingest_id: report.ingestId,
    },
  ])
})

test('ingest: the same bytes twice change nothing, under whatever name', async () => {
  await ingestRows(row(), row({ area: 'VN-HNN' }))
  const before = [await figures(), await listQuarantine(pool), await count('ingest_release')]
  const again = await ingestRows(row(), row({ area: 'VN-HNN' }))
  expect(again).toMatchObject({ read: 2, stored: 0, unchanged: 1, quarantined: 1, recognised: true, ingestId: null })
  expect([await figures(), await listQuarantine(pool), await count('ingest_release')]).toEqual(before)
})

test('ingest: known figures in a longer file are unchanged, and a new vintage stands beside the old', async () => {
  await ingestRows(row())
  const report = await ingestRows(
    row(),
    row({ vintage: '2023-06-30', value: '4200' }),
    row({ period: '2021', value: '3939.9' }),
  )
  expect(report).toMatchObject({ read: 3, stored: 2, unchanged: 1, quarantined: 0 })
  expect((await figures()).map(({ value }) => value)).toEqual([4_124_600, 4_200_000, 3_939_900])
})

test('ingest: another value for a stored vintage is refused, since a vintage never changes', async () => {
  const first = await ingestRows(row())
  const report = await ingestRows(row({ value: '9999' }))
  expect(report).toMatchObject({ read: 1, stored: 0, quarantined: 1 })
  expect((await figures()).map(({ value }) => value)).toEqual([4_124_600])
  const [refused] = await listQuarantine(pool)
  expect(refused).toMatchObject({ line: 2, raw: row({ value: '9999' }), column: 'value', file: 'figures.csv' })
  expect(refused!.reason).toContain(
    `the store has 4124600 A for this period and vintage (ingest ${first.ingestId}, line 2), the row says 9999000 A`,
  )
})

test('ingest: a line said twice is stored once; lines that contradict each other are all refused', async () => {
  const report = await ingestRows(row(), row(), row({ period: '2021' }), row({ period: '2021', value: '1' }))
  expect(report).toMatchObject({ read: 4, stored: 1, unchanged: 1, quarantined: 2 })
  const refused = await listQuarantine(pool)
  expect(refused.map(({ line }) => line)).toEqual([4, 5])
  expect(refused[0]!.reason).toContain('lines 4 to 5 of the file contradict each other')
})

test.each([
  ['an unknown area', { area: 'VN-HNN' }, 'area', /the area "VN-HNN" is not known; nearest: VN-HN \(/],
  ['an unknown source', { source: 'GSO-PX' }, 'source', /nearest: GSO_PX/],
  [
    'an unknown industry',
    { industry: 'VSIC2018:Z9' },
    'industry',
    /the classification code "VSIC2018:Z9" is not known/,
  ],
  ['an industry without its scheme', { industry: 'C' }, 'industry', /industry: "C" \(write SCHEME:code/],
  ['an unknown measure', { measure: 'jobs' }, 'measure', /measure: "jobs"/],
  [
    'a period of another frequency',
    { period: '2024-Q3' },
    'period',
    /"2024-Q3" is not a period of frequency A; write it like 2024/,
  ],
  [
    'a figure published before its period',
    { period: '2030' },
    'vintage',
    /published on 2022-06-30, before the period 2030 began/,
  ],
  ['a day that is none', { vintage: '2022-02-30' }, 'vintage', /2022-02-30 is not a day of the calendar/],
  ['a value without a number', { value: 'about 4000' }, 'value', /value: "about 4000"/],
  ['a value that should be missing', { obs_status: 'O' }, 'value', /4124\.6 stands beside the status O/],
  ['a missing value that should be there', { value: 'na' }, 'value', /is empty although the status A/],
  ['a negative number of persons', { value: '-1' }, 'value', /-1 is negative; labourForce cannot be/],
  ['persons in per cent', { unit: 'PT', unit_mult: '0' }, 'unit', /labourForce is stored in PS, the row says PT/],
  [
    'a rate with a power of ten',
    { measure: 'trainedShare', unit: 'PT', value: '48' },
    'unit_mult',
    /a percentage has none, the row says 3/,
  ],
  ['a rate above 100', { measure: 'trainedShare', unit: 'PT', unit_mult: '0' }, 'value', /more than 100 per cent/],
  ['a broken quote', { area: '"VN' }, null, /opens a quote that is never closed/],
])('ingest: %s is refused with its reason, and the row beside it is stored', async (_, change, column, reason) => {
  const report = await ingestRows(row({ period: '2018' }), row(change), row({ period: '2019' }))
  expect(report).toMatchObject({ read: 3, stored: 2, quarantined: 1 })
  const [refused] = await listQuarantine(pool, { ingestId: report.ingestId! })
  expect(refused).toMatchObject({ line: 3, raw: row(change), column })
  expect(refused!.reason).toMatch(reason)
})

test('ingest: refused rows go in by a retry once their code is known, keep their line, and the rest stay', async () => {
  const first = await ingestRows(row(), row({ area: 'VN-NEW' }), row({ area: 'VN-NOWHERE' }))
  const deps = { pool, log: SILENT }
  expect(await retryQuarantine(deps, first.ingestId!)).toMatchObject({
    read: 2,
    stored: 0,
    quarantined: 2,
    ingestId: null,
  })
  await pool.query(`insert into area values ('VN-NEW', 'province', null, 'Mới', 'New', 'VN', '2000-01-01', null)`)
  const retried = await retryQuarantine(deps, first.ingestId!)
  expect(retried).toMatchObject({ read: 2, stored: 1, unchanged: 0, quarantined: 1 })
  expect((await figures()).at(-1)).toMatchObject({ ingest_id: retried.ingestId, line: 3 })
  expect((await listQuarantine(pool)).map(({ line }) => line)).toEqual([4])
  const { rows } = await pool.query('select resolved_by from quarantined_row where line = 3')
  expect(rows).toEqual([{ resolved_by: retried.ingestId }])
  expect(await ingestRows(row(), row({ area: 'VN-NEW' }), row({ area: 'VN-NOWHERE' }))).toMatchObject({
    read: 3,
    stored: 0,
    unchanged: 2,
    quarantined: 1,
    recognised: true,
  })
})

test('ingest: a file of another agency, with its own headings, encoding, decimals and line ends', async () => {
  const text = 'Năm;Nghìn người\r\n2020;4124,6\r\n2021;..\r\n'
  const mapping = Mapping.parse({
    columns: { period: 'Năm', value: 'Nghìn người' },
    constants: {
      measure: 'labourForce',
      area: 'VN-HN',
      frequency: 'A',
      unit: 'PS',
      unitMult: 3,
      vintage: '2022-06-30',
      source: 'GSO_PX',
    },
    delimiter: ';',
    decimal: ',',
    encoding: 'utf-16le',
  })
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  expect(await ingest(bytes, { mapping })).toMatchObject({ read: 2, stored: 2, quarantined: 0 })
  expect(await figures()).toMatchObject([
    { value: 4_124_600, obs_status: 'A' },
    { value: null, obs_status: 'O' },
  ])
  await expect(ingest(bytes, { mapping: { ...mapping, encoding: 'utf-8' } })).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringContaining('Name its encoding in the mapping'),
  })
})

test('ingest: a byte order mark, extra columns and another order of columns are no obstacle', async () => {
  const headings = HEADING.split(',').reverse()
  const fields = row().split(',').reverse()
  const report = await ingest(`\uFEFF${['colour', ...headings]}\n${['red', ...fields]}\n`)
  expect(report).toMatchObject({ stored: 1, quality: { ignoredColumns: ['colour'] } })
})

test.each([
  ['an empty file', '', 'FILE_NOT_READABLE', /is empty/],
  ['a heading without rows', `${HEADING}\n`, 'FILE_NOT_READABLE', /a heading and no rows/],
  ['a web page', '<html>\n<body>Too many requests</body>\n', 'MAPPING_INVALID', /The columns are: <html>/],
  [
    'a file cut to other columns',
    'measure,area\nemployment,VN\n',
    'MAPPING_INVALID',
    /value: neither a column nor a constant/,
  ],
])('ingest: %s is refused whole, and nothing is recorded', async (_, text, code, message) => {
  await expect(ingest(text)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  expect(await count('ingest_release')).toBe(1) // the reference tables
})

test('ingest: a file beyond the limits is refused whole', async () => {
  const text = `${HEADING}\n${row()}\n${row({ period: '2021' })}\n`
  await expect(ingest(text, { limits: { ...LIMITS, maxRows: 1 } })).rejects.toMatchObject({ code: 'TOO_LARGE' })
  await expect(ingest(text, { limits: { ...LIMITS, maxBytes: 50 } })).rejects.toMatchObject({ code: 'TOO_LARGE' })
  await expect(ingest(text, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'INTERRUPTED' })
  expect(await figures()).toEqual([])
})

test('ingest: the quality report shows coverage, statuses and the jump the break register explains', async () => {
  const years = { '2005': '1500', '2006': '1600', '2007': '1653.7', '2008': '3421.2', '2009': '3500' }
  const report = await ingestRows(
    ...Object.entries(years).map(([period, value]) => row({ period, value })),
    row({ period: '2010', value: '', obs_status: 'L' }),
    row({ area: 'Hanoi' }),
  )
  expect(report.quality).toMatchObject({
    series: 1,
    seriesLength: { count: 1, min: 5, median: 5, max: 5 },
    coverage: [
      {
        measure: 'labourForce',
        area: 'VN-HN',
        series: 1,
        figures: 5,
        missing: 1,
        first: '2005-01-01',
        last: '2010-01-01',
      },
    ],
    statuses: { A: 5, L: 1 },
    vintages: ['2022-06-30'],
    reasons: [{ column: 'area', rows: 1 }],
  })
  expect(report.quality!.jumps).toEqual([
    {
      series: 'A.VN-HN.labourForce.T._T._T._T._Z.GSO_PX.PS',
      period: '2008-01-01',
      before: 1_653_700,
      after: 3_421_200,
      ratio: expect.closeTo(2.0688, 4),
      registered: 'ha-tay-labour-force',
    },
  ])
})

test('ingest: every row of any file is in exactly one place, and rows read = stored + unchanged + quarantined', async () => {
  const line = fc.oneof(
    fc.record({ period: fc.constantFrom('2018', '2019', '2020'), value: fc.constantFrom('1', '2') }).map(row),
    fc
      .constantFrom(
        { area: 'VN-HNN' },
        { sex: 'X' },
        { value: '"' },
        { value: '"a\nb"' },
        { unit: '' },
        { value: '1\t\\' },
      )
      .map(row),
    fc.constantFrom('', ',', '\0', '"', 'Hà Nội', row({ value: '\\N' })),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), fc.nat(1e9), async (lines, salt) => {
      const text = [`${HEADING},salt_${salt}`, ...lines.map((one) => (one === '' ? '' : `${one},`))].join('\n')
      fc.pre(lines.some((one) => one !== ''))
      const report = await ingest(text)
      expect(report.read).toBe(report.stored + report.unchanged + report.quarantined)
      const stored = await pool.query<{ line: number }>('select line from observation where ingest_id = $1', [
        report.ingestId,
      ])
      const refused = await listQuarantine(pool, { ingestId: report.ingestId! })
      const taken = [...stored.rows, ...refused].map((one) => one.line)
      expect(new Set(taken).size).toBe(taken.length)
      expect(stored.rows.length).toBe(report.stored)
      expect(refused.length).toBe(report.quarantined)
      // Every line of the file that is not empty belongs to a row that was read.
      const covered = refused.reduce((sum, { raw }) => sum + raw.split('\n').filter((part) => part !== '').length, 0)
      const written = text
        .split('\n')
        .slice(1)
        .filter((part) => part !== '').length
      expect(covered + report.stored + report.unchanged).toBe(written)
    }),
    { numRuns: 40 },
  )
})
