import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { ComparedRow } from '../../src/contracts/scenarios.ts'
import { publishedStore, publishTo, testBase } from '../support/published-app.ts'

const KEY = 'a-key-of-at-least-24-characters'
const base = testBase({ NHANLUC_API_KEY: KEY })
let store: Store
let app: FastifyInstance
let releaseId: string

beforeAll(async () => {
  store = await publishedStore()
  releaseId = (await publishTo(store)).releaseId
  app = await composeApp(base, store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})

const get = async (url: string) => (await app.inject({ url })).json()
const compare = async (id: string, query: string): Promise<ComparedRow[]> =>
  (await get(`/v1/scenarios/${id}/compare?${query}`)).rows
const post = (payload: object, headers: InjectOptions['headers'] = { authorization: `Bearer ${KEY}` }) =>
  app.inject({ method: 'POST', url: '/v1/scenarios', payload, headers })
const draft = {
  name: { vi: 'Thêm người đến Hà Nội', en: 'More people move to Hanoi' },
  note: { vi: 'Thử nghiệm.', en: 'A trial.' },
  owner: 'Sở Kế hoạch',
  changes: [
    { kind: 'migration', area: 'VN-HN', personsPerYear: 50_000, participationPercent: 70, from: 2026, to: 2028 },
  ],
}

describe('scenarios that ship', () => {
  it('are three, read-only, each with owner, date and assumptions in both languages', async () => {
    const { rows, meta } = await get('/v1/scenarios')
    expect(rows.map((r: { id: string }) => r.id)).toEqual(['fdi-surge', 'female-participation', 'low-growth'])
    expect(meta).toMatchObject({ release: releaseId, unit: 'PS', status: 'F' })
    for (const row of rows) {
      expect(row).toMatchObject({ isShipped: true, release: releaseId, createdOn: '2026-11-22' })
      expect([row.name.vi, row.name.en, row.note.vi, row.note.en, row.owner].every((t: string) => t.length > 3)).toBe(
        true,
      )
    }
    expect((await app.inject({ method: 'DELETE', url: '/v1/scenarios/low-growth' })).statusCode).toBe(404)
  })

  it('run on the draws of the release itself: the base of the comparison is the published gap', async () => {
    for (const area of ['VN', 'VN-HN']) {
      const rows = await compare('low-growth', `area=${area}&year=2030`)
      const { rows: gaps } = await get(`/v1/gaps?area=${area}&year=2030&sex=T`)
      expect(rows).toHaveLength(28)
      for (const row of rows) {
        const published = gaps.find((g: { sector: string }) => g.sector === row.sector)
        expect(row.gap.base).toBeCloseTo(published.gap.p50, 6)
        expect(row.demand.base).toBeCloseTo(published.demand.p50, 6)
      }
    }
  })

  it('low growth wants fewer people in every section and draw, and leaves the supply of the whole alone', async () => {
    for (const row of await compare('low-growth', 'area=VN&year=2030')) expect(row.demand.pHigher).toBe(0)
    const [total] = await compare('low-growth', 'area=VN&kind=total&year=2030')
    expect(total!.demand.difference.p50 / total!.demand.base).toBeCloseTo(0.995 ** 5 - 1, 3)
    expect(total!.supply.difference).toEqual({ p10: 0, p50: 0, p90: 0 })
  })

  it('an FDI surge widens the gap of manufacturing in the country and in Hanoi; more women at work narrow the total', async () => {
    for (const area of ['VN', 'VN-HN']) {
      const [surge] = await compare('fdi-surge', `area=${area}&sector=C&year=2030`)
      expect(surge!.gap.difference.p10).toBeGreaterThan(0)
      const [women] = await compare('female-participation', `area=${area}&kind=total&year=2030`)
      expect(women!.gap.difference.p90).toBeLessThan(0)
      expect(women!.demand.difference).toEqual({ p10: 0, p50: 0, p90: 0 })
    }
  })

  it('before its first year a scenario is its base', async () => {
    for (const row of await compare('fdi-surge', 'area=VN&year=2025')) expect(row.demand.difference.p90).toBe(0)
  })

  it('the comparison comes as CSV and XLSX with the same figures', async () => {
    const csv = await app.inject({
      url: '/v1/scenarios/fdi-surge/compare?area=VN&sector=C&year=2030&format=csv&lang=en',
    })
    expect(csv.body.trim().split('\r\n')).toHaveLength(2)
    expect(csv.body).toContain('gap_difference_p50')
    const xlsx = await app.inject({ url: '/v1/scenarios/fdi-surge/compare?format=xlsx' })
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('POST /v1/scenarios', () => {
  it('computes and keeps a scenario; saying it again finds it; it never becomes data', async () => {
    const counts = async () =>
      (
        await store.pool.query(
          'select (select count(*) from observation) as figures, (select count(*) from series) as series',
        )
      ).rows[0]
    const before = await counts()
    const first = await post(draft)
    expect(first.statusCode).toBe(201)
    const { scenario } = first.json()
    expect(scenario).toMatchObject({
      owner: 'Sở Kế hoạch',
      isShipped: false,
      release: releaseId,
      changes: draft.changes,
    })
    expect(first.headers['location']).toBe(`/v1/scenarios/${scenario.id}?release=${encodeURIComponent(releaseId)}`)
    const again = await post(draft)
    expect([again.statusCode, again.json().scenario.id]).toEqual([200, scenario.id])
    expect((await get('/v1/scenarios')).rows).toHaveLength(4)
    expect((await get(`/v1/scenarios/${scenario.id}`)).scenario).toEqual(scenario)

    const [hanoi] = await compare(scenario.id, 'area=VN-HN&kind=total&year=2030')
    // 3 years x 50,000 people x 70 % in the labour force, times the employed share of it, which is a little below 1.
    expect(hanoi!.supply.difference.p50).toBeGreaterThan(0.95 * 105_000)
    expect(hanoi!.supply.difference.p50).toBeLessThan(105_000)
    const [country] = await compare(scenario.id, 'area=VN&kind=total&year=2030')
    expect(country!.supply.difference).toEqual({ p10: 0, p50: 0, p90: 0 })

    expect(await counts()).toEqual(before)
    expect(await publishTo(store)).toEqual({ releaseId, created: false })
  })

  it.each([
    ['no owner', { ...draft, owner: ' ' }, 400, 'INVALID_INPUT'],
    ['an unknown field', { ...draft, target: 5 }, 400, 'INVALID_INPUT'],
    ['an unknown kind', { ...draft, changes: [{ kind: 'magic' }] }, 400, 'INVALID_INPUT'],
    ['an area without gaps', { ...draft, changes: [{ ...draft.changes[0], area: 'VN-DN' }] }, 400, 'INVALID_INPUT'],
    ['years that fall', { ...draft, changes: [{ ...draft.changes[0], to: 2025 }] }, 400, 'INVALID_INPUT'],
    [
      'years beyond the release',
      { ...draft, changes: [{ ...draft.changes[0], from: 2040, to: 2041 }] },
      400,
      'INVALID_INPUT',
    ],
    [
      'more leavers than people',
      { ...draft, changes: [{ ...draft.changes[0], personsPerYear: -4e6 }] },
      400,
      'INVALID_INPUT',
    ],
    ['a release nobody published', { ...draft, release: 'r-none' }, 404, 'RELEASE_NOT_FOUND'],
  ])('%s is refused', async (_, body, status, code) => {
    const answer = await post(body)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  it('without the key nothing is computed', async () => {
    expect((await post(draft, {})).statusCode).toBe(401)
  })
})

it.each([
  ['/v1/scenarios/none', 404, 'NOT_FOUND'],
  ['/v1/scenarios/low-growth/compare?area=VN-XX', 404, 'NOT_FOUND'],
  ['/v1/scenarios/low-growth/compare?year=2036', 422, 'HORIZON_TOO_SHORT'],
  ['/v1/scenarios/low-growth/compare?lens=it-digital,creative', 422, 'NOT_ADDITIVE'],
  ['/v1/scenarios?area=VN', 400, 'INVALID_INPUT'],
  ['/v1/scenarios?release=r-none', 404, 'RELEASE_NOT_FOUND'],
])('%s is refused with %i %s', async (url, status, code) => {
  const answer = await app.inject({ url })
  expect([answer.statusCode, answer.json().code]).toEqual([status, code])
})
