import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FigureMapping } from '../../../src/contracts/figure-mapping.ts'
import { type DocumentRequest, ingestDocument } from '../../../src/ingest/figures/ingest-document.ts'
import { inspectFile } from '../../../src/ingest/figures/inspect.ts'
import { knownMappings } from '../../../src/ingest/figures/known-mappings.ts'
import { loadReference } from '../../../src/ingest/load-reference.ts'
import { retryQuarantine } from '../../../src/ingest/quarantine.ts'
import type { Pool } from '../../../src/storage/database.ts'
import { readKnownCodes } from '../../../src/storage/known-codes.ts'
import { SILENT } from '../../../src/storage/log.ts'
import { readPublishedCodes, readPublishedDatasets } from '../../../src/storage/published.ts'
import { listAreas } from '../../../src/storage/read-area.ts'
import { readSeries } from '../../../src/storage/read-series.ts'
import { emptyStore } from '../../support/empty-store.ts'
import { createReferenceDatabase, PACK } from '../../support/pack.ts'

// Files of formats that describe themselves and that nobody wrote a mapping for: kept as published, under their own lists.
let pool: Pool
let folder: string
let mappings: FigureMapping[]

beforeAll(async () => {
  pool = await createReferenceDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-published-'))
  mappings = await knownMappings(pool, PACK)
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await emptyStore(pool)
})

async function keep(name: string, text: string | Buffer): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}
const ingest = async (name: string, text: string | Buffer, request: Partial<DocumentRequest> = {}) =>
  ingestDocument(
    { pool, log: SILENT },
    { file: await keep(name, text), mappings, defaultVintage: '2026-10-01', ...request },
  )

interface Stored extends Record<string, unknown> {
  area: string
  frequency: string
  period: string
  value: number | null
  status: string
  sex: string
  unit: string
  dimensions: Record<string, string>
  is_break: boolean
  note: string | null
}
async function figures(measure: string): Promise<Stored[]> {
  const { rows } = await pool.query<Stored>(
    `select area_id as area, frequency, period_start as period, value, obs_status as status, sex, unit_measure as unit, dimensions,
            is_break, note
       from observation join series using (series_no) where measure = $1 order by series_id, period_start`,
    [measure],
  )
  return rows
}

const PX = `CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="no";
LANGUAGES="no","en";
MATRIX="AKU05111";
TITLE="Arbeidsledige, etter region, kjønn og halvår";
TITLE[en]="Unemployed persons, by region, sex and half-year";
UNITS="1 000 personer";
STUB="region","kjønn";
STUB[en]="region","sex";
HEADING="halvår";
HEADING[en]="half-year";
VALUES("region")="Hele landet","Innlandet";
VALUES("kjønn")="Begge kjønn","Kvinner";
VALUES("halvår")="2023H1","2023H2";
TIMEVAL("halvår")=TLIST(H1,"2023H1"-"2023H2");
CODES("region")="0","34";
CODES("kjønn")="0","2";
SOURCE="Statistisk sentralbyrå";
LAST-UPDATED="20250110 08:00";
DATASYMBOL2="..";
DATA=
104 110
44 48
5 ".."
2 2
;
`

test('a table of another office, in two languages and by half-years: stored whole under its own id, with its own codes', async () => {
  expect(await ingest('nav.px', PX)).toMatchObject({ read: 8, stored: 8, quarantined: 0, nil: 0 })
  const stored = await figures('STATISTISK_SENTRALBYRA:AKU05111')
  expect(stored.map(({ value }) => value)).toEqual([104, 110, 44, 48, 5, null, 2, 2])
  expect(stored[1]).toMatchObject({
    area: 'STATISTISK_SENTRALBYRA.AKU05111:0',
    frequency: 'S',
    period: '2023-07-01',
    dimensions: { kjønn: '0' },
    unit: '1_000_PERSONER',
  })
  expect(await readPublishedDatasets(pool)).toMatchObject([
    {
      id: 'STATISTISK_SENTRALBYRA:AKU05111',
      vintage: '2025-01-10',
      series: 4,
      dimensions: [
        { id: 'kjønn', codes: 2 },
        { id: 'region', codes: 2 },
      ],
    },
  ])
  expect(await readPublishedCodes(pool, 'STATISTISK_SENTRALBYRA:AKU05111')).toContainEqual({
    dimension: 'kjønn',
    code: '2',
    label: 'Kvinner',
  })
})

