import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { FETCH_LIMITS } from '../../../src/ingest/connect/limits.ts'
import { openFetchedBody } from '../../../src/ingest/connect/open-fetched.ts'
import { runFetch } from '../../../src/ingest/connect/run-fetch.ts'
import { createFetch, type TestFetch } from './support/fetch-deps.ts'
import { csv, type Handler, inTurn, type SourceServer, send, startSource, status } from './support/source-server.ts'

const TABLE = 'area,year,employment\nVNM,2023,51291.8\nVNM,2024,51875.3\n'

let source: SourceServer
let test: TestFetch
beforeEach(async () => {
  source = await startSource()
  test = await createFetch()
})

const fetchTable = (handler: Handler, path = '/table.csv') => {
  source.answer(handler)
  return runFetch(test.deps, 'url', { address: `${source.url}${path}`, format: 'csv' })
}
const outcomes = async () => (await test.answers(source.url)).map(({ outcome }) => outcome)

describe('a body as published', () => {
  it('is kept with hash, address, time, type and licence, and can be read again', async () => {
    const headers = {
      etag: '"v1"',
      'last-modified': 'Sun, 01 Nov 2026 00:00:00 GMT',
      'content-type': 'text/csv; charset=utf-8',
    }
    const { bodies, fresh } = await fetchTable(csv(TABLE, headers))
    expect(fresh).toBe(1)
    const { record, path, source: bytes } = await openFetchedBody(test.deps.pool, test.deps.folder, bodies[0]!.fetchId)
    expect(await readFile(path, 'utf8')).toBe(TABLE)
    expect(record).toMatchObject({
      outcome: 'stored',
      httpStatus: 200,
      address: `${source.url}/table.csv`,
      sha256: createHash('sha256').update(TABLE).digest('hex'),
      bytes: TABLE.length,
      mediaType: 'text/csv',
      encoding: 'utf-8',
      etag: '"v1"',
      lastModified: 'Sun, 01 Nov 2026 00:00:00 GMT',
      licence: 'not stated',
      fileName: 'table.csv',
      fetchedAt: test.clock.now(),
    })
    expect(bytes).toMatchObject({ name: 'table.csv', size: TABLE.length })
  })

  it('is asked for with our name and contact, and in English', async () => {
    await fetchTable(csv(TABLE))
    expect(source.asked[0]!.headers).toMatchObject({
      'user-agent': 'nhanluc/0.1.0 (labour-market statistics; mailto:lab@example.org)',
      'accept-language': 'en',
    })
  })

  it('is the same file for the same bytes, packed for the way or not', async () => {
    await fetchTable(csv(TABLE))
    const again = await fetchTable((_asked, response) =>
      send(response, 200, 'text/csv', gzipSync(TABLE), { 'content-encoding': 'gzip' }),
    )
    expect(again.bodies[0]).toMatchObject({ isNew: false, sha256: createHash('sha256').update(TABLE).digest('hex') })
    expect(await test.files()).toBe(1)
  })
})

