// Entry of a worker thread: one task with an uploaded file in, its result out.
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../domain/errors.ts'
import { createPool } from '../../storage/database.ts'
import type { FileOrder, FileReply } from './aside.ts'
import { doFileTask } from './file-task.ts'

const { url, pack, task } = workerData as FileOrder
const pool = createPool(url, 2)
try {
  parentPort?.postMessage({ result: await doFileTask(pool, pack, task) } satisfies FileReply)
} catch (error) {
  // A thread loses the class of an error; its code and numbers are what the caller needs.
  if (!(error instanceof AppError)) throw error
  const { code, message, detail } = error
  parentPort?.postMessage({ code, message, detail } satisfies FileReply)
} finally {
  await pool.end()
}
