import type { ObservationRow } from '../contracts/observations.ts'
import { type Frequency, formatPeriod, indexOfStart } from '../domain/period.ts'
import type { Db } from './database.ts'
import { isCautious, isHidden } from './disclosure.ts'
import { ownDimensions, SERIES_CONDITION, type SeriesFilter, seriesParameters } from './read-series.ts'

export interface ObservationFilter extends SeriesFilter {
  readonly series?: string
  /** First day wanted, and the day after the last one. */
  readonly fromDay?: string
  readonly beforeDay?: string
  /** Nothing published after this day is read. */
  readonly asOf: string
  /** Nothing stored by a later ingest is read, so that a walk over pages sees one state of the store. */
  readonly lastIngest: number
  /** Every vintage, not only the newest. */
  readonly includeHistory: boolean
}

/** Where a page of observations ended; its rows are ordered by series, first day and vintage. */
export type ObservationKey = readonly [seriesId: string, periodStart: string, vintage: string]

interface Row extends Record<string, unknown> {
  series_id: string
  area_id: string
  measure: string
  sex: ObservationRow['sex']
  industry: string
  occupation: string
  age: string
  concept: string
  dimensions: Record<string, string>
  period_start: string
  frequency: Frequency
  value: number | null
  unit_measure: string
  unit_mult: number
  obs_status: ObservationRow['obsStatus']
  is_break: boolean
  vintage: string
  source_id: string
  source_file: string
  line: number
  note: string | null
  is_hidden: boolean
  is_cautious: boolean
}
export interface ObservationPage {
  readonly rows: ObservationRow[]
  /** Key of the last row; absent when the page is empty. */
  readonly last?: ObservationKey
}

// Series by series in the order of their ids, each through the primary key of observation, until the page is full: the rows
// before the page are not read, nor those after it. As one join the planner sorted everything that follows the key.
const statement = (includeHistory: boolean): string => `
  with page as (
    select s.series_no, s.series_id, s.area_id, s.measure, s.sex, s.industry, s.occupation, s.age, s.concept, s.frequency, s.source_id,
           s.unit_measure, s.unit_mult, s.dimensions,
           o.period_start, o.vintage, o.value, o.obs_status, o.is_break, o.note, o.ingest_id, o.line
      from series s cross join lateral (
        select ${includeHistory ? '' : 'distinct on (v.period_start)'} v.*
          from observation v
         where v.series_no = s.series_no
           and ($9::date is null or v.period_start >= $9) and ($10::date is null or v.period_start < $10)
           and v.vintage <= $11 and v.ingest_id <= $12
           and v.period_start >= case when s.series_id = $13 then $14::date else '-infinity' end
           and ($13::text is null or ${
             includeHistory
               ? '(s.series_id, v.period_start, v.vintage) > ($13, $14::date, $15::date)'
               : '(s.series_id, v.period_start) > ($13, $14::date) and $15::date is null'
           })
         order by v.period_start, v.vintage ${includeHistory ? '' : 'desc'}) o
     where ${includeHistory ? '' : 'not o.is_withdrawn and '}${SERIES_CONDITION} and ($8::text is null or s.series_id = $8) and ($13::text is null or s.series_id >= $13)
     order by s.series_id, o.period_start, o.vintage limit $16
  )
  select p.*, i.source_file, ${isHidden('p', 'p')} as is_hidden, ${isCautious('p', 'p')} as is_cautious
    from page p join ingest_release i using (ingest_id)
   order by p.series_id, p.period_start, p.vintage`
// As known on a day: the newest vintage of each period, unless that one takes the figure back; a page goes on after a period, never inside one.
const NEWEST = statement(false)
const EVERY = statement(true)

/** Up to `limit` observations after a key. */
export async function readObservations(
  db: Db,
  filter: ObservationFilter,
  limit: number,
  after?: ObservationKey,
): Promise<ObservationPage> {
  const [series, day, vintage] = after ?? [null, null, null]
  const { rows } = await db.query<Row>(filter.includeHistory ? EVERY : NEWEST, [
    ...seriesParameters(filter),
    filter.series ?? null,
    filter.fromDay ?? null,
    filter.beforeDay ?? null,
    filter.asOf,
    filter.lastIngest,
    series,
    day,
    filter.includeHistory ? vintage : null,
    limit,
  ])
  const last = rows.at(-1)
  return { rows: rows.map(toObservation), last: last && [last.series_id, last.period_start, last.vintage] }
}

function toObservation(row: Row): ObservationRow {
  return {
    series: row.series_id,
    area: row.area_id,
    measure: row.measure,
    sex: row.sex,
    industry: row.industry,
    occupation: row.occupation,
    age: row.age,
    concept: row.concept,
    ...ownDimensions(row.dimensions),
    frequency: row.frequency,
    period: formatPeriod(indexOfStart(row.period_start, row.frequency), row.frequency),
    value: row.value === null || row.is_hidden ? null : inUnit(row.value, row.unit_mult),
    unit: row.unit_measure,
    // Where the source itself has no value there is nothing to hide, and its status says more.
    obsStatus:
      row.is_hidden && row.value !== null ? 'Q' : row.is_cautious && row.obs_status === 'A' ? 'U' : row.obs_status,
    confStatus: (row.is_hidden && row.value !== null) || row.obs_status === 'Q' ? 'C' : 'F',
    isBreak: row.is_break,
    vintage: row.vintage,
    source: row.source_id,
    file: row.source_file,
    line: row.line,
    note: row.is_hidden ? null : row.note,
  }
}

/** Applies the power of ten, so that the value is in the unit the row names; 15 digits keep 4.35 x 100 from being 434.99.... */
function inUnit(value: number, unitMult: number): number {
  return unitMult === 0 ? value : Number((value * 10 ** unitMult).toPrecision(15))
}

/** Number of the newest ingest; 0 when nothing has been loaded. It names the state of the observations. */
export async function newestIngest(db: Db): Promise<number> {
  const { rows } = await db.query<{ newest: number | null }>('select max(ingest_id) as newest from ingest_release')
  return rows[0]?.newest ?? 0
}
