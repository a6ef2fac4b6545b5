import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FigureMapping } from '../../../src/contracts/figure-mapping.ts'
import { type DocumentRequest, ingestDocument } from '../../../src/ingest/figures/ingest-document.ts'
import { inspectFile } from '../../../src/ingest/figures/inspect.ts'
import { knownMappings } from '../../../src/ingest/figures/known-mappings.ts'
import { ingestAny } from '../../../src/ingest/ingest-any.ts'
import { listQuarantine, retryQuarantine } from '../../../src/ingest/quarantine.ts'
import type { Pool } from '../../../src/storage/database.ts'
import { readKnownCodes } from '../../../src/storage/known-codes.ts'
import { SILENT } from '../../../src/storage/log.ts'
import { newestIngest, readObservations } from '../../../src/storage/read-observation.ts'
import { emptyStore } from '../../support/empty-store.ts'
import { createReferenceDatabase, PACK } from '../../support/pack.ts'

let pool: Pool
let folder: string
let mappings: FigureMapping[]

beforeAll(async () => {
  pool = await createReferenceDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-document-'))
  mappings = await knownMappings(pool, PACK)
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await emptyStore(pool)
})

async function ingest(name: string, text: string, request: Partial<DocumentRequest> = {}) {
  const file = join(folder, name)
  await writeFile(file, text)
  return ingestDocument({ pool, log: SILENT }, { file, mappings, ...request })
}
const figures = async () =>
  (
    await pool.query(
      `select series_id, period_start, vintage, value, obs_status, is_break, is_withdrawn
         from observation join series using (series_no) order by 1, 2, 3`,
    )
  ).rows

const ILOSTAT = (...rows: string[]) =>
  ['"ref_area","source","indicator","sex","classif1","time","obs_value","obs_status"', ...rows, ''].join('\n')
const ilostat = (classif: string, time: string, value: string, status = '', area = 'VNM') =>
  `"${area}","BA:1023","EMP_TEMP_SEX_ECO_NB","SEX_T","${classif}","${time}",${value},"${status}"`

test('a document: ILOSTAT codes become ours, thousands become persons, and a flag B is a break beside the figure', async () => {
  const report = await ingest(
    'ilostat.csv',
    ILOSTAT(
      ilostat('ECO_ISIC4_C', '2024', '12148.3', 'B'),
      ilostat('ECO_ISIC4_TOTAL', '2019', '54659.2'),
      ilostat('ECO_SECTOR_IND', '2019', '1'),
    ),
    { vintage: '2025-10-07' },
  )
  expect(report).toMatchObject({ read: 3, stored: 3, nil: 0, quarantined: 0 })
  expect(report.quality?.published).toEqual([{ id: 'ILOSTAT_LFS:EMP_TEMP_SEX_ECO_NB', title: 'EMP_TEMP_SEX_ECO_NB' }])
  expect((await figures()).filter(({ series_id }) => !series_id.includes(':EMP_'))).toMatchObject([
    { series_id: 'A.VN.employment.T.VSIC2018:C._T._T.ICLS19.ILOSTAT_LFS.PS', value: 12_148_300, is_break: true },
    { series_id: 'A.VN.employment.T._T._T._T.ICLS13.ILOSTAT_LFS.PS', value: 54_659_200, is_break: false },
  ])
})

test('a document: areas the mapping leaves out are kept as published, never lost', async () => {
  const text = ILOSTAT(ilostat('ECO_ISIC4_C', '2024', '1', '', 'KEN'), ilostat('ECO_ISIC4_C', '2024', '2'))
  expect(await ingest('areas.csv', text, { vintage: '2025-10-07' })).toMatchObject({ read: 2, stored: 2, nil: 0 })
  expect((await figures()).map(({ series_id, value }) => [series_id.slice(0, 44), value])).toEqual([
    ['A.KE.ILOSTAT_LFS:EMP_TEMP_SEX_ECO_NB.T._Z._Z', 1],
    ['A.VN.employment.T.VSIC2018:C._T._T.ICLS19.IL', 2000],
  ])
})

