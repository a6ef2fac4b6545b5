import type { Transaction } from './database.ts'

/** Tables that are filled a batch at a time; the names are ours, never a caller's text. */
export type BatchTable =
  | 'forecast_series'
  | 'forecast_value'
  | 'forecast_score'
  | 'gap'
  | 'gap_occupation'
  | 'gap_skill'
  | 'occupation_opening'
  | 'gap_driver'
  | 'gap_uncertainty'
  | 'scenario_cell'
  | 'occupation_gap'
  | 'occupation_indicator'
  | 'sector_opening'
  | 'track_case'
  | 'track_score'
  | 'track_verdict'

const BATCH = 4000

/**
 * Inserts rows whose keys are the column names of `table`; columns left out become null.
 * @param rows any number; sent in batches so that no statement grows without bound
 */
export async function insertRows(tx: Transaction, table: BatchTable, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = JSON.stringify(rows.slice(at, at + BATCH))
    await tx.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [batch])
  }
}
