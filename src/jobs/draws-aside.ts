import { Worker } from 'node:worker_threads'
import type { UncertaintyRecord } from '../contracts/uncertainty.ts'
import { AppError } from '../domain/errors.ts'
import type { ScenarioChange } from '../market/scenario/scenario.ts'
import type { ScenarioCellRecord } from '../storage/scenario.ts'
import { type MovedPrior, uncertaintyRows } from './publish/uncertainty.ts'
import { compareWithBase, drawAll, type SimulationInputs } from './scenario-cells.ts'

/** What is drawn again on the inputs of a release: scenarios, and why its bands are wide. Plain data, so that it can cross to a thread. */
export interface DrawsTask {
  readonly inputs: SimulationInputs
  /** Changes of each scenario. */
  readonly scenarios: readonly (readonly ScenarioChange[])[]
  /** Given, the uncertainty of the release is told apart, with these assumptions moved. */
  readonly priors?: readonly MovedPrior[]
}

export interface DrawsResult {
  /** Compared figures of each scenario. */
  readonly cells: readonly ScenarioCellRecord[][]
  readonly uncertainty: readonly UncertaintyRecord[]
}

export type DrawsReply =
  | { readonly result: DrawsResult }
  | { readonly code: AppError['code']; readonly message: string; readonly detail: AppError['detail'] }

/** @throws as `compareWithBase` */
export function drawHere({ inputs, scenarios, priors }: DrawsTask): DrawsResult {
  const base = drawAll(inputs.scenario)
  return {
    cells: scenarios.map((changes) => compareWithBase(inputs, changes, base)),
    uncertainty: priors ? uncertaintyRows(inputs, priors) : [],
  }
}

/**
 * `drawHere` in a thread of its own, beside whatever else there is to do; from uncompiled sources (tests) in this one.
 *
 * @param signal aborting ends the thread, and the promise is rejected with its reason
 * @throws as `compareWithBase`
 */
export async function drawAside(task: DrawsTask, signal?: AbortSignal): Promise<DrawsResult> {
  signal?.throwIfAborted()
  if (!import.meta.url.endsWith('.js')) return drawHere(task)
  const worker = new Worker(new URL('./draws-worker.js', import.meta.url))
  let stop = (): void => {}
  try {
    const reply = await new Promise<DrawsReply>((resolve, reject) => {
      stop = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', stop, { once: true })
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.postMessage(task)
    })
    if ('result' in reply) return reply.result
    throw new AppError(reply.code, reply.message, reply.detail)
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