test('the same table again changes nothing; a revised edition is another vintage of the same series', async () => {
  await ingest('nav.px', PX)
  expect(await ingest('copy.px', PX.replace('104 110', '104  110'))).toMatchObject({ stored: 0, unchanged: 8 })
  const revised = PX.replace('104 110', '105 110').replace('20250110', '20250401')
  expect(await ingest('revised.px', revised)).toMatchObject({ stored: 8, quarantined: 0 })
  const [first] = await readSeries(pool, { measure: 'STATISTISK_SENTRALBYRA:AKU05111' }, 1)
  expect(first).toMatchObject({ vintages: ['2025-01-10', '2025-04-01'], observations: 2, dimensions: { kjønn: '0' } })
})

const JOBS = [
  'freq,nace_r2,indic_em,geo\\TIME_PERIOD\t2023-Q3 \t2023-Q4 \t2024-Q1 ',
  'Q,B-S,JOBRATE,DE\t4.1 \t4.0 p\t: ',
  'Q,B-S,JOBRATE,EL\t1.2 b\t: c\t1.5 bp',
  'Q,B-S,JOBRATE,EU27_2020\t2.6 e\t2.5 \t2.6 d',
  'Q,B-S,JOBRATE,DE21\t3.9 \t4.4 u\t: z',
  '',
].join('\n')

test('Eurostat: countries become ours, NUTS regions and groups stay in the list of Eurostat, flags are read, none is lost', async () => {
  expect(await ingest('estat_jvs_q_nace2.tsv', JOBS)).toMatchObject({ read: 12, stored: 12, quarantined: 0 })
  const stored = await figures('EUROSTAT:jvs_q_nace2')
  const of = (area: string) => stored.filter((one) => one.area === area)
  expect(of('GR')).toMatchObject([
    { value: 1.2, is_break: true, status: 'A' },
    { value: null, status: 'Q' },
    { value: 1.5, is_break: true, status: 'P' },
  ])
  expect(of('DE').map(({ status }) => status)).toEqual(['A', 'P', 'O'])
  expect(of('EUROSTAT:EU27_2020').at(-1)).toMatchObject({ value: 2.6, status: 'A', note: 'd' })
  expect(of('EUROSTAT:DE21').map(({ status }) => status)).toEqual(['A', 'U', 'M'])
  expect(stored[0]!.dimensions).toEqual({ nace_r2: 'B-S', indic_em: 'JOBRATE' })
  const { rows } = await pool.query("select parent_id from area where area_id = 'EUROSTAT:DE21'")
  expect(rows).toEqual([{ parent_id: 'DE' }])
  expect((await listAreas(pool)).some(({ id }) => id.includes(':'))).toBe(false)
})

test('what is kept as published joins with nothing of ours: no measure, industry, occupation or age is shared', async () => {
  const text =
    '"ref_area","source","indicator","sex","classif1","time","obs_value","obs_status"\n' +
    '"VNM","BA:1023","EMP_TEMP_SEX_STE_NB","SEX_F","STE_ICSE93_1","2023",11000.5,"B"\n' +
    '"X01","XA:1870","EMP_TEMP_SEX_STE_NB","SEX_T","STE_AGGREGATE_TOTAL","2023",3300000,""\n'
  expect(await ingest('ste.csv', text)).toMatchObject({ read: 2, stored: 2 })
  expect(await figures('ILOSTAT:EMP_TEMP_SEX_STE_NB')).toMatchObject([
    { area: 'ILOSTAT:X01', status: 'E' },
    { area: 'VN', sex: 'F', is_break: true, dimensions: { classif1: 'STE_ICSE93_1', source: 'BA:1023', sex: 'SEX_F' } },
  ])
  const { rows } = await pool.query('select distinct industry, occupation, age, concept from series')
  expect(rows).toEqual([{ industry: '_Z', occupation: '_Z', age: '_Z', concept: '_Z' }])
})

