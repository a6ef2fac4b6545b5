import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Pool } from '../storage/database.ts'
import { claimJob, enqueueTrackRecord, failJob, finishJob, heartbeatJob, type Job, releaseJob } from '../storage/job.ts'
import { hasTrackRecord } from '../storage/track-record.ts'
import type { Report } from './progress.ts'

/** Publishes a release; see `publish.ts`. */
export type Publish = (
  request: { readonly asOf?: string },
  report: Report,
  signal: AbortSignal,
) => Promise<{ readonly releaseId: string; readonly created: boolean }>

/** Runs the historical rounds of a release; see `track-record/track-record.ts`. */
export type RunTrackRecord = (
  request: { readonly releaseId: string },
  report: Report,
  signal: AbortSignal,
) => Promise<{ readonly releaseId: string; readonly rounds: number; readonly complete: boolean }>

export interface WorkerDeps {
  readonly pool: Pool
  readonly log: Logger
  /** host:pid, written beside the job so that people see who has it. */
  readonly name: string
  readonly publish: Publish
  readonly trackRecord: RunTrackRecord
  /** Fetches what is due by its schedule, and loads it where the schedule says so; absent where nothing is fetched. */
  readonly fetchDue?: () => Promise<void>
}

const IDLE_MS = 500
const HEARTBEAT_MS = 2_000
/** How often schedules are looked at; the shortest interval is an hour. */
const SCHEDULE_MS = 60_000

/**
 * Takes jobs one after another until told to stop. A job whose worker died is taken over when its lease has run out; doing
 * one twice is harmless, since a run and a release are named by what determines them.
 */
export async function runWorker(
  deps: WorkerDeps,
  { signal, once }: { signal: AbortSignal; once: boolean },
): Promise<void> {
  const schedules = once ? null : watchSchedules(deps, signal)
  while (!signal.aborted) {
    const job = await claimJob(deps.pool, deps.name)
    if (job) await doJob(deps, job, signal)
    else if (once) return
    else await sleep(IDLE_MS, undefined, { signal }).catch(() => {})
  }
  await schedules
}

/** Beside the jobs: waiting for a polite answer of a source takes minutes and no computing. */
async function watchSchedules({ fetchDue, log }: WorkerDeps, signal: AbortSignal): Promise<void> {
  if (!fetchDue) return
  while (!signal.aborted) {
    await fetchDue().catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error }, 'fetching by schedule failed')
    })
    await sleep(SCHEDULE_MS, undefined, { signal }).catch(() => {})
  }
}

async function doJob(deps: WorkerDeps, job: Job, stop: AbortSignal): Promise<void> {
  const { pool, log, name } = deps
  const lost = new AbortController()
  const signal = AbortSignal.any([stop, lost.signal])
  let progress = { share: 0, stage: '' }
  const beat = async () => {
    const kept = await heartbeatJob(pool, job.id, name, progress).catch(() => true)
    if (!kept) lost.abort() // somebody else has the job, or it was cancelled
  }
  const timer = setInterval(beat, HEARTBEAT_MS)
  log.info({ job: job.id, attempt: job.attempts }, `job ${job.kind} begins`)
  try {
    const report: Report = (share, stage) => {
      const isNewStage = stage !== progress.stage
      progress = { share, stage }
      if (isNewStage) void beat()
    }
    const result = await perform(deps, job, report, signal)
    if (!result) return void (await releaseJob(pool, job.id, name))
    await finishJob(pool, job.id, name, result)
    log.info({ job: job.id, ...result }, `job ${job.kind} is done`)
  } catch (error) {
    if (stop.aborted) {
      await releaseJob(pool, job.id, name)
    } else if (!lost.signal.aborted) {
      log.error({ err: error, job: job.id }, `job ${job.kind} failed`)
      await failJob(pool, job.id, name, error instanceof Error ? error.message : String(error))
    }
  } finally {
    clearInterval(timer)
  }
}

/** @returns the result, or null when the job made room for another and is to be taken up again */
async function perform(
  { pool, publish, trackRecord }: WorkerDeps,
  { kind, payload }: Job,
  report: Report,
  signal: AbortSignal,
): Promise<object | null> {
  if (kind === 'trackRecord') {
    const result = await trackRecord(payload as { releaseId: string }, report, signal)
    return result.complete ? result : null
  }
  const result = await publish(payload as { asOf?: string }, report, signal)
  // Readers have the release by now; its record follows when nothing else waits.
  if (!(await hasTrackRecord(pool, result.releaseId))) await enqueueTrackRecord(pool, result.releaseId)
  return result
}