describe('conditional requests', () => {
  it('send the entity tag and date of the last body; 304 brings that body and nothing new', async () => {
    await fetchTable(csv(TABLE, { etag: '"v1"', 'last-modified': 'Sun, 01 Nov 2026 00:00:00 GMT' }))
    const again = await fetchTable(status(304))
    expect(source.asked[1]!.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Sun, 01 Nov 2026 00:00:00 GMT',
    })
    expect(again.fresh).toBe(0)
    expect(await readFile(again.bodies[0]!.path, 'utf8')).toBe(TABLE)
    expect(await outcomes()).toEqual(['stored', 'unchanged'])
  })

  it('304 to somebody who has no body is no data', async () => {
    await expect(fetchTable(status(304))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('trouble that passes', () => {
  it('429: waits as long as Retry-After asks, then goes on', async () => {
    const { fresh } = await fetchTable(inTurn(status(429, { 'retry-after': '17' }), csv(TABLE)))
    expect(fresh).toBe(1)
    expect(test.clock.waits).toContain(17_000)
    expect((await test.answers(source.url))[0]).toMatchObject({ attempts: 2, outcome: 'stored' })
  })

  it('429: Retry-After as a date is understood', async () => {
    const at = new Date(test.clock.now() + 90_000).toUTCString()
    await fetchTable(inTurn(status(429, { 'retry-after': at }), csv(TABLE)))
    expect(Math.max(...test.clock.waits)).toBe(90_000)
  })

  it('429 without a time: a minute, doubling', async () => {
    await fetchTable(inTurn(status(429), status(429), csv(TABLE)))
    expect(test.clock.waits).toEqual([60_000, 120_000])
  })

  it('429 that asks for more than ten minutes: left for later, saying when', async () => {
    await expect(fetchTable(status(429, { 'retry-after': '7200' }))).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('2026-11-22T10:00:00.000Z'),
    })
    expect(source.asked).toHaveLength(1)
  })

  it('503, 502, then data: two waits that double', async () => {
    const { fresh } = await fetchTable(inTurn(status(503), status(502), csv(TABLE)))
    expect(fresh).toBe(1)
    expect(test.clock.waits).toEqual([2000, 4000])
  })

  it('503 for ever: five attempts, then a refusal that names what the server said', async () => {
    await expect(fetchTable(status(503, {}, 'backend down'))).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringMatching(/5 attempts: HTTP 503 \(backend down\)/),
    })
    expect(source.asked).toHaveLength(5)
    expect(await outcomes()).toEqual(['refused'])
  })

  it('a body that stops half way: given up after the idle time, asked again', async () => {
    const slow: Handler = (_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' })
      response.write('area,year,employment\nVNM,2023,5')
    }
    expect((await fetchTable(inTurn(slow, csv(TABLE)))).fresh).toBe(1)
    expect(source.asked).toHaveLength(2)
  })

  it('a body that is cut before its Content-Length: asked again', async () => {
    const cut: Handler = (_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': String(TABLE.length) })
      response.write(TABLE.slice(0, 30))
      setTimeout(() => response.destroy(), 20)
    }
    await fetchTable(inTurn(cut, csv(TABLE)))
    expect(await outcomes()).toEqual(['stored'])
    expect(await test.files()).toBe(1)
  })

  it('a gzip body that is cut: asked again', async () => {
    const packed = gzipSync(TABLE)
    const cut: Handler = (_asked, response) =>
      send(response, 200, 'text/csv', packed.subarray(0, packed.length - 9), { 'content-encoding': 'gzip' })
    expect((await fetchTable(inTurn(cut, csv(TABLE)))).fresh).toBe(1)
  })

  it('a gzip file that is cut: asked again, and never stored', async () => {
    const cut: Handler = (_asked, response) =>
      send(response, 200, 'application/octet-stream', gzipSync(TABLE.repeat(500)).subarray(0, 60))
    await expect(fetchTable(cut, '/table.csv.gz')).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('the gzip file is cut'),
    })
    expect(source.asked).toHaveLength(FETCH_LIMITS.maxAttempts)
  })

  it('JSON that ends in the middle with a length that fits: asked again', async () => {
    const cut: Handler = (_asked, response) => send(response, 200, 'application/json', '{"value":[1,2,3],"id":["geo"')
    source.answer(inTurn(cut, (_asked, response) => send(response, 200, 'application/json', '{"value":[1]}')))
    const { bodies } = await runFetch(test.deps, 'url', { address: `${source.url}/t.json`, format: 'json' })
    expect(await readFile(bodies[0]!.path, 'utf8')).toBe('{"value":[1]}')
  })

  it('XML whose first element is never closed: asked again', async () => {
    const cut: Handler = (_asked, response) =>
      send(response, 200, 'application/xml', '<?xml version="1.0"?><m:Data><m:Obs V="1"/>')
    const whole: Handler = (_asked, response) =>
      send(response, 200, 'application/xml', '<?xml version="1.0"?><m:Data><m:Obs V="1"/></m:Data>\n')
    source.answer(inTurn(cut, whole))
    expect((await runFetch(test.deps, 'url', { address: `${source.url}/m.xml`, format: 'xml' })).fresh).toBe(1)
    expect(source.asked).toHaveLength(2)
  })
})

