import type { Db } from './database.ts'

/** Errors of one contender at one horizon, over all series of a panel; means weighted by the number of errors. */
export interface ScoreSummary {
  readonly contender: string
  readonly horizon: number
  readonly n: number
  readonly mase: number | null
  readonly wape: number | null
  readonly scrps: number | null
  readonly cov80: number | null
  readonly cov95: number | null
  /** Outcomes inside the bands, where they were counted: a share of a pool needs no share of each series. */
  readonly inside80?: number
  readonly inside95?: number
}
const MEASURES = ['mase', 'wape', 'scrps', 'cov80', 'cov95'] as const

/** Pools the scores of single series by contender and horizon; a score that is missing counts nowhere. */
export function summarise(scores: readonly ScoreSummary[]): ScoreSummary[] {
  const groups = new Map<string, ScoreSummary[]>()
  for (const s of scores) {
    const key = `${s.contender}|${s.horizon}`
    const group = groups.get(key)
    if (group) group.push(s)
    else groups.set(key, [s])
  }
  return [...groups.values()]
    .map((rows): ScoreSummary => {
      const pooled = MEASURES.map((name) => {
        const known = rows.filter((r) => r[name] !== null && Number.isFinite(r[name]))
        const n = known.reduce((sum, r) => sum + r.n, 0)
        return [name, n > 0 ? known.reduce((sum, r) => sum + r[name]! * r.n, 0) / n : null] as const
      })
      const { contender, horizon } = rows[0]!
      const n = rows.reduce((sum, r) => sum + r.n, 0)
      return {
        contender,
        horizon,
        n,
        ...(Object.fromEntries(pooled) as Record<(typeof MEASURES)[number], number | null>),
        ...countedShares(rows, n),
      }
    })
    .sort(
      (a, b) => a.horizon - b.horizon || (a.mase ?? Number.POSITIVE_INFINITY) - (b.mase ?? Number.POSITIVE_INFINITY),
    )
}

/** Fewest errors a share of 80 and of 95 % can be told from. */
const ENOUGH = { cov80: 4, cov95: 19 }

function countedShares(rows: readonly ScoreSummary[], n: number): Partial<Pick<ScoreSummary, 'cov80' | 'cov95'>> {
  if (rows.some((r) => r.inside80 === undefined || r.inside95 === undefined)) return {}
  const share = (inside: (r: ScoreSummary) => number, enough: number): number | null =>
    n >= enough ? rows.reduce((sum, r) => sum + inside(r), 0) / n : null
  return { cov80: share((r) => r.inside80!, ENOUGH.cov80), cov95: share((r) => r.inside95!, ENOUGH.cov95) }
}

/** Scorecards of the current release, pooled over its series. */
export async function readScoreSummary(db: Db): Promise<ScoreSummary[]> {
  const { rows } = await db.query<ScoreSummary & Record<string, unknown>>(
    `select s.contender, s.horizon, s.n, s.mase, s.wape, s.scrps, s.cov80, s.cov95
       from forecast_score s join release r using (run_id) where r.is_current`,
  )
  return summarise(rows)
}