test('SDMX-CSV with another separator: the dataflow is the dataset, its power of ten counts once, a strange flag is a note', async () => {
  const text = [
    'STRUCTURE[;]|STRUCTURE_ID|ACTION|REF_AREA|FREQ|ACTIVITY|TIME_PERIOD|OBS_VALUE|UNIT_MEASURE|UNIT_MULT|OBS_STATUS',
    'dataflow|XYZ:LMK(2.1.0)|I|VNM|Q|C|2024-Q1|11.5|PS|6|A',
    'dataflow|XYZ:LMK(2.1.0)|I|GEO_W|Q|C|2024-Q1|NaN|PS|6|K',
    'dataflow|XYZ:LMK(2.1.0)|I|VNM|A|C|2024-Q2|1|PS|6|A',
    '',
  ].join('\n')
  const report = await ingest('flow.csv', text)
  expect(report).toMatchObject({ read: 3, stored: 2, quarantined: 1 })
  expect(report.quality?.reasons[0]?.reason).toMatch(/2024-Q2/)
  expect(await figures('XYZ:LMK(2)')).toMatchObject([
    { area: 'VN', value: 11_500_000, unit: 'PS' },
    { area: 'XYZ.LMK_2:GEO_W', value: null, note: 'K' },
  ])
})

test('a table of a Vietnamese office: provinces are ours where the name says it, others are kept; preliminary years say so', async () => {
  const text =
    'Tỉnh/Thành phố;Giới tính;Năm 2021;Năm 2022;Sơ bộ 2023\n' +
    'Hà Nội;Chung;4.012,5;4.100,2;4.150,1\nHà Nội;Nam;2.000,1;2.050,0;2.080,4\nVùng Trời;Chung;1,5;2,5;..\n'
  expect(await ingest('lao-dong-tinh.csv', text)).toMatchObject({ read: 9, stored: 9 })
  const stored = await figures('UNNAMED:lao-dong-tinh')
  expect(stored.filter(({ area }) => area === 'VN-HN')).toMatchObject([
    { sex: 'M', value: 2000.1 },
    { sex: 'M' },
    { sex: 'M', value: 2080.4, status: 'P' },
    { sex: 'T', value: 4012.5 },
    { sex: 'T' },
    { sex: 'T', value: 4150.1, status: 'P' },
  ])
  expect(stored[0]!.area).toBe('UNNAMED.LAO_DONG_TINH:Vùng Trời')
})

test('a yearbook of two blocks: persons and shares stay apart', async () => {
  const sheet = utils.aoa_to_sheet([
    ['Lao động đang làm việc phân theo loại hình kinh tế'],
    ['Employed population by types of ownership'],
    [],
    [null, '2020', '2021', 'Sơ bộ\nPrel.\n2022'],
    [null, 'Nghìn người - Thous. persons', null, null],
    ['TỔNG SỐ - TOTAL', 1210.2, '1.215,7', 1220],
    ['Nhà nước - State', 110.2, '115,7', 120],
    [null, 'Cơ cấu - Structure (%)', null, null],
    ['TỔNG SỐ - TOTAL', 100, '100,00', 100],
    ['Nhà nước - State', 9.11, '9,52', 9.84],
  ])
  sheet['!merges'] = [
    { s: { r: 4, c: 1 }, e: { r: 4, c: 3 } },
    { s: { r: 7, c: 1 }, e: { r: 7, c: 3 } },
  ]
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'T45')
  const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' })
  expect(await ingest('hai-khoi.xlsx', bytes)).toMatchObject({ read: 12, stored: 12 })
  const stored = await figures('UNNAMED:hai-khoi')
  expect(new Set(stored.map(({ unit }) => unit)).size).toBe(2)
  expect(stored.filter(({ period }) => period === '2022-01-01').every(({ status }) => status === 'P')).toBe(true)
})

