import { beforeAll, describe, expect, it } from 'vitest'
import type { Db, Pool } from '../../src/storage/database.ts'
import { readGaps } from '../../src/storage/read-gap.ts'
import { readObservations } from '../../src/storage/read-observation.ts'
import { resolveRelease } from '../../src/storage/read-release.ts'
import { readVintagePairs } from '../../src/storage/vintage-pair.ts'
import { createTestDatabase } from '../support/database.ts'
import { insertPublishedRelease, QUARTERLY, RELEASE_ID } from '../support/published-release.ts'

const SERIES = 400
const PERIODS = 100
let pool: Pool

beforeAll(async () => {
  pool = (await createTestDatabase()).pool
  await insertPublishedRelease(pool)
  await pool.query(`
    insert into series select 'M.' || s, 'M', 'VN-HN', 'employment', 'T', 'VSIC2018:' || s, '_T', '_T', 'ICLS19', 'GSO_NSDP', 'PS', 0 from generate_series(1, ${SERIES}) s;
    insert into observation select series_no, make_date(2010 + p / 12, 1 + p % 12, 1), '2024-01-01', p, 'A', false, null, 1, p
      from generate_series(1, ${SERIES}) s join series on series_id = 'M.' || s, generate_series(0, ${PERIODS - 1}) p;
    insert into release (release_id, run_id, manifest) select 'r-' || n, run_id, manifest from release, generate_series(1, 40) n;
    insert into gap select copy.* from gap g, generate_series(1, 40) n,
        jsonb_populate_record(g, jsonb_build_object('release_id', 'r-' || n)) copy where g.release_id = '${RELEASE_ID}';
    analyze`)
})

/** Rows of a table that the statements of `read` touch, as the planner counted them while running. */
async function rowsTouched(table: string, read: (db: Db) => Promise<unknown>): Promise<number> {
  let touched = 0
  const explaining: Db = {
    async query(text, values) {
      const plan = await pool.query(`explain (analyze, format json) ${text}`, values as unknown[])
      touched += touchedBelow(plan.rows[0]['QUERY PLAN'][0].Plan, table)
      return pool.query(text, values as unknown[])
    },
  }
  await read(explaining)
  return touched
}

interface Plan {
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly Plan[]
}
function touchedBelow(plan: Plan, table: string): number {
  const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  const own =
    plan['Relation Name']?.replace(/_\d$/, '') === table
      ? // partitions count as their table
        (plan['Actual Rows'] + removed) * plan['Actual Loops']
      : 0
  return own + (plan.Plans ?? []).reduce((sum, child) => sum + touchedBelow(child, table), 0)
}

describe('queries follow their index', () => {
  const filter = { asOf: '2026-01-01', lastIngest: 1, includeHistory: false }

  it('observations of one series read that series, of 40,000 rows', async () => {
    const touched = await rowsTouched('observation', (db) =>
      readObservations(db, { ...filter, series: QUARTERLY }, 500),
    )
    expect(touched).toBeGreaterThan(0)
    expect(touched).toBeLessThanOrEqual(31)
  })

  it('observations of one industry read its series', async () => {
    const touched = await rowsTouched('observation', (db) =>
      readObservations(db, { ...filter, area: 'VN-HN', industry: 'VSIC2018:7' }, 500),
    )
    expect(touched).toBe(PERIODS)
  })

  it.each([false, true])(
    'a page in the middle of a walk reads neither what came before nor what follows (history %s)',
    async (includeHistory) => {
      const touched = await rowsTouched('observation', (db) =>
        readObservations(db, { ...filter, includeHistory }, 50, ['M.5', '2012-01-01', '2024-01-01']),
      )
      expect(touched).toBeLessThan(2 * PERIODS)
    },
  )

  it('revisions of one series read that series, of 40,000 rows', async () => {
    const touched = await rowsTouched('observation', (db) =>
      readVintagePairs(db, { ...filter, includeUnchanged: true, series: QUARTERLY }, 500),
    )
    expect(touched).toBeGreaterThan(0)
    expect(touched).toBeLessThanOrEqual(31)
  })

  it('a page of revisions in the middle of a walk does not read what came before', async () => {
    const touched = await rowsTouched('observation', (db) =>
      readVintagePairs(db, { ...filter, includeUnchanged: true, area: 'VN-HN', measure: 'employment' }, 50, [
        'M.99',
        '2012-01-01',
        '2024-01-01',
      ]),
    )
    expect(touched).toBeGreaterThan(0)
    expect(touched).toBeLessThan(2 * PERIODS)
  })

  it('gaps of one sector read that sector, of 4,510 rows', async () => {
    const release = await resolveRelease(pool)
    const touched = await rowsTouched('gap', (db) =>
      readGaps(db, release, { area: 'VN', kind: 'section', sector: 'VSIC2018:J' }, 500),
    )
    expect(touched).toBe(11)
  })
})
