import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { MemoRow, Order, OrderScoreRow } from '../../src/contracts/orders.ts'
import { loadTrialProgrammes } from '../../src/ingest/programmes.ts'
import { PACK } from '../support/pack.ts'
import { publishedStore, testBase } from '../support/published-app.ts'

const KEY = 'a-key-of-at-least-24-characters'
const base = testBase({ NHANLUC_API_KEY: KEY })
let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await publishedStore()
  await loadTrialProgrammes({ pool: store.pool, log: base.log }, PACK)
  // The routes ask for the configured key.
  app = await composeApp(base, store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})

const get = (url: string) => app.inject({ url })
const send = (method: 'POST' | 'PATCH', url: string, payload: object, key: string | null = KEY) =>
  app.inject({ method, url, payload, headers: key === null ? {} : { authorization: `Bearer ${key}` } })
const REQUEST = {
  buyer: 'Sở Nội vụ Hà Nội',
  reference: 'DH-01',
  programme: 'SYN-U01-it',
  year: 2031,
  places: { total: 200, women: 80 },
  orderedOn: '2026-03-01',
}
const rowsOf = async <T>(url: string): Promise<T[]> => (await get(url)).json().rows

describe('placing, changing and closing', () => {
  it('an order keeps the gap of the release it rests on; provider, field and group come from the programme', async () => {
    const answer = await send('POST', '/v1/orders', REQUEST)
    expect(answer.statusCode, answer.body).toBe(201)
    const order = answer.json() as Order
    expect(answer.headers['location']).toBe(`/v1/orders/${order.id}`)
    const { rows } = await store.pool.query(
      `select gap, p_shortage, release_id from occupation_gap join release using (release_id)
        where is_current and area_id = 'VN-HN' and occupation = 'VSCO2020:2' and year = 2031`,
    )
    expect(order).toMatchObject({
      revision: 1,
      provider: 'SYN-U01',
      field: '0613',
      places: { total: 200, women: 80, men: 120 },
      dueYear: 2031,
      status: 'open',
      dataStatus: 'synthetic',
      against: {
        release: rows[0].release_id,
        occupation: 'VSCO2020:2',
        label: { en: 'Professionals' },
        gap: { p10: rows[0].gap[0], p50: rows[0].gap[1], p90: rows[0].gap[2] },
        pShortage: rows[0].p_shortage,
      },
    })
    const listed = (await get('/v1/orders')).json()
    expect(listed.rows).toEqual([order])
    expect(listed.notice.vi).toContain('GIẢ LẬP')
  })

  it('the same reference of the same buyer is the same order; with other places it is refused', async () => {
    const again = await send('POST', '/v1/orders', REQUEST)
    expect(again.statusCode).toBe(200)
    expect(again.json().id).toBe('o-1')
    const other = await send('POST', '/v1/orders', { ...REQUEST, places: { total: 201, women: 80 } })
    expect([other.statusCode, other.json().code]).toEqual([409, 'CONFLICT'])
    expect(await rowsOf('/v1/orders')).toHaveLength(1)
  })

  it('without the key nothing is written, and a stranger learns nothing of the body', async () => {
    for (const [method, url] of [
      ['POST', '/v1/orders'],
      ['PATCH', '/v1/orders/o-1'],
      ['POST', '/v1/orders/o-1/close'],
      ['POST', '/v1/graduate-outcomes'],
    ] as const)
      expect((await send(method, url, { wrong: true }, null)).statusCode, url).toBe(401)
  })

  it.each([
    [{ ...REQUEST, reference: 'x', places: {} }, 400, /places must be above 0/],
    [{ ...REQUEST, reference: 'x', places: { total: 10, women: 6, men: 3 } }, 400, /6 women and 3 men are not 10/],
    [{ ...REQUEST, reference: 'x', programme: 'no-such' }, 404, /no programme/],
    [{ ...REQUEST, reference: 'x', year: 2060 }, 404, /has no gap of VSCO2020:2 in VN-HN for 2060/],
    [{ buyer: 'b', year: 2030, places: { total: 5 } }, 400, /names a programme, or else/],
    [{ ...REQUEST, reference: 'x', dueYear: 2020 }, 400, /due in 2020/],
    [{ ...REQUEST, reference: 'x', provider: 'SYN-U02' }, 400, /is of SYN-U01/],
  ])('what contradicts itself is refused with the reason', async (body, status, reason) => {
    const answer = await send('POST', '/v1/orders', body)
    expect(answer.statusCode, answer.body).toBe(status)
    expect(answer.json().detail).toMatch(reason)
  })

  it('a change needs the revision that was read; what it said before is kept', async () => {
    const changed = await send('PATCH', '/v1/orders/o-1', { revision: 1, places: { total: 240 }, note: 'more' })
    expect(changed.json()).toMatchObject({ revision: 2, places: { total: 240, women: null }, note: 'more' })
    const stale = await send('PATCH', '/v1/orders/o-1', { revision: 1, places: { total: 1 } })
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'CONFLICT'])
    const { rows } = await store.pool.query('select content from training_order_revision where order_no = 1')
    expect(rows[0].content.places).toEqual({ total: 200, women: 80, men: 120 })
  })

  it('two changes at once: one wins, the other is told', async () => {
    const both = await Promise.all(
      [300, 310].map((total) => send('PATCH', '/v1/orders/o-1', { revision: 2, places: { total } })),
    )
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
  })
})

