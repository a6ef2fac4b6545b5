import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingestFile } from '../../src/ingest/ingest-file.ts'
import { vacancyIndicators } from '../../src/jobs/vacancies.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { SILENT } from '../../src/storage/log.ts'
import { insertIndicators } from '../../src/storage/occupation-indicator.ts'
import { type Api, openApi } from '../support/api.ts'
import { INDICATOR, RELEASE_ID } from '../support/published-release.ts'

const HEADER =
  'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,obs_status,is_break,vintage,source,note'

let api: Api
const record = (occupation: string, year: number) => ({
  ...INDICATOR,
  area_id: 'VN-HN',
  occupation,
  year,
  segregation: occupation === '_T' ? 0.25 : null,
})

beforeAll(async () => {
  api = await openApi({ vacancyIndicators })
  await withTransaction(api.pool, (tx) =>
    insertIndicators(
      tx,
      RELEASE_ID,
      ['VSCO2020:2', 'VSCO2020:8', '_T'].flatMap((occupation) => [2029, 2030].map((year) => record(occupation, year))),
    ),
  )
})
afterAll(() => api.app.close())

describe('GET /v1/indicators', () => {
  it('gives each group with its viewpoint and class, the limits, and why some indicators are withheld', async () => {
    const body = (await api.get('/v1/indicators?occupation=8&year=2030')).json()
    expect(body.rows).toHaveLength(1)
    expect(body.rows[0]).toMatchObject({
      occupation: 'VSCO2020:8',
      label: { en: 'Plant and machine operators' },
      years: 6,
      indicator: 0.9773,
      indicatorClass: 'good',
      usualEducation: 'ISCED 2-4',
      tightness: null,
      fillRate: null,
      viewpoint: 'jobSeekers',
      womenOfSeekers: null,
      segregation: null,
    })
    expect(body.classes.map((one: { upTo: number | null }) => one.upTo)).toEqual([0.85, 1, 1.05, 1.15, null])
    expect(body.withheld.map((one: { indicator: string }) => one.indicator)).toEqual([
      'tightness',
      'fillRate',
      'womenOfIntake',
      'payRatio',
    ])
  })

  it('tightness and fill rate of an occupation whose vacancies are observed, by the newest year that has both numbers', async () => {
    const row = (measure: string, year: number, people: number) =>
      `${measure},VN-HN,_T,VSCO2020:8,T,_T,_Z,A,${year},${people},PS,0,A,false,2025-03-01,GSO_NSDP,`
    const rows = [
      row('jobVacancies', 2022, 900),
      row('unemployment', 2022, 300),
      row('jobVacancies', 2023, 600),
      row('unemployment', 2023, 400),
      row('jobVacancies', 2024, 800),
      row('vacanciesClosed', 2023, 500),
      row('vacanciesFilled', 2023, 330),
    ]
    const file = join(await mkdtemp(join(tmpdir(), 'nhanluc-')), 'vacancies.csv')
    await writeFile(file, `${[HEADER, ...rows].join('\n')}\n`)
    await ingestFile({ pool: api.pool, log: SILENT }, { file, sourceName: 'vacancies.csv' })
    const body = (await api.get('/v1/indicators?year=2030')).json()
    const of = (code: string) => body.rows.find((row: { occupation: string }) => row.occupation === code)
    expect(of('VSCO2020:8')).toMatchObject({
      tightness: { value: 1.5, class: 'average', year: 2023 },
      fillRate: { value: 0.66, year: 2023 },
    })
    expect(of('VSCO2020:2')).toMatchObject({ tightness: null, fillRate: null })
    expect(body.withheld.map((one: { indicator: string }) => one.indicator)).toEqual(['womenOfIntake', 'payRatio'])
  })

  it('all groups together, a span of years, CSV and XLSX', async () => {
    const { rows } = (await api.get('/v1/indicators?occupation=_T&from=2030')).json()
    expect(rows).toMatchObject([{ occupation: '_T', year: 2030, segregation: 0.25 }])
    const csv = (await api.get('/v1/indicators?format=csv&lang=en')).body.trim().split('\r\n')
    expect(csv).toHaveLength(1 + 6 + 1)
    expect(csv[0]).toContain('indicator_class')
    expect((await api.get('/v1/indicators?format=xlsx')).headers['content-type']).toContain('spreadsheetml')
  })

  it.each([
    ['occupation=77', 422, 'UNKNOWN_CLASSIFICATION'],
    ['area=VN', 404, 'NOT_AVAILABLE'],
    ['year=2050', 422, 'HORIZON_TOO_SHORT'],
  ])('%s is refused with %i %s', async (query, status, code) => {
    const answer = await api.get(`/v1/indicators?${query}`)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ code, status })
  })
})
