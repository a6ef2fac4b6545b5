import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IngestRow, RevisionRow } from '../../src/contracts/quality.ts'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import { ingestPack } from '../../src/ingest/pack.ts'
import { retryQuarantine } from '../../src/ingest/quarantine.ts'
import { SILENT } from '../../src/storage/log.ts'
import { type Api, openApi } from '../support/api.ts'
import { PACK } from '../support/pack.ts'

const LABOUR_FORCE = 'Q.VN.labourForce.T._T._T._T.ICLS19.GSO_NSDP.PS'
const HEADER =
  'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,obs_status,is_break,vintage,source,note'
const FILE = [
  HEADER,
  'employment,VN-HN,_T,_T,T,_T,ICLS19,A,2023,4000,PS,3,A,false,2025-06-30,GSO_NSDP,',
  'employment,VN-HN,_T,_T,T,_T,ICLS19,A,2024,9000,PS,3,A,false,2025-06-30,GSO_NSDP,',
  'employment,VN-XX,_T,_T,T,_T,ICLS19,A,2024,9000,PS,3,A,false,2025-06-30,GSO_NSDP,',
  'employment,VN-HN,_T,_T,T,_T,ICLS19,A,2022,-1,PS,3,A,false,2023-06-30,GSO_NSDP,',
]

let api: Api
let refusedIngest: number
beforeAll(async () => {
  api = await openApi({}, async (pool) => {
    await ingestPack({ pool, log: SILENT }, PACK)
    const file = join(await mkdtemp(join(tmpdir(), 'nhanluc-')), 'city.csv')
    await writeFile(file, `${FILE.join('\n')}\n`)
    const report = await ingestFile({ pool, log: SILENT }, { file, sourceName: 'city.csv' })
    refusedIngest = report.ingestId!
  })
}, 60_000)
afterAll(() => api.app.close())

const json = async (url: string) => (await api.get(url)).json()

describe('GET /v1/ingests', () => {
  it('every row of every file is accounted for: read = stored + unchanged + withdrawn + quarantined + nil', async () => {
    const { rows, meta } = await json('/v1/ingests')
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows as IngestRow[]) {
      expect(row.stored + row.unchanged + row.withdrawn + row.quarantined + row.nil, row.file).toBe(row.read)
      expect(row.sha256).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(meta.method).toContain('read = stored + unchanged')
    expect(rows[0]).toMatchObject({ id: refusedIngest, file: 'city.csv', read: 4, stored: 2, quarantined: 2, open: 2 })
    expect(rows.at(-1)).toMatchObject({ kind: 'reference' })
  })

  it('paging visits every ingest once, the newest first', async () => {
    const whole = (await json('/v1/ingests')).rows.map((r: IngestRow) => r.id)
    expect(whole).toEqual([...whole].sort((a, b) => b - a))
    const walked: number[] = []
    for (let url = '/v1/ingests?limit=4'; ; ) {
      const page = await json(url)
      walked.push(...page.rows.map((r: IngestRow) => r.id))
      if (page.next === null) break
      url = `/v1/ingests?limit=4&cursor=${page.next}`
    }
    expect(walked).toEqual(whole)
  })

  it('CSV and XLSX carry the same rows', async () => {
    const { rows } = await json('/v1/ingests')
    const csv = (await api.get('/v1/ingests?format=csv&lang=en')).body.trim().split('\n')
    expect(csv).toHaveLength(rows.length + 1)
    const xlsx = await api.get('/v1/ingests?format=xlsx')
    expect(xlsx.headers['content-type']).toContain('spreadsheetml')
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('GET /v1/ingests/{id}', () => {
  it('a doubled figure is a jump that nothing explains, until the break register has an entry for it', async () => {
    const jump = { period: '2024-01-01', before: 4_000_000, after: 9_000_000, ratio: 2.25 }
    const before = await json(`/v1/ingests/${refusedIngest}`)
    expect(before.quality.jumps).toEqual([expect.objectContaining({ ...jump, registered: null })])
    expect(before.ingest).toMatchObject({ jumps: 1, unexplainedJumps: 1 })
    await api.pool.query(
      `insert into series_break (break_id, series_like, period_start, treatment, reason_vi, reason_en, reference)
       values ('city-2024', 'A.VN-HN.employment.T.%', '2024-01-01', 'level_shift', 'Đổi địa giới', 'New boundaries', 'Decision 1')`,
    )
    const after = await json(`/v1/ingests/${refusedIngest}`)
    expect(after.quality.jumps).toEqual([
      expect.objectContaining({
        ...jump,
        registered: {
          id: 'city-2024',
          treatment: 'level_shift',
          reason: { vi: 'Đổi địa giới', en: 'New boundaries' },
          reference: 'Decision 1',
        },
      }),
    ])
    expect(after.ingest).toMatchObject({ jumps: 1, unexplainedJumps: 0 })
  })

  it('a jump that an earlier vintage had is not told again', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'nhanluc-')), 'city-again.csv')
    const again = [FILE[1]!, FILE[2]!, FILE[2]!.replace('2024,9000', '2025,2000')]
    await writeFile(file, `${[HEADER, ...again].join('\n').replaceAll('2025-06-30', '2026-06-30')}\n`)
    const { quality } = await ingestFile({ pool: api.pool, log: SILENT }, { file, sourceName: 'city-again.csv' })
    expect(quality!.jumps).toMatchObject([{ period: '2025-01-01', before: 9_000_000, after: 2_000_000 }])
  })

  it('the report says why rows were refused, what the file covers, and with which statuses', async () => {
    const { quality } = await json(`/v1/ingests/${refusedIngest}`)
    expect(quality.statuses).toEqual({ A: 2 })
    expect(quality.coverage).toEqual([
      expect.objectContaining({
        measure: 'employment',
        area: 'VN-HN',
        figures: 2,
        first: '2023-01-01',
        last: '2024-01-01',
      }),
    ])
    expect(quality.reasons.map((r: { column: string }) => r.column).sort()).toEqual(['area', 'value'])
  })

  it('as CSV, a line for each count and each finding, jumps with their explanation', async () => {
    const lines = (await api.get(`/v1/ingests/${refusedIngest}?format=csv&lang=en`)).body.trim().split('\n')
    expect(lines.filter((line) => line.startsWith('rows,'))).toHaveLength(8)
    expect(lines.find((line) => line.startsWith('rows,read'))).toContain(',4,')
    expect(lines.find((line) => line.startsWith('jump,'))).toMatch(/4000000.*9000000.*125/)
    const said = (await api.get(`/v1/ingests/${refusedIngest}?format=csv&lang=vi`)).body
    expect(said).toContain('file,city.csv,"Tệp, đọc ngày"')
    expect(said).toContain('rows,stored,Dòng ghi mới')
  })

  it('reference tables have counts and no report; an unknown number is a problem that says where to look', async () => {
    const { rows } = await json('/v1/ingests')
    const reference = rows.find((r: IngestRow) => r.kind === 'reference')
    expect(await json(`/v1/ingests/${reference.id}`)).toMatchObject({ quality: null, ingest: { kind: 'reference' } })
    const missing = await api.get('/v1/ingests/999999')
    expect(missing.statusCode).toBe(404)
    expect(missing.json()).toMatchObject({ code: 'NOT_FOUND', detail: expect.stringContaining('/v1/ingests') })
  })
})

