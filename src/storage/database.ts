import pg from 'pg'
import { AppError } from '../domain/errors.ts'

/** What a query needs: a pool or a client. Repository functions take it first. */
export interface Db {
  query<R extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<pg.QueryResult<R>>
}
/** A client inside `begin`; functions that must not run outside a transaction ask for this. */
export interface Transaction extends Db {
  readonly client: pg.PoolClient
}
export type Pool = pg.Pool

// Days and instants stay text: a Date in local time turns 2024-01-01 into the day before (STYLE: select periods as text).
const DATE = 1082
const INT8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (text: string) => text
    if (oid === INT8) return (text: string) => Number(text)
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** Opens a pool; connecting happens at the first query. */
export function createPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, types, application_name: 'nhanluc', keepAlive: true })
  pool.on('error', () => {
    // An idle client lost its server; the next query reports it to somebody who can act.
  })
  return pool
}

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws.
 */
export async function withTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // A connection that breaks between two queries says so by an event, which nobody else hears; the next query fails.
  const ignore = () => {}
  client.on('error', ignore)
  const tx: Transaction = { client, query: (text, values) => client.query(text, values as unknown[]) }
  try {
    await client.query('begin')
    const result = await work(tx)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    client.release(broken)
    throw error
  } finally {
    client.off('error', ignore)
  }
}

/** @throws AppError DATABASE_UNREACHABLE with the host and port, never the password */
export async function checkReachable(pool: pg.Pool, connectionString: string): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (cause) {
    const url = new URL(connectionString)
    throw new AppError(
      'DATABASE_UNREACHABLE',
      `No PostgreSQL answers at ${url.hostname}:${url.port || 5432}${url.pathname} (${(cause as Error).message || 'connection refused'}). Check DATABASE_URL, or unset it to use the embedded server.`,
      { host: url.hostname },
      { cause },
    )
  }
}
