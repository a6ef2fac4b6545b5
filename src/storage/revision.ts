import type { Db } from './database.ts'
import { SERIES_CONDITION, type SeriesFilter, seriesParameters } from './read-series.ts'

/** What became of a figure between two days. */
export interface Revision {
  readonly series: string
  /** First day of the period. */
  readonly periodStart: string
  readonly kind: 'revised' | 'added' | 'withdrawn'
  readonly before: number | null
  readonly after: number | null
  readonly statusBefore: string | null
  readonly statusAfter: string
  readonly vintageBefore: string | null
  readonly vintageAfter: string
  /** Entry of the break register for this series and period; null: the source gave no reason. */
  readonly registered: string | null
  readonly reasonVi: string | null
  readonly reasonEn: string | null
}

export interface RevisionFilter extends SeriesFilter {
  /** As known at the end of this day, against `to`. */
  readonly from: string
  readonly to: string
}

/** Where a page of revisions ended. */
export type RevisionKey = readonly [series: string, periodStart: string]

/**
 * Figures that differ between what was known on two days: value, status or presence. Each with the entry of the break register
 * that explains it, where there is one. Ordered by series and period; what was published again unchanged is left out.
 */
export async function readRevisions(
  db: Db,
  filter: RevisionFilter,
  limit: number,
  after?: RevisionKey,
): Promise<Revision[]> {
  const { rows } = await db.query<Revision & Record<string, unknown>>(
    `select s.series_id as series, n.period_start as "periodStart",
            case when o.series_no is null or o.is_withdrawn then 'added' when n.is_withdrawn then 'withdrawn' else 'revised' end as kind,
            o.value as before, n.value as after, o.obs_status as "statusBefore", n.obs_status as "statusAfter",
            o.vintage as "vintageBefore", n.vintage as "vintageAfter",
            b.break_id as registered, b.reason_vi as "reasonVi", b.reason_en as "reasonEn"
       from series s
       cross join lateral (
         select distinct on (v.period_start) v.* from observation v
          where v.series_no = s.series_no and v.vintage > $8 and v.vintage <= $9
          order by v.period_start, v.vintage desc) n
       left join lateral (
         select v.* from observation v
          where v.series_no = s.series_no and v.period_start = n.period_start and v.vintage <= $8
          order by v.vintage desc limit 1) o on true
       left join lateral (
         select r.* from series_break r where s.series_id like r.series_like and r.period_start = n.period_start
          order by r.break_id limit 1) b on true
      where ${SERIES_CONDITION}
        and (o.series_no is null or (o.value, o.obs_status, o.is_withdrawn) is distinct from (n.value, n.obs_status, n.is_withdrawn))
        and not (n.is_withdrawn and (o.series_no is null or o.is_withdrawn))
        and ($10::text is null or s.series_id > $10 or (s.series_id = $10 and n.period_start > $11::date))
      order by s.series_id, n.period_start limit $12`,
    [...seriesParameters(filter), filter.from, filter.to, after?.[0] ?? null, after?.[1] ?? null, limit],
  )
  return rows
}
