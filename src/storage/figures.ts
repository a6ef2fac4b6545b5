import { type Frequency, indexOfStart } from '../domain/period.ts'
import type { Measure, ObsStatus, Sex } from '../domain/series.ts'
import type { Db } from './database.ts'

/** A figure as known on a day, with everything that makes it comparable. Persons are stored in units. */
export interface Figure {
  readonly seriesId: string
  readonly area: string
  readonly measure: Measure
  readonly sex: Sex
  readonly industry: string
  readonly occupation: string
  readonly age: string
  readonly concept: string
  readonly frequency: Frequency
  readonly source: string
  /** Period index (`domain/period.ts`). */
  readonly index: number
  readonly value: number | null
  readonly obsStatus: ObsStatus
  readonly vintage: string
}

interface FigureRow extends Record<string, unknown> {
  series_id: string
  area_id: string
  measure: Measure
  sex: Sex
  industry: string
  occupation: string
  age: string
  concept: string
  frequency: Frequency
  source_id: string
  period_start: string
  value: number | null
  obs_status: ObsStatus
  vintage: string
  is_withdrawn: boolean
}

/**
 * All figures of some areas as known on a day: per series and period the newest vintage published by then, unless that one
 * takes the figure back. Protected sources are left out: a forecast publishes its history.
 * @param asOf `YYYY-MM-DD`; nothing published later is read
 * @param measures  default all
 */
export async function readFigures(
  db: Db,
  areas: readonly string[],
  asOf: string,
  measures?: readonly Measure[],
): Promise<Figure[]> {
  const { rows } = await db.query<FigureRow>(
    `select distinct on (s.series_id, o.period_start)
            s.series_id, s.area_id, s.measure, s.sex, s.industry, s.occupation, s.age, s.concept, s.frequency, s.source_id,
            o.period_start, o.value, o.obs_status, o.vintage, o.is_withdrawn
       from series s join observation o using (series_no)
      where s.area_id = any($1) and o.vintage <= $2 and ($3::text[] is null or s.measure = any($3))
        and not exists (select from protected_source p where p.source_id = s.source_id)
      order by s.series_id, o.period_start, o.vintage desc`,
    [areas, asOf, measures ?? null],
  )
  return rows
    .filter((r) => !r.is_withdrawn)
    .map((r) => ({
      seriesId: r.series_id,
      area: r.area_id,
      measure: r.measure,
      sex: r.sex,
      industry: r.industry,
      occupation: r.occupation,
      age: r.age,
      concept: r.concept,
      frequency: r.frequency,
      source: r.source_id,
      index: indexOfStart(r.period_start, r.frequency),
      value: r.value,
      obsStatus: r.obs_status,
      vintage: r.vintage,
    }))
}

/** Newest vintage on or before a day; null when the store is empty. */
export async function newestVintage(db: Db, asOf: string): Promise<string | null> {
  const { rows } = await db.query<{ vintage: string | null }>(
    'select max(vintage) as vintage from observation where vintage <= $1',
    [asOf],
  )
  return rows[0]?.vintage ?? null
}
