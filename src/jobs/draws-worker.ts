// Entry of a worker thread: the inputs of a release and what to draw on them in, compared figures out.
import { parentPort } from 'node:worker_threads'
import { AppError } from '../domain/errors.ts'
import { type DrawsReply, type DrawsTask, drawHere } from './draws-aside.ts'

parentPort?.once('message', (task: DrawsTask) => {
  try {
    parentPort?.postMessage({ result: drawHere(task) } satisfies DrawsReply)
  } catch (error) {
    // A thread loses the class of an error; its code and numbers are what the caller needs.
    if (!(error instanceof AppError)) throw error
    const { code, message, detail } = error
    parentPort?.postMessage({ code, message, detail } satisfies DrawsReply)
  }
})
