import { Worker } from 'node:worker_threads'
import { evaluateSeries, type SeriesJob, type SeriesPaths } from '../backtest/evaluate-series.ts'

export interface ContenderRequest {
  readonly batch: number
  readonly jobs: readonly SeriesJob[]
  /** [1] number of the next series nobody has taken, shared by all threads. */
  readonly next: Int32Array
}

export interface ContenderReply {
  readonly batch: number
  readonly index: number
  readonly paths: SeriesPaths
}

export interface EvaluateOptions {
  readonly signal?: AbortSignal
  /** Called after each series with the number done. */
  readonly onDone: (done: number) => void
}

export interface PoolOptions extends EvaluateOptions {
  readonly threads: number
}

/** Threads kept from one batch of series to the next. */
export interface ContenderPool {
  /** Results do not depend on the number of threads. @throws the signal's reason once aborted; whatever a contender throws */
  readonly evaluate: (jobs: readonly SeriesJob[], options: EvaluateOptions) => Promise<SeriesPaths[]>
  readonly close: () => Promise<void>
}

/** Observations times origins from which starting threads pays: about a second of work. */
const WORTH_THREADS = 40_000

const IS_COMPILED = import.meta.url.endsWith('.js')

/**
 * Runs the contenders over all series, in worker threads where there is enough to do. The result does not depend on the
 * number of threads. From uncompiled sources (tests) it runs in this thread.
 *
 * @throws the signal's reason once aborted; whatever a contender throws
 */
export async function evaluatePanel(jobs: readonly SeriesJob[], options: PoolOptions): Promise<SeriesPaths[]> {
  const work = jobs.reduce((sum, job) => sum + job.y.length * (job.back.length + 2), 0)
  const threads = work < WORTH_THREADS ? 1 : Math.min(options.threads, jobs.length)
  const pool = openContenderPool(threads)
  try {
    return await pool.evaluate(jobs, options)
  } finally {
    await pool.close()
  }
}

/** Starts the threads; several batches may be handed over at once, and are worked off in turn. */
export function openContenderPool(threads: number): ContenderPool {
  if (threads < 2 || !IS_COMPILED) return { evaluate: evaluateHere, close: async () => {} }
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./contender-worker.js', import.meta.url)))
  const pending = new Map<number, { reply: (r: ContenderReply) => void; fail: (reason: Error) => void }>()
  let broken: Error | null = null
  for (const worker of workers) {
    worker.setMaxListeners(0)
    worker.on('message', (reply: ContenderReply) => pending.get(reply.batch)?.reply(reply))
    worker.on('error', (error: Error) => {
      broken = error
      for (const batch of pending.values()) batch.fail(error)
    })
  }
  let count = 0
  return {
    evaluate: async (jobs, { signal, onDone }) => {
      signal?.throwIfAborted()
      if (broken) throw broken
      if (jobs.length === 0) return []
      const batch = count++
      const next = new Int32Array(new SharedArrayBuffer(4))
      const shared = shareHistories(jobs)
      const out = new Array<SeriesPaths>(jobs.length)
      let done = 0
      let stop = (): void => {}
      try {
        return await new Promise<SeriesPaths[]>((resolve, reject) => {
          stop = () => reject(signal?.reason as Error)
          signal?.addEventListener('abort', stop, { once: true })
          pending.set(batch, {
            reply: ({ index, paths }) => {
              out[index] = paths
              onDone(++done)
              if (done === jobs.length) resolve(out)
            },
            fail: reject,
          })
          for (const worker of workers) worker.postMessage({ batch, jobs: shared, next } satisfies ContenderRequest)
        })
      } finally {
        Atomics.store(next, 0, jobs.length)
        signal?.removeEventListener('abort', stop)
        pending.delete(batch)
      }
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** The jobs with their histories in memory all threads see, so that they are not copied to each. */
function shareHistories(jobs: readonly SeriesJob[]): SeriesJob[] {
  const all = new Float64Array(new SharedArrayBuffer(8 * jobs.reduce((sum, job) => sum + job.y.length, 0)))
  let at = 0
  return jobs.map((job) => {
    const y = all.subarray(at, at + job.y.length)
    y.set(job.y)
    at += job.y.length
    return { ...job, y }
  })
}

async function evaluateHere(jobs: readonly SeriesJob[], { signal, onDone }: EvaluateOptions): Promise<SeriesPaths[]> {
  const out: SeriesPaths[] = []
  for (const job of jobs) {
    signal?.throwIfAborted()
    out.push(evaluateSeries(job))
    onDone(out.length)
    if (out.length % 8 === 0) await new Promise((resume) => setImmediate(resume))
  }
  return out
}
