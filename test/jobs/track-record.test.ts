import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, composeWork, type Store } from '../../src/compose.ts'
import type { TrackCaseRow, TrackVerdict } from '../../src/contracts/track-record.ts'
import { runWorker } from '../../src/jobs/worker.ts'
import { enqueueJob } from '../../src/storage/job.ts'
import { loadedStore, testBase } from '../support/published-app.ts'

const base = testBase()
const never = new AbortController().signal
let store: Store
let releaseId: string

const count = async (table: string): Promise<number> =>
  (await store.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n

describe('the track record of a published release', () => {
  beforeAll(async () => {
    store = await loadedStore()
    const work = composeWork(base, store)
    await enqueueJob(store.pool, 'publish', {})
    const name = 'host:1'
    await runWorker({ pool: store.pool, log: base.log, name, ...work }, { signal: never, once: true })
    releaseId = (await store.pool.query('select release_id from release')).rows[0]!['release_id']
  }, 600_000)
  afterAll(() => store.close())

  it('follows the release by itself, as a job of its own that came after it', async () => {
    const { rows } = await store.pool.query('select kind, state from job order by job_id')
    expect(rows).toEqual([
      { kind: 'publish', state: 'done' },
      { kind: 'trackRecord', state: 'done' },
    ])
    expect(await count('track_round')).toBeGreaterThan(20)
  })

  it('covers sectors, occupations, provinces, labour supply and replacement, at every horizon there is', async () => {
    const { rows } = await store.pool.query<{ kind: string; units: number; horizons: number }>(
      `select kind, count(distinct unit) as units, max(target - origin) as horizons
         from track_case join track_round using (release_id, round_id) group by kind`,
    )
    const of = new Map(rows.map((row) => [row.kind, row]))
    expect(of.get('sector')).toMatchObject({ units: 21, horizons: 11 })
    expect(of.get('occupation')).toMatchObject({ units: 9 })
    expect(of.get('province')!.units).toBeGreaterThanOrEqual(63)
    expect([...of.keys()].sort()).toEqual([
      'labourSupply',
      'occupation',
      'province',
      'replacement',
      'sector',
      'sex',
      'total',
    ])
  })

  it('provinces of 2016 are forecast from the vintage of the time: Hanoi as printed then, not as revised since', async () => {
    const { rows } = await store.pool.query<{ base: number; known_on: string; unit: string }>(
      `select base, known_on, unit from track_case join track_round using (release_id, round_id)
        where kind = 'province' and unit = 'VN-HN' and origin in (2015, 2016) and target = 2018 order by origin`,
    )
    expect(rows[0]).toMatchObject({ known_on: null, base: 4_005_200 })
    expect(rows[1]).toMatchObject({ known_on: '2017-12-31', base: 3_822_500 })
  })

  it('no outcome lies across the change of 2021 where no ratio joins the footings', async () => {
    const { rowCount } = await store.pool.query(
      `select from track_case join track_round using (release_id, round_id)
        where (kind in ('province', 'occupation') and target > 2020)
           or (kind = 'labourSupply' and area_id = 'VN-HN' and origin < 2021 and target >= 2021)`,
    )
    expect(rowCount).toBe(0)
  })

  it('what a release publishes of its sectors did not lose to the last value; a measure that lost to a benchmark is named', async () => {
    const { rows } = await store.pool.query<{
      kind: string
      published: string
      lost_to: string[]
      wape: Record<string, number>
      obeys: boolean
    }>('select kind, published, lost_to, wape, obeys from track_verdict')
    expect(rows.length).toBeGreaterThanOrEqual(6)
    for (const { published, lost_to, wape, obeys } of rows) {
      expect(obeys).toBe(lost_to.length === 0)
      for (const benchmark of lost_to) expect(wape[benchmark]).toBeLessThan(wape[published]!)
    }
    // A contender that lost is not what the release says: the last value of the sectors is further off than its choice.
    const sector = rows.find(({ kind }) => kind === 'sector')!
    expect(sector.published).not.toBe('naive')
    expect(sector.wape[sector.published]).toBeLessThan(sector.wape['naive']!)
    const { rows: said } = await store.pool.query<{ published: string }>(
      `select distinct method ->> 'published' as published from forecast_series where industry <> '_T'`,
    )
    // A sector whose own record is far from that of all has a benchmark of its own.
    expect(said.map((row) => row.published.replace('combination', 'blend'))).toContain(sector.published)
  })

  it('occupations are judged by the staffing that is published, fixed shares its benchmark; ratings by how often they held', async () => {
    const { rows } = await store.pool.query<{
      kind: string
      published: string
      wape: Record<string, number>
      agreement: { counts: number[][]; cases: number; exact: number; kappa: Record<string, number> } | null
    }>('select kind, published, wape, agreement from track_verdict')
    const of = new Map(rows.map((row) => [row.kind, row]))
    const { rows: manifests } = await store.pool.query<{ model: string }>(
      `select manifest -> 'method' -> 'staffing' ->> 'model' as model from release where release_id = $1`,
      [releaseId],
    )
    const occupation = of.get('occupation')!
    expect(occupation.published).toBe(manifests[0]!.model === 'trend' ? 'balancedTrend' : 'balancedFixed')
    expect(Object.keys(occupation.wape)).toEqual(
      expect.arrayContaining(['balancedTrend', 'staffingTrend', 'fixedShare', 'naive']),
    )
    const { cases, counts, kappa } = of.get('sector')!.agreement!
    expect(counts.flat().reduce((a, b) => a + b, 0)).toBe(cases)
    expect(kappa['published']).toBeGreaterThan(0)
    expect(of.get('total')!.agreement).toBeNull()
  })

  it('replacement is scored with the cohorts of the time, the registered rate beside it', async () => {
    const { rows } = await store.pool.query<{
      forecasts: Record<string, number>
      base: number
      p10: number
      p90: number
    }>(`select forecasts, base, p10, p90 from track_case where kind = 'replacement'`)
    expect(rows.length).toBeGreaterThanOrEqual(3)
    for (const { forecasts, base, p10, p90 } of rows) {
      expect(forecasts['permanentExits']! / base).toBeCloseTo(5 * 0.022, 9)
      const yearly = forecasts['published']! / base / 5
      expect(yearly).toBeGreaterThan(0.005)
      expect(yearly).toBeLessThan(0.022)
      expect(p10 < forecasts['published']! && forecasts['published']! < p90).toBe(true)
    }
  })

  it('asked again, it computes nothing; robbed of rounds and scores, it runs the missing rounds alone to the same end', async () => {
    const { trackRecord } = composeWork(base, store)
    const all = 'select * from track_score order by 1, 2, 3, 4, 5, 6, 7'
    const before = (await store.pool.query(all)).rows
    expect(await trackRecord({ releaseId }, () => {}, never)).toEqual({ releaseId, rounds: 0, complete: true })
    await store.pool.query(
      "delete from track_verdict; delete from track_round where round_id in ('national-2022', 'province-2019')",
    )
    expect(await trackRecord({ releaseId }, () => {}, never)).toMatchObject({ releaseId, rounds: 2, complete: true })
    expect((await store.pool.query(all)).rows).toEqual(before)
  }, 60_000)

  it('makes room for a release that waits, and stopped it keeps the rounds done', async () => {
    const { trackRecord } = composeWork(base, store)
    await store.pool.query("delete from track_verdict; delete from track_round where round_id = 'national-2023'")
    const job = await enqueueJob(store.pool, 'publish', {})
    expect(await trackRecord({ releaseId }, () => {}, never)).toMatchObject({ rounds: 0, complete: false })
    await store.pool.query('delete from job where job_id = $1', [job])
    await expect(trackRecord({ releaseId }, () => {}, AbortSignal.abort())).rejects.toThrow(
      /rounds done so far are kept/,
    )
    expect(await trackRecord({ releaseId }, () => {}, never)).toMatchObject({ rounds: 1, complete: true })
  }, 60_000)

  it('/v1/track-record: verdicts and scores by unit and horizon, pages, formats and reasons', async () => {
    const app = await composeApp(base, store)
    const get = (url: string, headers = {}) => app.inject({ url, headers })
    const record = await get('/v1/track-record?sector=C&horizon=3')
    expect(record.statusCode).toBe(200)
    const body = record.json<{
      state: string
      verdicts: TrackVerdict[]
      rows: { contender: string; coverage80: number | null }[]
    }>()
    expect(body.state).toBe('complete')
    expect(body.verdicts.map((v) => v.kind)).toEqual(['sector'])
    expect(body.rows.map((row) => row.contender)).toEqual(
      expect.arrayContaining(['published', 'blend', 'drift', 'naive', 'network']),
    )
    const again = await get('/v1/track-record?sector=C&horizon=3', {
      'if-none-match': record.headers['etag'] as string,
    })
    expect(again.statusCode).toBe(304)

    const first = (await get('/v1/track-record/cases?sector=C&limit=40')).json<{ rows: TrackCaseRow[]; next: string }>()
    const rest = (await get(`/v1/track-record/cases?sector=C&limit=40&cursor=${first.next}`)).json<{
      rows: TrackCaseRow[]
    }>()
    const rows = [...first.rows, ...rest.rows]
    expect(rows.length).toBe(66)
    expect(rows.every((row) => row.target > row.origin && row.horizon === row.target - row.origin)).toBe(true)
    expect(rows.every((row) => Math.abs(row.error - (row.forecast - row.actual)) < 1e-6)).toBe(true)

    const csv = await get('/v1/track-record/cases?sector=C&format=csv')
    expect(csv.body.trim().split('\n').length).toBe(67)
    expect((await get('/v1/track-record?sector=C&format=xlsx')).headers['content-type']).toContain('spreadsheetml')
    const hanoi = await get('/v1/track-record?area=VN-HN&sector=C')
    expect(hanoi.json()).toMatchObject({ code: 'NOT_AVAILABLE' })
    expect((await get('/v1/track-record?sector=C&occupation=2')).json()).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await get('/v1/track-record?release=none')).statusCode).toBe(404)
    await app.close()
  })
})
