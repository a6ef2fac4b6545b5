import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { createPool } from '../../src/storage/database.ts'
import { enqueueJob } from '../../src/storage/job.ts'
import { type Api, KEY, openApi } from '../support/api.ts'
import { insertObservations, RELEASE_ID } from '../support/published-release.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.app.close())

const CONFIG = { NHANLUC_API_KEY: undefined, NHANLUC_RATE_LIMIT: 100_000 }

describe('health', () => {
  it('ready is 200 when a release with gaps can be served', async () => {
    expect((await api.get('/health/live')).json()).toEqual({ status: 'ok' })
    const ready = await api.get('/health/ready')
    expect(ready.statusCode).toBe(200)
    expect(ready.json().detail).toContain(RELEASE_ID)
  })

  it('ready is a 503 problem before, and says what is being done', async () => {
    let doing: string | null = null
    const early = await openApi({ activity: () => doing }, insertObservations)
    const detail = async () => {
      const answer = await early.get('/health/ready')
      expect(answer.statusCode).toBe(503)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.headers['retry-after']).toBe('10')
      return answer.json().detail
    }
    expect((await early.get('/health/live')).statusCode).toBe(200)
    expect(await detail()).toContain('No job is open')
    const job = await enqueueJob(early.pool, 'publish', {})
    expect(await detail()).toContain(`Job ${job} waits for a worker`)
    await early.pool.query(`update job set state = 'running', progress = 0.42, stage = 'backtest'`)
    expect(await detail()).toContain('backtest, 42 % done')
    doing = 'Loading the data pack.'
    expect(await detail()).toContain('Loading the data pack.')
    await early.app.close()
  })

  it('an unreachable database is a 503 whose details stay in the log', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const pool = createPool('postgres://postgres:secret@127.0.0.1:1/none', 1)
    const app = await createApp({
      pool,
      config: CONFIG,
      clock: () => new Date(0),
      dashboardDir: null,
      logger: pino({ level: 'error' }, sink),
    })
    const answer = await app.inject('/v1/gaps?lang=vi')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'DATABASE_UNREACHABLE', title: 'Không kết nối được cơ sở dữ liệu' })
    expect(answer.body).not.toContain('127.0.0.1')
    expect(lines.filter((line) => line.includes('ECONNREFUSED'))).toHaveLength(1)
    await app.close()
    await pool.end()
  })
})

describe('jobs', () => {
  const post = (api: Api, authorization?: string, payload: object = { kind: 'publish' }) =>
    api.send({
      method: 'POST',
      url: '/v1/jobs',
      payload,
      headers: authorization === undefined ? {} : { authorization },
    })

  it('without a key in the configuration writing is switched off', async () => {
    const answer = await post(api, `Bearer ${KEY}`)
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'UNAUTHORISED', detail: expect.stringContaining('switched off') })
  })

  it('only the right key starts a job; its place is in Location, and its failure is for holders of the key', async () => {
    const db = await openApi({ config: { ...CONFIG, NHANLUC_API_KEY: KEY } })
    await db.app.close()
    const keyed = await createApp({
      pool: db.pool,
      config: { ...CONFIG, NHANLUC_API_KEY: KEY },
      clock: () => new Date(0),
      dashboardDir: null,
      logger: false,
      enqueuePublish: (request) => enqueueJob(db.pool, 'publish', request),
    })
    const at = { ...db, send: keyed.inject.bind(keyed) as Api['send'] }
    for (const wrong of [undefined, 'Bearer wrong', `Basic ${KEY}`, `Bearer ${KEY}x`, 'Bearer ']) {
      const answer = await post(at, wrong)
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
    }
    expect((await db.pool.query('select from job')).rowCount).toBe(0)

    const accepted = await post(at, `Bearer ${KEY}`, { kind: 'publish', asOf: '2025-01-01' })
    expect(accepted.statusCode).toBe(202)
    const { location } = accepted.headers
    expect(accepted.json()).toMatchObject({ state: 'queued', progress: 0, release: null })
    await db.pool.query(`update job set state = 'failed', error = 'host db-7 is full'`)
    expect((await keyed.inject(location as string)).json().error).not.toContain('db-7')
    const known = await keyed.inject({ url: location as string, headers: { authorization: `Bearer ${KEY}` } })
    expect(known.json().error).toBe('host db-7 is full')
    expect((await db.pool.query('select payload from job')).rows[0].payload).toMatchObject({ asOf: '2025-01-01' })

    for (const payload of [
      { kind: 'delete' },
      { kind: 'publish', asOf: '2025-02-30' },
      { kind: 'publish', force: true },
    ]) {
      const answer = await post(at, `Bearer ${KEY}`, payload)
      expect(answer.statusCode).toBe(400)
      expect(answer.json().errors[0].pointer).toMatch(/^\/body\//)
    }
    await keyed.close()
  })

  it('a job nobody started is a 404', async () => {
    expect((await api.get('/v1/jobs/99')).json()).toMatchObject({ code: 'NOT_FOUND' })
    expect((await api.get('/v1/jobs/x')).json()).toMatchObject({
      code: 'INVALID_INPUT',
      errors: [{ pointer: '/path/id' }],
    })
  })
})

