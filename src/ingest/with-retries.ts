import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../domain/errors.ts'
import type { Log } from '../storage/log.ts'

const WAITS_MS = [500, 2000, 5000]

/** SQLSTATE classes and socket errors that say the connection is gone, not that the statement is wrong. */
const LOST = /^(08...|57P0[123]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND)$/

/**
 * Runs work that is one transaction, and runs it again when its connection is lost: nothing of the first run was kept, or all
 * of it, which the second then recognises.
 *
 * @throws AppError DATABASE_UNREACHABLE after the last try
 */
export async function withRetries<T>(log: Log, name: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isLost(error)) throw error
      const wait = WAITS_MS[attempt]
      if (wait === undefined) {
        const message = `The connection to the database was lost ${attempt + 1} times while ${name} was read; nothing of it was stored. Run it again when the database is back.`
        throw new AppError('DATABASE_UNREACHABLE', message, { name }, { cause: error })
      }
      log.warn(`${name}: the connection to the database was lost; trying again in ${wait / 1000} s`)
      await sleep(wait)
    }
  }
}

function isLost(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  // node-postgres gives a connection that ends under a query no code.
  return (
    LOST.test(code ?? '') ||
    (code === undefined && /^(Connection terminated|Client has encountered a connection error)/.test(message ?? ''))
  )
}
