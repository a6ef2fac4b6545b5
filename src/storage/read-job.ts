import type { Job } from '../contracts/jobs.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'

interface Row extends Record<string, unknown> {
  job_id: number
  kind: Job['kind']
  state: Job['state']
  attempts: number
  progress: number
  stage: string | null
  created_at: Date
  result: { releaseId?: string } | null
  error: string | null
}

const SELECT = 'select job_id, kind, state, attempts, progress, stage, created_at, result, error from job'

function toJob(row: Row): Job {
  return {
    id: row.job_id,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    progress: row.progress,
    stage: row.stage,
    createdAt: row.created_at.toISOString(),
    release: row.result?.releaseId ?? null,
    error: row.error,
  }
}

/** @throws AppError NOT_FOUND when no job has the number */
export async function findJob(db: Db, jobId: number): Promise<Job> {
  const { rows } = await db.query<Row>(`${SELECT} where job_id = $1`, [jobId])
  if (!rows[0]) throw new AppError('NOT_FOUND', `There is no job ${jobId}. POST /v1/jobs starts one.`)
  return toJob(rows[0])
}

/** The open job that started first, or null: what is being done now. */
export async function openJob(db: Db): Promise<Job | null> {
  const { rows } = await db.query<Row>(
    `${SELECT} where state in ('queued', 'running') order by state = 'running' desc, created_at limit 1`,
  )
  return rows[0] ? toJob(rows[0]) : null
}
