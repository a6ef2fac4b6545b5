// Entry of a worker thread: the inputs of a release and changes in, compared figures out.
import { parentPort } from 'node:worker_threads'
import { AppError } from '../domain/errors.ts'
import type { ScenarioReply, ScenarioTask } from './scenario.ts'
import { compareWithBase } from './scenario-cells.ts'

parentPort?.once('message', ({ inputs, changes }: ScenarioTask) => {
  try {
    parentPort?.postMessage({ cells: compareWithBase(inputs, changes) } satisfies ScenarioReply)
  } catch (error) {
    // A thread loses the class of an error; its code and numbers are what the caller needs.
    if (!(error instanceof AppError)) throw error
    const { code, message, detail } = error
    parentPort?.postMessage({ code, message, detail } satisfies ScenarioReply)
  }
})
