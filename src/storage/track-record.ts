import type { TrackedKind, TrackVerdict } from '../contracts/track-record.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

export interface TrackRoundRecord {
  readonly round_id: string
  readonly origin: number
  /** `YYYY-MM-DD`, or null for the newest vintage cut at the origin. */
  readonly known_on: string | null
}
/** Columns as in table `track_case`. */
export interface TrackCaseRecord {
  readonly kind: TrackedKind
  readonly area_id: string
  readonly measure: string
  readonly unit: string
  readonly target: number
  readonly base: number
  readonly scale: number | null
  readonly forecasts: Readonly<Record<string, number>>
  readonly p10: number | null
  readonly p90: number | null
  readonly crps: number | null
  readonly actual: number
  readonly actual_status: string
}
/** Columns as in table `track_score`; `unit` '' and `horizon` 0 stand for all. */
export interface TrackScoreRecord {
  readonly kind: TrackedKind
  readonly area_id: string
  readonly measure: string
  readonly unit: string
  readonly horizon: number
  readonly contender: string
  readonly score: unknown
}

/** Stores a round with its cases; a round that is there already is left as it is. */
export async function insertRound(
  tx: Transaction,
  releaseId: string,
  round: TrackRoundRecord,
  cases: readonly TrackCaseRecord[],
): Promise<void> {
  const { rowCount } = await tx.query(
    'insert into track_round (release_id, round_id, origin, known_on) values ($1, $2, $3, $4) on conflict do nothing',
    [releaseId, round.round_id, round.origin, round.known_on],
  )
  if (rowCount === 0) return
  const key = { release_id: releaseId, round_id: round.round_id }
  await insertRows(
    tx,
    'track_case',
    cases.map((row) => ({ ...key, ...row })),
  )
}

export async function readRoundIds(db: Db, releaseId: string): Promise<Set<string>> {
  const { rows } = await db.query<{ round_id: string }>('select round_id from track_round where release_id = $1', [
    releaseId,
  ])
  return new Set(rows.map((row) => row.round_id))
}

/** All cases of a release with the origin of their round. */
export async function readTrackedCases(
  db: Db,
  releaseId: string,
): Promise<(TrackCaseRecord & { readonly origin: number })[]> {
  const { rows } = await db.query<TrackCaseRecord & { origin: number } & Record<string, unknown>>(
    `select c.kind, c.area_id, c.measure, c.unit, r.origin, c.target, c.base, c.scale, c.forecasts, c.p10, c.p90, c.crps,
            c.actual, c.actual_status
       from track_case c join track_round r using (release_id, round_id)
      where release_id = $1 order by c.kind, c.area_id, c.measure, c.unit, r.origin, c.target`,
    [releaseId],
  )
  return rows
}

/** Scores and verdicts take the place of any there were: they follow from the cases. */
export async function replaceScores(
  tx: Transaction,
  releaseId: string,
  scores: readonly TrackScoreRecord[],
  verdicts: readonly TrackVerdict[],
): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`track ${releaseId}`])
  await tx.query('delete from track_score where release_id = $1', [releaseId])
  await tx.query('delete from track_verdict where release_id = $1', [releaseId])
  const withRelease = (row: object) => ({ release_id: releaseId, ...row })
  await insertRows(tx, 'track_score', scores.map(withRelease))
  await insertRows(
    tx,
    'track_verdict',
    verdicts.map(({ area, lostTo, ...row }) => withRelease({ ...row, area_id: area, lost_to: lostTo })),
  )
}

/** Whether a release has its whole record. */
export async function hasTrackRecord(db: Db, releaseId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from track_verdict where release_id = $1 limit 1', [releaseId])
  return rowCount === 1
}

/** What the run behind a release was computed from, and what it publishes of each series. */
export async function readRunIdentity(
  db: Db,
  releaseId: string,
): Promise<{ readonly dataHash: string; readonly publishedBy: ReadonlyMap<string, string> }> {
  const { rows } = await db.query<{ data_hash: string; target_id: string; published: string | null }>(
    `select run.data_hash, s.target_id, s.method ->> 'published' as published
       from release r join forecast_run run using (run_id) join forecast_series s using (run_id) where r.release_id = $1`,
    [releaseId],
  )
  return {
    dataHash: rows[0]?.data_hash ?? '',
    publishedBy: new Map(rows.map((row) => [row.target_id, row.published ?? 'combination'])),
  }
}
