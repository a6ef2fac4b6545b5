// Entry of a worker thread: series in, paths of every contender out.
import { parentPort } from 'node:worker_threads'
import { evaluateSeries } from '../backtest/evaluate-series.ts'
import type { ContenderReply, ContenderRequest } from './contender-pool.ts'

parentPort?.on('message', ({ batch, jobs, next }: ContenderRequest) => {
  // Threads take series by a shared counter, so none waits for the main thread, which may be busy with the network.
  for (let index = Atomics.add(next, 0, 1); index < jobs.length; index = Atomics.add(next, 0, 1)) {
    const reply: ContenderReply = { batch, index, paths: evaluateSeries(jobs[index]!) }
    parentPort?.postMessage(reply)
  }
})
