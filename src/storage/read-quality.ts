import type { Quality } from '../contracts/ingest.ts'
import type { IngestRow, QualityReport, StoredReport } from '../contracts/quality.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'

type Row = Omit<IngestRow, 'at'> & { readonly at: Date } & Record<string, unknown>

const INGEST = `select i.ingest_id as id, i.source_file as file, i.sha256, i.bytes, i.started_at as at,
       case when i.mapping ? 'retryOf' then 'retry' when i.mapping ? 'reference' then 'reference' else 'figures' end as kind,
       i.rows_read as read, i.rows_stored as stored, i.rows_unchanged as unchanged, i.rows_withdrawn as withdrawn,
       i.rows_quarantined as quarantined, i.rows_nil as nil, i.figures_absent as absent,
       (select count(*) from quarantined_row q where q.ingest_id = i.ingest_id and q.resolved_by is null) as open,
       jump.found as jumps, jump.found - jump.explained as "unexplainedJumps"
  from ingest_release i cross join lateral (
    select count(*) as found, count(*) filter (where exists (
             select from series_break b where j.series like b.series_like and b.period_start = j.period)) as explained
      from jsonb_to_recordset(coalesce(i.quality -> 'jumps', '[]')) j (series text, period date)) jump`

const toIngest = (row: Row): IngestRow => ({ ...row, at: row.at.toISOString() })

/** Up to `limit` ingests before a number, the newest first. */
export async function listIngests(db: Db, limit: number, before?: number): Promise<IngestRow[]> {
  const { rows } = await db.query<Row>(
    `${INGEST} where $1::bigint is null or i.ingest_id < $1 order by i.ingest_id desc limit $2`,
    [before ?? null, limit],
  )
  return rows.map(toIngest)
}

/**
 * One ingest with its stored quality report; the jumps are held against the break register of today, so an entry that was
 * added because of the report shows in it.
 *
 * @throws AppError NOT_FOUND when there is no such ingest
 */
export async function readIngest(
  db: Db,
  ingestId: number,
): Promise<{ ingest: IngestRow; quality: StoredReport | null }> {
  const { rows } = await db.query<Row>(`${INGEST} where i.ingest_id = $1`, [ingestId])
  if (!rows[0]) throw new AppError('NOT_FOUND', `There is no ingest ${ingestId}; /v1/ingests lists those there are.`)
  const stored = await db.query<{ quality: Partial<Quality> }>(
    'select quality from ingest_release where ingest_id = $1',
    [ingestId],
  )
  const quality = stored.rows[0]!.quality
  // The reference tables are kept with an empty report.
  const report = quality.jumps === undefined ? null : await explain(db, quality as Quality)
  return { ingest: toIngest(rows[0]), quality: report }
}

async function explain(db: Db, stored: Quality): Promise<StoredReport> {
  const quality = await withoutProtected(db, stored)
  const { jumps } = quality
  const { rows } = await db.query<{ n: number; entry: QualityReport['jumps'][number]['registered'] }>(
    `select j.n, (select json_build_object('id', b.break_id, 'treatment', b.treatment,
                           'reason', json_build_object('vi', b.reason_vi, 'en', b.reason_en), 'reference', b.reference)
                    from series_break b where j.series like b.series_like and b.period_start = j.day
                   order by b.break_id limit 1) as entry
       from unnest($1::text[], $2::date[]) with ordinality j (series, day, n) order by j.n`,
    [jumps.map(({ series }) => series), jumps.map(({ period }) => period)],
  )
  return { ...quality, jumps: jumps.map((jump, i) => ({ ...jump, registered: rows[i]!.entry })) }
}

/** The report without figures of protected sources: a jump and a missed sum show values. */
async function withoutProtected(db: Db, quality: Quality): Promise<Quality> {
  const largest = quality.additivity?.largest ?? []
  const named = [...quality.jumps, ...largest].map(({ series }) => series)
  const { rows } = await db.query<{ series_id: string }>(
    'select series_id from series join protected_source using (source_id) where series_id = any ($1::text[])',
    [named],
  )
  const hidden = new Set(rows.map((row) => row.series_id))
  const shown = <T extends { readonly series: string }>(list: readonly T[]): T[] =>
    list.filter(({ series }) => !hidden.has(series))
  return {
    ...quality,
    jumps: shown(quality.jumps),
    ...(quality.additivity ? { additivity: { ...quality.additivity, largest: shown(largest) } } : {}),
  }
}

/** Names the state of the open refused rows: a retry that takes none in may still find another reason. */
export async function quarantineState(db: Db): Promise<string> {
  const { rows } = await db.query<{ state: string }>(
    `select concat(count(*), '_', max(quarantine_id), '_', sum(hashtext(reason))) as state
       from quarantined_row where resolved_by is null`,
  )
  return rows[0]!.state
}
