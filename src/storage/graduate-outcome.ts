import type { OutcomeRequest } from '../contracts/orders.ts'
import type { Db, Transaction } from './database.ts'

export type StoredOutcome = OutcomeRequest['outcomes'][number]

interface Row extends Record<string, unknown> {
  provider: string
  isced_f_detailed: string
  year: number
  graduates: number
  placed: Record<string, number>
  response_rate: number
  source: string
  status: StoredOutcome['status']
}

/** The newest report of every provider, field and year. */
export async function readOutcomes(db: Db): Promise<StoredOutcome[]> {
  const { rows } = await db.query<Row>(
    `select distinct on (provider, isced_f_detailed, year) * from graduate_outcome
      order by provider, isced_f_detailed, year, reported_at desc`,
  )
  return rows.map((row) => ({
    provider: row.provider,
    field: row.isced_f_detailed,
    year: row.year,
    graduates: row.graduates,
    placed: row.placed,
    responseRate: row.response_rate,
    source: row.source,
    status: row.status,
  }))
}

export async function insertOutcomes(tx: Transaction, outcomes: readonly StoredOutcome[]): Promise<void> {
  const rows = outcomes.map(({ field, responseRate, ...row }) => ({
    ...row,
    isced_f_detailed: field,
    response_rate: responseRate,
  }))
  await tx.query(
    `insert into graduate_outcome (provider, isced_f_detailed, year, graduates, placed, response_rate, source, status)
     select provider, isced_f_detailed, year, graduates, placed, response_rate, source, status
       from jsonb_populate_recordset(null::graduate_outcome, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}