describe('scores', () => {
  const outcome = (year: number, graduates: number, placed: number, more = {}) => ({
    provider: 'college 1',
    field: '0913',
    year,
    graduates,
    placed: { 'VSCO2020:3': placed },
    responseRate: 0.9,
    source: 'survey of graduates',
    ...more,
  })
  beforeAll(async () => {
    const order = {
      buyer: 'b',
      provider: 'college 1',
      field: '0913',
      occupation: '3',
      year: 2030,
      orderedOn: '2026-01-01',
    }
    await send('POST', '/v1/orders', { ...order, reference: 'a', places: { total: 200 } })
    await send('POST', '/v1/orders', { ...order, reference: 'b', provider: 'college 2', places: { total: 30 } })
    const report = {
      outcomes: [outcome(2029, 120, 60), outcome(2030, 60, 40), outcome(2029, 30, 6, { provider: 'college 2' })],
    }
    expect((await send('POST', '/v1/graduate-outcomes', report)).json()).toEqual({ stored: 3, unchanged: 0 })
    expect((await send('POST', '/v1/graduate-outcomes', report)).json()).toEqual({ stored: 0, unchanged: 3 })
  })
  const scoreOf = async (provider: string, query = 'asOfYear=2031') =>
    (await rowsOf<OrderScoreRow>(`/v1/orders/scores?provider=${encodeURIComponent(provider)}&${query}`))[0]!

  it('graduates, placements and shares are those of the reports', async () => {
    expect(await scoreOf('college 1')).toMatchObject({
      graduates: 180,
      placed: 100,
      delivered: 0.9,
      onTime: 0.9,
      effect: 0.5,
      outcome: 'late',
      obsStatus: 'A',
      confStatus: 'F',
    })
    expect(await scoreOf('college 1', 'asOfYear=2029')).toMatchObject({ graduates: 120, outcome: 'open' })
  })

  it('six people placed are not shown, nor anything they follow from, in any format', async () => {
    const row = await scoreOf('college 2')
    for (const key of ['graduates', 'placed', 'delivered', 'onTime', 'placementLow', 'placementOfFound', 'effect'])
      expect(row[key as keyof OrderScoreRow], key).toBeNull()
    expect(row).toMatchObject({ obsStatus: 'Q', confStatus: 'C', places: 30 })
    const url = '/v1/orders/scores?provider=college%202&asOfYear=2031'
    const [record] = parse((await get(`${url}&format=csv`)).body, { columns: true }) as Record<string, string>[]
    expect(record).toMatchObject({ graduates: '', placed: '', effect: '', obs_status: 'Q', conf_status: 'C' })
    const book = XLSX.read((await get(`${url}&format=xlsx&lang=en`)).rawPayload)
    const [sheet] = XLSX.utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!)
    expect(sheet!['Graduates']).toBeUndefined()
    expect(sheet!['Status']).toBe('Q')
  })

  it('closed with the gap as measured since: the forecast is judged on the gap without the orders', async () => {
    const order = (await rowsOf<Order>('/v1/orders?provider=college%201'))[0]!
    const closing = { revision: order.revision, status: 'closed', reason: 'all have graduated', closedOn: '2031-12-31' }
    const measured = { persons: 500, source: 'labour force survey 2030' }
    await send('POST', `/v1/orders/${order.id}/close`, { ...closing, realisedGap: measured })
    expect((await scoreOf('college 1')).gapRealised).toBe(500)
    // The other order against this gap placed six people: the sum of both would tell.
    expect((await scoreOf('college 1')).gapWithoutOrders).toBeNull()
    const again = await send('PATCH', `/v1/orders/${order.id}`, { revision: order.revision + 1, note: 'x' })
    expect([again.statusCode, again.json().detail]).toEqual([409, expect.stringContaining('was closed on 2031-12-31')])
  })

  it('a report that contradicts itself is refused and nothing of it stored', async () => {
    const answer = await send('POST', '/v1/graduate-outcomes', {
      outcomes: [outcome(2028, 50, 10), outcome(2027, 10, 11)],
    })
    expect([answer.statusCode, answer.json().detail]).toEqual([400, expect.stringMatching(/11 placed of 10/)])
    const { rows } = await store.pool.query('select count(*)::int as n from graduate_outcome')
    expect(rows[0].n).toBe(3)
  })
})

