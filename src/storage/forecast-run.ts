import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

export interface RunRow {
  readonly run_id: string
  readonly as_of: string
  readonly code_version: string
  readonly seed: number
  readonly backend: string
  readonly horizon: number
  readonly config: { readonly quantiles: readonly number[] }
  readonly data_hash: string
}
export interface ForecastSeriesRow {
  readonly target_id: string
  readonly area_id: string
  readonly measure: string
  readonly industry: string
  readonly sex: string
  readonly unit_measure: string
  readonly base_status: string
  readonly method: unknown
  readonly history: readonly { readonly period: string; readonly value: number | null; readonly obsStatus: string }[]
}
export interface ForecastValueRow {
  readonly target_id: string
  readonly period_start: string
  readonly horizon: number
  readonly mean: number
  readonly quantiles: readonly number[]
}
export interface ForecastScoreRow {
  readonly target_id: string
  readonly contender: string
  readonly horizon: number
  readonly n: number
  readonly mae: number | null
  readonly mase: number | null
  readonly wape: number | null
  readonly scrps: number | null
  readonly cov80: number | null
  readonly cov95: number | null
  readonly weight: number
}

export async function runExists(db: Db, runId: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from forecast_run where run_id = $1', [runId])
  return rowCount === 1
}

/** Stores a run and everything it said. A run is immutable: an id that is taken is left as it is. */
export async function insertRun(
  tx: Transaction,
  run: RunRow,
  series: readonly ForecastSeriesRow[],
  values: readonly ForecastValueRow[],
  scores: readonly ForecastScoreRow[],
): Promise<void> {
  const { rowCount } = await tx.query(
    `insert into forecast_run (run_id, as_of, code_version, seed, backend, horizon, config, data_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      run.run_id,
      run.as_of,
      run.code_version,
      run.seed,
      run.backend,
      run.horizon,
      JSON.stringify(run.config),
      run.data_hash,
    ],
  )
  if (rowCount === 0) return
  const withRun = (row: object) => ({ run_id: run.run_id, ...row })
  await insertRows(tx, 'forecast_series', series.map(withRun))
  await insertRows(tx, 'forecast_value', values.map(withRun))
  await insertRows(tx, 'forecast_score', scores.map(withRun))
}
