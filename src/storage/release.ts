import type { ThreeStep } from '../contracts/gaps.ts'
import type { Manifest } from '../contracts/releases.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

type Triple = readonly [number, number, number]

/** A published gap, columns as in table `gap`; triples are P10, P50, P90. */
export interface GapRecord {
  readonly gap_id: string
  readonly area_id: string
  readonly sector_kind: 'total' | 'section' | 'lens' | 'occupation'
  readonly sector: string
  /** `_T`, or `VSCO2020:2` where the kind is an occupation group. */
  readonly occupation: string
  readonly year: number
  readonly sex: string
  readonly demand: Triple
  readonly supply: Triple
  readonly gap: Triple
  readonly gap_percent: Triple
  readonly normalised_gap: number
  readonly expansion_demand: Triple
  readonly replacement_demand: Triple
  readonly job_openings: Triple
  readonly definition_id: string
  readonly p_shortage: number
  readonly p_gap_positive: number
  /** The likeliest class, and the class of the median. */
  readonly rating: string
  readonly median_rating: string
  readonly rating_probabilities: Readonly<Record<string, number>>
  /** What the rating of an occupation group rests on; null for figures that are rated by the projection alone. */
  readonly three_step: ThreeStep | null
  readonly base_value: number
  readonly base_status: string
}
export interface GapOccupationRecord {
  readonly gap_id: string
  readonly occupation: string
  readonly share: number
  readonly gap: Triple
}
export interface GapSkillRecord {
  readonly gap_id: string
  readonly skill_code: string
  readonly gap: Triple
  readonly specificity: number
  readonly rank: number
  readonly p_shortage?: number
  readonly demand?: number
  readonly supply?: number
  readonly between_effect?: number
}

/** Openings of an occupation group in a year: triples are P10, P50, P90; `draws` holds every draw, persons a year. */
export interface OccupationOpeningRecord {
  readonly area_id: string
  readonly occupation: string
  readonly year: number
  readonly job_openings: Triple
  readonly employment: Triple
  readonly draws: readonly number[]
}

/** The release the service answers with, or null before the first. */
export async function readCurrentRelease(db: Db): Promise<{ id: string; manifest: Manifest } | null> {
  const { rows } = await db.query<{ release_id: string; manifest: Manifest }>(
    'select release_id, manifest from release where is_current',
  )
  return rows[0] ? { id: rows[0].release_id, manifest: rows[0].manifest } : null
}

/** Makes an existing release the current one; false when there is no such release. */
export async function makeCurrent(tx: Transaction, releaseId: string): Promise<boolean> {
  await tx.query('update release set is_current = false where is_current and release_id <> $1', [releaseId])
  const { rowCount } = await tx.query('update release set is_current = true where release_id = $1', [releaseId])
  return rowCount === 1
}

/** Stores a release with its figures. The caller's transaction makes the switch of the current release all or nothing. */
export async function insertRelease(
  tx: Transaction,
  releaseId: string,
  runId: string,
  manifest: Manifest,
  gaps: readonly GapRecord[],
  occupations: readonly GapOccupationRecord[],
  skills: readonly GapSkillRecord[],
  openings: readonly OccupationOpeningRecord[] = [],
): Promise<void> {
  await tx.query('insert into release (release_id, run_id, manifest) values ($1, $2, $3)', [
    releaseId,
    runId,
    JSON.stringify(manifest),
  ])
  const withRelease = (row: object) => ({ release_id: releaseId, ...row })
  await insertRows(tx, 'gap', gaps.map(withRelease))
  await insertRows(tx, 'gap_occupation', occupations.map(withRelease))
  await insertRows(tx, 'gap_skill', skills.map(withRelease))
  await insertRows(tx, 'occupation_opening', openings.map(withRelease))
}