describe('page and protection', () => {
  it('the page is asked for anew each time, its hashed files never', async () => {
    const page = await api.get('/')
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['content-security-policy']).toContain("script-src 'self';")
    expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    expect((await api.get('/assets/app-4f2a.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('other origins may not read, and the content type is never guessed', async () => {
    const answer = await api.get('/v1/lenses', { origin: 'https://example.org' })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('long answers are compressed, and say what they vary by', async () => {
    const answer = await api.get('/v1/gaps?area=VN', { 'accept-encoding': 'gzip' })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.headers['vary']).toMatch(/Accept.*accept-encoding/)
    expect(answer.headers['etag']).toMatch(/^W\//)
  })

  it('past the limit comes a 429 problem with Retry-After, while health goes on', async () => {
    const limited = await openApi({ config: { ...CONFIG, NHANLUC_RATE_LIMIT: 3 } })
    const statuses: number[] = []
    for (const url of [
      '/v1/lenses',
      '/v1/nowhere',
      '/v1/lenses',
      '/v1/lenses',
      '/v1/nowhere',
      '/health/live',
      '/health/ready',
      '/metrics',
    ]) {
      statuses.push((await limited.get(url)).statusCode)
    }
    expect(statuses).toEqual([200, 404, 200, 429, 429, 200, 200, 200])
    const refused = await limited.get('/v1/lenses')
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect(refused.json()).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      detail: expect.stringContaining('3 requests a minute'),
    })
    await limited.app.close()
  })

  it('metrics label requests by route pattern, not by address', async () => {
    await api.get('/v1/gaps/VN:VSIC2018:C:2030:T/skills')
    await api.get('/no/such/place')
    const { body } = await api.get('/metrics')
    expect(body).toMatch(
      /nhanluc_http_request_duration_seconds_count\{method="GET",route="\/v1\/gaps\/:id\/skills",status="200"\} \d+/,
    )
    expect(body).toMatch(/process_resident_memory_bytes \d+/)
    expect(body).not.toContain('no/such/place')
  })
})

describe('problems', () => {
  it('an address that does not exist or cannot be decoded is a problem', async () => {
    expect((await api.get('/v2/gaps?x=1')).json()).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      instance: '/v2/gaps',
    })
    expect((await api.get('/%zz')).json()).toMatchObject({ code: 'INVALID_INPUT', status: 400 })
  })

  it('a body too large or of another type is a problem', async () => {
    const keyed = await openApi({ config: { ...CONFIG, NHANLUC_API_KEY: KEY } })
    const send = (payload: string, type: string) =>
      keyed.send({
        method: 'POST',
        url: '/v1/jobs',
        payload,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': type },
      })
    expect((await send(`{"kind":"${'x'.repeat(20_000)}"}`, 'application/json')).json()).toMatchObject({
      code: 'TOO_LARGE',
      status: 413,
    })
    expect((await send('{"kind"', 'application/json')).json()).toMatchObject({ code: 'INVALID_INPUT', status: 400 })
    expect((await send('kind=publish', 'application/x-www-form-urlencoded')).json()).toMatchObject({
      code: 'INVALID_INPUT',
      status: 415,
    })
    await keyed.app.close()
  })

  it('titles speak the language asked for; the type leads to an explanation in both', async () => {
    expect((await api.get('/v1/releases/none')).json().title).toBe('Release not found')
    expect((await api.get('/v1/releases/none', { 'accept-language': 'vi-VN,en;q=0.5' })).json().title).toBe(
      'Không có phiên bản công bố',
    )
    const { type } = (await api.get('/v1/gaps?lang=vi&year=x')).json()
    expect((await api.get(type)).json()).toMatchObject({
      code: 'INVALID_INPUT',
      status: 400,
      meaning: { vi: expect.any(String), en: expect.any(String) },
    })
  })
})
