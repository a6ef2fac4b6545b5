import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/compose.ts'
import { enqueueJob, readJob } from '../../src/storage/job.ts'
import { runProgram } from '../support/program.ts'
import { loadedStore } from '../support/published-app.ts'

const FAST = { NHANLUC_DRAWS: '400', NHANLUC_THREADS: '1' }

describe('kill -9 in the middle of publishing', () => {
  let store: Store
  beforeAll(async () => {
    store = await loadedStore()
  })
  afterAll(() => store.close())

  const counts = async () => {
    const { rows } = await store.pool.query<Record<string, number>>(
      `select (select count(*) from forecast_run) as runs, (select count(*) from forecast_value) as values,
              (select count(*) from release) as releases, (select count(*) from gap) as gaps,
              (select count(*) from gap_skill) as skills`,
    )
    return rows[0]!
  }

  it('leaves nothing half written, and another worker finishes the job', async () => {
    const id = await enqueueJob(store.pool, 'publish', {})
    const first = runProgram(['worker'], { ...FAST, DATABASE_URL: store.url })
    for (
      let tries = 0;
      (await readJob(store.pool, id))?.state !== 'running' || !(await readJob(store.pool, id))?.progress;
      tries++
    ) {
      if (tries > 600 || first.child.exitCode !== null) throw new Error((await first.ended).stderr)
      await sleep(50)
    }
    first.child.kill('SIGKILL')
    await first.ended
    expect(await counts()).toEqual({ runs: 0, values: 0, releases: 0, gaps: 0, skills: 0 })
    expect((await readJob(store.pool, id))!.state).toBe('running')

    // The lease of a dead worker runs out by itself; the test does not wait for it.
    await store.pool.query(`update job set lease_until = now() - interval '1 second'`)
    const second = await runProgram(['worker', '--once'], { ...FAST, DATABASE_URL: store.url }).ended
    expect(second.code).toBe(0)
    expect((await readJob(store.pool, id))!.state).toBe('done')
    const after = await counts()
    expect(after).toMatchObject({ runs: 1, releases: 1 })
    // sectors, lenses and total of both areas; the total by sex; ten occupation groups by sex of both areas
    expect(after['gaps']).toBe(2 * 28 * 11 + 2 * 11 + 2 * 10 * 3 * 11)
  })
})