describe('GET /v1/quarantine', () => {
  it('a refused row is shown with file, line, column, reason and its text, and goes when a retry takes it in', async () => {
    const { rows } = await json(`/v1/quarantine?ingest=${refusedIngest}`)
    expect(rows).toMatchObject([
      { file: 'city.csv', line: 4, column: 'area', raw: FILE[3], reason: expect.stringContaining('VN-XX') },
      { file: 'city.csv', line: 5, column: 'value', raw: FILE[4], reason: expect.stringContaining('negative') },
    ])
    const first = await api.get('/v1/quarantine')
    await api.pool.query(
      `insert into area select 'VN-XX', kind, '99', name_vi, name_en, parent_id, valid_from, valid_to from area where area_id = 'VN-HN'`,
    )
    await retryQuarantine({ pool: api.pool, log: SILENT }, refusedIngest)
    const second = await api.get('/v1/quarantine', { 'if-none-match': String(first.headers['etag']) })
    expect(second.statusCode).toBe(200)
    expect(second.json().rows.map((r: { line: number }) => r.line)).toEqual([5])
    const { rows: ingests } = (await json('/v1/ingests')) as { rows: IngestRow[] }
    const [retry] = ingests
    const original = ingests.find(({ id }) => id === refusedIngest)
    expect(retry).toMatchObject({ kind: 'retry', stored: 1, open: 0 })
    expect(original).toMatchObject({ id: refusedIngest, quarantined: 2, open: 1 })
  })
})

