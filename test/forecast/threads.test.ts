import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import type * as Pool from '../../src/forecast/parallel/contender-pool.ts'

// Threads start from compiled code only; the test set-up has built it from these sources.
const load = (): Promise<typeof Pool> =>
  import(new URL('../../dist/forecast/parallel/contender-pool.js', import.meta.url).href)

/** Enough monthly observations that threads are worth starting. */
function jobs() {
  const random = createRandom(17)
  return Array.from({ length: 8 }, () => ({
    y: Float64Array.from(
      { length: 900 },
      (_, t) => 1 + 0.001 * t + 0.1 * Math.sin((2 * Math.PI * t) / 12) + 0.02 * random.normal(),
    ),
    m: 12,
    horizon: 3,
    scored: 3,
    back: [12, 9, 6, 3],
    contenders: ['naive', 'drift', 'theta'],
  }))
}

describe('worker threads', () => {
  it('two threads give the paths one thread gives, to the bit and in order', async () => {
    const { evaluatePanel } = await load()
    const done: number[] = []
    const alone = await evaluatePanel(jobs(), { threads: 1, onDone: () => {} })
    const shared = await evaluatePanel(jobs(), { threads: 2, onDone: (n) => done.push(n) })
    expect(shared).toEqual(alone)
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('threads that are kept work off several batches at once', async () => {
    const { openContenderPool } = await load()
    const pool = openContenderPool(2)
    const quiet = { onDone: () => {} }
    const alone = await openContenderPool(1).evaluate(jobs(), quiet)
    const batches = await Promise.all([0, 1, 2].map((k) => pool.evaluate(jobs().slice(k), quiet)))
    await pool.close()
    batches.forEach((batch, k) => {
      expect(batch).toEqual(alone.slice(k))
    })
  })

  it('an abort while threads work rejects with its reason', async () => {
    const { evaluatePanel } = await load()
    const abort = new AbortController()
    const run = evaluatePanel(jobs(), {
      threads: 2,
      signal: abort.signal,
      onDone: () => abort.abort(new Error('stopped by the planner')),
    })
    await expect(run).rejects.toThrow(/stopped by the planner/)
  })
})
