import type { BandValues } from '../contracts/common.ts'
import type { GapRow, GapSkills } from '../contracts/gaps.ts'
import type { Release } from '../contracts/releases.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'

interface Row extends Record<string, unknown> {
  gap_id: string
  area_id: string
  sector_kind: GapRow['kind']
  sector: string
  occupation: string
  label_vi: string
  label_en: string
  year: number
  sex: GapRow['sex']
  demand: number[]
  supply: number[]
  gap: number[]
  gap_percent: number[]
  normalised_gap: number
  expansion_demand: number[]
  replacement_demand: number[]
  job_openings: number[]
  definition_id: string
  p_shortage: number
  p_gap_positive: number
  rating: GapRow['rating']
  median_rating: GapRow['rating'] | null
  rating_probabilities: GapRow['ratingProbabilities']
  three_step: GapRow['threeStep']
  base_value: number
  base_status: GapRow['base']['obsStatus']
}

const SELECT = `select g.*, coalesce(c.name_vi, l.name_vi, 'Toàn nền kinh tế') as label_vi,
       coalesce(c.name_en, l.name_en, 'Whole economy') as label_en
  from gap g
  left join classification_code c on g.sector_kind in ('section', 'occupation')
        and c.scheme = split_part(case g.sector_kind when 'section' then g.sector else g.occupation end, ':', 1)
        and c.code = split_part(case g.sector_kind when 'section' then g.sector else g.occupation end, ':', 2)
  left join lens l on g.sector_kind = 'lens' and l.lens_id = g.sector`

const band = ([p10, p50, p90]: readonly number[]): BandValues => ({ p10: p10!, p50: p50!, p90: p90! })

function toGap(row: Row, release: Release): GapRow {
  return {
    id: row.gap_id,
    area: row.area_id,
    kind: row.sector_kind,
    sector: row.sector,
    occupation: row.occupation,
    label: { vi: row.label_vi, en: row.label_en },
    year: row.year,
    sex: row.sex,
    demand: band(row.demand),
    supply: band(row.supply),
    gap: band(row.gap),
    gapPercent: band(row.gap_percent),
    normalisedGap: row.normalised_gap,
    expansionDemand: band(row.expansion_demand),
    replacementDemand: band(row.replacement_demand),
    jobOpenings: band(row.job_openings),
    definitionId: row.definition_id,
    pShortage: row.p_shortage,
    shortageThresholdPercent: release.manifest.shortageThresholdPercent,
    pGapPositive: row.p_gap_positive,
    rating: row.rating,
    ratingProbabilities: row.rating_probabilities,
    ratingProbability: row.rating_probabilities[row.rating] ?? 0,
    ratingIsClear: (row.rating_probabilities[row.rating] ?? 0) >= clearRatingFrom(release.manifest),
    medianRating: row.median_rating ?? row.rating,
    threeStep: row.three_step,
    basis: 'residence',
    base: { year: release.manifest.baseYear, value: row.base_value, obsStatus: row.base_status },
    obsStatus: 'F',
  }
}

/** Where a page of gaps ended: kind, sector, occupation, year, sex, the order of the rows. */
export type GapKey = readonly [kind: string, sector: string, occupation: string, year: number, sex: string]
export const gapKey = (row: GapRow): GapKey => [row.kind, row.sector, row.occupation, row.year, row.sex]

export interface GapFilter {
  readonly area: string
  readonly kind?: GapRow['kind']
  /** `_T`, `VSIC2018:C` or a lens id. */
  readonly sector?: string
  /** `VSCO2020:2`; occupation groups are read only when they or their kind are named. */
  readonly occupation?: string
  readonly from?: number
  readonly to?: number
  readonly sex?: string
}

