import type { CorrectionRow } from '../contracts/quality.ts'
import type { Db } from './database.ts'

/** An entry of the register of corrections. */
export interface Correction {
  readonly correctionId: string
  readonly seriesId: string
  readonly periodStart: string
  /** null: in every vintage. */
  readonly vintage: string | null
  /** What the source says, in the unit of the series. */
  readonly expected: number
  /** What is stored instead; null: withheld as missing. */
  readonly value: number | null
}

export async function readCorrections(db: Db): Promise<Correction[]> {
  const { rows } = await db.query<Correction & Record<string, unknown>>(
    `select correction_id as "correctionId", series_id as "seriesId", period_start as "periodStart", vintage, expected, value
       from correction order by correction_id`,
  )
  return rows
}

/** The whole register, for people: with reason, provider and reference. */
export async function listCorrections(db: Db): Promise<CorrectionRow[]> {
  const { rows } = await db.query<CorrectionRow & Record<string, unknown>>(
    `select correction_id as id, series_id as series, period_start::text as period, vintage::text as vintage, expected, value,
            json_build_object('vi', reason_vi, 'en', reason_en) as reason, provider, reference
       from correction order by correction_id`,
  )
  return rows
}
