import type {
  AccuracyQuery,
  AccuracyRow,
  ForecastMethod,
  ForecastPoint,
  ForecastQuery,
  HistoryPoint,
} from '../contracts/forecasts.ts'
import { AppError } from '../domain/errors.ts'
import { type Frequency, formatPeriod, indexOfStart } from '../domain/period.ts'
import type { ObsStatus } from '../domain/series.ts'
import type { Db } from './database.ts'

/** What a release says of one quantity: history as the model saw it, and the forecasts. */
export interface PublishedForecast {
  readonly target: string
  readonly unit: string
  readonly baseStatus: ObsStatus
  readonly history: HistoryPoint[]
  readonly rows: ForecastPoint[]
  readonly method: ForecastMethod
}

interface SeriesRow extends Record<string, unknown> {
  run_id: string
  target_id: string
  unit_measure: string
  base_status: ObsStatus
  method: ForecastMethod
  history: HistoryPoint[]
  quantiles: number[]
}
interface ValueRow extends Record<string, unknown> {
  period_start: string
  horizon: number
  mean: number
  quantiles: number[]
}

/** Frequency of the periods a history is written in: `2024`, `2024-Q3` or `2024-03`. */
function frequencyOf(history: readonly HistoryPoint[]): Frequency {
  const last = history.at(-1)?.period ?? ''
  return last.includes('Q') ? 'Q' : last.includes('-') ? 'M' : 'A'
}

type Target = Pick<ForecastQuery, 'area' | 'measure' | 'industry' | 'sex'>

/** @throws AppError SERIES_NOT_FOUND when the release's run did not forecast the quantity */
export async function readForecast(db: Db, releaseId: string, target: Target): Promise<PublishedForecast> {
  const { rows } = await db.query<SeriesRow>(
    `select s.run_id, s.target_id, s.unit_measure, s.base_status, s.method, s.history, run.config -> 'quantiles' as quantiles
       from release r join forecast_run run using (run_id) join forecast_series s using (run_id)
      where r.release_id = $1 and s.area_id = $2 and s.measure = $3 and s.industry = $4 and s.sex = $5`,
    [releaseId, target.area, target.measure, target.industry, target.sex],
  )
  const series = rows[0]
  if (!series) {
    const { area, measure, industry, sex } = target
    throw new AppError(
      'SERIES_NOT_FOUND',
      `Release ${releaseId} has no forecast of ${measure} for area ${area}, industry ${industry}, sex ${sex}. GET /v1/accuracy?area=${area} lists what was forecast.`,
    )
  }
  const values = await db.query<ValueRow>(
    `select period_start, horizon, mean, quantiles from forecast_value
      where run_id = $1 and target_id = $2 order by period_start`,
    [series.run_id, series.target_id],
  )
  const frequency = frequencyOf(series.history)
  return {
    target: series.target_id,
    unit: series.unit_measure,
    baseStatus: series.base_status,
    history: series.history,
    method: series.method,
    rows: values.rows.map((row) => ({
      period: formatPeriod(indexOfStart(row.period_start, frequency), frequency),
      horizon: row.horizon,
      mean: row.mean,
      quantiles: Object.fromEntries(series.quantiles.map((q, i) => [String(q), row.quantiles[i]!])),
      obsStatus: 'F',
    })),
  }
}

/** The contender whose row is the published forecast. */
export const PUBLISHED = 'combination'

interface ScoreRow extends Omit<AccuracyRow, 'sCRPS' | 'published'>, Record<string, unknown> {
  scrps: number | null
}

/** Rolling-origin scores of the contenders behind a release, by target, horizon and contender. */
export async function readAccuracy(
  db: Db,
  releaseId: string,
  filter: Pick<AccuracyQuery, 'area' | 'measure' | 'industry' | 'sex' | 'horizon' | 'contender'>,
): Promise<AccuracyRow[]> {
  const { rows } = await db.query<ScoreRow>(
    `select s.target_id as target, s.area_id as area, s.measure, s.industry, s.sex, c.contender, c.horizon, c.n,
            c.mae, c.mase, c.wape, c.scrps, c.cov80, c.cov95, c.weight
       from release r join forecast_series s using (run_id) join forecast_score c using (run_id, target_id)
      where r.release_id = $1
        and ($2::text is null or s.area_id = $2) and ($3::text is null or s.measure = $3)
        and ($4::text is null or s.industry = $4) and ($5::text is null or s.sex = $5)
        and ($6::int is null or c.horizon = $6) and ($7::text is null or c.contender = $7)
      order by s.target_id, c.horizon, c.contender`,
    [
      releaseId,
      filter.area ?? null,
      filter.measure ?? null,
      filter.industry ?? null,
      filter.sex ?? null,
      filter.horizon ?? null,
      filter.contender ?? null,
    ],
  )
  return rows.map(({ scrps, ...row }) => ({ ...row, sCRPS: scrps, published: row.contender === PUBLISHED }))
}
