import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withTransaction } from '../../src/storage/database.ts'
import { insertIndicators } from '../../src/storage/occupation-indicator.ts'
import { type Api, openApi } from '../support/api.ts'
import { INDICATOR, RELEASE_ID } from '../support/published-release.ts'

let api: Api
const record = (occupation: string, year: number) => ({
  ...INDICATOR,
  area_id: 'VN-HN',
  occupation,
  year,
  segregation: occupation === '_T' ? 0.25 : null,
})

beforeAll(async () => {
  api = await openApi()
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