test('a document: an unknown code goes to quarantine with the nearest, and in by a retry once a synonym is reviewed', async () => {
  const report = await ingest('odd.csv', ILOSTAT(ilostat('ECO_ISIC4_Manufacturin', '2024', '5')), {
    vintage: '2025-10-07',
  })
  expect(report).toMatchObject({ read: 1, stored: 0, quarantined: 1 })
  const [refused] = await listQuarantine(pool)
  expect(refused!.reason).toMatch(/"ECO_ISIC4_Manufacturin" is no code or label of VSIC2018 known here/)
  expect(JSON.parse(refused!.raw)).toMatchObject({ place: { row: 2 }, text: '5' })
  await pool.query(`insert into synonym values ('VSIC2018', 'Manufacturin', 'C', 'test')`)
  expect(await retryQuarantine({ pool, log: SILENT }, report.ingestId!)).toMatchObject({ stored: 1, quarantined: 0 })
  await pool.query(`delete from synonym where seen_in = 'test'`)
  expect(await figures()).toMatchObject([{ value: 5000 }])
})

/** A table of the statistics office as JSON-stat 1, whose codes are only places in a list. */
const byPlace = (labels: readonly string[], periods: readonly string[], value: readonly (number | null)[]) =>
  JSON.stringify({
    dataset: {
      label: 'Lực lượng lao động từ 15 tuổi trở lên phân theo địa phương',
      value,
      dimension: {
        id: ['Địa phương', 'Năm'],
        size: [labels.length, periods.length],
        role: { time: ['Năm'] },
        'Địa phương': {
          category: {
            index: Object.fromEntries(labels.map((_, i) => [String(i), i])),
            label: Object.fromEntries(labels.map((label, i) => [String(i), label])),
          },
        },
        Năm: {
          category: {
            index: Object.fromEntries(periods.map((_, i) => [String(i), i])),
            label: Object.fromEntries(periods.map((p, i) => [String(i), p])),
          },
        },
      },
    },
  })

test('trap 3: Hanoi of 2007 and Hanoi of 2008 are two territories, and Ha Tay ends', async () => {
  const text = byPlace(
    ['CẢ NƯỚC', 'Hà Nội', 'Hà Tây'],
    ['2007', '2008'],
    [47_160.3, 48_209.6, 1653.7, 3421.2, 1500, null],
  )
  expect(await ingest('V0234.json', text, { vintage: '2022-06-30' })).toMatchObject({
    read: 6,
    stored: 5,
    nil: 1,
    quarantined: 0,
  })
  expect((await figures()).filter(({ series_id }) => !series_id.startsWith('A.VN.'))).toMatchObject([
    { series_id: expect.stringContaining('VN-HN.'), period_start: '2008-01-01', value: 3_421_200 },
    { series_id: expect.stringContaining('VN-P01~1991'), period_start: '2007-01-01', value: 1_653_700 },
    { series_id: expect.stringContaining('VN-P28~1991'), period_start: '2007-01-01', value: 1_500_000 },
  ])
})

test('trap 8: the status that stands in the label of the year is the status of the figure', async () => {
  const text = byPlace(['Hà Nội'], ['2020', 'Sơ bộ 2021'], [4124.6, 3939.9])
  await ingest('prel.json', text, { vintage: '2022-06-30' })
  expect(await figures()).toMatchObject([
    { period_start: '2020-01-01', obs_status: 'A' },
    { period_start: '2021-01-01', obs_status: 'P', value: 3_939_900 },
  ])
})

const PROVINCES = FigureMapping.parse({
  id: 'by-code',
  title: 'Labour force by province code',
  source: 'GSO_PX',
  dataset: 'by-code',
  recognise: { formats: ['csv'] },
  constants: { measure: 'labourForce', unit: 'PS', unitMult: 0 },
  dimensions: {
    ref_area: { field: 'area', match: 'code' },
    source: { ignore: true },
    indicator: { ignore: true },
    sex: { field: 'sex' },
    classif1: { ignore: true },
  },
})
const byCode = (code: string, time: string, value: string) => ilostat('ECO_ISIC4_TOTAL', time, value, '', code)

