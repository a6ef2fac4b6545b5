import type { LabelText } from '../contracts/common.ts'
import { type Frequency, formatPeriod, indexOfStart } from '../domain/period.ts'
import type { Db } from './database.ts'
import { isHidden } from './disclosure.ts'

export interface GapSpan {
  readonly dataset: 'gaps' | 'openings'
  readonly item: string
  readonly label: LabelText
  readonly from: number
  readonly to: number
}

/** Sectors, lenses and occupation groups a release has gaps and openings of, with their years. */
export async function readGapSpans(db: Db, releaseId: string, area: string): Promise<GapSpan[]> {
  const { rows } = await db.query<GapSpan & Record<string, unknown>>(
    `select x.dataset, x.sector as item, x.first as from, x.last as to,
            json_build_object('vi', coalesce(c.name_vi, l.name_vi, 'Toàn nền kinh tế'), 'en', coalesce(c.name_en, l.name_en, 'Whole economy')) as label
       from (select 'gaps' as dataset, sector_kind, case sector_kind when 'occupation' then occupation else sector end as sector,
                    min(year) as first, max(year) as last from gap
              where release_id = $1 and area_id = $2 group by sector_kind, 3
             union all
             select 'openings', sector_kind, sector, min(year), max(year) from sector_opening
              where release_id = $1 and area_id = $2 group by sector_kind, sector) x
       left join classification_code c on x.sector_kind in ('section', 'occupation') and c.scheme = split_part(x.sector, ':', 1) and c.code = split_part(x.sector, ':', 2)
       left join lens l on x.sector_kind = 'lens' and l.lens_id = x.sector
      order by x.dataset, x.sector_kind desc, x.sector`,
    [releaseId, area],
  )
  return rows
}

export interface ForecastSpan {
  readonly item: string
  readonly from: string
  readonly to: string
}

/** Quantities a release forecast for an area. */
export async function readForecastSpans(db: Db, releaseId: string, area: string): Promise<ForecastSpan[]> {
  const { rows } = await db.query<{ item: string; first: string; last: string }>(
    `select s.target_id as item, min(v.period_start)::text as first, max(v.period_start)::text as last
       from release r join forecast_series s using (run_id) join forecast_value v using (run_id, target_id)
      where r.release_id = $1 and s.area_id = $2 group by s.target_id order by s.target_id`,
    [releaseId, area],
  )
  return rows.map(({ item, first, last }) => ({ item, from: first.slice(0, 4), to: last.slice(0, 4) }))
}

export interface MeasureSpan {
  readonly measure: string
  readonly frequency: Frequency
  readonly from: string
  readonly to: string
  readonly figures: number
  /** Of them, how many are hidden. */
  readonly hidden: number
}

/** What is stored of an area by measure and frequency, and how much of it may be shown. */
export async function readMeasureSpans(db: Db, area: string): Promise<MeasureSpan[]> {
  const { rows } = await db.query<{
    measure: string
    frequency: Frequency
    first: string
    last: string
    figures: number
    hidden: number
  }>(
    `select s.measure, s.frequency, min(o.period_start)::text as first, max(o.period_start)::text as last,
            count(*) as figures, count(*) filter (where ${isHidden('s', 'o')}) as hidden
       from series s join observation o using (series_no)
      where s.area_id = $1 and o.value is not null group by s.measure, s.frequency order by s.measure, s.frequency`,
    [area],
  )
  return rows.map(({ first, last, ...row }) => ({
    ...row,
    from: formatPeriod(indexOfStart(first, row.frequency), row.frequency),
    to: formatPeriod(indexOfStart(last, row.frequency), row.frequency),
  }))
}
