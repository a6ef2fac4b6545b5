import { Worker } from 'node:worker_threads'
import { evaluateSeries, type SeriesJob, type SeriesPaths } from '../backtest/evaluate-series.ts'

export interface ContenderRequest {
  readonly index: number
  readonly job: SeriesJob
}

export interface ContenderReply {
  readonly index: number
  readonly paths: SeriesPaths
}

export interface PoolOptions {
  readonly threads: number
  readonly signal?: AbortSignal
  /** Called after each series with the number done. */
  readonly onDone: (done: number) => void
}

/** Observations times origins from which starting threads pays: about a second of work. */
const WORTH_THREADS = 40_000
/** Series handed to a thread ahead of time, so that it never waits for the next. */
const IN_FLIGHT = 4

/**
 * Runs the contenders over all series, in worker threads where there is enough to do. The result does not depend on the
 * number of threads. From uncompiled sources (tests) it runs in this thread.
 *
 * @throws the signal's reason once aborted; whatever a contender throws
 */
export async function evaluatePanel(jobs: readonly SeriesJob[], options: PoolOptions): Promise<SeriesPaths[]> {
  const work = jobs.reduce((sum, job) => sum + job.y.length * (job.back.length + 2), 0)
  const compiled = import.meta.url.endsWith('.js')
  if (options.threads < 2 || work < WORTH_THREADS || !compiled) return evaluateHere(jobs, options)
  return evaluateInThreads(jobs, options)
}

async function evaluateHere(jobs: readonly SeriesJob[], { signal, onDone }: PoolOptions): Promise<SeriesPaths[]> {
  const out: SeriesPaths[] = []
  for (const job of jobs) {
    signal?.throwIfAborted()
    out.push(evaluateSeries(job))
    onDone(out.length)
    if (out.length % 8 === 0) await new Promise((resume) => setImmediate(resume))
  }
  return out
}

async function evaluateInThreads(
  jobs: readonly SeriesJob[],
  { threads, signal, onDone }: PoolOptions,
): Promise<SeriesPaths[]> {
  signal?.throwIfAborted()
  const out = new Array<SeriesPaths>(jobs.length)
  let next = 0
  let done = 0
  const workers = Array.from(
    { length: Math.min(threads, jobs.length) },
    () => new Worker(new URL('./contender-worker.js', import.meta.url)),
  )
  try {
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      for (const worker of workers) {
        const give = (): void => {
          if (next >= jobs.length) return
          worker.postMessage({ index: next, job: jobs[next]! } satisfies ContenderRequest)
          next++
        }
        worker.on('error', reject)
        worker.on('message', ({ index, paths }: ContenderReply) => {
          out[index] = paths
          done++
          onDone(done)
          if (done === jobs.length) resolve()
          else give()
        })
        for (let i = 0; i < IN_FLIGHT; i++) give()
      }
    })
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return out
}
