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
  readonly unit: string
  readonly status: string
  /** Where it comes from, in one sentence. */
  readonly basis: string
}

/** Every assumption of a kind, e.g. `exit_rate`, in the order of its id. */
export async function readAssumptions(db: Db, kind: string): Promise<Assumption[]> {
  const { rows } = await db.query<Assumption & Record<string, unknown>>(
    `select assumption_id as "assumptionId", kind, area_id as area, industry, occupation, value, low, high, unit, status, basis
       from assumption where kind = $1 order by assumption_id`,
    [kind],
  )
  return rows
}
