import type { Db } from './database.ts'

export type FetchOutcome = 'stored' | 'unchanged' | 'empty' | 'split' | 'refused'
export type FetchRole = 'data' | 'structure'

/** One answer of a source, as it is recorded. */
export interface FetchRecord {
  readonly runId: number
  readonly part: string
  readonly role: FetchRole
  readonly source: string
  readonly method: 'GET' | 'POST'
  readonly address: string
  readonly finalAddress: string | null
  readonly requestBody: string | null
  readonly callHash: string
  /** Milliseconds since 1970. */
  readonly fetchedAt: number
  readonly attempts: number
  readonly outcome: FetchOutcome
  readonly reason: string | null
  readonly httpStatus: number | null
  readonly mediaType: string | null
  readonly encoding: string | null
  readonly etag: string | null
  readonly lastModified: string | null
  readonly sourceMark: string | null
  readonly sha256: string | null
  readonly bytes: number | null
  readonly licence: string
  readonly fileName: string
  readonly storedAs: string | null
}
export interface StoredFetch extends FetchRecord {
  readonly fetchId: number
}

const COLUMNS = `fetch_id as "fetchId", run_id as "runId", part, role, source, method, address, final_address as "finalAddress",
  request_body as "requestBody", call_hash as "callHash", (extract(epoch from fetched_at) * 1000)::bigint as "fetchedAt", attempts,
  outcome, reason, http_status as "httpStatus", media_type as "mediaType", encoding, etag, last_modified as "lastModified",
  source_mark as "sourceMark", sha256, bytes, licence, file_name as "fileName", stored_as as "storedAs"`
type Row = StoredFetch & Record<string, unknown>

/** Records an answer. A part that is finished already keeps what it has. @returns its number */
export async function insertFetch(db: Db, f: FetchRecord): Promise<number> {
  const { rows } = await db.query<{ fetch_id: number }>(
    `insert into source_answer (run_id, part, role, source, method, address, final_address, request_body, call_hash, fetched_at, attempts,
       outcome, reason, http_status, media_type, encoding, etag, last_modified, source_mark, sha256, bytes, licence, file_name, stored_as)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0), $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
     returning fetch_id`,
    [
      ...[
        f.runId,
        f.part,
        f.role,
        f.source,
        f.method,
        f.address,
        f.finalAddress,
        f.requestBody,
        f.callHash,
        f.fetchedAt,
      ],
      ...[f.attempts, f.outcome, f.reason, f.httpStatus, f.mediaType, f.encoding, f.etag, f.lastModified, f.sourceMark],
      ...[f.sha256, f.bytes, f.licence, f.fileName, f.storedAs],
    ],
  )
  return rows[0]!.fetch_id
}

/** The parts of a run that need not be fetched again. */
export async function readFinishedParts(db: Db, runId: number): Promise<ReadonlyMap<string, StoredFetch>> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from source_answer where run_id = $1 and outcome <> 'refused'`,
    [runId],
  )
  return new Map(rows.map((row) => [row.part, row]))
}

/** Everything a run recorded, in order. */
export async function readRunFetches(db: Db, runId: number): Promise<StoredFetch[]> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from source_answer where run_id = $1 order by fetch_id`, [
    runId,
  ])
  return rows
}

/** The newest body of the same question, for a conditional request. */
export async function findLatestBody(db: Db, callHash: string): Promise<StoredFetch | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from source_answer where call_hash = $1 and outcome in ('stored', 'unchanged') order by fetch_id desc limit 1`,
    [callHash],
  )
  return rows[0] ?? null
}

export async function findFetch(db: Db, fetchId: number): Promise<StoredFetch | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from source_answer where fetch_id = $1`, [fetchId])
  return rows[0] ?? null
}

/** The newest answers first. */
export async function listFetches(db: Db, limit: number): Promise<StoredFetch[]> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from source_answer order by fetch_id desc limit $1`, [limit])
  return rows
}

/** When a source was asked since a moment, oldest first, by any process; milliseconds since 1970. */
export async function listCallTimes(db: Db, source: string, since: number): Promise<number[]> {
  const { rows } = await db.query<{ at: number }>(
    `select (extract(epoch from fetched_at) * 1000)::bigint as at
       from source_answer, generate_series(1, attempts)
      where source = $1 and fetched_at > to_timestamp($2 / 1000.0) and http_status is not null order by fetched_at`,
    [source, since],
  )
  return rows.map(({ at }) => at)
}
