import { AppError } from '../domain/errors.ts'
import { type Frequency, indexOfStart } from '../domain/period.ts'
import type { Measure, ObsStatus, Sex } from '../domain/series.ts'
import type { Db } from './database.ts'

/** Which series: what is left out is `_T` (industry, occupation, age) or both sexes. */
export interface HistoryKey {
  readonly area: string
  readonly measure: Measure
  readonly frequency: Frequency
  readonly source: string
  readonly concept: string
  readonly industry?: string
  readonly occupation?: string
  readonly sex?: Sex
  readonly age?: string
}

export interface HistoryPoint {
  /** Period index (`domain/period.ts`). */
  readonly index: number
  readonly periodStart: string
  /** In the unit of the series; null when the status says missing. */
  readonly value: number | null
  readonly obsStatus: ObsStatus
  readonly isBreak: boolean
  readonly vintage: string
}

/**
 * The history of one series as known on a day: per period the newest vintage published by then, in order of time; what the
 * source has withdrawn by then is left out.
 *
 * @param asOf  `YYYY-MM-DD`; nothing published later is read
 * @returns empty when nothing of it had been published by then
 * @throws AppError SERIES_NOT_FOUND when there is no such series; NOT_COMPARABLE when it is stored in two units
 */
export async function readHistory(db: Db, key: HistoryKey, asOf: string): Promise<HistoryPoint[]> {
  const { area, measure, frequency, source, concept, industry = '_T', occupation = '_T', sex = 'T', age = '_T' } = key
  const found = await db.query<{ series_no: number }>(
    `select series_no from series
      where area_id = $1 and measure = $2 and frequency = $3 and source_id = $4 and concept = $5
        and industry = $6 and occupation = $7 and sex = $8 and age = $9`,
    [area, measure, frequency, source, concept, industry, occupation, sex, age],
  )
  const words = [frequency, area, measure, sex, industry, occupation, age, concept, source].join(' ')
  if (!found.rows[0]) throw new AppError('SERIES_NOT_FOUND', `There is no series ${words}.`, { ...key })
  if (found.rows.length > 1) {
    throw new AppError('NOT_COMPARABLE', `The series ${words} is stored in ${found.rows.length} units.`, { ...key })
  }
  const { rows } = await db.query<HistoryRow>(
    `select distinct on (period_start) period_start, value, obs_status, is_break, vintage, is_withdrawn
       from observation where series_no = $1 and vintage <= $2 order by period_start, vintage desc`,
    [found.rows[0].series_no, asOf],
  )
  return rows
    .filter((row) => !row.is_withdrawn)
    .map((row) => ({
      index: indexOfStart(row.period_start, frequency),
      periodStart: row.period_start,
      value: row.value,
      obsStatus: row.obs_status,
      isBreak: row.is_break,
      vintage: row.vintage,
    }))
}

interface HistoryRow extends Record<string, unknown> {
  is_withdrawn: boolean
  period_start: string
  value: number | null
  obs_status: ObsStatus
  is_break: boolean
  vintage: string
}
