import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Pool } from '../../src/storage/database.ts'
import {
  cancelJob,
  claimJob,
  enqueueJob,
  failJob,
  finishJob,
  heartbeatJob,
  MAX_ATTEMPTS,
  readJob,
  releaseJob,
} from '../../src/storage/job.ts'
import { createTestDatabase } from '../support/database.ts'

const RUN_OUT = -1 // seconds: a lease that has ended already
let pool: Pool

beforeAll(async () => {
  pool = (await createTestDatabase()).pool
})
beforeEach(async () => {
  await pool.query('truncate job')
})

test('job queue: workers that ask at once never get the same job, and take the oldest first', async () => {
  const ids = []
  for (let i = 0; i < 8; i += 1) ids.push(await enqueueJob(pool, 'publish', { i }))
  const claimed = await Promise.all(Array.from({ length: 12 }, (_, w) => claimJob(pool, `host:${w}`)))
  const taken = claimed.filter((job) => job !== null)
  expect(taken.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids)
  expect(new Set(taken.map(({ worker }) => worker)).size).toBe(8)
})

test('job queue: from waiting to done, with payload, progress and result', async () => {
  const id = await enqueueJob(pool, 'publish', { asOf: '2025-06-06' })
  expect(await readJob(pool, id)).toMatchObject({
    state: 'queued',
    attempts: 0,
    progress: 0,
    payload: { asOf: '2025-06-06' },
  })
  expect(await claimJob(pool, 'a:1')).toMatchObject({ id, state: 'running', attempts: 1, worker: 'a:1' })
  expect(await heartbeatJob(pool, id, 'a:1', { share: 0.25, stage: 'backtest' })).toBe(true)
  expect(await readJob(pool, id)).toMatchObject({ progress: 0.25, stage: 'backtest' })
  expect(await finishJob(pool, id, 'a:1', { releaseId: 'r1' })).toBe(true)
  expect(await readJob(pool, id)).toMatchObject({ state: 'done', progress: 1, result: { releaseId: 'r1' } })
  expect(await claimJob(pool, 'a:1')).toBeNull()
})

test('job queue: a job whose worker died goes to another, and the first can no longer touch it', async () => {
  const id = await enqueueJob(pool, 'publish', {})
  await claimJob(pool, 'dead:1', RUN_OUT)
  expect(await claimJob(pool, 'alive:2')).toMatchObject({ id, attempts: 2, worker: 'alive:2' })
  expect(await heartbeatJob(pool, id, 'dead:1', { share: 1, stage: 'late' })).toBe(false)
  expect(await finishJob(pool, id, 'dead:1', {})).toBe(false)
  expect(await failJob(pool, id, 'dead:1', 'late')).toBe(false)
  expect(await readJob(pool, id)).toMatchObject({ state: 'running', worker: 'alive:2', error: null })
})

test('job queue: a heartbeat renews the lease', async () => {
  const id = await enqueueJob(pool, 'publish', {})
  await claimJob(pool, 'a:1', RUN_OUT)
  await heartbeatJob(pool, id, 'a:1', { share: 0.1, stage: 'fit' })
  expect(await claimJob(pool, 'b:2')).toBeNull()
})

test('job queue: a job that takes its workers with it is given up and says so', async () => {
  const id = await enqueueJob(pool, 'publish', {})
  for (let i = 1; i <= MAX_ATTEMPTS; i += 1)
    expect(await claimJob(pool, `w:${i}`, RUN_OUT)).toMatchObject({ id, attempts: i })
  expect(await claimJob(pool, 'w:9')).toBeNull()
  expect(await readJob(pool, id)).toMatchObject({
    state: 'failed',
    error: `${MAX_ATTEMPTS} workers died while doing it`,
  })
})

test('job queue: a worker that is told to stop gives its job back, and the attempt does not count', async () => {
  const id = await enqueueJob(pool, 'publish', {})
  await claimJob(pool, 'a:1')
  expect(await releaseJob(pool, id, 'a:1')).toBe(true)
  expect(await readJob(pool, id)).toMatchObject({ state: 'queued', attempts: 0, worker: null })
})

test('job queue: a failure keeps its reason; a cancelled job stops its worker at the next heartbeat', async () => {
  const failed = await enqueueJob(pool, 'publish', {})
  await claimJob(pool, 'a:1')
  await failJob(pool, failed, 'a:1', 'Section A has 3 years')
  expect(await readJob(pool, failed)).toMatchObject({ state: 'failed', error: 'Section A has 3 years' })
  expect(await cancelJob(pool, failed)).toBe(false)
  const cancelled = await enqueueJob(pool, 'publish', {})
  await claimJob(pool, 'a:1')
  expect(await cancelJob(pool, cancelled)).toBe(true)
  expect(await heartbeatJob(pool, cancelled, 'a:1', { share: 0.5, stage: 'gaps' })).toBe(false)
})
