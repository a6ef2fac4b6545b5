import type { SeriesQuery, SeriesRow } from '../contracts/observations.ts'
import { type Frequency, formatPeriod, indexOfStart } from '../domain/period.ts'
import type { Db } from './database.ts'

/** What narrows series and observations alike. */
export type SeriesFilter = Pick<
  SeriesQuery,
  'area' | 'measure' | 'industry' | 'occupation' | 'sex' | 'frequency' | 'source'
>

/** Condition on `series s` with parameters $1-$7; an absent filter lets everything through. */
export const SERIES_CONDITION = `($1::text is null or s.area_id = $1) and ($2::text is null or s.measure = $2)
        and ($3::text is null or s.industry = $3) and ($4::text is null or s.occupation = $4)
        and ($5::text is null or s.sex = $5) and ($6::text is null or s.frequency = $6)
        and ($7::text is null or s.source_id = $7)`

export const seriesParameters = (f: SeriesFilter): (string | null)[] => [
  f.area ?? null,
  f.measure ?? null,
  f.industry ?? null,
  f.occupation ?? null,
  f.sex ?? null,
  f.frequency ?? null,
  f.source ?? null,
]

/** Left out of series that our own columns say whole. */
export const ownDimensions = (dimensions: Record<string, string>): { dimensions?: Record<string, string> } =>
  Object.keys(dimensions).length > 0 ? { dimensions } : {}

interface Row extends Record<string, unknown> {
  series_id: string
  area_id: string
  measure: string
  sex: SeriesRow['sex']
  industry: string
  occupation: string
  age: string
  concept: string
  frequency: Frequency
  source_id: string
  unit_measure: string
  unit_mult: number
  dimensions: Record<string, string>
  first: string
  last: string
  observations: number
  vintages: string[]
}

/** Up to `limit` series after an id, with what is stored of each. Series without observations are left out. */
export async function readSeries(db: Db, filter: SeriesFilter, limit: number, after?: string): Promise<SeriesRow[]> {
  const { rows } = await db.query<Row>(
    `select s.*, o.* from series s cross join lateral (
        select min(period_start) as first, max(period_start) as last, count(distinct period_start) as observations,
               array_agg(distinct vintage::text order by vintage::text) as vintages
          from observation where series_no = s.series_no) o
      where ${SERIES_CONDITION} and ($8::text is null or s.series_id > $8) and o.observations > 0
      order by s.series_id limit $9`,
    [...seriesParameters(filter), after ?? null, limit],
  )
  return rows.map((r) => ({
    id: r.series_id,
    area: r.area_id,
    measure: r.measure,
    sex: r.sex,
    industry: r.industry,
    occupation: r.occupation,
    age: r.age,
    concept: r.concept,
    frequency: r.frequency,
    source: r.source_id,
    unit: r.unit_measure,
    unitMult: r.unit_mult,
    ...ownDimensions(r.dimensions),
    first: formatPeriod(indexOfStart(r.first, r.frequency), r.frequency),
    last: formatPeriod(indexOfStart(r.last, r.frequency), r.frequency),
    observations: r.observations,
    vintages: r.vintages,
  }))
}
