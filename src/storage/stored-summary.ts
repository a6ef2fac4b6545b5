import type { Jump, Quality } from '../contracts/ingest.ts'
import type { Db, Transaction } from './database.ts'
import { type Candidate, JUMPS_OF_PAIR, PERIOD_BEFORE } from './jump-rule.ts'

export type FoundJump = Omit<Jump, 'registered'>

const REASONS = 20
/** Series looked at when the file does not tell their neighbours: enough to show, bounded. */
const MAX_SERIES = 5000

/** Why rows of an ingest were refused, the commonest first. */
export async function readReasons(db: Db, ingestId: number): Promise<Quality['reasons']> {
  const { rows } = await db.query<Quality['reasons'][number] & Record<string, unknown>>(
    `select column_name as column, reason, count(*) as rows from quarantined_row
      where ingest_id = $1 group by 1, 2 order by 3 desc, 2 limit ${REASONS}`,
    [ingestId],
  )
  return rows
}

/** The largest changes between neighbouring periods of some series, each period in the newest of some vintages. */
export async function readStoredJumps(
  tx: Transaction,
  vintages: readonly string[],
  seriesNos: readonly number[],
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await tx.query<Candidate & Record<string, unknown>>(
    `with newest as (
       select distinct on (o.series_no, o.period_start) s.series_id, s.frequency, o.series_no, o.period_start, o.vintage, o.value
         from observation o join series s using (series_no)
        where o.series_no = any($1) and o.vintage = any($2::date[]) and not o.is_withdrawn
        order by o.series_no, o.period_start, o.vintage desc),
     pair as (
       select series_id, period_start, vintage, value as after, lag(value) over w as before,
              lag(period_start) over w = ${PERIOD_BEFORE} as next
         from newest window w as (partition by series_no order by period_start)),
     ${JUMPS_OF_PAIR}
     select series_id as series, period_start as period, vintage, before, after, ratio from jump
      order by size desc, series_id, period_start limit $3`,
    [seriesNos.slice(0, MAX_SERIES), vintages, limit],
  )
  return rows
}

/** The jumps with the entry of the break register that explains each. */
export async function registerJumps(db: Db, jumps: readonly FoundJump[]): Promise<Jump[]> {
  if (jumps.length === 0) return []
  const { rows } = await db.query<{ n: number; id: string | null }>(
    `select j.n, (select b.break_id from series_break b where j.series like b.series_like and b.period_start = j.day
                   order by b.break_id limit 1) as id
       from unnest($1::text[], $2::date[]) with ordinality j (series, day, n) order by j.n`,
    [jumps.map(({ series }) => series), jumps.map(({ period }) => period)],
  )
  return jumps.map((jump, i) => ({ ...jump, registered: rows[i]!.id }))
}
