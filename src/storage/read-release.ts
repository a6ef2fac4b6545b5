import type { Manifest, Release } from '../contracts/releases.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'

interface Row extends Record<string, unknown> {
  release_id: string
  created_at: Date
  is_current: boolean
  manifest: Manifest
  figures: number
}

const SELECT = `select r.release_id, r.created_at, r.is_current, r.manifest,
       (select count(*) from gap g where g.release_id = r.release_id) as figures
  from release r`

function toRelease(row: Row): Release {
  return {
    id: row.release_id,
    createdAt: row.created_at.toISOString(),
    isCurrent: row.is_current,
    manifest: row.manifest,
    figures: row.figures,
  }
}

/** Newest first. */
export async function listReleases(db: Db): Promise<Release[]> {
  const { rows } = await db.query<Row>(`${SELECT} order by r.created_at desc, r.release_id`)
  return rows.map(toRelease)
}

/**
 * The release somebody asked for, or the current one when they named none.
 * @throws AppError RELEASE_NOT_FOUND for an id nobody published; NOT_READY before the first release
 */
export async function resolveRelease(db: Db, releaseId?: string): Promise<Release> {
  const { rows } = releaseId
    ? await db.query<Row>(`${SELECT} where r.release_id = $1`, [releaseId])
    : await db.query<Row>(`${SELECT} where r.is_current`)
  const row = rows[0]
  if (row) return toRelease(row)
  if (releaseId) {
    throw new AppError(
      'RELEASE_NOT_FOUND',
      `There is no release "${releaseId}". GET /v1/releases lists the published ones.`,
    )
  }
  throw new AppError('NOT_READY', 'No release has been published yet. Follow /health/ready and ask again in a minute.')
}

/** Id of the current release when it holds gaps, else null. */
export async function servableRelease(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ release_id: string }>(
    `select r.release_id from release r
      where r.is_current and exists (select 1 from gap g where g.release_id = r.release_id)`,
  )
  return rows[0]?.release_id ?? null
}

/** Areas whose gaps the current release publishes; null before the first release. */
export async function publishedAreas(db: Db): Promise<readonly string[] | null> {
  const { rows } = await db.query<{ areas: string[] }>(
    "select manifest -> 'areas' as areas from release where is_current",
  )
  return rows[0]?.areas ?? null
}

/** Manifest of the current release; null before the first. */
export async function currentManifest(db: Db): Promise<Manifest | null> {
  const { rows } = await db.query<{ manifest: Manifest }>('select manifest from release where is_current')
  return rows[0]?.manifest ?? null
}
