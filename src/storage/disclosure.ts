import type { Db, Transaction } from './database.ts'

/** A source whose figures are shown only after an audit. */
export interface ProtectedSource {
  readonly sourceId: string
  readonly personsPerRespondent: number
  readonly designEffect: number
  readonly basis: string
  readonly limitsVersion: string | null
  readonly auditedIngest: number | null
  readonly auditedAt: string | null
}

/**
 * Whether a figure of `series s` and `observation o` is hidden: of a protected source and not audited yet, or suppressed.
 * Joined in every statement that shows figures, so that no format or route can forget it.
 */
export const isHidden = (series: string, observation: string): string =>
  `(exists (select from protected_source ps where ps.source_id = ${series}.source_id
      and (ps.audited_ingest is null or ${observation}.ingest_id > ps.audited_ingest))
    or exists (select from cell_disclosure cd where cd.series_no = ${series}.series_no
      and cd.period_start = ${observation}.period_start and cd.verdict <> 'caution'))`
/** Whether a shown figure is to be used with caution. */
export const isCautious = (series: string, observation: string): string =>
  `exists (select from cell_disclosure cd where cd.series_no = ${series}.series_no
      and cd.period_start = ${observation}.period_start and cd.verdict = 'caution')`

interface Row extends Record<string, unknown> {
  source_id: string
  persons_per_respondent: number
  design_effect: number
  basis: string
  limits_version: string | null
  audited_ingest: number | null
  audited_at: Date | null
}

export async function listProtectedSources(db: Db): Promise<ProtectedSource[]> {
  const { rows } = await db.query<Row>('select * from protected_source order by source_id')
  return rows.map((row) => ({
    sourceId: row.source_id,
    personsPerRespondent: row.persons_per_respondent,
    designEffect: row.design_effect,
    basis: row.basis,
    limitsVersion: row.limits_version,
    auditedIngest: row.audited_ingest,
    auditedAt: row.audited_at?.toISOString() ?? null,
  }))
}

/** Protects a source from now on; nothing of it is shown before the next audit. */
export async function protectSource(
  tx: Transaction,
  {
    sourceId,
    personsPerRespondent,
    designEffect,
    basis,
  }: Pick<ProtectedSource, 'sourceId' | 'personsPerRespondent' | 'designEffect' | 'basis'>,
): Promise<void> {
  await tx.query(
    `insert into protected_source (source_id, persons_per_respondent, design_effect, basis) values ($1, $2, $3, $4)
     on conflict (source_id) do update set persons_per_respondent = $2, design_effect = $3, basis = $4, audited_ingest = null`,
    [sourceId, personsPerRespondent, designEffect, basis],
  )
}

/** A cell of a protected source: the largest and smallest of its vintages, with everything that says what it adds up with. */
export interface ProtectedCell {
  readonly seriesNo: number
  readonly periodStart: string
  readonly sourceId: string
  readonly frequency: string
  readonly area: string
  /** Territory it is part of, and the one that took it in. */
  readonly parent: string | null
  readonly successor: string | null
  readonly measure: string
  readonly sex: string
  readonly industry: string
  readonly industryParent: string | null
  readonly occupation: string
  readonly age: string
  readonly concept: string
  readonly unit: string
  /** Newest value, and the least of all vintages, in the unit. */
  readonly value: number
  readonly least: number
}

/** Every cell of the protected sources that has a value in some vintage. */
export async function readProtectedCells(db: Db): Promise<ProtectedCell[]> {
  const { rows } = await db.query<ProtectedCell & Record<string, unknown>>(
    `select s.series_no as "seriesNo", o.period_start::text as "periodStart", s.source_id as "sourceId", s.frequency,
            s.area_id as area, a.parent_id as parent,
            (select min(n.successor_id) from area_succession n where n.predecessor_id = s.area_id and n.weight = 1) as successor,
            s.measure, s.sex, s.industry, c.scheme || ':' || c.parent as "industryParent", s.occupation, s.age, s.concept,
            s.unit_measure as unit,
            (array_agg(o.value order by o.vintage desc))[1] * power(10, s.unit_mult) as value,
            min(o.value) * power(10, s.unit_mult) as least
       from protected_source p join series s using (source_id) join observation o using (series_no) join area a using (area_id)
       left join classification_code c on c.scheme = split_part(s.industry, ':', 1) and c.code = split_part(s.industry, ':', 2)
      where o.value is not null
      group by s.series_id, o.period_start, a.parent_id, c.scheme, c.parent
      order by s.series_no, o.period_start`,
  )
  return rows
}

export interface CellVerdict {
  readonly series_no: number
  readonly period_start: string
  readonly verdict: 'primary' | 'secondary' | 'caution'
  readonly reasons: readonly string[]
}

/** Replaces all verdicts; figures stored up to `ingest` are shown by them from now on. */
export async function replaceVerdicts(
  tx: Transaction,
  verdicts: readonly CellVerdict[],
  ingest: number,
  limitsVersion: string,
): Promise<void> {
  await tx.query('delete from cell_disclosure')
  await tx.query(
    'insert into cell_disclosure select * from jsonb_populate_recordset(null::cell_disclosure, $1::jsonb)',
    [JSON.stringify(verdicts)],
  )
  await tx.query('update protected_source set audited_ingest = $1, limits_version = $2, audited_at = now()', [
    ingest,
    limitsVersion,
  ])
}

/** Names the state of what is hidden: it changes with every audit. */
export async function disclosureState(db: Db): Promise<string> {
  const { rows } = await db.query<{ state: string | null }>(
    `select string_agg(source_id || coalesce(audited_ingest::text || extract(epoch from audited_at), '-'), ' ' order by source_id) as state
       from protected_source`,
  )
  return rows[0]?.state ?? ''
}
