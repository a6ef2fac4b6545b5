import type { RevisionRow } from '../contracts/quality.ts'
import { type Frequency, formatPeriod, indexOfStart } from '../domain/period.ts'
import type { Db } from './database.ts'
import { isHidden } from './disclosure.ts'
import { SERIES_CONDITION, type SeriesFilter, seriesParameters } from './read-series.ts'

export interface PairFilter extends SeriesFilter {
  readonly series?: string
  /** First day wanted, and the day after the last one. */
  readonly fromDay?: string
  readonly beforeDay?: string
  /** Nothing published after this day is read. */
  readonly asOf: string
  /** Nothing stored by a later ingest is read. */
  readonly lastIngest: number
  readonly includeUnchanged: boolean
}

/** Where a page ended; rows are ordered by series, first day and the vintage of the later figure. */
export type PairKey = readonly [seriesId: string, periodStart: string, vintage: string]

interface Row extends Record<string, unknown> {
  series_id: string
  area_id: string
  measure: string
  frequency: Frequency
  unit_measure: string
  unit_mult: number
  period_start: string
  vintage: string
  value: number | null
  obs_status: RevisionRow['later']['obsStatus']
  is_withdrawn: boolean
  file: string
  line: number
  note: string | null
  was_vintage: string
  was_value: number | null
  was_status: RevisionRow['earlier']['obsStatus']
  was_withdrawn: boolean
  was_file: string
  was_line: number
  is_hidden: boolean
  registered: string | null
  reason_vi: string | null
  reason_en: string | null
}

// Series by series through the primary key of observation, as read-observation.ts does, so that a page reads no more than it shows.
const REVISIONS = `
  with page as (
    select s.series_no, s.series_id, s.source_id, s.area_id, s.measure, s.frequency, s.unit_measure, s.unit_mult, o.*
      from series s cross join lateral (
        select * from (
          select v.period_start, v.vintage, v.value, v.obs_status, v.is_withdrawn, v.ingest_id, v.line, v.note,
                 lag(v.vintage) over w as was_vintage, lag(v.value) over w as was_value, lag(v.obs_status) over w as was_status,
                 lag(v.is_withdrawn) over w as was_withdrawn, lag(v.ingest_id) over w as was_ingest, lag(v.line) over w as was_line
            from observation v
           where v.series_no = s.series_no
             and ($9::date is null or v.period_start >= $9) and ($10::date is null or v.period_start < $10)
             and v.vintage <= $11 and v.ingest_id <= $12
             and v.period_start >= case when s.series_id = $13 then $14::date else '-infinity' end
          window w as (partition by v.period_start order by v.vintage)) pair
         where was_vintage is not null
           and ($16 or value is distinct from was_value or is_withdrawn is distinct from was_withdrawn)
           and ($13::text is null or (s.series_id, period_start, vintage) > ($13, $14::date, $15::date))
         order by period_start, vintage) o
     where ${SERIES_CONDITION} and ($8::text is null or s.series_id = $8) and ($13::text is null or s.series_id >= $13)
     order by s.series_id, o.period_start, o.vintage limit $17
  )
  select p.*, i.source_file as file, e.source_file as was_file,
         b.break_id as registered, b.reason_vi, b.reason_en,
         ${isHidden('p', 'p')} as is_hidden
    from page p join ingest_release i using (ingest_id) join ingest_release e on e.ingest_id = p.was_ingest
         left join lateral (
           select break_id, reason_vi, reason_en from series_break
            where p.series_id like series_like and period_start = p.period_start order by break_id limit 1) b on true
   order by p.series_id, p.period_start, p.vintage`

/** Up to `limit` pairs of neighbouring vintages of a period after a key: every step a figure took, not only the last. */
export async function readVintagePairs(
  db: Db,
  filter: PairFilter,
  limit: number,
  after?: PairKey,
): Promise<{ rows: RevisionRow[]; last?: PairKey }> {
  const { rows } = await db.query<Row>(REVISIONS, [
    ...seriesParameters(filter),
    filter.series ?? null,
    filter.fromDay ?? null,
    filter.beforeDay ?? null,
    filter.asOf,
    filter.lastIngest,
    ...(after ?? [null, null, null]),
    filter.includeUnchanged,
    limit,
  ])
  const last = rows.at(-1)
  return { rows: rows.map(toRevision), last: last && [last.series_id, last.period_start, last.vintage] }
}

/** Differences keep 12 significant digits: 2.2 - 1.9 is 0.3, not 0.30000000000000004. */
const tidy = (value: number): number => Number(value.toPrecision(12))

function toRevision(row: Row): RevisionRow {
  // A later ingest than the last audit hides both: the difference would tell the earlier from the later.
  const inUnit = (value: number | null) => (value === null || row.is_hidden ? null : scaled(value, row.unit_mult))
  const status = (value: number | null, published: RevisionRow['later']['obsStatus']) =>
    row.is_hidden && value !== null ? ('Q' as const) : published
  const before = inUnit(row.was_value)
  const after = inUnit(row.value)
  const difference = before === null || after === null ? null : tidy(after - before)
  const isRelative = difference !== null && before !== 0 && row.unit_measure !== 'PT'
  return {
    series: row.series_id,
    area: row.area_id,
    measure: row.measure,
    period: formatPeriod(indexOfStart(row.period_start, row.frequency), row.frequency),
    unit: row.unit_measure,
    earlier: {
      vintage: row.was_vintage,
      value: before,
      obsStatus: status(row.was_value, row.was_status),
      isWithdrawn: row.was_withdrawn,
      file: row.was_file,
      line: row.was_line,
    },
    later: {
      vintage: row.vintage,
      value: after,
      obsStatus: status(row.value, row.obs_status),
      isWithdrawn: row.is_withdrawn,
      file: row.file,
      line: row.line,
    },
    difference,
    percent: isRelative ? tidy((100 * difference) / Math.abs(before!)) : null,
    note: row.is_hidden ? null : row.note,
    registered: row.registered,
    reason: row.reason_vi === null ? null : { vi: row.reason_vi, en: row.reason_en ?? row.reason_vi },
  }
}

const scaled = (value: number, unitMult: number): number =>
  unitMult === 0 ? value : Number((value * 10 ** unitMult).toPrecision(15))