test('inspect shows the proposal whole, says what becomes of the first figures, and stores nothing', async () => {
  const file = await keep('estat_jvs_q_nace2.tsv', JOBS)
  const found = await inspectFile(file, mappings, await readKnownCodes(pool))
  expect(found.mapping).toBeNull()
  expect(found.proposal).toMatchObject({
    proposed: true,
    source: 'EUROSTAT',
    constants: { measure: 'EUROSTAT:jvs_q_nace2' },
    dimensions: { geo: { keep: true, field: 'area', list: 'EUROSTAT', scheme: 'ISO3166' } },
  })
  expect(found.outcome).toMatchObject({ good: 12, refused: [] })
  expect(await readPublishedDatasets(pool)).toEqual([])
})

test('the report says that the figures are kept as published', async () => {
  const report = await ingest('estat_jvs_q_nace2.tsv', JOBS)
  expect(report.quality?.published).toEqual([{ id: 'EUROSTAT:jvs_q_nace2', title: 'estat_jvs_q_nace2.tsv' }])
})

test('a file without a dimension of time is refused until the period is given', async () => {
  const dataset = {
    class: 'dataset',
    label: 'Posts by region',
    id: ['a'],
    size: [2],
    dimension: { a: { category: { index: ['1', '2'] } } },
    value: [1, 2],
  }
  const text = JSON.stringify(dataset)
  await expect(ingest('posts.json', text)).rejects.toMatchObject({
    code: 'MAPPING_INVALID',
    message: expect.stringContaining('--period'),
  })
  expect(await ingest('posts.json', text, { period: '2024-Q3' })).toMatchObject({ stored: 2 })
  expect(await figures('UNNAMED:posts')).toMatchObject([{ period: '2024-07-01' }, { period: '2024-07-01' }])
})

test('documents without figures, and ones of which none can be read, are refused by name with what to do', async () => {
  const config = JSON.stringify({ maxDataCells: 1000, maxCallsPerTimeWindow: 30, timeWindow: 10, languages: [] })
  await expect(ingest('config.json', config)).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringContaining('configuration of a PX-Web site'),
  })
  const cut = 'freq,unit,geo\\TIME_PERIOD\t2023 \t2024 \nA,PC,DE\t4.1 \n'
  await expect(ingest('cut.tsv', cut)).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringMatching(/none of its 1 places can be read.*seems cut/),
  })
})

test('a source that a file named stays when the reference tables are loaded again, with figures or without', async () => {
  await ingest('nav.px', PX)
  await emptyStore(pool)
  await pool.query("delete from ingest_release where mapping ? 'reference'")
  await loadReference({ pool, log: SILENT }, PACK)
  const { rows } = await pool.query("select origin from source where source_id = 'STATISTISK_SENTRALBYRA'")
  expect(rows).toEqual([{ origin: 'file' }])
})

test('refused figures of a dataset kept as published are tried again under the same lists', async () => {
  const early = PX.replace('20250110', '20230301') // published before the second half began
  const first = await ingest('early.px', early)
  expect(first).toMatchObject({ stored: 4, quarantined: 4 })
  expect(await retryQuarantine({ pool, log: SILENT }, first.ingestId!)).toMatchObject({ stored: 0, quarantined: 4 })
})

test('a yearbook whose title stands unmerged over the first column of figures: it is no part of that heading', async () => {
  const sheet = utils.aoa_to_sheet([
    [null, 'Số lao động đang làm việc phân theo khu vực của tỉnh'],
    [null, 'Nghìn người'],
    ['Khu vực', '2020', '2021', 'Sơ bộ 2022'],
    ['Thành thị', 110.2, 115.7, 120],
    ['Nông thôn', 210.2, 215.7, 220],
  ])
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'T1')
  const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' })
  expect(await ingest('nhan-de-cot-b.xlsx', bytes)).toMatchObject({ read: 6, stored: 6 })
  const stored = await figures('UNNAMED:nhan-de-cot-b')
  expect(new Set(stored.map(({ dimensions }) => dimensions['COLUMN']))).toEqual(new Set([undefined]))
  expect(stored.every(({ unit }) => unit === 'NGHIN_NGUOI')).toBe(true)
})
