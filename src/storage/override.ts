import type { OverrideNote, OverrideRequest, OverrideRow } from '../contracts/overrides.ts'
import type { Db } from './database.ts'

interface Row extends Record<string, unknown> {
  override_id: number
  release_id: string
  kind: OverrideRow['kind']
  figure: string
  year: number
  value: number
  un_overridden: number
  reason: string
  author: string
  created_on: string
  expires_on: string
  is_active: boolean
  actual: number | null
}

/** An override with what became of its figure, not yet scored. */
export interface StoredOverride extends Omit<OverrideRow, 'score'> {
  /** Outcome by the history of the current release; null before it is known, and of gaps always. */
  readonly actual: number | null
}

/** Overrides, newest first. @param day `YYYY-MM-DD` that decides which count */
export async function listOverrides(
  db: Db,
  day: string,
  { figure, active }: { readonly figure?: string; readonly active?: boolean } = {},
): Promise<StoredOverride[]> {
  const { rows } = await db.query<Row>(
    `select o.*, (o.created_on <= $1 and $1 < o.expires_on) as is_active,
            (select (h ->> 'value')::float8
               from release r join forecast_series s using (run_id), jsonb_array_elements(s.history) h
              where r.is_current and o.kind = 'forecast' and s.target_id = o.figure and h ->> 'period' = o.year::text) as actual
       from override o
      where ($2::text is null or o.figure = $2)
        and ($3::boolean is null or (o.created_on <= $1 and $1 < o.expires_on) = $3)
      order by o.override_id desc`,
    [day, figure ?? null, active ?? null],
  )
  return rows.map((row) => ({
    id: row.override_id,
    release: row.release_id,
    kind: row.kind,
    figure: row.figure,
    year: row.year,
    value: row.value,
    unOverridden: row.un_overridden,
    reason: row.reason,
    author: row.author,
    createdOn: row.created_on,
    expiresOn: row.expires_on,
    isActive: row.is_active,
    actual: row.actual,
  }))
}

/** The override that counts on a day for each of the figures: the newest, by figure and year. */
export async function activeOverrides(
  db: Db,
  kind: OverrideRow['kind'],
  day: string,
  figures: readonly string[],
): Promise<OverrideNote[]> {
  const { rows } = await db.query<Row>(
    `select distinct on (figure, year) * from override
      where kind = $1 and created_on <= $2 and $2 < expires_on and figure = any($3)
      order by figure, year, created_on desc, override_id desc`,
    [kind, day, figures],
  )
  return rows.map((row) => ({
    id: row.override_id,
    figure: row.figure,
    year: row.year,
    value: row.value,
    unOverridden: row.un_overridden,
    reason: row.reason,
    author: row.author,
    expiresOn: row.expires_on,
  }))
}

/** Names the overrides that count on a day, for entity tags; '' when none does. */
export async function overrideState(db: Db, day: string): Promise<string> {
  const { rows } = await db.query<{ state: string | null }>(
    "select string_agg(override_id::text, ',' order by override_id) as state from override where created_on <= $1 and $1 < expires_on",
    [day],
  )
  return rows[0]?.state ?? ''
}

/** Stores an override. @returns its number */
export async function insertOverride(
  db: Db,
  { kind, figure, year, value, reason, author, expiresOn }: OverrideRequest,
  replaced: { readonly releaseId: string; readonly unOverridden: number; readonly createdOn: string },
): Promise<number> {
  const { rows } = await db.query<{ override_id: number }>(
    `insert into override (release_id, kind, figure, year, value, un_overridden, reason, author, created_on, expires_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning override_id`,
    [
      replaced.releaseId,
      kind,
      figure,
      year,
      value,
      replaced.unOverridden,
      reason,
      author,
      replaced.createdOn,
      expiresOn,
    ],
  )
  return rows[0]!.override_id
}

/** The model's median of a figure in a release; null when the release has it not. */
export async function readModelFigure(
  db: Db,
  releaseId: string,
  { kind, figure, year }: Pick<OverrideRequest, 'kind' | 'figure' | 'year'>,
): Promise<number | null> {
  const { rows } =
    kind === 'gap'
      ? await db.query<{ value: number }>(
          'select gap[2] as value from gap where release_id = $1 and gap_id = $2 and year = $3',
          [releaseId, figure, year],
        )
      : await db.query<{ value: number }>(
          `select v.mean as value from release r join forecast_value v using (run_id)
            where r.release_id = $1 and v.target_id = $2 and extract(year from v.period_start) = $3`,
          [releaseId, figure, year],
        )
  return rows[0]?.value ?? null
}
