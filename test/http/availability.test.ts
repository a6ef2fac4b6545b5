import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AvailabilityRow } from '../../src/contracts/availability.ts'
import { METHODS } from '../../src/reports/methods.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { protectSource } from '../../src/storage/disclosure.ts'
import { type Api, openApi } from '../support/api.ts'
import { insertObservations } from '../support/published-release.ts'

let api: Api
let empty: Api
beforeAll(async () => {
  api = await openApi()
  empty = await openApi({}, insertObservations)
})
afterAll(async () => {
  await api.app.close()
  await empty.app.close()
})
const rowsOf = async (query: string, of = api): Promise<AvailabilityRow[]> =>
  (await of.get(`/v1/availability?${query}`)).json().rows
const find = (rows: readonly AvailabilityRow[], dataset: string, item: string) =>
  rows.find((r) => r.dataset === dataset && r.item === item)

describe('GET /v1/availability', () => {
  it('what there is has its span, what there is not has a reason in both languages', async () => {
    const rows = await rowsOf('area=VN')
    expect(find(rows, 'gaps', 'VSIC2018:C')).toMatchObject({ available: true, from: '2025', to: '2035', reason: null })
    expect(find(rows, 'gaps', 'VSIC2025:K')).toMatchObject({ available: false, reason: 'notComparable' })
    expect(find(rows, 'openings', 'VSIC2018:C')).toMatchObject({ available: false, reason: 'noData' })
    expect(find(rows, 'forecasts', 'VN.employment.VSIC2018:C.T')).toMatchObject({ available: true, from: '2025' })
    expect(find(rows, 'observations', 'Q.employment')).toMatchObject({ from: '2021-Q1', to: '2024-Q3' })
    expect(find(rows, 'observations', 'population')).toMatchObject({ available: false, reason: 'noData' })
    for (const row of rows) {
      expect(row.available).toBe(row.reason === null)
      expect(row.available).toBe(row.text === null)
      if (row.text) expect(row.text.vi).not.toBe(row.text.en)
    }
  })

  it('a territory that ended is not comparable; before the first release nothing is published yet', async () => {
    const ended = await rowsOf('area=VN-P24.2004&dataset=gaps')
    expect(new Set(ended.map((r) => r.reason))).toEqual(new Set(['notComparable']))
    const before = await rowsOf('area=VN&dataset=gaps', empty)
    expect(find(before, 'gaps', 'VSIC2018:C')!.reason).toBe('notYetPublished')
  })

  it('figures that are all hidden are suppressed, not missing', async () => {
    await withTransaction(empty.pool, (tx) =>
      protectSource(tx, { sourceId: 'GSO_NSDP', personsPerRespondent: 500, designEffect: 2, basis: 'test' }),
    )
    const rows = await rowsOf('area=VN&dataset=observations', empty)
    expect(find(rows, 'observations', 'Q.employment')).toMatchObject({
      available: false,
      reason: 'suppressed',
      from: null,
    })
    expect(find(rows, 'observations', 'A.employment')).toMatchObject({ available: true })
  })

  it('agrees with what the routes answer', async () => {
    for (const row of (await rowsOf('area=VN&dataset=gaps')).filter((r) => r.item.includes(':'))) {
      const parameter = row.item.startsWith('VSCO') ? 'occupation' : 'sector'
      const answer = await api.get(`/v1/gaps?area=VN&${parameter}=${row.item}`)
      expect(answer.statusCode === 200 && answer.json().rows.length > 0, row.item).toBe(row.available)
    }
  })

  it('comes as CSV; an unknown area is refused', async () => {
    const csv = parse((await api.get('/v1/availability?area=VN&format=csv')).body, { columns: true })
    expect(csv).toHaveLength((await rowsOf('area=VN')).length)
    expect((await api.get('/v1/availability?area=VN-XX')).statusCode).toBe(404)
  })
})

describe('GET /v1/methods', () => {
  it('tells every method in both languages, and names routes that there are', async () => {
    const { methods, release } = (await api.get('/v1/methods')).json()
    expect(methods).toHaveLength(METHODS.length)
    expect(release).not.toBeNull()
    const known = new Set(Object.keys(((await api.get('/openapi.json')).json() as { paths: object }).paths))
    for (const { id, name, text, routes } of METHODS) {
      expect(name.vi, id).not.toBe(name.en)
      expect(text.vi.length, id).toBeGreaterThan(30)
      expect(text.en.length, id).toBeGreaterThan(30)
      for (const route of routes) expect(known, `${id}: ${route}`).toContain(route)
    }
  })
})