describe('GET /v1/revisions', () => {
  it('the labour force of 2024-Q3 was 52,654.9 and became 52,764.9 thousand: +110.0 thousand, +0.2 %', async () => {
    const { rows, meta } = await json(`/v1/revisions?series=${LABOUR_FORCE}&from=2024-Q3&to=2024-Q3`)
    expect(rows).toHaveLength(1)
    const [row] = rows as RevisionRow[]
    expect(row).toMatchObject({ period: '2024-Q3', unit: 'PS', measure: 'labourForce', area: 'VN' })
    expect(row!.earlier).toMatchObject({ vintage: '2024-10-09', value: 52_654_900, line: 354 })
    expect(row!.later).toMatchObject({ vintage: '2025-06-06', line: 1097 })
    expect((row!.later.value! / 1000).toFixed(1)).toBe('52764.9')
    expect((row!.difference! / 1000).toFixed(1)).toBe('110.0')
    expect(row!.percent!.toFixed(2)).toBe('0.21') // 109.957 / 52,654.9
    expect(meta.unit).toBe('PS')
  })

  it('a day before the second publication there is no revision yet', async () => {
    expect((await json(`/v1/revisions?series=${LABOUR_FORCE}&asOf=2025-06-05`)).rows).toEqual([])
  })

  it('area, measure and frequency find the same rows as the series among others; rates differ in points', async () => {
    const { rows } = await json('/v1/revisions?area=VN&frequency=Q&measure=labourForce&from=2024&to=2024')
    expect(rows.some((r: RevisionRow) => r.series === LABOUR_FORCE && r.period === '2024-Q3')).toBe(true)
    expect(new Set(rows.map((r: RevisionRow) => r.measure))).toEqual(new Set(['labourForce']))
    const rates = (await json('/v1/revisions?measure=unemploymentRate')).rows as RevisionRow[]
    expect(rates.length).toBeGreaterThan(0)
    expect(rates.filter((r) => r.percent !== null)).toEqual([])
  })

  it.each(['false', 'true'])('paging with includeUnchanged=%s visits every pair once', async (includeUnchanged) => {
    const query = `/v1/revisions?area=VN&frequency=Q&measure=unemployment&includeUnchanged=${includeUnchanged}`
    const key = (r: RevisionRow) => `${r.series} ${r.period} ${r.later.vintage}`
    const whole = (await json(`${query}&limit=5000`)).rows.map(key)
    const walked: string[] = []
    for (let url = `${query}&limit=3`; ; ) {
      const page = await json(url)
      walked.push(...page.rows.map(key))
      if (page.next === null) break
      url = `${query}&limit=3&cursor=${page.next}`
    }
    expect(walked).toEqual(whole)
    expect(new Set(whole).size).toBe(whole.length)
    expect(whole.length).toBeGreaterThan(3)
  })

  it('three publications of a period are two revisions, and a withdrawal is one without a difference', async () => {
    await api.pool.query(
      `insert into observation (series_no, period_start, vintage, value, obs_status, ingest_id, line, is_withdrawn)
       select series_no, '2024-07-01', '2026-01-10', null, 'O', $2, 0, true from series where series_id = $1`,
      [LABOUR_FORCE, refusedIngest],
    )
    const { rows } = await json(`/v1/revisions?series=${LABOUR_FORCE}&from=2024-Q3&to=2024-Q3&limit=9`)
    expect(rows.map((r: RevisionRow) => [r.earlier.vintage, r.later.vintage])).toEqual([
      ['2024-10-09', '2025-06-06'],
      ['2025-06-06', '2026-01-10'],
    ])
    expect(rows[1]).toMatchObject({ later: { value: null, isWithdrawn: true }, difference: null, percent: null })
  })

  it.each([
    '/v1/revisions?from=2025&to=2024',
    '/v1/revisions?from=soon',
    '/v1/revisions?colour=red',
    '/v1/revisions?asOf=June',
    '/v1/ingests?limit=0',
    '/v1/ingests/abc',
    '/v1/quarantine?ingest=-1',
    '/v1/quarantine?cursor=nonsense',
  ])('%s is refused with a problem', async (url) => {
    const answer = await api.get(url)
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().code).toBe('INVALID_INPUT')
  })
})

describe('sums and corrections', () => {
  it('women and men that miss their total by more than rounding are a finding, in the report and in its file', async () => {
    const row = (sex: string, thousands: number) =>
      `labourForce,VN-HN,_T,_T,${sex},_T,ICLS19,A,2024,${thousands},PS,3,A,false,2025-07-01,GSO_NSDP,`
    const file = join(await mkdtemp(join(tmpdir(), 'nhanluc-')), 'sexes.csv')
    await writeFile(file, `${[HEADER, row('T', 4000), row('F', 1900), row('M', 1990)].join('\n')}\n`)
    const { ingestId } = await ingestFile({ pool: api.pool, log: SILENT }, { file, sourceName: 'sexes.csv' })
    const { quality } = await json(`/v1/ingests/${ingestId}`)
    expect(quality.additivity).toMatchObject({
      checked: 1,
      off: 1,
      largest: [{ kind: 'sexes', total: 4_000_000, parts: 2, residual: -110_000, tolerance: 15_000 }],
    })
    const lines = (await api.get(`/v1/ingests/${ingestId}?format=csv&lang=vi`)).body.split('\n')
    expect(lines.find((line) => line.startsWith('sum,'))).toMatch(
      /4000000,3890000,.*Nam và nữ: 2 phần lệch tổng -110000/,
    )
  })

  it('the register of corrections is served with its reasons, and as a workbook', async () => {
    expect((await json('/v1/corrections')).rows).toEqual([])
    await api.pool.query(
      `insert into correction (correction_id, series_id, period_start, expected, value, reason_vi, reason_en, provider, reference)
       values ('typo-2024', $1, '2024-07-01', 5, null, 'Lỗi in', 'Misprint', 'us, reported', 'letter 1')`,
      [LABOUR_FORCE],
    )
    const { rows } = await json('/v1/corrections?lang=en')
    expect(rows).toMatchObject([
      { id: 'typo-2024', series: LABOUR_FORCE, period: '2024-07-01', vintage: null, expected: 5, value: null },
    ])
    expect((await api.get('/v1/corrections?format=csv&lang=en')).body).toContain('Misprint')
    await api.pool.query(`delete from correction where correction_id = 'typo-2024'`)
  })
})
