import type { Db } from './database.ts'

export interface Schedule {
  readonly id: string
  readonly connector: string
  readonly request: Readonly<Record<string, unknown>>
  readonly everySeconds: number
  /** Milliseconds since 1970. */
  readonly nextDue: number
  readonly lastRun: number | null
  /** In a row. */
  readonly failures: number
  readonly lastError: string | null
  /** null: what is fetched is kept and not loaded. */
  readonly load: { readonly as?: string } | null
  /** End of the last attempt, milliseconds since 1970. */
  readonly lastAt: number | null
  /** What came of the last attempt that went well. */
  readonly lastResult: ScheduleResult | null
}

export interface ScheduleResult {
  readonly bodies: number
  readonly fresh: number
  readonly ingests: readonly { readonly id: number | null; readonly stored: number; readonly quarantined: number }[]
}
type Row = Schedule & Record<string, unknown>

const COLUMNS = `schedule_id as id, connector, request, every_seconds as "everySeconds",
  (extract(epoch from next_due) * 1000)::bigint as "nextDue", last_run as "lastRun", failures, last_error as "lastError",
  load_options as load, (extract(epoch from last_at) * 1000)::bigint as "lastAt", last_result as "lastResult"`
/** How long a process that fetches keeps others away; when it dies they may begin after this. */
const CLAIM_SECONDS = 6 * 3600
/** A schedule that failed is tried again after this, doubled each time, at most its own interval. */
const RETRY_SECONDS = 900

export async function saveSchedule(
  db: Db,
  schedule: Pick<Schedule, 'id' | 'connector' | 'request' | 'everySeconds' | 'nextDue' | 'load'>,
): Promise<void> {
  await db.query(
    `insert into fetch_schedule (schedule_id, connector, request, every_seconds, next_due, load_options)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), $6)
     on conflict (schedule_id) do update set connector = excluded.connector, request = excluded.request,
       every_seconds = excluded.every_seconds, next_due = excluded.next_due, failures = 0, last_error = null,
       load_options = excluded.load_options`,
    [schedule.id, schedule.connector, schedule.request, schedule.everySeconds, schedule.nextDue, schedule.load],
  )
}

/** @returns false when there was none */
export async function deleteSchedule(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from fetch_schedule where schedule_id = $1', [id])
  return rowCount === 1
}

export async function listSchedules(db: Db): Promise<Schedule[]> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from fetch_schedule order by next_due, schedule_id`)
  return rows
}

/** Takes the schedule that is longest due; two processes never get the same one. */
export async function claimDueSchedule(db: Db, now: number): Promise<Schedule | null> {
  const { rows } = await db.query<Row>(
    `update fetch_schedule set claimed_until = to_timestamp($1 / 1000.0) + make_interval(secs => $2)
      where schedule_id = (select schedule_id from fetch_schedule
                            where next_due <= to_timestamp($1 / 1000.0)
                              and (claimed_until is null or claimed_until <= to_timestamp($1 / 1000.0))
                            order by next_due, schedule_id limit 1 for update skip locked)
     returning ${COLUMNS}`,
    [now, CLAIM_SECONDS],
  )
  return rows[0] ?? null
}

/**
 * Gives a claimed schedule back and sets when it is due next: one interval after its due time, skipping those that passed; after
 * a failure sooner.
 */
export async function finishSchedule(
  db: Db,
  id: string,
  result: { readonly runId: number | null; readonly error: string | null; readonly done: ScheduleResult | null },
  now: number,
): Promise<void> {
  await db.query(
    `update fetch_schedule set claimed_until = null, last_run = coalesce($2, last_run), last_error = $3::text,
            last_at = to_timestamp($4 / 1000.0), last_result = coalesce($6, last_result),
            failures = case when $3::text is null then 0 else failures + 1 end,
            next_due = case when $3::text is null
              then next_due + make_interval(secs => every_seconds * (1 + floor(greatest(0, extract(epoch from to_timestamp($4 / 1000.0) - next_due)) / every_seconds)))
              else to_timestamp($4 / 1000.0) + make_interval(secs => least(every_seconds, $5 * 2 ^ least(failures, 10))) end
      where schedule_id = $1`,
    [id, result.runId, result.error, now, RETRY_SECONDS, result.done],
  )
}
