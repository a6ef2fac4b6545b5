import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import { ingestAny } from '../../src/ingest/ingest-any.ts'
import { SILENT } from '../../src/storage/log.ts'
import { KEY } from '../support/api.ts'
import { loadedStore, testBase } from '../support/published-app.ts'

let app: FastifyInstance
let store: Store
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nhanluc-refused-'))
  store = await loadedStore()
  app = await composeApp(testBase({ NHANLUC_API_KEY: KEY, NHANLUC_DATA_DIR: folder }), store)
}, 120_000)
afterAll(async () => {
  await app?.close()
  await store?.close()
  await rm(folder, { recursive: true, force: true })
})

const auth = { authorization: `Bearer ${KEY}` }
const get = async (url: string, headers: Readonly<Record<string, string>> = auth) =>
  (await app.inject({ url, headers })).json()
const post = (url: string, payload: object, headers: Readonly<Record<string, string>> = auth) =>
  app.inject({ method: 'POST', url, headers, payload })
async function load(name: string, lines: readonly string[], how: object = {}) {
  const file = join(folder, name)
  await writeFile(file, `${lines.join('\n')}\n`)
  return ingestAny({ pool: store.pool, log: SILENT }, { file, defaultVintage: '2025-06-30', ...how })
}

describe('files refused whole', () => {
  const DISTRICTS = ['district,persons', 'A,10', 'B,12']

  it('are listed with hash and reason in both languages, counted again, and go when their bytes go in', async () => {
    await expect(load('districts.csv', DISTRICTS)).rejects.toMatchObject({ code: 'MAPPING_INVALID' })
    await expect(load('districts.csv', DISTRICTS)).rejects.toThrow('--period')
    const { rows } = await get('/v1/refused-files', {})
    expect(rows).toMatchObject([
      { file: 'districts.csv', code: 'MAPPING_INVALID', times: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    expect(rows[0].text.vi).toContain('không nói số liệu thuộc kỳ nào')
    expect(JSON.stringify(rows)).not.toContain(folder)

    const url = `/v1/refused-files/${rows[0].id}/retry`
    expect((await post(url, { period: '2024' }, {})).statusCode).toBe(401)
    const again = await post(url, {})
    expect([again.statusCode, again.json().code]).toEqual([422, 'MAPPING_INVALID'])
    const retried = await post(url, { period: '2024' })
    expect(retried.json()).toMatchObject({ file: 'districts.csv', read: 2, stored: 2 })
    expect((await get('/v1/refused-files')).rows).toEqual([])
    expect((await post(url, { period: '2024' })).statusCode).toBe(404)
  })

  it('whose bytes are gone are said to be gone', async () => {
    await expect(load('moved.csv', ['place,persons', 'C,1'])).rejects.toMatchObject({ code: 'MAPPING_INVALID' })
    const [{ id }] = (await get('/v1/refused-files')).rows
    await writeFile(join(folder, 'moved.csv'), 'something else')
    const answer = await post(`/v1/refused-files/${id}/retry`, { period: '2024' })
    expect(answer.json().detail).toContain('no longer lies where it was read')
  })
})

describe('a refused row written anew', () => {
  const reason = 'Telephone call with the office, 2025-07-01'
  const rowsOf = async (ingest: number) => (await get(`/v1/quarantine?ingest=${ingest}`)).rows

  it('of a table: read by its mapping, stored with the reason beside it, its own text kept', async () => {
    const lines = ['geo,year,rate', 'VN,2022,2.1', 'VN,2023,2.x', 'VN,2024,2.3']
    const { ingestId } = await load('rates.csv', lines)
    const [row] = await rowsOf(ingestId!)
    const { fields } = await get(`/v1/quarantine/${row.id}`)
    expect(fields).toEqual([
      { name: 'value', text: '2.x' },
      { name: 'period', text: '2023' },
      { name: 'geo', text: 'VN' },
      { name: 'COLUMN', text: 'rate' },
    ])
    const url = `/v1/quarantine/${row.id}/mend`
    const refused = async (body: object, headers: Readonly<Record<string, string>> = auth) =>
      (await post(url, body, headers)).json()
    expect(await refused({ edits: { value: '2.2' }, reason }, {})).toMatchObject({ code: 'UNAUTHORISED' })
    expect((await refused({ edits: { value: '2,2' }, reason })).detail).toContain('Write it with a point')
    expect((await refused({ edits: { valu: '2.2' }, reason })).detail).toContain('has no field "valu"')
    expect((await refused({ edits: { value: '2.x' }, reason })).detail).toContain('Nothing of the row')
    const mended = await post(url, { edits: { value: '2.2' }, reason })
    expect(mended.json()).toMatchObject({ stored: 1, quarantined: 0 })

    const { rows } = await store.pool.query(
      `select o.value, o.note from observation o join series_vintage v using (series_no, vintage)
         join series s using (series_no) where s.measure = 'UNNAMED:rates' order by o.period_start`,
    )
    expect(rows.map(({ value, note }) => [value, note])).toEqual([
      [2.1, null],
      [2.2, `mended: ${reason}`],
      [2.3, null],
    ])
    const report = await get(`/v1/ingests/${mended.json().ingestId}`)
    expect(report.quality.mended).toEqual({
      row: row.id,
      line: row.line,
      edits: [{ field: 'value', from: '2.x', to: '2.2' }],
      reason,
    })
    expect(await rowsOf(ingestId!)).toEqual([])
    const kept = await store.pool.query('select raw, resolved_by from quarantined_row where quarantine_id = $1', [
      row.id,
    ])
    expect(kept.rows).toEqual([{ raw: row.raw, resolved_by: mended.json().ingestId }])
  })

  it('of a tidy file: by its headings; what is still refused says why and stays', async () => {
    const heading =
      'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,obs_status,is_break,vintage,source,note'
    const { ingestId } = await load('city.csv', [
      heading,
      'employment,VN-HN,_T,_T,T,_T,ICLS19,A,2022,-1,PS,3,A,false,2023-06-30,GSO_NSDP,"first, by telephone"',
    ])
    const [row] = await rowsOf(ingestId!)
    const url = `/v1/quarantine/${row.id}/mend`
    const still = (
      await post(`${url}?lang=vi`, { edits: { value: '-2' }, reason }, { ...auth, 'accept-language': 'vi' })
    ).json()
    expect(still.detail).toMatch(/vẫn bị từ chối: giá trị: -2 là số âm/)
    expect((await rowsOf(ingestId!))[0]).toMatchObject({ id: row.id, reason: row.reason })
    expect((await post(url, { edits: { value: '3900.5' }, reason })).json()).toMatchObject({ stored: 1 })
    const { rows } = await store.pool.query(
      `select value, note from observation where note like '%mended: Telephone%' and value > 1000`,
    )
    expect(rows).toEqual([{ value: 3_900_500, note: `first, by telephone; mended: ${reason}` }])
  })
})
