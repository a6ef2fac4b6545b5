import type { Db } from './database.ts'

export interface StoreCounts {
  readonly series: number
  readonly observations: number
  readonly ingests: number
  readonly openQuarantine: number
  readonly releases: number
  readonly jobs: Readonly<Record<string, number>>
}

/** How much the store holds, for `status`. */
export async function countRows(db: Db): Promise<StoreCounts> {
  const { rows } = await db.query<{
    series: number
    observations: number
    ingests: number
    quarantine: number
    releases: number
  }>(
    `select (select count(*) from series) as series, (select count(*) from observation) as observations,
            (select count(*) from ingest_release) as ingests,
            (select count(*) from quarantined_row where resolved_by is null) as quarantine,
            (select count(*) from release) as releases`,
  )
  const jobs = await db.query<{ state: string; n: number }>(
    'select state, count(*) as n from job group by state order by state',
  )
  const { series, observations, ingests, quarantine, releases } = rows[0]!
  return {
    series,
    observations,
    ingests,
    openQuarantine: quarantine,
    releases,
    jobs: Object.fromEntries(jobs.rows.map(({ state, n }) => [state, n])),
  }
}
