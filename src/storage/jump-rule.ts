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
