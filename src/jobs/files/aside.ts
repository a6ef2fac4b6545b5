import { Worker } from 'node:worker_threads'
import { AppError } from '../../domain/errors.ts'
import { createPool } from '../../storage/database.ts'
import { doFileTask, type FileResults, type FileTask } from './file-task.ts'

export interface FileOrder {
  readonly url: string
  readonly pack: string
  readonly task: FileTask
}
export type FileReply =
  | { readonly result: FileResults[FileTask['kind']] }
  | { readonly code: AppError['code']; readonly message: string; readonly detail: AppError['detail'] }

/** What one task may take. */
export interface AsideLimits {
  readonly timeoutMs: number
  readonly memoryMb: number
}
/** A workbook of 200,000 rows takes some ten seconds and 300 MB. */
export const ASIDE_LIMITS: AsideLimits = { timeoutMs: 120_000, memoryMb: 768 }

/**
 * Does a task in a thread of its own with bounded time and memory: whoever uploads a file cannot stop the service with it. A
 * thread that is ended in the middle of an ingest leaves the store as it was.
 *
 * @throws AppError TOO_LARGE when a bound is reached, else as the task says
 */
export async function runAside<K extends FileTask['kind']>(
  order: FileOrder & { readonly task: { readonly kind: K } },
  limits: AsideLimits = ASIDE_LIMITS,
  script: URL = new URL('./file-worker.js', import.meta.url),
): Promise<FileResults[K]> {
  // Uncompiled sources (tests) have no script a thread could run.
  if (import.meta.url.endsWith('.ts') && script.href.startsWith(new URL('.', import.meta.url).href)) {
    const pool = createPool(order.url, 2)
    return doFileTask(pool, order.pack, order.task).finally(() => pool.end()) as Promise<FileResults[K]>
  }
  const worker = new Worker(script, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    const reply = await new Promise<FileReply>((resolve, reject) => {
      const { name } = order.task
      const tooMuch = (what: string) =>
        reject(
          new AppError(
            'TOO_LARGE',
            `Reading ${name} was stopped: it took more than ${what}. Nothing of it was stored. Split the file, or load it with \`nhanluc ingest\`, which has more room.`,
            { ...limits },
          ),
        )
      timer = setTimeout(() => tooMuch(`${limits.timeoutMs / 1000} seconds`), limits.timeoutMs)
      worker.once('message', resolve)
      worker.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(`${limits.memoryMb} MB of memory`) : reject(error),
      )
      worker.once('exit', () => reject(new Error(`the thread that read ${name} ended without an answer`)))
    })
    if ('result' in reply) return reply.result as FileResults[K]
    throw new AppError(reply.code, reply.message, reply.detail)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
