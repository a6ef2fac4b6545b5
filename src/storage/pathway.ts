import type { LabelText } from '../contracts/common.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

/** Market of an occupation group, columns as in table `occupation_gap`. */
export interface OccupationGapRecord {
  readonly area_id: string
  readonly occupation: string
  readonly year: number
  readonly gap: readonly [number, number, number]
  readonly p_shortage: number
  readonly p_surplus: number
  readonly base_employment: number
}

export function insertOccupationGaps(
  tx: Transaction,
  releaseId: string,
  rows: readonly OccupationGapRecord[],
): Promise<void> {
  return insertRows(
    tx,
    'occupation_gap',
    rows.map((row) => ({ release_id: releaseId, ...row })),
  )
}

/** Markets of the occupation groups of an area in a year; empty when the release has none. */
export async function readOccupationGaps(
  db: Db,
  releaseId: string,
  area: string,
  year: number,
): Promise<OccupationGapRecord[]> {
  const { rows } = await db.query<OccupationGapRecord & Record<string, unknown>>(
    `select area_id, occupation, year, gap, p_shortage, p_surplus, base_employment from occupation_gap
      where release_id = $1 and area_id = $2 and year = $3 order by occupation`,
    [releaseId, area, year],
  )
  return rows
}

/** People of a sub-major group, two digits of ISCO-08. */
export interface SubMajorGroup {
  readonly occupation: string
  /** Null: not published. */
  readonly women: number | null
  readonly men: number | null
}

/** Employed by sub-major group and sex of the country, newest year as known on a day; empty where the table is not loaded. */
export async function readSubMajorGroups(db: Db, asOf: string): Promise<SubMajorGroup[]> {
  const { rows } = await db.query<{ occupation: string; women: number | null; men: number | null }>(
    `with known as (
       select distinct on (s.series_id, o.period_start) s.occupation, s.sex, o.period_start, o.value
         from series s join observation o using (series_no)
        where s.area_id = 'VN' and s.measure = 'employment' and s.frequency = 'A' and s.industry = '_T' and s.age = '_T'
          and s.sex in ('F', 'M') and s.occupation like 'ISCO08:__' and o.vintage <= $1
          and not exists (select from protected_source p where p.source_id = s.source_id)
        order by s.series_id, o.period_start, o.vintage desc)
     select occupation, sum(value) filter (where sex = 'F') as women, sum(value) filter (where sex = 'M') as men
       from known where period_start = (select max(period_start) from known) group by occupation order by occupation`,
    [asOf],
  )
  return rows
}

/** Names of the codes of a scheme, by code. */
export async function readLabels(db: Db, scheme: string): Promise<Map<string, LabelText>> {
  const { rows } = await db.query<{ code: string; name_vi: string; name_en: string }>(
    'select code, name_vi, name_en from classification_code where scheme = $1',
    [scheme],
  )
  return new Map(rows.map((row) => [row.code, { vi: row.name_vi, en: row.name_en }]))
}
