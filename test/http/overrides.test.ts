import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { GapRow } from '../../src/contracts/gaps.ts'
import type { OverrideRow } from '../../src/contracts/overrides.ts'
import type { ReleaseComparison } from '../../src/contracts/release-compare.ts'
import { readInputs } from '../../src/jobs/publish/inputs.ts'
import { planRounds } from '../../src/jobs/track-record/plan.ts'
import { publishedStore, publishTo, testBase } from '../support/published-app.ts'

const KEY = 'a-key-of-at-least-24-characters'
const base = testBase({ NHANLUC_API_KEY: KEY })
const _never = new AbortController().signal
let store: Store
let app: FastifyInstance
let first: string
beforeAll(async () => {
  store = await publishedStore()
  first = (await publishTo(store)).releaseId
  app = await composeApp(base, store)
}, 240_000)
afterAll(async () => {
  await app.close()
  await store.close()
})

const TARGET = 'VN.employment.VSIC2018:C.T'
const GAP = 'VN-HN:VSIC2018:C:2030:T'
const request = {
  kind: 'forecast',
  figure: TARGET,
  year: 2026,
  value: 13_000_000,
  reason: 'Two large plants open in Bac Ninh, announced after the data were cut.',
  author: 'Planning Department',
  expiresOn: '2999-01-01',
}
const post = (payload: object, headers: Record<string, string> = { authorization: `Bearer ${KEY}` }) =>
  app.inject({ method: 'POST', url: '/v1/overrides', payload, headers })
const get = async (url: string) => (await app.inject({ url })).json()

describe('expert overrides', () => {
  it('need the key, a reason, an owner, an expiry to come and a figure that was forecast', async () => {
    expect((await post(request, {})).statusCode).toBe(401)
    expect((await post({ ...request, reason: 'because' })).statusCode).toBe(400)
    expect((await post({ ...request, author: '' })).statusCode).toBe(400)
    expect((await post({ ...request, expiresOn: '2020-01-01' })).json()).toMatchObject({ code: 'INVALID_INPUT' })
    const { expiresOn, ...endless } = request
    expect((await post(endless)).statusCode).toBe(400)
    expect((await post({ ...request, figure: 'VN.employment.VSIC2018:Z.T' })).json()).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await get('/v1/overrides')).rows).toEqual([])
  })

  it('stand beside the figure, which stays as the model made it', async () => {
    const url = '/v1/forecasts?industry=VSIC2018:C'
    const before = await app.inject({ url })
    const made = await post(request)
    expect(made.statusCode).toBe(201)
    const model = before.json().rows.find((row: { period: string }) => row.period === '2026').mean
    expect(made.json<OverrideRow>()).toMatchObject({
      value: 13_000_000,
      unOverridden: model,
      isActive: true,
      score: null,
    })
    const after = await app.inject({ url, headers: { 'if-none-match': before.headers['etag'] as string } })
    expect(after.statusCode).toBe(200) // the answer is another one now
    expect(after.json().rows).toEqual(before.json().rows)
    expect(after.json().overrides).toMatchObject([
      { figure: TARGET, year: 2026, value: 13_000_000, author: 'Planning Department' },
    ])

    await post({ ...request, kind: 'gap', figure: GAP, year: 2030, value: -5000 })
    const gaps = await get('/v1/gaps?area=VN-HN&sector=C&year=2030&sex=T')
    expect(gaps.overrides).toMatchObject([
      { figure: GAP, value: -5000, unOverridden: (gaps.rows as GapRow[])[0]!.gap.p50 },
    ])
  })

  it('end: an expired one is kept and listed, but shown beside nothing', async () => {
    await store.pool.query(
      "update override set created_on = '2020-01-01', expires_on = '2020-02-01' where kind = 'gap'",
    )
    expect((await get('/v1/gaps?area=VN-HN&sector=C&year=2030&sex=T')).overrides).toEqual([])
    const rows = (await get('/v1/overrides')).rows as OverrideRow[]
    expect(rows.map((row) => row.isActive)).toEqual([false, true])
    expect((await get('/v1/overrides?active=true')).rows).toHaveLength(1)
  })

  it('are scored against the model once the outcome is published', async () => {
    const { rows } = await store.pool.query<{ value: number }>(
      `select (h ->> 'value')::float8 as value from forecast_series, jsonb_array_elements(history) h
        where target_id = $1 and h ->> 'period' = '2023'`,
      [TARGET],
    )
    const actual = rows[0]!.value
    // As if said in 2022, when the model had been 10 per cent too high: the expert was 4 per cent too low.
    await store.pool.query(
      `insert into override (release_id, kind, figure, year, value, un_overridden, reason, author, created_on, expires_on)
       values ($1, 'forecast', $2, 2023, $3, $4, 'orders fell in autumn', 'A', '2022-11-01', '2023-06-01')`,
      [first, TARGET, 0.96 * actual, 1.1 * actual],
    )
    const [scored] = (await get('/v1/overrides')).rows as OverrideRow[]
    expect(scored!.score!.actual).toBe(actual)
    expect(scored!.score!.overrideError).toBeCloseTo(0.04 * actual, 3)
    expect(scored!.score!.modelError).toBeCloseTo(0.1 * actual, 3)
    expect(scored!.score!.improvement).toBeCloseTo(0.6, 9)
    const csv = await app.inject({ url: '/v1/overrides?format=csv' })
    expect(csv.body.split('\r\n')[1]).toContain(TARGET)
  })

  it('with scenarios beside them, they never enter training data: inputs and historical rounds are the same to the bit', async () => {
    const day = '2026-01-01'
    const inputs = await readInputs(store.pool, day)
    const scenario = {
      name: { vi: 'Tăng nhanh', en: 'Fast growth' },
      note: { vi: 'thử', en: 'trial' },
      owner: 'test',
      changes: [{ kind: 'sectorGrowth', area: 'VN', sector: 'VSIC2018:C', pointsPerYear: 9, from: 2025, to: 2030 }],
    }
    const headers = { authorization: `Bearer ${KEY}` }
    const made = await app.inject({ method: 'POST', url: '/v1/scenarios', payload: scenario, headers })
    expect(made.statusCode).toBe(201)
    await post({ ...request, year: 2025, value: 99_000_000 })
    const again = await readInputs(store.pool, day)
    expect(again.hash).toBe(inputs.hash)
    const round = async (of: typeof inputs) =>
      (await planRounds(store.pool, of, 1)).find(({ id }) => id === 'national-2021')!.run({ neural: null })
    expect(await round(again)).toEqual(await round(inputs))
    expect(again.figures.some((f) => f.value === 99_000_000)).toBe(false)
  }, 60_000)
})

