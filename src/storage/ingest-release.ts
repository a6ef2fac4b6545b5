import type { UsedFigureMapping } from '../contracts/figure-mapping.ts'
import type { Quality } from '../contracts/ingest.ts'
import type { Mapping } from '../contracts/tidy.ts'
import type { Db, Transaction } from './database.ts'
import { type Counts, NOTHING } from './stage.ts'

/** A file as it was read, without what became of its rows. */
export interface ReadFile {
  readonly sourceFile: string
  readonly sha256: string
  readonly bytes: number
  readonly mapping: StoredMapping | UsedFigureMapping
}

/** Everything needed to read one of the file's rows again. */
export interface StoredMapping extends Mapping {
  readonly headings: readonly string[]
  /** Set when these are rows of that ingest's quarantine. */
  readonly retryOf?: number
}

export interface IngestRelease extends ReadFile, Counts {
  readonly ingestId: number
  readonly quality: Quality
}

// One ingest at a time, so that what a row is compared with cannot change under it.
const LOCK = 740_002

export async function lockIngest(tx: Transaction): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
}

/** Begins an ingest whose counts are not known yet; `finishIngest` must follow in the same transaction. */
export async function beginIngest(tx: Transaction, file: ReadFile): Promise<number> {
  return insertIngestRelease(tx, file, NOTHING, {})
}

export async function finishIngest(tx: Transaction, ingestId: number, counts: Counts, quality: Quality): Promise<void> {
  const { read, stored, unchanged, quarantined, withdrawn, nil, absent } = counts
  await tx.query(
    `update ingest_release set rows_read = $2, rows_stored = $3, rows_unchanged = $4, rows_quarantined = $5,
            rows_withdrawn = $6, rows_nil = $7, figures_absent = $8, quality = $9 where ingest_id = $1`,
    [ingestId, read, stored, unchanged, quarantined, withdrawn, nil, absent, quality],
  )
}

export async function insertIngestRelease(
  tx: Transaction,
  { sourceFile, sha256, bytes, mapping }: Omit<ReadFile, 'mapping'> & { readonly mapping: object },
  {
    read,
    stored,
    unchanged,
    quarantined,
    withdrawn = 0,
    nil = 0,
  }: Omit<Counts, 'withdrawn' | 'nil' | 'absent'> & Partial<Counts>,
  quality: object,
): Promise<number> {
  const { rows } = await tx.query<{ ingest_id: number }>(
    `insert into ingest_release (source_file, sha256, bytes, mapping, rows_read, rows_stored, rows_unchanged, rows_quarantined, rows_withdrawn, rows_nil, quality)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ingest_id`,
    [sourceFile, sha256, bytes, mapping, read, stored, unchanged, quarantined, withdrawn, nil, quality],
  )
  return rows[0]!.ingest_id
}

interface Row extends Record<string, unknown> {
  ingest_id: number
  source_file: string
  sha256: string
  bytes: number
  mapping: StoredMapping | UsedFigureMapping
  rows_read: number
  rows_stored: number
  rows_unchanged: number
  rows_quarantined: number
  rows_withdrawn: number
  rows_nil: number
  figures_absent: number
  quality: Quality
}

const toRelease = (row: Row): IngestRelease => ({
  ingestId: row.ingest_id,
  sourceFile: row.source_file,
  sha256: row.sha256,
  bytes: row.bytes,
  mapping: row.mapping,
  read: row.rows_read,
  stored: row.rows_stored,
  unchanged: row.rows_unchanged,
  quarantined: row.rows_quarantined,
  withdrawn: row.rows_withdrawn,
  nil: row.rows_nil,
  absent: row.figures_absent,
  quality: row.quality,
})

export async function findIngestRelease(db: Db, ingestId: number): Promise<IngestRelease | null> {
  const { rows } = await db.query<Row>('select * from ingest_release where ingest_id = $1', [ingestId])
  return rows[0] ? toRelease(rows[0]) : null
}

/** The newest ingest of the same bytes that were read in the same way, retries apart. */
export async function findSameBytes(
  db: Db,
  sha256: string,
  mapping: StoredMapping | UsedFigureMapping,
): Promise<IngestRelease | null> {
  const { rows } = await db.query<Row>(
    `select * from ingest_release where sha256 = $1 and mapping = $2::jsonb order by ingest_id desc limit 1`,
    [sha256, mapping],
  )
  return rows[0] ? toRelease(rows[0]) : null
}

/** The newest load of the reference tables. */
export async function findReferenceRelease(db: Db): Promise<IngestRelease | null> {
  const { rows } = await db.query<Row>(
    `select * from ingest_release where mapping ? 'reference' order by ingest_id desc limit 1`,
  )
  return rows[0] ? toRelease(rows[0]) : null
}
