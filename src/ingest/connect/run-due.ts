import type { IngestReport } from '../../contracts/ingest.ts'
import { AppError } from '../../domain/errors.ts'
import {
  claimDueSchedule,
  finishSchedule,
  type Schedule,
  type ScheduleResult,
  saveSchedule,
} from '../../storage/fetch-schedule.ts'
import { checkRequest } from './registry.ts'
import { type FetchDeps, type FetchReport, runFetch, withoutKeys } from './run-fetch.ts'

export interface DueResult {
  readonly schedule: Schedule
  readonly report: FetchReport | null
  /** What was loaded of it. */
  readonly ingests: readonly IngestReport[]
  readonly error: string | null
}

/** Loads what a schedule fetched. */
export type LoadBodies = (bodies: FetchReport['bodies'], as: string | undefined) => Promise<IngestReport[]>

/**
 * Fetches every schedule that is due, one after the other; one that fails is tried again later and does not keep the others
 * waiting. Those that ask for it are loaded; a file that could not be is a failure too, and is tried again.
 *
 * @throws AppError INTERRUPTED; what was finished stays, and the schedule under way is due again
 */
export async function runDue(deps: FetchDeps, load: LoadBodies | null = null): Promise<DueResult[]> {
  const results: DueResult[] = []
  // What becomes due while this runs is left to the next run: a source that always fails cannot keep it going.
  const now = deps.clock.now()
  for (;;) {
    const schedule = await claimDueSchedule(deps.pool, now)
    if (!schedule) return results
    const result = await runOne(deps, schedule, load)
    const runId = result.report?.runId ?? null
    await finishSchedule(
      deps.pool,
      schedule.id,
      { runId, error: result.error, done: result.error === null ? resultOf(result) : null },
      Math.max(deps.clock.now(), now),
    )
    results.push(result)
    if (deps.signal.aborted)
      throw new AppError('INTERRUPTED', `Stopped at ${schedule.id}; it is tried again when it is due.`)
  }
}

async function runOne(deps: FetchDeps, schedule: Schedule, load: LoadBodies | null): Promise<DueResult> {
  let report: FetchReport | null = null
  try {
    report = await runFetch(deps, schedule.connector, schedule.request)
    const ingests = schedule.load && load ? await load(report.bodies, schedule.load.as) : []
    return { schedule, report, ingests, error: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    deps.log.warn(`${schedule.id}: ${error.code}: ${error.message}`)
    return { schedule, report, ingests: [], error: `${error.code}: ${error.message}` }
  }
}

const resultOf = ({ report, ingests }: DueResult): ScheduleResult => ({
  bodies: report?.bodies.length ?? 0,
  fresh: report?.fresh ?? 0,
  ingests: ingests.map(({ ingestId, stored, quarantined }) => ({ id: ingestId, stored, quarantined })),
})

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, d: 86_400, w: 7 * 86_400 }

/**
 * Seconds of an interval: `6h`, `1d`, `2w`.
 * @throws AppError INVALID_INPUT
 */
export function parseInterval(text: string): number {
  const [, count, unit = ''] = /^(\d{1,3})([hdw])$/.exec(text.trim()) ?? []
  const seconds = Number(count) * (UNIT_SECONDS[unit] ?? Number.NaN)
  if (seconds >= UNIT_SECONDS['h']!) return seconds
  throw new AppError('INVALID_INPUT', `"${text}" is no interval. Write hours, days or weeks: 6h, 1d, 2w.`, { text })
}

/**
 * Checks a request and puts it on the schedule, due at once.
 * @throws AppError INVALID_INPUT for a wrong request, or one with a key in an address: schedules are stored and shown
 */
export async function addSchedule(
  { pool, clock }: Pick<FetchDeps, 'pool' | 'clock'>,
  schedule: {
    readonly id: string
    readonly connector: string
    readonly request: unknown
    readonly every: string
    readonly load?: Schedule['load']
  },
): Promise<void> {
  const { request } = checkRequest(schedule.connector, schedule.request)
  if (JSON.stringify(withoutKeys(request, [])) !== JSON.stringify(request)) {
    const message =
      'The address in the request holds a key; schedules are stored and shown, so keys do not belong there.'
    throw new AppError('INVALID_INPUT', message, { schedule: schedule.id })
  }
  const { id, connector, every } = schedule
  const everySeconds = parseInterval(every)
  await saveSchedule(pool, {
    id,
    connector,
    request: request as Schedule['request'],
    everySeconds,
    nextDue: clock.now(),
    load: schedule.load ?? null,
  })
}
