// Entry of a worker thread: series in, paths of every contender out.
import { parentPort } from 'node:worker_threads'
import { evaluateSeries } from '../backtest/evaluate-series.ts'
import type { ContenderReply, ContenderRequest } from './contender-pool.ts'

parentPort?.on('message', ({ index, job }: ContenderRequest) => {
  const reply: ContenderReply = { index, paths: evaluateSeries(job) }
  parentPort?.postMessage(reply)
})
