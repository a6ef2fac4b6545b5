import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { AppError } from '../domain/errors.ts'
import type { Pool } from './database.ts'
import { type Log, SILENT } from './log.ts'

/** From src/storage and from dist/storage alike. */
const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))

/**
 * Brings the schema up to date: every file of migrations/ that has not run, in order of its number, each in a transaction of
 * its own. A second process that starts at the same moment waits and then finds nothing to do.
 *
 * @param folder  another folder of migrations, for tests
 * @returns names of the migrations that ran now
 * @throws AppError INTERNAL naming the migration and what PostgreSQL said; the migrations before it stay
 */
export async function migrate(pool: Pool, log: Log = SILENT, folder = FOLDER): Promise<readonly string[]> {
  const client = await pool.connect()
  const errors: string[] = []
  let failed = false
  try {
    const ran = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsTable: 'schema_migration',
      singleTransaction: false,
      advisoryLockMode: 'wait',
      logger: {
        info: (message: string) => log.debug(message),
        warn: (message: string) => log.warn(message),
        error: (message: string) => errors.push(message),
      },
    })
    return ran.map(({ name }) => name)
  } catch (cause) {
    failed = true
    const { message } = cause as Error
    const told = `The database could not be migrated: ${message}. Nothing of the failed migration was kept. ${errors.join(' ').slice(-600)}`
    throw new AppError('INTERNAL', told.trim(), { folder }, { cause })
  } finally {
    // After a failure the runner leaves its transaction open and its lock held; both end with the connection.
    client.release(failed)
  }
}