describe('decision memo', () => {
  const URL = '/v1/orders/memo?area=VN-HN&year=2031&lang=en'

  it('has every occupation gap of the release, with orders held against gap, capacity and enrolment', async () => {
    const { rows, notice } = (await get(URL)).json() as { rows: MemoRow[]; notice: { en: string } }
    expect(notice.en).toMatch(/^SYNTHETIC/)
    const { rows: gaps } = await store.pool.query(
      `select occupation, gap from occupation_gap join release using (release_id) where is_current and area_id = 'VN-HN' and year = 2031`,
    )
    expect(new Set(rows.map((r) => r.occupation))).toEqual(new Set(gaps.map((g) => g.occupation)))
    const [row] = rows.filter((r) => r.order === 'o-1')
    const places = row!.places!
    expect(row).toMatchObject({ programme: 'SYN-U01-it', capacity: 1385, ordered: places, dataStatus: 'synthetic' })
    expect(row!.freePlaces).toBe(1385 - row!.intake!)
    expect(row!.exceedsCapacity).toBe(places > row!.freePlaces!)
    expect(row!.coverage).toBe(row!.gap.p50 > 0 ? places / row!.gap.p50 : null)
    const programme = (await get('/v1/programmes/SYN-U01-it')).json().programme
    expect(row!.enrolled).toBe(programme.students)
    expect(row!.graduatesDue).toBeGreaterThan(0)
    expect(row!.graduatesDue).toBeLessThan(programme.students)
    expect(rows.map((r) => r.gap.p50)).toEqual(rows.map((r) => r.gap.p50).sort((a, b) => b - a))
  })

  it('is the same in CSV, XLSX and PDF', async () => {
    const { rows } = (await get(URL)).json() as { rows: MemoRow[] }
    const records = parse((await get(`${URL}&format=csv`)).body, { columns: true }) as Record<string, string>[]
    expect(records.map((r) => [r['occupation'], r['order'], Number(r['gap_p50'])])).toEqual(
      rows.map((r) => [r.occupation, r.order ?? '', r.gap.p50]),
    )
    const book = XLSX.read((await get(`${URL}&format=xlsx`)).rawPayload)
    expect(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!)).toHaveLength(rows.length)
    const about = XLSX.utils.sheet_to_json<string[]>(book.Sheets['Provenance']!, { header: 1 })
    expect(about.find(([name]) => name === 'Attribution')![1]).toContain('SYNTHETIC')
    const pdf = await get(`${URL}&format=pdf`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it.each([
    ['area=VN-HN&year=2031&format=json-stat', 406],
    ['area=VN-XX&year=2031', 404],
    ['area=VN-HN&year=2050', 422],
  ])('%s is refused', async (query, status) => {
    expect((await get(`/v1/orders/memo?${query}`)).statusCode).toBe(status)
  })
})
