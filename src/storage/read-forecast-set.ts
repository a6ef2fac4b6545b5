import { indexOfStart } from '../domain/period.ts'
import type { Db } from './database.ts'

interface Row extends Record<string, unknown> {
  target_id: string
  period_start: string
  mean: number
  quantiles: number[]
  levels: number[]
}

/** All annual forecasts of a release: target -> year -> mean and quantiles by probability. */
export async function readForecastSet(
  db: Db,
  releaseId: string,
): Promise<Map<string, Map<number, { mean: number; quantiles: Map<number, number> }>>> {
  const { rows } = await db.query<Row>(
    `select v.target_id, v.period_start, v.mean, v.quantiles, run.config -> 'quantiles' as levels
       from release r join forecast_run run using (run_id) join forecast_value v using (run_id)
      where r.release_id = $1
      order by v.target_id, v.period_start`,
    [releaseId],
  )
  const series = new Map<string, Map<number, { mean: number; quantiles: Map<number, number> }>>()
  for (const { target_id: id, period_start: start, mean, quantiles, levels } of rows) {
    const own = series.get(id) ?? new Map()
    series.set(id, own)
    own.set(indexOfStart(start, 'A'), { mean, quantiles: new Map(levels.map((p, i) => [p, quantiles[i]!])) })
  }
  return series
}
