import type { StagedRow } from '../contracts/ingest.ts'
import { type Cell, copyRows } from './copy-rows.ts'
import type { Transaction } from './database.ts'
import { storable } from './quarantine.ts'
import { SERIES_COLUMNS } from './series-number.ts'

const NO_SERIES: readonly Cell[] = SERIES_COLUMNS.split(',').map(() => null)
const MAX_REMEMBERED = 500_000

/** What happened to the rows of one ingest. */
export interface Counts {
  readonly read: number
  readonly stored: number
  readonly unchanged: number
  /** Rows that take a figure back. */
  readonly withdrawn: number
  readonly quarantined: number
  /** Rows that say nothing: no figure, and the mapping calls that nothing. */
  readonly nil: number
  /** Figures known before that a complete edition no longer has. Not rows. */
  readonly absent: number
}
export const NOTHING: Counts = { read: 0, stored: 0, unchanged: 0, withdrawn: 0, quarantined: 0, nil: 0, absent: 0 }

/**
 * Brings rows into the temporary table `staged` and decides on each, in `verdict (line, outcome, column_name, reason)`:
 *
 * - `stored`: a figure nobody has
 * - `unchanged`: the store, or an earlier line, says the same for its series, period and vintage
 * - `quarantined`: refused when it was read; or it contradicts the store, whose vintages never change; or lines of the file
 *   contradict each other, when none of them is believed
 */
export async function stage(tx: Transaction, batches: AsyncIterable<readonly StagedRow[]>): Promise<Counts> {
  await tx.query(`
    create temporary table staged (
      line integer not null, raw text not null, series_id text, period_start date, vintage date, value double precision,
      obs_status text, is_break boolean, note text, is_withdrawn boolean, column_name text, reason text,
      frequency text, area_id text, measure text, sex text, industry text, occupation text, age text, concept text,
      source_id text, unit_measure text, unit_mult integer, dimensions jsonb
    ) on commit drop`)
  await copyRows(tx, 'staged', toCells(batches))
  await tx.query('analyze staged')
  await tx.query(`set local work_mem = '64MB'`)
  await tx.query(VERDICT)
  await tx.query('analyze verdict')
  const { rows } = await tx.query<{ outcome: keyof Counts; n: number }>(
    'select outcome, count(*) as n from verdict group by outcome',
  )
  const counts = { ...NOTHING }
  for (const { outcome, n } of rows) {
    counts[outcome] = n
    counts.read += n
  }
  return counts
}

const VERDICT = `
  create temporary table verdict on commit drop as
  with figure as (
    select line, series_id, period_start, vintage, value, obs_status, is_break, is_withdrawn,
           concat_ws(' ', case when is_withdrawn then 'withdrawn' else coalesce(value::text, 'missing') end, obs_status,
                     case when is_break then 'break' end) as said
      from staged where reason is null
  ), compared as (
    select f.*, row_number() over same_key as nth, min(f.line) over whole_key as first_line, max(f.line) over whole_key as last_line,
           min(f.said) over whole_key <> max(f.said) over whole_key as disagree,
           o.vintage is not null as is_known, o.ingest_id, o.line as known_line,
           concat_ws(' ', case when o.is_withdrawn then 'withdrawn' else coalesce(o.value::text, 'missing') end, o.obs_status,
                     case when o.is_break then 'break' end) as known
      from figure f left join series k using (series_id)
           left join observation o using (series_no, period_start, vintage)
    window whole_key as (partition by series_id, period_start, vintage), same_key as (whole_key order by f.line)
  )
  select line,
         case when is_known then case when said = known then 'unchanged' else 'quarantined' end
              when disagree then 'quarantined'
              when nth = 1 then case when is_withdrawn then 'withdrawn' else 'stored' end else 'unchanged' end as outcome,
         case when is_known and said <> known or not is_known and disagree then 'value' end as column_name,
         case when is_known and said <> known
              then format('value: the store has %s for this period and vintage (ingest %s, line %s), the row says %s; a vintage never changes: give a revision its own day of publication',
                          known, c.ingest_id, known_line, said)
              when not is_known and disagree
              then format('value: lines %s to %s of the file contradict each other for this series, period and vintage', first_line, last_line)
         end as reason
    from compared c
   union all
  select line, 'quarantined', column_name, reason from staged where reason is not null`

async function* toCells(batches: AsyncIterable<readonly StagedRow[]>): AsyncGenerator<(readonly Cell[])[]> {
  // The columns of a series travel with its first row only.
  const seen = new Set<string>()
  for await (const rows of batches) {
    yield rows.map(({ line, raw, figure, refusal }) => {
      if (!figure)
        return [
          line,
          storable(raw),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          refusal!.column,
          storable(refusal!.reason),
          ...NO_SERIES,
        ]
      const { seriesId, series, periodStart, vintage, value, obsStatus, isBreak, note, isWithdrawn = false } = figure
      const isNew = !seen.has(seriesId)
      if (isNew) {
        if (seen.size >= MAX_REMEMBERED) seen.clear()
        seen.add(seriesId)
      }
      return [
        line,
        raw,
        seriesId,
        periodStart,
        vintage,
        value,
        obsStatus,
        isBreak,
        note,
        isWithdrawn,
        null,
        null,
        ...(isNew ? series : NO_SERIES),
      ]
    })
  }
}

/** Takes the series and figures of `stored` verdicts into the store. */
export async function storeStaged(tx: Transaction, ingestId: number): Promise<void> {
  await tx.query(`
    insert into series (series_id, ${SERIES_COLUMNS})
    select distinct on (s.series_id) s.series_id, ${SERIES_COLUMNS} from staged s
     where s.area_id is not null
       and s.series_id in (select series_id from staged join verdict using (line) where outcome in ('stored', 'withdrawn'))
    on conflict do nothing`)
  await tx.query(
    `insert into observation (series_no, period_start, vintage, value, obs_status, is_break, note, ingest_id, line, is_withdrawn)
     select series_no, period_start, vintage, value, obs_status, is_break, note, $1, line, is_withdrawn
       from staged join verdict using (line) join series using (series_id)
      where outcome in ('stored', 'withdrawn') order by series_no, period_start, vintage`,
    [ingestId],
  )
  // Written figure by figure: their sum of hashes is not known, so a later file is compared with them in the same way.
  await tx.query(
    `insert into series_vintage (series_no, vintage, ingest_id)
    select distinct series_no, vintage, $1::bigint from staged join verdict using (line) join series using (series_id)
     where outcome in ('stored', 'withdrawn')
    on conflict (series_no, vintage) do update set figures = null, digest_a = null, digest_b = null,
          ingest_id = excluded.ingest_id`,
    [ingestId],
  )
}

/** Why staged rows are refused, in their order; a few of them. */
export async function readRefusals(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ reason: string }>(
    `select reason from verdict where outcome = 'quarantined' order by line limit 20`,
  )
  return rows.map(({ reason }) => reason)
}

/** Keeps the rows of `quarantined` verdicts, with their reasons. */
export async function quarantineStaged(tx: Transaction, ingestId: number, sourceFile: string): Promise<void> {
  await tx.query(
    `insert into quarantined_row (ingest_id, source_file, line, raw, column_name, reason)
     select $1, $2, line, s.raw, v.column_name, v.reason from staged s join verdict v using (line)
      where outcome = 'quarantined' order by line`,
    [ingestId, sourceFile],
  )
}