test('province code 24 is Bac Giang in June 2025 and Bac Ninh in July, and no year can join them', async () => {
  const text = ILOSTAT(
    byCode('24', '2025-06', '1'),
    byCode('24', '2025-07', '2'),
    byCode('27', '2025-07', '3'),
    byCode('24', '2025', '4'),
  )
  const report = await ingest('code24.csv', text, { mapping: PROVINCES, vintage: '2025-12-31' })
  expect(report).toMatchObject({ read: 4, stored: 2, quarantined: 2 })
  expect((await figures()).map(({ series_id, period_start }) => [series_id.split('.')[1], period_start])).toEqual([
    ['VN-P24~2004', '2025-06-01'],
    ['VN-P24~2025', '2025-07-01'],
  ])
  const reasons = (await listQuarantine(pool)).map(({ reason }) => reason)
  expect(reasons[0]).toMatch(/"27" did not exist in 2025-07-01 to 2025-07-31: VN-P27\.2004/)
  expect(reasons[1]).toMatch(/"24" means VN-P24\.2004 \(Bắc Giang.*\) or VN-P24\.2025 \(Bắc Ninh/)
})

test('province 24: a name and a code that mean different territories are refused, not joined', async () => {
  const mapping = FigureMapping.parse({
    ...PROVINCES,
    dimensions: { ...PROVINCES.dimensions, ref_area: { field: 'area' } },
  })
  const text = [
    'ref_area,ref_area.label,source,indicator,sex,classif1,time,obs_value',
    '24,Bắc Ninh,x,x,SEX_T,x,2024,1',
    '',
  ].join('\n')
  expect(await ingest('names.csv', text, { mapping, vintage: '2025-12-31' })).toMatchObject({
    stored: 0,
    quarantined: 1,
  })
  expect((await listQuarantine(pool))[0]!.reason).toMatch(
    /the code "24" means VN-P24\.2004 and the label "Bắc Ninh" means VN-P27\.2004/,
  )
})

test('section J of VSIC 2018 and of VSIC 2025 are two series, and K is finance in one and telecoms in the other', async () => {
  const of = (scheme: string) =>
    FigureMapping.parse({
      ...PROVINCES,
      id: `vsic-${scheme.toLowerCase()}`,
      constants: { measure: 'employment', area: 'VN', unit: 'PS', unitMult: 0 },
      dimensions: { ...PROVINCES.dimensions, ref_area: { ignore: true }, classif1: { field: 'industry', scheme } },
    })
  const text = (label: string) => ILOSTAT(ilostat('J', '2024', '1'), ilostat(label, '2024', '2'))
  await ingest('v2018.csv', text('Hoạt động tài chính, ngân hàng và bảo hiểm'), {
    mapping: of('VSIC2018'),
    vintage: '2025-12-31',
  })
  await ingest('v2025.csv', text('Hoạt động tài chính, ngân hàng và bảo hiểm'), {
    mapping: of('VSIC2025'),
    vintage: '2025-12-31',
  })
  const industries = (await figures()).map(({ series_id }) => series_id.split('.')[4])
  expect(industries).toEqual(['VSIC2018:J', 'VSIC2018:K', 'VSIC2025:J', 'VSIC2025:L'])
})

const NSDP = (series: string) => `<?xml version="1.0" encoding="utf-8"?>
<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=IMF:ECOFIN_DSD(1.0):ObsLevelDim:TIME_PERIOD">
<message:Header><message:ID>X</message:ID><message:Test>false</message:Test><message:Prepared>2024-10-09T00:00:00</message:Prepared><message:Sender id="VN"/><message:Structure structureID="S" namespace="urn:x" dimensionAtObservation="TIME_PERIOD"><Ref agencyID="IMF" id="ECOFIN_DSD" version="1.0"/></message:Structure></message:Header>
<message:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="S">${series}</message:DataSet></message:StructureSpecificData>`
const lmi = (indicator: string, observations: Record<string, string>) =>
  `<Series DATA_DOMAIN="LMI" REF_AREA="VN" INDICATOR="${indicator}" COUNTERPART_AREA="_Z" FREQ="Q" UNIT_MULT="3">${Object.entries(
    observations,
  )
    .map(([period, value]) => `<Obs TIME_PERIOD="${period}" OBS_VALUE="${value}"/>`)
    .join('')}</Series>`

test('traps 1 and 5: a rate is not multiplied, "na" is missing, and 2021-Q1 is on another concept than 2020-Q4', async () => {
  const text = NSDP(
    lmi('LLF_PE_NUM', { '2020-Q4': '55144', '2021-Q1': '51022' }) +
      lmi('LUR_PT', { '2021-Q1': '2.42', '2021-Q2': 'na' }),
  )
  expect(await ingest('LMIVNM.xml', text)).toMatchObject({ read: 4, stored: 4, quarantined: 0 })
  expect(await figures()).toMatchObject([
    { series_id: 'Q.VN.labourForce.T._T._T._T.ICLS13.GSO_NSDP.PS', value: 55_144_000 },
    { series_id: 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS', value: 51_022_000 },
    { series_id: 'Q.VN.unemploymentRate.T._T._T.WA.ICLS19.GSO_NSDP.PT', value: 2.42 },
    { period_start: '2021-04-01', value: null, obs_status: 'O' },
  ])
})

test('trap 6: a revision stands beside the old figure; one a complete edition no longer has is withdrawn from then on', async () => {
  const first = NSDP(lmi('LLF_PE_NUM', { '2024-Q2': '52500', '2024-Q3': '52654.9' }))
  const second = NSDP(lmi('LLF_PE_NUM', { '2024-Q3': '52764.9' })).replace('2024-10-09T', '2025-06-06T')
  const third = NSDP(lmi('LLF_PE_NUM', { '2024-Q2': '52501', '2024-Q3': '52764.9' })).replace(
    '2024-10-09T',
    '2025-09-01T',
  )
  await ingest('1.xml', first)
  expect(await ingest('2.xml', second)).toMatchObject({ read: 1, stored: 1, absent: 1 })
  await ingest('3.xml', third)
  const key = { area: 'VN', measure: 'labourForce', frequency: 'Q', source: 'GSO_NSDP' } as const
  const lastIngest = await newestIngest(pool)
  const known = async (asOf: string) => {
    const { rows } = await readObservations(pool, { ...key, asOf, lastIngest, includeHistory: false }, 100)
    return rows.map(({ period, value }) => [period, value])
  }
  expect(await known('2025-01-01')).toEqual([
    ['2024-Q2', 52_500_000],
    ['2024-Q3', 52_654_900],
  ])
  expect(await known('2025-06-06')).toEqual([['2024-Q3', 52_764_900]])
  expect(await known('2025-09-01')).toEqual([
    ['2024-Q2', 52_501_000],
    ['2024-Q3', 52_764_900],
  ])
})

test('withdrawals: an edition with refused rows withdraws nothing, since what could not be read may still be there', async () => {
  await ingest('1.xml', NSDP(lmi('LLF_PE_NUM', { '2024-Q2': '52500', '2024-Q3': '52654.9' })))
  const second = NSDP(lmi('LLF_PE_NUM', { '2024-Q3': '52764.9', '2024-Q2': '525x' })).replace(
    '2024-10-09T',
    '2025-06-06T',
  )
  expect(await ingest('2.xml', second)).toMatchObject({ stored: 1, quarantined: 1, absent: 0 })
})

test('a document: "sb" behind a figure is the mark of a preliminary one', async () => {
  await ingest('sb.xml', NSDP(lmi('LLF_PE_NUM', { '2024-Q2': '52500', '2024-Q3': '52654.9sb' })))
  expect((await figures()).map(({ value, obs_status }) => [value, obs_status])).toEqual([
    [52_500_000, 'A'],
    [52_654_900, 'P'],
  ])
})

test('a document: a day of publication before the periods of all its figures is not believed, and said so', async () => {
  const early = NSDP(lmi('LLF_PE_NUM', { '2024-Q3': '52654.9' })).replace('2024-10-09T', '2010-01-04T')
  await expect(ingest('early.xml', early)).rejects.toThrow(
    'early.xml says that it was published on 2010-01-04, before the periods of its figures began. Give the day',
  )
  const report = await ingest('early.xml', early, { defaultVintage: '2024-11-01' })
  expect(report).toMatchObject({ stored: 1, quality: { disbelievedDay: '2010-01-04' } })
  expect(await figures()).toMatchObject([{ vintage: '2024-11-01' }])
})

test('withdrawals: an SDMX row with the action D takes its figure back', async () => {
  const csv = (action: string, value: string) =>
    `STRUCTURE,STRUCTURE_ID,ACTION,DATA_DOMAIN,REF_AREA,INDICATOR,COUNTERPART_AREA,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MULT\ndataflow,IMF:LMI(1.0),${action},LMI,VN,LLF_PE_NUM,_Z,Q,2024-Q2,${value},3\n`
  await ingest('add.csv', csv('A', '52500'), { vintage: '2024-10-09' })
  const report = await ingest('delete.csv', csv('D', ''), { vintage: '2025-06-06' })
  expect(report).toMatchObject({ read: 1, stored: 0, withdrawn: 1 })
  expect(await figures()).toMatchObject([{ is_withdrawn: false }, { is_withdrawn: true, value: null }])
})

test('a document: the same bytes twice change nothing, and its mapping is kept with the source', async () => {
  const text = NSDP(lmi('LE_PE_NUM', { '2024-Q2': '51000' }))
  await ingest('same.xml', text)
  expect(await ingest('same.xml', text)).toMatchObject({ recognised: true, stored: 0, unchanged: 1, ingestId: null })
  const { rows } = await pool.query(
    `select mapping_id, version from source_mapping where mapping_id = 'gso-nsdp-labour'`,
  )
  expect(rows).toEqual([{ mapping_id: 'gso-nsdp-labour', version: 1 }])
})

test('a document: without a day of publication, or for a mapping nobody knows, nothing is loaded, and the message says what to give', async () => {
  const named = ingest('x.csv', ILOSTAT(ilostat('ECO_ISIC4_C', '2024', '1')), { as: 'no-such-mapping' })
  await expect(named).rejects.toMatchObject({
    code: 'MAPPING_INVALID',
    message: expect.stringContaining('There is no mapping "no-such-mapping"'),
  })
  await expect(ingest('day.csv', ILOSTAT(ilostat('ECO_ISIC4_C', '2024', '1')))).rejects.toMatchObject({
    code: 'MAPPING_INVALID',
    message: expect.stringContaining('--vintage'),
  })
})

test('inspect: says format, dimensions, periods and the mapping that would be used, and loads nothing', async () => {
  const file = join(folder, 'inspect.csv')
  await writeFile(file, ILOSTAT(ilostat('ECO_ISIC4_C', '2024', '12148.3', 'B'), ilostat('ECO_ISIC4_Q', '2023', '1')))
  const found = await inspectFile(file, mappings, await readKnownCodes(pool))
  expect(found).toMatchObject({
    format: 'ilostat-csv',
    figures: 2,
    flags: { B: 1 },
    periods: { shown: ['2024', '2023'] },
    outcome: { good: 2, nil: 0, refused: [] },
  })
  expect(found.mapping!.id).toBe('ilostat-employment-by-section')
  expect(found.dimensions.map(({ id, values }) => [id, values])).toEqual([
    ['ref_area', 1],
    ['source', 1],
    ['indicator', 1],
    ['sex', 1],
    ['classif1', 2],
  ])
  expect(await figures()).toEqual([])
})

test('inspect: a file nobody knows gets a draft that is a mapping once its blanks are filled', async () => {
  const file = join(folder, 'unknown.csv')
  await writeFile(
    file,
    ILOSTAT(
      ilostat('ECO_ISIC4_C', '2024', '1').replace('EMP_TEMP_SEX_ECO_NB', 'XYZ'),
      ilostat('ECO_ISIC4_D', '2024', '1').replace('EMP_TEMP_SEX_ECO_NB', 'XYZ'),
    ),
  )
  const found = await inspectFile(file, mappings, null)
  expect(found.mapping).toBeNull()
  expect(FigureMapping.safeParse(found.draft).success).toBe(true)
})

test('ingestAny: a tidy file goes in by its headings, anything else by its format', async () => {
  const tidy = join(folder, 'tidy.csv')
  await writeFile(
    tidy,
    'measure,area,frequency,period,value,unit,unit_mult,vintage,source\nlabourForce,VN-HN,A,2020,4124.6,PS,3,2022-06-30,GSO_PX\n',
  )
  const xml = join(folder, 'any.xml')
  await writeFile(xml, NSDP(lmi('LE_PE_NUM', { '2024-Q2': '51000' })))
  expect(await ingestAny({ pool, log: SILENT }, { file: tidy, mappings })).toMatchObject({ stored: 1 })
  expect(await ingestAny({ pool, log: SILENT }, { file: xml, mappings })).toMatchObject({ stored: 1 })
})

const students = (...rows: string[]) => ['region,what,period,value', ...rows, ''].join('\n')
const STUDENTS = {
  id: 'students',
  title: 'Students by school year',
  source: 'GSO_PX',
  dataset: 'students',
  recognise: {},
  constants: { measure: 'universityStudents', unit: 'PS', unitMult: 0 },
  dimensions: { region: { field: 'area' }, what: { ignore: true }, COLUMN: { ignore: true } },
}

test('a document: a school year is kept as one, and is another series than the calendar year', async () => {
  const text = students('VN-HN,x,2024-2025,650000', 'VN-HN,x,Năm học 2023-2024,640000', 'VN-HN,x,2024,645000')
  const mapping = FigureMapping.parse(STUDENTS)
  expect(await ingest('students.csv', text, { mapping, vintage: '2026-01-05' })).toMatchObject({ read: 3, stored: 3 })
  expect(await figures()).toMatchObject([
    { series_id: 'A.VN-HN.universityStudents.T._T._T._T._Z.GSO_PX.PS', period_start: '2024-01-01', value: 645_000 },
    { series_id: 'AY.VN-HN.universityStudents.T._T._T._T._Z.GSO_PX.PS', period_start: '2023-09-01', value: 640_000 },
    { series_id: 'AY.VN-HN.universityStudents.T._T._T._T._Z.GSO_PX.PS', period_start: '2024-09-01', value: 650_000 },
  ])
})

test('a document: 2010-11 is November, and a school year where the mapping says that it holds school years', async () => {
  const text = students('VN-HN,x,2010-11,1')
  const load = (name: string, constants: object) => {
    const mapping = FigureMapping.parse({ ...STUDENTS, id: name, constants: { ...STUDENTS.constants, ...constants } })
    return ingest(`${name}.csv`, text, { mapping, vintage: '2026-01-05' })
  }
  await load('months', {})
  await load('school-years', { frequency: 'AY' })
  expect(await figures()).toMatchObject([{ period_start: '2010-09-01' }, { period_start: '2010-11-01' }])
})

test('a document: figures of one day are kept under that day, printed or declared', async () => {
  const text = students('VN,x,01/4/2019,96208984', 'VN,x,tại thời điểm 1/7/2024,100000000')
  const constants = { measure: 'population', unit: 'PS', unitMult: 0 }
  const census = FigureMapping.parse({ ...STUDENTS, id: 'census', constants })
  await ingest('census.csv', text, { mapping: census, vintage: '2026-01-05' })
  const july = FigureMapping.parse({ ...STUDENTS, id: 'july', constants, stockDay: '07-01' })
  await ingest('july.csv', students('VN,x,2023,99000000'), { mapping: july, vintage: '2026-01-05' })
  expect((await figures()).map((row) => [row.series_id.split('.')[0], row.period_start, row.value])).toEqual([
    ['D', '2019-04-01', 96_208_984],
    ['D', '2023-07-01', 99_000_000],
    ['D', '2024-07-01', 100_000_000],
  ])
})

test('a document: parts of a code are read by their place, and a territory only the source knows is kept under its list', async () => {
  const bls = (id: string) =>
    JSON.stringify({
      status: 'REQUEST_SUCCEEDED',
      message: [],
      Results: { series: [{ seriesID: id, data: [{ year: '2023', period: 'M01', value: '3.1', footnotes: [{}] }] }] },
    })
  const load = (id: string) => ingest(`${id}.json`, bls(id), { mappings, vintage: '2024-01-05' })
  expect(await load('LAUST080000000000003')).toMatchObject({ stored: 1 })
  expect(await load('LAUCN040010000000003')).toMatchObject({ stored: 1, quarantined: 0 })
  expect(await figures()).toMatchObject([
    { series_id: 'M.BLS_LAUS:CN0400100000000.unemploymentRate.T._T._T._T.ICLS19.BLS_LAUS.PT', value: 3.1 },
    { series_id: 'M.US-CO.unemploymentRate.T._T._T._T.ICLS19.BLS_LAUS.PT', value: 3.1 },
  ])
})

test('a document: modelled and surveyed figures of one country and year are two series, and a modelled future is a forecast', async () => {
  const row = (source: string, time: string, value: string) =>
    `"KEN","${source}","UNE_DEAP_SEX_AGE_RT","SEX_T","AGE_YTHADULT_YGE15","${time}",${value},""`
  const text = ILOSTAT(row('BX:3465', '2019', '5.014'), row('XA:8405', '2019', '3.171'), row('XA:8405', '2027', '3'))
  expect(await ingest('two-sources.csv', text, { vintage: '2026-10-01' })).toMatchObject({ read: 3, stored: 3 })
  expect(
    (await figures()).map(({ series_id, value, obs_status }) => [series_id.split('.')[8], value, obs_status]),
  ).toEqual([
    ['ILOSTAT_LFS', 5.014, 'A'],
    ['ILOSTAT_MODELLED', 3.171, 'E'],
    ['ILOSTAT_MODELLED', 3, 'F'],
  ])
})

test('a document: the day it states wins over the one given for files that state none', async () => {
  const oecd = (published: object) =>
    JSON.stringify({
      version: '2.0',
      class: 'dataset',
      ...published,
      id: ['concept', 'area', 'year'],
      size: [1, 2, 2],
      role: { time: ['year'] },
      dimension: {
        concept: { category: { label: { UNR: 'unemployment rate' } } },
        area: { category: { index: ['CA', 'EU15'], label: { CA: 'Canada', EU15: 'Euro area (15 countries)' } } },
        year: { category: { index: ['2012', '2013'] } },
      },
      value: [7.3, 7.2, 11.1, 11.9],
      status: { '1': 'e', '3': 'f' },
    })
  const load = (name: string, published: object) => ingest(name, oecd(published), { defaultVintage: '2026-10-01' })
  expect(await load('stated.json', { updated: '2012-11-27' })).toMatchObject({ read: 4, stored: 4, nil: 0 })
  await load('unstated.json', {})
  expect(
    (await figures())
      .filter(({ series_id }) => series_id.includes('.unemploymentRate.'))
      .map(({ period_start, vintage, value, obs_status }) => [period_start, vintage, value, obs_status]),
  ).toEqual([
    ['2012-01-01', '2012-11-27', 7.3, 'A'],
    ['2012-01-01', '2026-10-01', 7.3, 'A'],
    ['2013-01-01', '2012-11-27', 7.2, 'F'], // estimated before the year began: a forecast
    ['2013-01-01', '2026-10-01', 7.2, 'E'],
  ])
})

test('a document: the Spanish labour force survey, kept by sex, age and relation to activity', async () => {
  const px = `CHARSET="ANSI";\nAXIS-VERSION="2000";\nMATRIX="epa";\nTITLE="EPA";\nCONTENTS="Poblacion";\nUNITS="Miles de personas";
STUB="Sexo","Edad";\nHEADING="Relacion con la actividad economica","Periodo";\nVALUES("Sexo")="Ambos sexos","Mujeres";
VALUES("Edad")="De 16 a 19 anos";\nVALUES("Relacion con la actividad economica")="Activos","Inactivos";
VALUES("Periodo")="2009TI";\nTIMEVAL("Periodo")=TLIST(Q1),"20091";\nDATA=\n100.5 200\n50.2 ..;\n`
  expect(await ingest('epa.px', px, { vintage: '2010-01-01' })).toMatchObject({
    read: 4,
    stored: 3,
    nil: 1,
    quarantined: 0,
  })
  expect(await figures()).toMatchObject([
    { series_id: expect.stringMatching(/^Q\.ES\.INE_EPA:epa\./), value: 200 },
    { series_id: 'Q.ES.labourForce.F._T._T.Y16-19.ICLS13.INE_EPA.PS', value: 50_200 },
    { series_id: 'Q.ES.labourForce.T._T._T.Y16-19.ICLS13.INE_EPA.PS', value: 100_500 },
  ])
})
