import { Worker } from 'node:worker_threads'
import { AppError } from '../../../domain/errors.ts'
import { parseWorkbook, type WorkbookBounds } from './parse-workbook.ts'
import type { Sheet } from './sheet.ts'

/** Workbooks are read whole: 90,000 rows of four cells took 490 MB. More belongs into CSV, which is read as a stream. */
export const WORKBOOK_LIMITS = {
  bytes: 64 * 1024 ** 2,
  unpacked: 512 * 1024 ** 2,
  cells: 600_000,
  rows: 100_000,
  seconds: 60,
  secondsPerMegabyte: 10,
  heapMegabytes: 1024,
}

export interface WorkbookTask {
  readonly name: string
  readonly bytes: Uint8Array
  readonly bounds: WorkbookBounds
}
export type WorkbookReply =
  | { readonly sheets: readonly Sheet[] }
  | { readonly code: AppError['code']; readonly message: string; readonly detail: AppError['detail'] }

/**
 * Reads a workbook in a thread that is ended when it takes too long or too much memory; from uncompiled sources (tests) in
 * this one.
 * @throws AppError TOO_LARGE, FILE_NOT_READABLE
 */
export async function parseAside(task: WorkbookTask, limits = WORKBOOK_LIMITS): Promise<readonly Sheet[]> {
  if (!import.meta.url.endsWith('.js')) return parseWorkbook(task.name, task.bytes, task.bounds)
  const worker = new Worker(new URL('./workbook-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    // The library prints what it does not know of a damaged file; nobody can act on that.
    stdout: true,
    stderr: true,
  })
  const seconds = Math.ceil(limits.seconds + (limits.secondsPerMegabyte * task.bytes.length) / 1e6)
  let timer: NodeJS.Timeout | undefined
  try {
    const reply = await new Promise<WorkbookReply>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (cause) => reject(endedBy(task.name, cause, limits.heapMegabytes)))
      worker.once('exit', () => reject(endedBy(task.name, new Error('the thread ended'), limits.heapMegabytes)))
      timer = setTimeout(() => reject(tookTooLong(task.name, seconds)), seconds * 1000)
      worker.postMessage(task)
    })
    if ('sheets' in reply) return reply.sheets
    throw new AppError(reply.code, reply.message, reply.detail)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function tookTooLong(name: string, seconds: number): AppError {
  const message = `${name} could not be read as a workbook in ${seconds} s; most likely it is damaged. Open it and save it anew as .xlsx.`
  return new AppError('FILE_NOT_READABLE', message, { file: name, seconds })
}

function endedBy(name: string, cause: Error, megabytes: number): AppError {
  if ((cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = `${name} takes more than ${megabytes} MB of memory to read as a workbook: it is damaged, or too large. Open it and save the sheet as CSV, which is read as a stream.`
    return new AppError('TOO_LARGE', message, { file: name, megabytes }, { cause })
  }
  const message = `${name} cannot be read as a workbook (${cause.message.slice(0, 120)}). Open it and save it anew as .xlsx.`
  return new AppError('FILE_NOT_READABLE', message, { file: name }, { cause })
}
