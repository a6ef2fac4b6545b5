import { AppError } from '../domain/errors.ts'
import type { Db, Pool } from './database.ts'

export interface NewRun {
  readonly connector: string
  /** As checked, without keys. */
  readonly request: object
  readonly requestHash: string
}
export interface OpenRun {
  readonly runId: number
  /** An earlier start of the same request that broke off. */
  readonly resumed: boolean
}

/**
 * Opens a run, or goes on with the one of the same request that broke off less than `freshMs` ago: parts of an older one may
 * belong to another vintage, so it is given up.
 *
 * @param now  milliseconds since 1970
 */
export async function openFetchRun(
  db: Db,
  { connector, request, requestHash }: NewRun,
  now: number,
  freshMs: number,
): Promise<OpenRun> {
  await db.query(
    `update fetch_run set state = 'abandoned', ended_at = to_timestamp($2 / 1000.0), error = coalesce(error, 'broke off') || '; too old to go on with'
      where request_hash = $1 and state = 'open' and started_at < to_timestamp($3 / 1000.0)`,
    [requestHash, now, now - freshMs],
  )
  const { rows } = await db.query<{ run_id: number; is_new: boolean }>(
    `insert into fetch_run (connector, request, request_hash, started_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
     on conflict (request_hash) where state = 'open' do update set error = null returning run_id, (xmax = 0) as is_new`,
    [connector, request, requestHash, now],
  )
  return { runId: rows[0]!.run_id, resumed: !rows[0]!.is_new }
}

/** Ends a run, or (`open`) leaves it for a later start and says why it stopped. */
export async function endFetchRun(
  db: Db,
  runId: number,
  state: 'open' | 'done' | 'abandoned',
  error: string | null,
  now: number,
): Promise<void> {
  await db.query(
    `update fetch_run set state = $2::text, error = $3, ended_at = case when $2::text = 'open' then null else to_timestamp($4 / 1000.0) end
      where run_id = $1`,
    [runId, state, error, now],
  )
}

const LOCK = 740_003

/**
 * Runs `work` while no other process asks the same source: pacing is kept, and a run is not done twice at once.
 * @throws AppError NOT_READY when another process is at it
 */
export async function withSourceLock<T>(pool: Pool, source: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // The lock lives as long as this connection; what goes wrong with it is told by the statements of the work.
  const ignore = () => {}
  client.on('error', ignore)
  let isWhole = false
  try {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as taken', [
      LOCK,
      source,
    ])
    if (!rows[0]!.taken) {
      isWhole = true
      const message = `Another process is fetching from ${source}; sources are asked one question at a time. Try again when it has ended.`
      throw new AppError('NOT_READY', message, { source })
    }
    try {
      return await work()
    } finally {
      isWhole = await client.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK, source]).then(
        () => true,
        () => false,
      )
    }
  } finally {
    client.off('error', ignore)
    // A connection that broke is closed, which gives the lock back too.
    client.release(!isWhole)
  }
}
