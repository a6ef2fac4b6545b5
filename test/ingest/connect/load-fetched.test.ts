import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FigureMapping } from '../../../src/contracts/figure-mapping.ts'
import { loadFetched } from '../../../src/ingest/connect/load-fetched.ts'
import { addSchedule, type LoadBodies, runDue } from '../../../src/ingest/connect/run-due.ts'
import { runFetch } from '../../../src/ingest/connect/run-fetch.ts'
import { knownMappings } from '../../../src/ingest/figures/known-mappings.ts'
import { loadReference } from '../../../src/ingest/load-reference.ts'
import { runWorker } from '../../../src/jobs/worker.ts'
import { listSchedules } from '../../../src/storage/fetch-schedule.ts'
import { SILENT } from '../../../src/storage/log.ts'
import { PACK } from '../../support/pack.ts'
import { createFetch, type TestFetch } from './support/fetch-deps.ts'
import { csv, type SourceServer, startSource } from './support/source-server.ts'

const HEADER = 'measure,area,industry,occupation,sex,age,concept,frequency,period,value,unit,unit_mult,vintage,source'
const row = (year: number, value: number) => `labourForce,VN-HN,_T,_T,T,_T,_Z,A,${year},${value},PS,3,2025-06-30,GSO_PX`
const TIDY = (...rows: string[]) => `${HEADER}\n${rows.join('\n')}\n`

let source: SourceServer
let test: TestFetch
let mappings: FigureMapping[]
beforeAll(async () => {
  test = await createFetch()
  await loadReference({ pool: test.deps.pool, log: SILENT }, PACK)
  mappings = await knownMappings(test.deps.pool, PACK)
})
beforeEach(async () => {
  source = await startSource(csv(TIDY(row(2023, 4000))))
})
afterEach(async () => {
  await test.deps.pool.query('delete from fetch_schedule')
})
const load: LoadBodies = (bodies, as) =>
  loadFetched({ pool: test.deps.pool, log: SILENT }, bodies, { mappings, today: '2026-11-22', ...(as ? { as } : {}) })
const stateOf = async (id: string) => (await listSchedules(test.deps.pool)).find((one) => one.id === id)!

describe('what was fetched is loaded', () => {
  it('a body goes in under its own name; the same bytes again are recognised', async () => {
    const { bodies } = await runFetch(test.deps, 'url', { address: `${source.url}/city.csv` })
    expect(await load(bodies, undefined)).toMatchObject([{ file: 'city.csv', stored: 1, recognised: false }])
    expect(await load(bodies, undefined)).toMatchObject([{ file: 'city.csv', recognised: true }])
  })

  it('a document that states no day of publication takes the day it was fetched', async () => {
    source.answer(
      csv(
        'ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\nVNM,BA:1,EMP_TEMP_SEX_ECO_NB,SEX_T,ECO_ISIC4_C,2024,12148.3,\n',
      ),
    )
    const { bodies } = await runFetch(test.deps, 'url', { address: `${source.url}/ilo.csv` })
    const [report] = await load(bodies, 'ilostat-employment-by-section')
    expect(report).toMatchObject({ read: 1 })
    expect([...(report!.quality?.vintages ?? [])]).toEqual(['2026-11-22'])
  })

  it('a schedule that loads keeps what came of it; a page of an error is its failure and loses nothing', async () => {
    source.answer(csv(TIDY(row(2021, 3900), row(2022, 3950))))
    const address = `${source.url}/yearly.csv`
    await addSchedule(test.deps, { id: 'yearly', connector: 'url', request: { address }, every: '1d', load: {} })
    const [done] = await runDue(test.deps, load)
    expect(done).toMatchObject({ error: null, ingests: [{ stored: 2 }] })
    expect(await stateOf('yearly')).toMatchObject({
      failures: 0,
      lastError: null,
      lastResult: { bodies: 1, fresh: 1, ingests: [{ stored: 2, quarantined: 0 }] },
    })
    source.answer(csv('this,is\nno,table of ours\n'))
    test.clock.advance(25 * 3600_000)
    const [failed] = await runDue(test.deps, load)
    expect(failed!.error).toMatch(/^[A-Z_]+: /)
    expect(await stateOf('yearly')).toMatchObject({
      failures: 1,
      lastError: failed!.error,
      lastResult: { ingests: [{ stored: 2 }] },
    })
  })

  it('without the wish to load, a schedule only keeps the bytes', async () => {
    source.answer(csv(TIDY(row(2019, 3800))))
    await addSchedule(test.deps, {
      id: 'keep',
      connector: 'url',
      request: { address: `${source.url}/k.csv` },
      every: '1d',
    })
    expect(await runDue(test.deps, load)).toMatchObject([{ ingests: [], error: null }])
  })

  it('a worker looks at the schedules beside its jobs, and stops when told to', async () => {
    const stop = new AbortController()
    const asked: number[] = []
    await runWorker(
      {
        pool: test.deps.pool,
        log: test.deps.log as never,
        name: 'test',
        publish: async () => ({ releaseId: '', created: false }),
        trackRecord: async () => ({ releaseId: '', rounds: 0, complete: true }),
        fetchDue: async () => {
          asked.push(asked.length)
          stop.abort()
        },
      },
      { signal: stop.signal, once: false },
    )
    expect(asked).toEqual([0])
  })
})
