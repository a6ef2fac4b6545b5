import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { composeApp, type Store } from '../../src/compose.ts'
import type { FigureMapping } from '../../src/contracts/figure-mapping.ts'
import type { FileInspection, Preview } from '../../src/contracts/files.ts'
import { KEY } from '../support/api.ts'
import { loadedStore, testBase } from '../support/published-app.ts'
import { yearbook } from '../support/yearbook.ts'

let app: FastifyInstance
let store: Store
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nhanluc-files-'))
  const base = testBase({ NHANLUC_API_KEY: KEY, NHANLUC_DATA_DIR: folder })
  store = await loadedStore()
  app = await composeApp(base, store)
}, 120_000)
afterAll(async () => {
  await app?.close()
  await store?.close()
})

const auth = { authorization: `Bearer ${KEY}` }
const upload = (name: string, payload: Buffer | string, headers: object = auth) =>
  app.inject({
    method: 'POST',
    url: `/v1/files?name=${encodeURIComponent(name)}`,
    headers: { 'content-type': 'application/octet-stream', ...headers },
    payload,
  })
const post = (url: string, payload: object) => app.inject({ method: 'POST', url, headers: auth, payload })
const bring = async (name: string, payload: Buffer | string): Promise<string> => {
  const answer = await upload(name, payload)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json().file.id
}
const inspect = async (id: string, query = ''): Promise<FileInspection> =>
  (await app.inject({ url: `/v1/files/${id}/inspection${query}`, headers: auth })).json()

