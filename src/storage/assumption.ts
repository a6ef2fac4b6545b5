import type { LabelText } from '../contracts/common.ts'
import type { Db } from './database.ts'

/** A number that is published nowhere and had to be assumed. */
export interface Assumption {
  readonly assumptionId: string
  readonly kind: string
  readonly area: string | null
  readonly industry: string | null
  readonly occupation: string | null
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly unit: LabelText
  readonly status: string
  /** Where it comes from, in one sentence. */
  readonly basis: LabelText
}

/** Every assumption of a kind, e.g. `exit_rate`, or of all kinds, in the order of kind and id. */
export async function readAssumptions(db: Db, kind?: string): Promise<Assumption[]> {
  const { rows } = await db.query<Assumption & Record<string, unknown>>(
    `select assumption_id as "assumptionId", kind, area_id as area, industry, occupation, value, low, high, status,
            jsonb_build_object('vi', coalesce(unit_vi, unit), 'en', unit) as unit,
            jsonb_build_object('vi', coalesce(basis_vi, basis), 'en', basis) as basis
       from assumption where $1::text is null or kind = $1 order by kind, assumption_id`,
    [kind ?? null],
  )
  return rows
}
