import type { Jump, Quality } from '../contracts/ingest.ts'
import type { Transaction } from './database.ts'
import { CANDIDATES, type Candidate, JUMPS_OF_PAIR, PERIOD_BEFORE, untold } from './jump-rule.ts'
import { registerJumps } from './stored-summary.ts'

/** One series of the file that is being read. */
export interface SeriesSummary {
  readonly measure: string
  readonly area: string
  readonly frequency: string
  readonly figures: number
  readonly missing: number
  /** First days of the earliest and latest period as a number, 20240701. */
  readonly first: number
  readonly last: number
}

const JUMPS = 12
const REASONS = 20

/** One row a series of the staged file. */
export async function readStagedSeries(tx: Transaction): Promise<SeriesSummary[]> {
  const { rows } = await tx.query<SeriesSummary & Record<string, unknown>>(`
    with series_of as (select distinct on (series_id) series_id, measure, area_id, frequency from staged where area_id is not null)
    select k.measure, k.area_id as area, k.frequency, count(s.value)::int as figures, count(*)::int - count(s.value)::int as missing,
           to_char(min(s.period_start), 'YYYYMMDD')::int as first, to_char(max(s.period_start), 'YYYYMMDD')::int as last
      from staged s join series_of k using (series_id)
     where s.reason is null
     group by s.series_id, k.measure, k.area_id, k.frequency order by s.series_id`)
  return rows
}

export type StagedFacts = Pick<Quality, 'statuses' | 'vintages' | 'breaksFlagged' | 'outsideValidity' | 'reasons'>

/** What can be said about the rows of the staged file without looking at series. */
export async function readStagedFacts(tx: Transaction): Promise<StagedFacts> {
  const statuses = await tx.query<{ status: string; n: number }>(
    'select obs_status as status, count(*) as n from staged where reason is null group by 1 order by 1',
  )
  const vintages = await tx.query<{ vintage: string }>(
    'select distinct vintage from staged where reason is null order by 1 limit 100',
  )
  const flags = await tx.query<{ breaks: number; outside: number }>(`
    with area_of as (select distinct series_id, area_id as id from staged where area_id is not null)
    select count(*) filter (where is_break) as breaks,
           count(*) filter (where s.value is not null and s.period_start >= a.valid_to) as outside
      from staged s join area_of using (series_id) join area a on a.area_id = area_of.id where s.reason is null`)
  const reasons = await tx.query<{ column: string | null; reason: string; rows: number }>(
    `select column_name as column, reason, count(*) as rows from verdict
      where outcome = 'quarantined' group by 1, 2 order by 3 desc, 2 limit ${REASONS}`,
  )
  return {
    statuses: Object.fromEntries(statuses.rows.map(({ status, n }) => [status, n])),
    vintages: vintages.rows.map(({ vintage }) => vintage),
    breaksFlagged: flags.rows[0]!.breaks,
    outsideValidity: flags.rows[0]!.outside,
    reasons: reasons.rows,
  }
}

/**
 * The largest changes between neighbouring periods in the newest vintage of the file, of a tenth and more and of more than
 * the series is used to, that no earlier vintage had; each with the entry of the break register that explains it. Shown, never repaired.
 */
export async function readStagedJumps(tx: Transaction): Promise<Jump[]> {
  const { rows } = await tx.query<Candidate & Record<string, unknown>>(`
    with frequency_of as (
      select distinct series_id, frequency from staged where area_id is not null and measure not like '%:%'),
    newest as (
      select distinct on (s.series_id, s.period_start) s.series_id, s.period_start, s.vintage, s.value, f.frequency
        from staged s join frequency_of f using (series_id) where s.reason is null
       order by s.series_id, s.period_start, s.vintage desc),
    pair as (
      select series_id, period_start, vintage, value as after, lag(value) over w as before,
             lag(period_start) over w = ${PERIOD_BEFORE} as next
        from newest window w as (partition by series_id order by period_start)),
    ${JUMPS_OF_PAIR}
    select series_id as series, period_start as period, vintage, before, after, ratio
      from jump order by size desc, series_id, period_start limit ${JUMPS * CANDIDATES}`)
  return registerJumps(tx, await untold(tx, rows, JUMPS))
}
