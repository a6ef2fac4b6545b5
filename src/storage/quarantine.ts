import type { QuarantinedRow, Refusal } from '../contracts/ingest.ts'
import { copyRows } from './copy-rows.ts'
import type { Db, Transaction } from './database.ts'

export interface QuarantineFilter {
  readonly ingestId?: number
  /** Only rows after this id; with `limit` the way to walk through many. */
  readonly after?: number
  readonly limit?: number
  /** Leaves out what the rows of files with figures of a protected source say: they may be counts of a few people. */
  readonly hideProtected?: boolean
}

/** Refused rows that nothing has taken in since, by id. */
export async function readOpenQuarantine(
  db: Db,
  { ingestId, after = 0, limit = 1000, hideProtected = false }: QuarantineFilter = {},
): Promise<QuarantinedRow[]> {
  const { rows } = await db.query<QuarantinedRow & Record<string, unknown>>(
    `select quarantine_id as id, ingest_id as "ingestId", source_file as file, line,
            case when $4 and exists (select from series_vintage t join series s using (series_no) join protected_source p using (source_id)
                                      where t.ingest_id = quarantined_row.ingest_id) then '(protected)' else raw end as raw,
            column_name as column, reason
       from quarantined_row
      where resolved_by is null and quarantine_id > $1 and ($2::bigint is null or ingest_id = $2)
      order by quarantine_id limit $3`,
    [after, ingestId ?? null, limit, hideProtected],
  )
  return rows
}

export async function countOpenQuarantine(db: Db, ingestId: number): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*) as n from quarantined_row where ingest_id = $1 and resolved_by is null',
    [ingestId],
  )
  return rows[0]!.n
}

/** Marks the rows of an ingest's quarantine that a retry has taken in: those of `stored` and `unchanged` verdicts. */
export async function resolveStaged(tx: Transaction, ingestId: number, resolvedBy: number): Promise<void> {
  await tx.query(
    `update quarantined_row q set resolved_by = $2 from verdict v
      where q.ingest_id = $1 and q.line = v.line and q.resolved_by is null and v.outcome <> 'quarantined'`,
    [ingestId, resolvedBy],
  )
}

/** Says anew why rows are refused: the reason a retry found. */
export async function updateReasons(tx: Transaction, ingestId: number): Promise<void> {
  await tx.query(
    `update quarantined_row q set column_name = v.column_name, reason = v.reason from verdict v
      where q.ingest_id = $1 and q.line = v.line and q.resolved_by is null and v.outcome = 'quarantined'
        and (q.column_name, q.reason) is distinct from (v.column_name, v.reason)`,
    [ingestId],
  )
}

export interface RefusedRow extends Refusal {
  readonly line: number
  readonly raw: string
}

/** Keeps refused rows of an ingest. */
export async function insertQuarantine(
  tx: Transaction,
  ingestId: number,
  sourceFile: string,
  rows: readonly RefusedRow[],
): Promise<void> {
  if (rows.length === 0) return
  async function* batches() {
    yield rows.map(({ line, raw, column, reason }) => [
      ingestId,
      sourceFile,
      line,
      storable(raw),
      column,
      storable(reason),
    ])
  }
  await copyRows(tx, 'quarantined_row (ingest_id, source_file, line, raw, column_name, reason)', batches())
}

// PostgreSQL holds no NUL; the symbol for it keeps the row readable.
export const storable = (text: string): string => text.replaceAll('\0', '\u2400')
