import type { Db } from './database.ts'

export const LEASE_SECONDS = 30
/** A job that took this many workers with it is not tried again. */
export const MAX_ATTEMPTS = 3

export type JobKind = 'publish' | 'trackRecord'
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Job {
  readonly id: number
  readonly kind: JobKind
  readonly payload: Readonly<Record<string, unknown>>
  readonly state: JobState
  readonly attempts: number
  /** 0..1 */
  readonly progress: number
  readonly stage: string | null
  readonly worker: string | null
  readonly result: Readonly<Record<string, unknown>> | null
  readonly error: string | null
}

const COLUMNS = 'job_id as id, kind, payload, state, attempts, progress, stage, worker, result, error'
const MINE = `where job_id = $1 and worker = $2 and state = 'running'`

/** Puts a job in the queue. @returns its number */
export async function enqueueJob(db: Db, kind: JobKind, payload: Readonly<Record<string, unknown>>): Promise<number> {
  const { rows } = await db.query<{ job_id: number }>(
    'insert into job (kind, payload) values ($1, $2) returning job_id',
    [kind, payload],
  )
  return rows[0]!.job_id
}

export async function readJob(db: Db, jobId: number): Promise<Job | null> {
  const { rows } = await db.query<Job & Record<string, unknown>>(`select ${COLUMNS} from job where job_id = $1`, [
    jobId,
  ])
  return rows[0] ?? null
}

/** Whether a release waits to be published: longer work makes room for it. */
export async function publishWaits(db: Db): Promise<boolean> {
  const { rowCount } = await db.query("select from job where kind = 'publish' and state = 'queued' limit 1")
  return rowCount === 1
}

/** Asks for the track record of a release once: not again while it waits or runs. */
export async function enqueueTrackRecord(db: Db, releaseId: string): Promise<void> {
  await db.query(
    `insert into job (kind, payload)
     select 'trackRecord', jsonb_build_object('releaseId', $1::text)
      where not exists (select from job where kind = 'trackRecord' and state in ('queued', 'running')
                           and payload ->> 'releaseId' = $1)`,
    [releaseId],
  )
}

/**
 * Takes the oldest job that waits, or whose worker has let its lease run out, for `leaseSeconds`; publishing goes first. Two workers never get the
 * same one; neither waits for the other.
 *
 * @param worker  host:pid
 * @returns null when there is nothing to do
 */
export async function claimJob(db: Db, worker: string, leaseSeconds = LEASE_SECONDS): Promise<Job | null> {
  await db.query(
    `update job set state = 'failed', lease_until = null, error = format('%s workers died while doing it', attempts)
      where state = 'running' and lease_until < now() and attempts >= $1`,
    [MAX_ATTEMPTS],
  )
  const { rows } = await db.query<Job & Record<string, unknown>>(
    `update job set state = 'running', worker = $1, attempts = attempts + 1, progress = 0, stage = null,
                    lease_until = now() + make_interval(secs => $2)
      where job_id = (select job_id from job
                       where state = 'queued' or (state = 'running' and lease_until < now())
                       order by kind = 'publish' desc, created_at, job_id limit 1 for update skip locked)
     returning ${COLUMNS}`,
    [worker, leaseSeconds],
  )
  return rows[0] ?? null
}

/**
 * Says that the worker lives and how far it is, and renews its lease.
 * @param progress  `share` 0..1
 * @returns false when the job is no longer this worker's: cancelled, or taken over
 */
export async function heartbeatJob(
  db: Db,
  jobId: number,
  worker: string,
  progress: { readonly share: number; readonly stage: string },
  leaseSeconds = LEASE_SECONDS,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update job set progress = $3, stage = $4, lease_until = now() + make_interval(secs => $5) ${MINE}`,
    [jobId, worker, Math.min(1, Math.max(0, progress.share)), progress.stage, leaseSeconds],
  )
  return rowCount === 1
}

/** @returns false when the job was no longer this worker's; then nothing changed */
export async function finishJob(db: Db, jobId: number, worker: string, result: object): Promise<boolean> {
  const { rowCount } = await db.query(
    `update job set state = 'done', progress = 1, lease_until = null, result = $3 ${MINE}`,
    [jobId, worker, result],
  )
  return rowCount === 1
}

/** @returns false when the job was no longer this worker's; then nothing changed */
export async function failJob(db: Db, jobId: number, worker: string, error: string): Promise<boolean> {
  const { rowCount } = await db.query(`update job set state = 'failed', lease_until = null, error = $3 ${MINE}`, [
    jobId,
    worker,
    error,
  ])
  return rowCount === 1
}

/** Gives a job back unfinished: a worker that is told to stop. The attempt does not count. */
export async function releaseJob(db: Db, jobId: number, worker: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update job set state = 'queued', worker = null, lease_until = null, progress = 0, stage = null, attempts = attempts - 1 ${MINE}`,
    [jobId, worker],
  )
  return rowCount === 1
}

/** @returns false when the job had already ended */
export async function cancelJob(db: Db, jobId: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update job set state = 'cancelled', lease_until = null where job_id = $1 and state in ('queued', 'running')`,
    [jobId],
  )
  return rowCount === 1
}
