// Entry of a worker thread: the bytes of a workbook in, its sheets out.
import { parentPort } from 'node:worker_threads'
import { AppError } from '../../../domain/errors.ts'
import type { WorkbookReply, WorkbookTask } from './parse-aside.ts'
import { parseWorkbook } from './parse-workbook.ts'

parentPort?.once('message', ({ name, bytes, bounds }: WorkbookTask) => {
  try {
    parentPort?.postMessage({ sheets: parseWorkbook(name, bytes, bounds) } satisfies WorkbookReply)
  } catch (error) {
    // A thread loses the class of an error; its code and numbers are what the caller needs.
    if (!(error instanceof AppError)) throw error
    const { code, message, detail } = error
    parentPort?.postMessage({ code, message, detail } satisfies WorkbookReply)
  }
})
