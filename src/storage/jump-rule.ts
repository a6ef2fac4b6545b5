import type { Db } from './database.ts'

/** A change of a tenth is a jump, unless the series is used to more. */
const SMALLEST_JUMP = 0.1
/** A series that moves much in every period jumps only beyond this many times its median step, once it has enough of them. */
const TIMES_USUAL = 4
const ENOUGH_STEPS = 8

/** Start of the period before, of a row with `period_start` and `frequency`. */
export const PERIOD_BEFORE = `period_start - case frequency when 'A' then interval '1 year' when 'AY' then interval '1 year'
                when 'S' then interval '6 months' when 'Q' then interval '3 months' when 'W' then interval '7 days'
                else interval '1 month' end`

/**
 * Tables `step`, `usual` and `jump` of a statement that has `pair (series_id, period_start, before, after, next)`: the steps that
 * are a tenth and more, and more than the series is used to.
 */
export const JUMPS_OF_PAIR = `
  step as (select *, abs(ln(after / before)) as size from pair where next and before > 0 and after > 0),
  usual as (
    select series_id, percentile_cont(0.5) within group (order by size) as size
      from step group by series_id having count(*) >= ${ENOUGH_STEPS}),
  jump as (
    select p.*, after / before as ratio from step p left join usual u using (series_id)
     where p.size >= greatest(ln(1 + ${SMALLEST_JUMP}), ${TIMES_USUAL} * coalesce(u.size, 0)))`

/** A step that an earlier vintage had too, within this difference of logarithms, has been told before. */
const SAME_STEP = 0.01
/** Steps that are held against earlier vintages, for each that is shown. */
export const CANDIDATES = 20

/** A jump on its way into a report, with the vintage of the later figure. */
export interface Candidate {
  readonly series: string
  readonly period: string
  readonly vintage: string
  readonly before: number
  readonly after: number
  readonly ratio: number
}

/** The first `limit` jumps that no earlier vintage of their series had: an alarm that comes with every edition is not heard. */
export async function untold(
  db: Db,
  jumps: readonly Candidate[],
  limit: number,
): Promise<Omit<Candidate, 'vintage'>[]> {
  if (jumps.length === 0) return []
  const { rows } = await db.query<{ n: number }>(
    `select j.n from unnest($1::text[], $2::date[], $3::date[], $4::float8[]) with ordinality j (series_id, period_start, vintage, ratio, n)
      where not exists (
        select from series s
               cross join lateral (select s.frequency, j.period_start) at
               join observation a on a.series_no = s.series_no and a.period_start = j.period_start
               join observation b on b.series_no = s.series_no and b.vintage = a.vintage
                                 and b.period_start = (select ${PERIOD_BEFORE} from (select at.period_start, at.frequency) p)
         where s.series_id = j.series_id and a.vintage < j.vintage and a.value > 0 and b.value > 0
           and abs(ln(a.value / b.value) - ln(j.ratio)) < ${SAME_STEP})
      order by j.n limit ${limit}`,
    [
      jumps.map(({ series }) => series),
      jumps.map(({ period }) => period),
      jumps.map(({ vintage }) => vintage),
      jumps.map(({ ratio }) => ratio),
    ],
  )
  return rows.map(({ n }) => {
    const { vintage: _, ...jump } = jumps[n - 1]!
    return jump
  })
}
