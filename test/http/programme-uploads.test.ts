import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import { PROGRAMME_FILES } from '../../src/contracts/programme-files.ts'
import { CELL_FAULTS } from '../../src/ingest/programme-faults.ts'
import { loadProgrammes } from '../../src/ingest/programmes.ts'
import { findProgramme } from '../../src/storage/programme.ts'
import { PACK } from '../support/pack.ts'
import { loadedStore, testBase } from '../support/published-app.ts'

const KEY = 'a-key-of-at-least-24-characters'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const SYNTHETIC = join(PACK, 'synthetic')
const TABLES = Object.keys(PROGRAMME_FILES)
type Rows = Record<string, Record<string, string>[]>
const shipped = (): Rows =>
  Object.fromEntries(
    TABLES.map((t) => [t, parse(readFileSync(join(SYNTHETIC, `${t}.csv`), 'utf8'), { columns: true })]),
  ) as Rows

const base = testBase({ NHANLUC_API_KEY: KEY })
let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await loadedStore()
  app = await composeApp(base, store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})
const authorization = `Bearer ${KEY}`
const get = (url: string, headers = {}) => app.inject({ url, headers: { authorization, ...headers } })
const send = (payload: object | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/v1/programme-sets',
    payload,
    headers: { authorization, ...(Buffer.isBuffer(payload) ? { 'content-type': XLSX_TYPE } : {}), ...headers },
  })
/** A workbook as a person makes it: numbers as numbers where they are, codes as text, a sheet of notes beside. */
function workbook(rows: Rows): Buffer {
  const book = XLSX.utils.book_new()
  for (const [table, list] of Object.entries(rows)) {
    const typed = list.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([k, v]) => [
          k,
          /^-?\d+(\.\d+)?$/.test(v) && !/^0\d/.test(v) && !/code|isced/.test(k) ? Number(v) : v === '' ? null : v,
        ]),
      ),
    )
    XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet(typed), table === 'rates' ? 'Rates' : table)
  }
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['notes'], ['of the office']]), 'Ghi chú')
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })
}
const stored = async () =>
  (await store.pool.query<{ n: number }>('select count(*)::int as n from programme')).rows[0]!.n

