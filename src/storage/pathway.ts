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

/** Names of the codes of a scheme, by code. */
export async function readLabels(db: Db, scheme: string): Promise<Map<string, LabelText>> {
  const { rows } = await db.query<{ code: string; name_vi: string; name_en: string }>(
    'select code, name_vi, name_en from classification_code where scheme = $1',
    [scheme],
  )
  return new Map(rows.map((row) => [row.code, { vi: row.name_vi, en: row.name_en }]))
}
