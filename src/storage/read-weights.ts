import type { Db } from './database.ts'

export interface LensWeights {
  readonly id: string
  readonly version: string
  /** `SCHEME:code` of a section -> share of its people in the lens. */
  readonly weights: Readonly<Record<string, number>>
}
export interface SkillWeight {
  /** `SCHEME:code` of an occupation group. */
  readonly occupation: string
  readonly skill: string
  readonly weight: number
  readonly specificity: number
}

/** All lenses with the sections they take in. */
export async function readLensWeights(db: Db): Promise<LensWeights[]> {
  const { rows } = await db.query<{ lens_id: string; version: string; sector: string; weight: number }>(
    `select lens_id, version, m.scheme || ':' || m.code as sector, m.weight
       from lens join lens_member m using (lens_id) order by lens_id, sector`,
  )
  const lenses = new Map<string, { id: string; version: string; weights: Record<string, number> }>()
  for (const { lens_id: id, version, sector, weight } of rows) {
    const lens = lenses.get(id) ?? { id, version, weights: {} }
    lens.weights[sector] = weight
    lenses.set(id, lens)
  }
  return [...lenses.values()]
}

/** Skill weights of the groups of one occupation scheme. */
export async function readSkillWeights(db: Db, scheme: string): Promise<SkillWeight[]> {
  const { rows } = await db.query<{ occupation: string; skill_code: string; weight: number; specificity: number }>(
    `select occupation_scheme || ':' || occupation_code as occupation, skill_code, weight, specificity
       from skill_weight where occupation_scheme = $1 order by occupation_code, skill_code`,
    [scheme],
  )
  return rows.map((r) => ({
    occupation: r.occupation,
    skill: r.skill_code,
    weight: r.weight,
    specificity: r.specificity,
  }))
}

/** Files behind the stored figures, with the hash of their bytes. */
export async function readInputFiles(db: Db): Promise<{ file: string; sha256: string }[]> {
  const { rows } = await db.query<{ file: string; sha256: string }>(
    `select distinct i.source_file as file, i.sha256 from ingest_release i
      where rows_stored > 0 and not mapping ? 'reference' order by 1, 2`,
  )
  return rows
}