describe('POST /v1/programme-sets', () => {
  it('without the key nothing is taken in or told', async () => {
    const answer = await app.inject({ method: 'POST', url: '/v1/programme-sets', payload: { x: 1 } })
    expect(answer.statusCode).toBe(401)
    expect((await app.inject({ url: '/v1/programme-uploads' })).statusCode).toBe(401)
  })

  it('a fault in a row of a list: nothing is stored, the row is kept, the reason comes in the language asked for', async () => {
    const rows = shipped()
    rows['rates']![0]!['value'] = '8.3%'
    rows['programmes']![1]!['institution_id'] = 'SYN-U99'
    const answer = await send(rows, { 'accept-language': 'vi' })
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(400)
    const problem = answer.json()
    expect(problem.detail).toContain('rates dòng 1, cột value: "8.3%": viết số với dấu chấm thập phân')
    expect(problem.errors[0]).toEqual({
      pointer: '/rates/1/value',
      detail: expect.stringContaining('viết số'),
    })
    expect(await stored()).toBe(0)
    const english = (await send(rows, { 'accept-language': 'en' })).json()
    expect(english.detail).toContain('rates line 1, column value: "8.3%": write a number')

    const uploads = (await get('/v1/programme-uploads')).json().rows
    expect(uploads.map((u: { outcome: string; refused: number }) => [u.outcome, u.refused])).toEqual([
      ['refused', 1],
      ['refused', 1],
    ])
    const detail = await get(`/v1/programme-uploads/${uploads[0].id}`)
    expect(detail.headers['cache-control']).toMatch(/^private/)
    expect(detail.json().rows).toMatchObject([
      { table: 'rates', line: 1, column: 'value', reason: { en: expect.stringMatching(/^"8.3%"/) } },
    ])
    expect(JSON.parse(detail.json().rows[0].raw).value).toBe('8.3%')
    const csv = parse((await get(`/v1/programme-uploads/${uploads[0].id}?format=csv`)).body, { columns: true })
    expect(csv).toMatchObject([{ table: 'rates', line: '1' }])
  })

  it('a contradiction between tables is told by both names', async () => {
    const rows = shipped()
    rows['programmes']![1]!['institution_id'] = 'SYN-U99'
    expect((await send(rows)).json().detail).toContain(
      'programmes line 2, column institution_id: institutions has no SYN-U99',
    )
  })

  it('an unknown area is a fault of the set, kept like the others', async () => {
    const rows = shipped()
    rows['institutions']![0]!['area'] = 'VN-XX'
    const answer = await send(rows)
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      expect.stringContaining('institution_area_id_fkey'),
    ])
    expect((await get('/v1/programme-uploads')).json().rows[0]).toMatchObject({ outcome: 'refused', refused: 1 })
  })

  it('lists, a workbook and CSV files give the same store', async () => {
    const snapshot = async () => {
      const { rows } = await store.pool.query(
        `select md5(string_agg(t, '|' order by t)) as sum from (
           select (to_jsonb(i) - 'set_id')::text as t from institution i union all select to_jsonb(p)::text from programme p
           union all select to_jsonb(r)::text from programme_rate r union all select to_jsonb(e)::text from programme_enrolment e
           union all select to_jsonb(c)::text from programme_completion c union all select to_jsonb(a)::text from programme_announced a
           union all select to_jsonb(m)::text from target_mix m) x`,
      )
      return rows[0].sum
    }
    const lists = await send(shipped())
    expect(lists.json(), lists.body.slice(0, 300)).toMatchObject({
      changed: true,
      rows: { institutions: 12, programmes: 39 },
    })
    const first = await snapshot()
    expect((await send(shipped())).json()).toMatchObject({ changed: false })

    // A workbook with the same contents is the same set; another one replaces what it names.
    expect((await send(workbook(shipped()))).json()).toMatchObject({ changed: false, rows: { programmes: 39 } })
    const other = shipped()
    other['programmes']![0]!['current_intake'] = '900'
    const sheets = await send(workbook(other))
    expect(sheets.json(), sheets.body.slice(0, 300)).toMatchObject({ changed: true })
    expect((await findProgramme(store.pool, other['programmes']![0]!['programme_id']!)).currentIntake).toBe(900)
    expect((await send(workbook(shipped()))).json()).toMatchObject({ changed: true })
    expect(await snapshot()).toBe(first)

    await loadProgrammes({ pool: store.pool, log: base.log }, SYNTHETIC)
    expect(await snapshot()).toBe(first)
    expect((await findProgramme(store.pool, 'SYN-U01-it')).status).toBe('synthetic')
  })

  it('a fault in a workbook is told with sheet and row, a missing sheet by its name', async () => {
    const rows = shipped()
    rows['programmes']![0]!['moet_code'] = '748'
    const { rates: _, ...without } = rows
    const detail = (await send(workbook(without), { 'accept-language': 'vi' })).json().detail
    expect(detail).toContain('programmes dòng 2, cột moet_code: "748": viết bảy chữ số')
    expect(detail).toContain('không có trang tính rates')
    expect(await stored()).toBe(39)
  })

  it('what is no workbook is refused as one', async () => {
    const answer = await send(Buffer.from('programme_id,level'))
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  })
})

it('every sentence the schemas say has its Vietnamese', () => {
  const source = readFileSync(new URL('../../src/contracts/programme-files.ts', import.meta.url), 'utf8')
  const said = [...source.matchAll(/(?:'|")((?:is|must|write) [^\n]*?)(?:'|")\)/g)].map(([, text]) => text)
  expect(said.length).toBeGreaterThan(8)
  expect(Object.keys(CELL_FAULTS)).toEqual(expect.arrayContaining(said))
})
