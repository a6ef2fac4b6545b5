import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runFetch } from '../../../src/ingest/connect/run-fetch.ts'
import { startChild } from '../../support/child.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { createFetch, type TestFetch } from './support/fetch-deps.ts'
import { csv, type Handler, inTurn, json, type SourceServer, startSource, status } from './support/source-server.ts'

const succeed: Handler = (question, response) => {
  const { seriesid, startyear } = JSON.parse(question.body) as { seriesid: string[]; startyear: string }
  const series = seriesid.map((seriesID) => ({
    seriesID,
    data: [{ year: startyear, period: 'M10', value: '4.1', footnotes: [{}] }],
  }))
  json({ status: 'REQUEST_SUCCEEDED', message: [], Results: { series } })(question, response)
}
const startYears = (source: SourceServer) => source.asked.map(({ body }) => Number(JSON.parse(body).startyear))

describe('a fetch whose process is killed', () => {
  let database: TestDatabase
  let folder: string
  beforeAll(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'nhanluc-killed-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('goes on where it stopped: no finished part is asked for again', async () => {
    const source = await startSource()
    let answered = 0
    // The fourth question is never answered, so the kill comes while the process waits for it.
    source.answer((question, response) => {
      answered += 1
      if (answered !== 4) succeed(question, response)
    })
    const request = JSON.stringify({ root: source.url, series: ['LNS14000000'], startYear: 1950, endYear: 2009 })
    const script = '../ingest/connect/support/fetch-child.mjs'
    const first = startChild(script, database.url, folder, request)
    await first.said('part-3 ')
    while (source.asked.length < 4) await sleep(10)
    await first.end('SIGKILL')
    const others = `select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state is not null`
    while ((await database.pool.query<{ n: number }>(others)).rows[0]!.n > 1) await sleep(20)
    const second = startChild(script, database.url, folder, request)
    expect(await second.said('done')).toBe('6 true')
    expect(startYears(source)).toEqual([1950, 1960, 1970, 1980, 1980, 1990, 2000])
    const { rows } = await database.pool.query('select state, error from fetch_run')
    expect(rows).toEqual([{ state: 'done', error: null }])
  })
})

describe('a fetch that broke off', () => {
  let source: SourceServer
  let test: TestFetch
  const request = () => ({ root: source.url, series: ['LNS14000000'], startYear: 2000, endYear: 2019 })
  beforeEach(async () => {
    source = await startSource()
    test = await createFetch()
  })

  it('more than a day ago begins anew: its parts may be of another vintage', async () => {
    source.answer(inTurn(succeed, status(400)))
    await expect(runFetch(test.deps, 'bls', request())).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    test.clock.advance(25 * 3600_000)
    source.answer(succeed)
    expect(await runFetch(test.deps, 'bls', request())).toMatchObject({ resumed: false })
    expect(startYears(source)).toEqual([2000, 2010, 2000, 2010])
  })

  it('because it was told to stop keeps its parts and says so', async () => {
    const stop = new AbortController()
    source.answer((question, response) => {
      if (source.asked.length === 2) stop.abort()
      else succeed(question, response)
    })
    const stopped = runFetch({ ...test.deps, signal: stop.signal }, 'bls', request())
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' })
    source.answer(succeed)
    expect(await runFetch(test.deps, 'bls', request())).toMatchObject({ resumed: true })
    expect(startYears(source)).toEqual([2000, 2010, 2010])
  })

  it('and whose bodies were deleted from the disk says so, then begins anew', async () => {
    source.answer(inTurn(succeed, status(400)))
    await runFetch(test.deps, 'bls', request()).catch(() => {})
    await rm(test.deps.folder, { recursive: true })
    source.answer(succeed)
    await expect(runFetch(test.deps, 'bls', request())).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' })
    expect(await runFetch(test.deps, 'bls', request())).toMatchObject({ resumed: false, fresh: 2 })
  })

  it('two processes do not ask one source at once', async () => {
    let release = () => {}
    source.answer((question, response) => {
      release = () => succeed(question, response)
    })
    const first = runFetch(test.deps, 'bls', { ...request(), endYear: 2009 })
    while (source.asked.length === 0) await sleep(10)
    await expect(runFetch(test.deps, 'bls', { ...request(), startYear: 2005, endYear: 2009 })).rejects.toMatchObject({
      code: 'NOT_READY',
      message: expect.stringContaining('Another process is fetching'),
    })
    release()
    expect((await first).fresh).toBe(1)
    source.answer(csv('a,b\n1,2\n'))
    expect((await runFetch(test.deps, 'url', { address: source.url })).fresh).toBe(1)
  })
})
