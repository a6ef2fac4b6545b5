import { beforeEach, describe, expect, it } from 'vitest'
import { addSchedule, parseInterval, runDue } from '../../../src/ingest/connect/run-due.ts'
import { claimDueSchedule, deleteSchedule, listSchedules } from '../../../src/storage/fetch-schedule.ts'
import { createFetch, START, type TestFetch } from './support/fetch-deps.ts'
import { csv, type SourceServer, startSource, status } from './support/source-server.ts'

const HOUR = 3600_000
let source: SourceServer
let test: TestFetch
beforeEach(async () => {
  source = await startSource(csv('area,value\nVNM,1\n'))
  test = await createFetch()
  for (const { id } of await listSchedules(test.deps.pool)) await deleteSchedule(test.deps.pool, id)
})
const add = (id: string, path = `/${id}`, every = '1d') =>
  addSchedule(test.deps, { id, connector: 'url', request: { address: `${source.url}${path}` }, every })
const stateOf = async (id: string) => (await listSchedules(test.deps.pool)).find((schedule) => schedule.id === id)

describe('schedules', () => {
  it('a new one is due at once, then after its interval, not before', async () => {
    await add('daily')
    expect((await runDue(test.deps)).map(({ schedule }) => schedule.id)).toEqual(['daily'])
    expect(await runDue(test.deps)).toEqual([])
    test.clock.advance(23 * HOUR)
    expect(await runDue(test.deps)).toEqual([])
    test.clock.advance(HOUR)
    expect(await runDue(test.deps)).toMatchObject([{ report: { fresh: 0 }, error: null }])
    expect(source.asked).toHaveLength(2)
  })

  it('intervals that passed while nothing ran are not made up for, and the hour of the day stays', async () => {
    await add('daily')
    await runDue(test.deps)
    test.clock.advance(5 * 24 * HOUR + 7 * HOUR)
    expect(await runDue(test.deps)).toHaveLength(1)
    expect((await stateOf('daily'))!.nextDue).toBe(START + 6 * 24 * HOUR)
  })

  it('one that fails does not keep the others waiting, and is tried again after a quarter of an hour, doubling', async () => {
    await add('broken', '/broken')
    await add('whole', '/whole')
    source.answer((asked, response) => (asked.path === '/broken' ? status(404) : csv('a,b\n1,2\n'))(asked, response))
    const results = await runDue(test.deps)
    expect(results.map(({ schedule, error }) => [schedule.id, error?.slice(0, 9) ?? null])).toEqual([
      ['broken', 'NOT_FOUND'],
      ['whole', null],
    ])
    const first = (await stateOf('broken'))!
    expect(first).toMatchObject({ failures: 1, lastError: expect.stringContaining('404') })
    expect(first.nextDue).toBe(START + 15 * 60_000)
    test.clock.advance(15 * 60_000)
    await runDue(test.deps)
    const second = (await stateOf('broken'))!
    expect(second.nextDue - test.clock.now()).toBe(30 * 60_000)
  })

  it('two processes never take the same one; a claim of a process that died runs out', async () => {
    await add('once')
    const { pool } = test.deps
    const taken = await Promise.all([1, 2, 3].map(() => claimDueSchedule(pool, START)))
    expect(taken.filter((schedule) => schedule !== null)).toHaveLength(1)
    expect(await claimDueSchedule(pool, START + 5 * HOUR)).toBeNull()
    expect(await claimDueSchedule(pool, START + 6 * HOUR)).toMatchObject({ id: 'once' })
  })

  it('a wrong request, a key in an address, or an interval of minutes is refused when it is written', async () => {
    await expect(add('key', '/t.csv?api_key=abc')).rejects.toMatchObject({
      message: expect.stringContaining('holds a key'),
    })
    await expect(add('minutes', '/x', '5m')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(
      addSchedule(test.deps, { id: 'x', connector: 'oecd', request: {}, every: '1d' }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('no connector "oecd"'),
    })
    expect(await listSchedules(test.deps.pool)).toEqual([])
  })

  it.each([
    ['6h', 21_600],
    ['1d', 86_400],
    ['2w', 1_209_600],
  ])('%s is %i seconds', (text, seconds) => expect(parseInterval(text)).toBe(seconds))
})