describe('GET /v1/releases/{a}/compare/{b}', () => {
  it('same data, another seed: every change is named as one of the model, the largest first, with a link to the years', async () => {
    const other = testBase({ NHANLUC_SEED: '99' })
    const { releaseId } = await publishTo(store, other)
    const url = `/v1/releases/${first}/compare/${releaseId}?area=VN-HN&year=2030`
    const body = (await get(url)) as ReleaseComparison
    expect(body.causes).toEqual({ data: false, model: true, assumptions: false })
    expect(body.rows).toHaveLength(28)
    for (const row of body.rows) {
      expect(row.gap.change).toBeCloseTo(row.gap.after - row.gap.before, 6)
      expect(row.cause).toBe(row.gap.change === 0 && row.demand.change === 0 ? 'none' : 'model')
    }
    const sizes = body.largest.map((row) => Math.abs(row.gap.change))
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    const most = Math.max(...body.rows.filter((row) => row.kind === 'section').map((row) => Math.abs(row.gap.change)))
    expect(sizes[0]).toBe(most)
    const years = (await get(body.largest[0]!.link)) as ReleaseComparison
    expect(years.rows.map((row) => row.year)).toEqual([
      2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035,
    ])

    const back = (await get(`/v1/releases/${releaseId}/compare/${releaseId}`)) as ReleaseComparison
    expect(back.largest).toEqual([])
    expect(new Set(back.rows.map((row) => row.cause))).toEqual(new Set(['none']))
    // Releases stay addressable: the old one answers with its own figures.
    const old = (await get(`/v1/gaps?area=VN-HN&sector=C&year=2030&sex=T&release=${first}`)).rows as GapRow[]
    expect(old[0]!.gap.p50).toBe(body.rows.find((row) => row.id === old[0]!.id)!.gap.before)
    expect((await get(`/v1/track-record?release=${first}`)).state).toBe('computing')
    expect((await app.inject({ url: '/v1/releases/none/compare/none' })).statusCode).toBe(404)
    expect((await app.inject({ url: `${url}&format=csv` })).body.split('\r\n')).toHaveLength(30)
  }, 240_000)
})