describe('files over the API', () => {
  it('nothing of it without the key; a service without a key says that it only reads', async () => {
    for (const [method, url] of [
      ['POST', '/v1/files?name=a.csv'],
      ['GET', '/v1/files'],
      ['POST', `/v1/files/${'0'.repeat(64)}/preview`],
      ['POST', `/v1/files/${'0'.repeat(64)}/ingest`],
      ['PUT', '/v1/mappings/a'],
      ['POST', '/v1/sources'],
    ] as const) {
      const answer = await app.inject({ method, url })
      expect(answer.statusCode, url).toBe(401)
      expect(answer.json().code).toBe('UNAUTHORISED')
    }
    const closed = await composeApp(testBase(), store)
    const answer = await closed.inject({ method: 'POST', url: '/v1/files?name=a.csv&lang=vi', headers: auth })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().detail).toContain('NHANLUC_API_KEY')
    await closed.close()
  })

  it('the bytes are kept under their hash; the same bytes are one file; none or too many are refused', async () => {
    const first = await upload('a.csv', 'năm,giá trị\n2020,1\n')
    const again = await upload('b.csv', 'năm,giá trị\n2020,1\n')
    expect(first.json()).toMatchObject({ isNew: true, file: { name: 'a.csv', bytes: 23, ingests: [] } })
    expect(again.json()).toMatchObject({ isNew: false, file: { id: first.json().file.id, name: 'a.csv' } })
    expect((await upload('empty.csv', '')).statusCode).toBe(400)
    expect((await upload('../../etc/passwd', 'x')).statusCode).toBe(400)
    const large = await upload('large.csv', Buffer.alloc(64 * 1024 ** 2 + 1))
    expect(large.statusCode).toBe(413)
    expect(large.json().code).toBe('TOO_LARGE')
    const { rows } = (await app.inject({ url: '/v1/files', headers: auth })).json()
    expect(rows.map((row: { name: string }) => row.name)).toEqual(['a.csv'])
  })

  it('a workbook nobody has seen: inspected, drafted, tried, mended, loaded, and its figures served', async () => {
    const id = await bring('nien-giam.xlsx', yearbook())
    const found = await inspect(id)
    expect(found).toMatchObject({
      format: 'spreadsheet-yearbook',
      figures: 36,
      missing: 3,
      units: ['UNIT Nghìn người'],
    })
    expect(found.draft).toMatchObject({
      constants: { measure: 'employment', area: 'VN-HN' },
      dimensions: { ROW: { field: 'industry', scheme: 'VSIC2018' }, COLUMN: { field: 'sex' } },
      flags: { '…': { obsStatus: 'O' } },
      units: { meanings: { 'Nghìn người': { unit: 'PS', unitMult: 3 } } },
    })
    const draft: z.input<typeof FigureMapping> = { ...found.draft!, id: 'hanoi-yearbook-sectors', source: 'GSO_PX' }
    const tried = (await post(`/v1/files/${id}/preview`, { mapping: draft, vintage: '2024-06-30' })).json() as Preview
    expect(tried.good + tried.nil + tried.refused).toBe(36)
    expect(tried.refusals).toMatchObject([{ column: 'ROW', rows: 6, reason: expect.stringContaining('Ngành khác') }])
    const row = tried.dimensions.find((one) => one.id === 'ROW')!
    expect(row.values.find((value) => value.label === 'Xây dựng')!.means).toEqual({ industry: 'VSIC2018:F' })
    expect(row.values.find((value) => value.label?.startsWith('Ngành khác'))!.means).toBeNull()

    const mended = {
      ...draft,
      dimensions: { ...draft.dimensions, ROW: { ...draft.dimensions!['ROW'], codes: { 'Ngành khác (gộp)': null } } },
    }
    const request = { mapping: mended, vintage: '2024-06-30' }
    expect((await post(`/v1/files/${id}/preview`, request)).json()).toMatchObject({ good: 30, nil: 6, refused: 0 })
    const before = (await app.inject('/v1/observations?source=GSO_PX&area=VN-HN&measure=employment')).json().rows.length
    const report = await post(`/v1/files/${id}/ingest`, request)
    expect(report.json()).toMatchObject({ read: 36, stored: 36, nil: 0, quarantined: 0 })
    const after = (await app.inject('/v1/observations?source=GSO_PX&area=VN-HN&measure=employment&limit=5000')).json()
      .rows
    expect(after.length).toBe(before + 30)
    const women = after.find(
      (one: Record<string, unknown>) =>
        one['sex'] === 'F' && one['industry'] === 'VSIC2018:F' && one['period'] === '2023',
    )
    expect(women).toMatchObject({ value: 31_000, obsStatus: 'P' })
    expect((await app.inject('/v1/mappings')).json().rows).toContainEqual(
      expect.objectContaining({ id: 'hanoi-yearbook-sectors', version: 1, isShipped: false }),
    )
    expect((await inspect(id)).mapping!.id).toBe('hanoi-yearbook-sectors')
  })

  it('a number that can mean two things is refused until the mapping declares how numbers are written', async () => {
    const id = await bring('wages.csv', 'ngành;giá trị;năm\nXây dựng;1.234;2022\nGiáo dục và đào tạo;2.345;2022\n')
    const doubtful = await inspect(id)
    expect(doubtful.faultCount).toBe(2)
    const declared = await inspect(id, `?numbers=${encodeURIComponent('1.234,5')}`)
    expect(declared).toMatchObject({ figures: 2, faultCount: 0, draft: { writing: { numbers: '1.234,5' } } })
    expect(declared.sample[0]!.value).toBe(1234)
    expect((await app.inject({ url: `/v1/files/${id}/inspection?numbers=x`, headers: auth })).statusCode).toBe(400)
  })

  it('a mapping is kept only with a known source and under an id of its own', async () => {
    const mapping = { id: 'city', title: 'City', source: 'CITY_BOOK', dataset: 'b', recognise: {} }
    const put = (body: object, id = 'city') =>
      app.inject({ method: 'PUT', url: `/v1/mappings/${id}`, headers: auth, payload: body })
    expect((await put(mapping)).json()).toMatchObject({ code: 'MAPPING_INVALID', status: 422 })
    const source = {
      id: 'CITY_BOOK',
      name: { vi: 'Niên giám', en: 'Yearbook' },
      publisher: 'City',
      licence: 'not stated',
      citation: 'City yearbook',
    }
    expect((await post('/v1/sources', source)).statusCode).toBe(201)
    expect((await post('/v1/sources', source)).json()).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await put(mapping)).json()).toEqual({ id: 'city', version: 1 })
    expect((await put(mapping)).json()).toEqual({ id: 'city', version: 1 })
    expect((await put({ ...mapping, title: 'Changed' })).json()).toEqual({ id: 'city', version: 2 })
    expect((await put(mapping, 'other')).json()).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await put({ ...mapping, id: 'bls-cps' }, 'bls-cps')).json()).toMatchObject({ code: 'MAPPING_INVALID' })
    expect((await put({ ...mapping, dimensions: { A: { feild: 'sex' } } })).json()).toMatchObject({
      code: 'INVALID_INPUT',
      errors: [{ pointer: '/body/dimensions/A/feild' }],
    })
  })

  it.each([
    ['not a workbook', 'x.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2000, 7)])],
    ['a page of an error', 'x.html', '<!doctype html><title>404</title>'],
    ['text without a table', 'x.txt', 'hello\n'],
  ])('%s is a problem that says what to do, and the service goes on', async (_, name, bytes) => {
    const id = await bring(name, bytes)
    const answer = await app.inject({ url: `/v1/files/${id}/inspection`, headers: auth })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.json().detail.length).toBeGreaterThan(20)
    expect((await app.inject('/health/live')).statusCode).toBe(200)
  })
})
