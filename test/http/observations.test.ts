import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObservationRow } from '../../src/contracts/observations.ts'
import { type Api, openApi } from '../support/api.ts'
import { EMPLOYMENT_2024_Q3, QUARTERLY } from '../support/published-release.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.app.close())

const rowsOf = async (query: string): Promise<ObservationRow[]> =>
  (await api.get(`/v1/observations?${query}`)).json().rows
const Q3 = `series=${QUARTERLY}&from=2024-Q3&to=2024-Q3`

describe('GET /v1/observations', () => {
  it('asOf reads employment of 2024-Q3 as it was known on a day; the default is today', async () => {
    const [older] = await rowsOf(`${Q3}&asOf=2025-06-05`)
    expect(older).toMatchObject({
      period: '2024-Q3',
      value: EMPLOYMENT_2024_Q3['2024-10-09'],
      vintage: '2024-10-09',
      line: 201,
    })
    for (const query of [`${Q3}&asOf=2025-06-06`, Q3]) {
      const [newer] = await rowsOf(query)
      expect(newer).toMatchObject({
        value: EMPLOYMENT_2024_Q3['2025-06-06'],
        vintage: '2025-06-06',
        file: 'data/observations/national.csv',
      })
    }
    expect(await rowsOf(`${Q3}&asOf=2024-10-08`)).toEqual([])
  })

  it('includeHistory gives every vintage up to asOf', async () => {
    expect((await rowsOf(`${Q3}&includeHistory=true`)).map((r) => r.vintage)).toEqual(['2024-10-09', '2025-06-06'])
    expect((await rowsOf(`${Q3}&includeHistory=true&asOf=2024-12-31`)).map((r) => r.vintage)).toEqual(['2024-10-09'])
    expect((await rowsOf(`${Q3}&includeHistory=false`)).map((r) => r.vintage)).toEqual(['2025-06-06'])
  })

  it('a missing value is null with its status, and a break is marked', async () => {
    const rows = await rowsOf(`series=${QUARTERLY}`)
    expect(rows.at(-1)).toMatchObject({ period: '2024-Q4', value: null, obsStatus: 'L' })
    expect(rows.filter((r) => r.isBreak).map((r) => r.period)).toEqual(['2021-Q1'])
  })

  it('values are in the unit the row names: thousands are multiplied out', async () => {
    const [row] = await rowsOf('industry=VSIC2018:C&sex=T&from=2024&to=2024')
    expect(row).toMatchObject({ value: 11_024_000, unit: 'PS' })
  })

  it('from and to take both periods in, also across frequencies', async () => {
    expect((await rowsOf(`series=${QUARTERLY}&from=2022&to=2023-Q1`)).map((r) => r.period)).toEqual([
      '2022-Q1',
      '2022-Q2',
      '2022-Q3',
      '2022-Q4',
      '2023-Q1',
    ])
    expect((await rowsOf(`series=${QUARTERLY}&from=2022-05&to=2022`)).map((r) => r.period)).toEqual([
      '2022-Q3',
      '2022-Q4',
    ])
  })

  it.each([
    ['includeHistory=false', 48],
    ['includeHistory=true', 63],
  ])('paging with %s visits every row once', async (query, count) => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = (await api.get(`/v1/observations?${query}&limit=5${cursor}`)).json()
      expect(page.rows.length).toBeLessThanOrEqual(5)
      seen.push(...page.rows.map((r: ObservationRow) => `${r.series} ${r.period} ${r.vintage}`))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    expect(seen).toHaveLength(count)
    expect(new Set(seen).size).toBe(count)
  })

  it('a later ingest does not change a walk that began before it, and changes the tag', async () => {
    const first = await api.get(`/v1/observations?series=${QUARTERLY}&limit=14`)
    const { pool } = api
    await pool.query(`insert into ingest_release (source_file, sha256, bytes, mapping, rows_read, rows_stored, rows_unchanged, rows_quarantined, quality)
      values ('later.csv', 'bb', 1, '{}', 1, 1, 0, 0, '{}')`)
    await pool.query(
      `insert into observation select series_no, '2024-07-01', '2025-09-01', 1, 'A', false, null, 2, 2 from series where series_id = '${QUARTERLY}'`,
    )
    try {
      const second = (await api.get(`/v1/observations?series=${QUARTERLY}&limit=14&cursor=${first.json().next}`)).json()
      expect(second.rows.map((r: ObservationRow) => [r.period, r.vintage])).toEqual([
        ['2024-Q3', '2025-06-06'],
        ['2024-Q4', '2025-06-06'],
      ])
      const again = await api.get(`/v1/observations?series=${QUARTERLY}&limit=14`, {
        'if-none-match': first.headers.etag as string,
      })
      expect(again.statusCode).toBe(200)
      expect((await rowsOf(Q3))[0]!.value).toBe(1)
    } finally {
      await pool.query('delete from observation where ingest_id = 2')
      await pool.query('delete from ingest_release where ingest_id = 2')
    }
  })

  it.each([
    ['from=20x4', '/query/from'],
    ['from=2025&to=2024', '/query/from'],
    ['asOf=2024-13-01', '/query/asOf'],
    ['measure=happiness', '/query/measure'],
    ['area=VN%00', undefined],
  ])('%s is refused', async (query, pointer) => {
    const answer = await api.get(`/v1/observations?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors?.[0].pointer).toBe(pointer)
  })
})

describe('GET /v1/series', () => {
  it('says what is stored of each series, and from which days of publication', async () => {
    const body = (await api.get('/v1/series?frequency=Q')).json()
    expect(body.rows).toEqual([
      expect.objectContaining({
        id: QUARTERLY,
        first: '2021-Q1',
        last: '2024-Q4',
        observations: 16,
        vintages: ['2024-10-09', '2025-06-06'],
      }),
    ])
  })

  it('paging visits every series once', async () => {
    const first = (await api.get('/v1/series?limit=2')).json()
    const second = (await api.get(`/v1/series?limit=2&cursor=${first.next}`)).json()
    expect([...first.rows, ...second.rows].map((r) => r.id)).toEqual(
      (await api.get('/v1/series')).json().rows.map((r: { id: string }) => r.id),
    )
    expect(second.next).toBeNull()
  })
})