describe('answers that are no data', () => {
  const challenge =
    '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>'

  it('a check for robots with HTTP 200: the source is left alone for minutes, and nothing is stored', async () => {
    await expect(fetchTable((_a, r) => send(r, 200, 'text/html', challenge))).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('Just a moment'),
    })
    expect(test.clock.waits.slice(0, 3)).toEqual([60_000, 120_000, 240_000])
    expect(await outcomes()).toEqual(['refused'])
  })

  it('a check for robots is kept as a failed answer to be looked at', async () => {
    await fetchTable((_a, r) => send(r, 403, 'text/html', challenge, { 'cf-mitigated': 'challenge' })).catch(() => {})
    const [row] = await test.answers(source.url)
    expect(row).toMatchObject({ outcome: 'refused', httpStatus: 403 })
    const { path } = await openFetchedBody(test.deps.pool, test.deps.folder, row!.fetchId)
    expect(await readFile(path, 'utf8')).toBe(challenge)
  })

  it('a page of words with HTTP 200: refused at once, with its title', async () => {
    const page = '<html><head><title>Bảo trì hệ thống</title></head><body></body></html>'
    await expect(fetchTable((_a, r) => send(r, 200, 'text/html', page))).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining('Bảo trì hệ thống'),
    })
    expect(source.asked).toHaveLength(1)
  })

  it('an empty body, as some servers send to clients without a name: nothing is stored', async () => {
    await expect(fetchTable(csv(''))).rejects.toMatchObject({ code: 'NOT_AVAILABLE' })
    expect(await outcomes()).toEqual(['empty'])
    expect(await test.files()).toBe(0)
  })

  it('a heading without rows: nothing is stored', async () => {
    await expect(fetchTable(csv('area,year,employment\n'))).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
      message: expect.stringContaining('a heading and no rows'),
    })
  })

  it('404 says what the server said', async () => {
    await expect(fetchTable(status(404, {}, 'no such table'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('no such table'),
    })
  })

  it('XML with entities that could grow without end is not kept as data', async () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    source.answer((_a, r) => send(r, 200, 'application/xml', bomb))
    await expect(runFetch(test.deps, 'url', { address: `${source.url}/a.xml` })).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
    })
  })
})

describe('bounds', () => {
  it('a body larger than allowed is cut off and nothing of it is kept', async () => {
    const { deps, files } = await createFetch({ limits: { ...FETCH_LIMITS, maxBytes: 100_000 } })
    source.answer((_a, r) => send(r, 200, 'text/csv', 'a,b\n'.repeat(50_000)))
    await expect(runFetch(deps, 'url', { address: `${source.url}/big.csv` })).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('more than 100000 bytes'),
    })
    expect(await files()).toBe(0)
  })

  it('a packed body that unpacks to a thousand times its size is cut off', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024))
    await expect(
      fetchTable((_a, r) => send(r, 200, 'text/csv', bomb, { 'content-encoding': 'gzip' })),
    ).rejects.toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('300 times') })
    expect(await test.files()).toBe(0)
  })

  it('a gzip file that unpacks to a thousand times its size is not kept as data', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024))
    await expect(fetchTable((_a, r) => send(r, 200, 'application/gzip', bomb))).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining('300 times'),
    })
  })

  it('JSON nested a hundred levels is not kept as data', async () => {
    source.answer((_a, r) => send(r, 200, 'application/json', `${'['.repeat(100)}${']'.repeat(100)}`))
    await expect(runFetch(test.deps, 'url', { address: `${source.url}/deep.json` })).rejects.toMatchObject({
      message: expect.stringContaining('64 levels'),
    })
  })
})