/** Up to `limit` gaps of one area after a key, in the order of index gap_query. */
export async function readGaps(
  db: Db,
  release: Release,
  filter: GapFilter,
  limit: number,
  after?: GapKey,
): Promise<GapRow[]> {
  const { rows } = await db.query<Row>(
    `${SELECT}
      where g.release_id = $1 and g.area_id = $2
        and (g.sector_kind = $3 or ($3::text is null and g.sector_kind <> 'occupation'))
        and ($4::text is null or g.sector = $4) and ($13::text is null or g.occupation = $13)
        and ($5::int is null or g.year >= $5) and ($6::int is null or g.year <= $6)
        and ($7::text is null or g.sex = $7)
        and ($8::text is null
             or (g.sector_kind, g.sector, g.occupation, g.year, g.sex) > ($8, $9, $10, $11::int, $12))
      order by g.sector_kind, g.sector, g.occupation, g.year, g.sex limit $14`,
    [
      release.id,
      filter.area,
      filter.kind ?? null,
      filter.sector ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.sex ?? null,
      ...(after ?? [null, null, null, null, null]),
      filter.occupation ?? null,
      limit,
    ],
  )
  return rows.map((row) => toGap(row, release))
}

/** @throws AppError NOT_FOUND when the release has no figure of that id */
export async function findGap(db: Db, release: Release, gapId: string): Promise<GapRow> {
  const { rows } = await db.query<Row>(`${SELECT} where g.release_id = $1 and g.gap_id = $2`, [release.id, gapId])
  const row = rows[0]
  if (!row) {
    throw new AppError(
      'NOT_FOUND',
      `Release ${release.id} has no gap "${gapId}". An id is area:sector:year:sex, e.g. VN-HN:VSIC2018:C:2030:T; GET /v1/gaps lists them.`,
    )
  }
  return toGap(row, release)
}

/** Releases without the rule are read by the one in force since. */
const clearRatingFrom = ({ clearRatingFrom = 0.5 }: Release['manifest']): number => clearRatingFrom

interface SplitRow extends Record<string, unknown> {
  code: string
  name_vi: string | null
  name_en: string | null
  parent: string | null
  share: number
  gap: number[]
  specificity: number
  rank: number
  p_shortage: number | null
  demand: number | null
  supply: number | null
  between_effect: number | null
}
const label = (row: SplitRow) => ({ vi: row.name_vi ?? row.code, en: row.name_en ?? row.code })

/** The occupation groups a gap is made of, largest first. */
export async function readGapOccupations(db: Db, release: Release, gapId: string): Promise<GapSkills['occupations']> {
  const { rows } = await db.query<SplitRow>(
    `select o.occupation as code, c.name_vi, c.name_en, o.share, o.gap
       from gap_occupation o
       left join classification_code c on c.scheme = split_part(o.occupation, ':', 1)
             and c.code = split_part(o.occupation, ':', 2)
      where o.release_id = $1 and o.gap_id = $2 order by o.share desc, o.occupation`,
    [release.id, gapId],
  )
  return rows.map((row) => ({ occupation: row.code, label: label(row), share: row.share, gap: band(row.gap) }))
}

/** The skills of a gap by rank, in person-skill units. */
export async function readGapSkills(db: Db, release: Release, gapId: string): Promise<GapSkills['skills']> {
  const { rows } = await db.query<SplitRow>(
    `select k.skill_code as code, c.name_vi, c.name_en, c.parent, k.gap, k.specificity, k.rank,
            k.p_shortage, k.demand, k.supply, k.between_effect
       from gap_skill k left join classification_code c on c.scheme = 'SKILL' and c.code = k.skill_code
      where k.release_id = $1 and k.gap_id = $2 order by k.rank, k.skill_code`,
    [release.id, gapId],
  )
  return rows.map((row) => ({
    skill: row.code,
    label: label(row),
    domain: row.parent === 'knowledge' ? 'knowledge' : 'skill',
    gap: band(row.gap),
    pShortage: row.p_shortage,
    demand: row.demand,
    supply: row.supply,
    between: row.between_effect,
    within: null,
    specificity: row.specificity,
    rank: row.rank,
    evidence: 'taxonomy',
  }))
}
