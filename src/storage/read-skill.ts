import type { SkillRow } from '../contracts/skills.ts'
import type { Db } from './database.ts'
import type { GapFilter } from './read-gap.ts'

export interface SkillFilter extends GapFilter {
  /** `VSCO2020:2`: the part of each gap that lies in the occupation group. */
  readonly occupation?: string
  readonly domain?: 'skill' | 'knowledge'
  readonly skill?: string
}

/** Where a page ended: the order of the rows. */
export type SkillKey = readonly [kind: string, sector: string, year: number, rank: number, skill: string]
export const skillKey = (row: SkillRow): SkillKey => [row.kind, row.sector, row.year, row.rank, row.skill]

interface Row extends Record<string, unknown> {
  area_id: string
  sector_kind: SkillRow['kind']
  sector: string
  sector_vi: string
  sector_en: string
  year: number
  skill_code: string
  name_vi: string | null
  name_en: string | null
  parent: string | null
  gap: readonly [number, number, number]
  p_shortage: number | null
  demand: number | null
  supply: number | null
  between_effect: number | null
  specificity: number
  rank: number
}

/** The skills of whole gaps as the release holds them. */
const OF_GAPS = `select g.area_id, g.sector_kind, g.sector, g.year, k.skill_code, k.gap, k.p_shortage, k.demand, k.supply,
       k.between_effect, k.specificity, k.rank
  from gap g join gap_skill k using (release_id, gap_id)
 where g.release_id = $1 and g.area_id = $2 and g.sex = 'T' and $9::text is null`

/**
 * The part of one occupation group: its gap times the weight of each skill in it. Weights are not negative, so the quantiles
 * are those of the gap, scaled; the ranks are among the skills of this occupation.
 */
const OF_OCCUPATION = `select g.area_id, g.sector_kind, g.sector, g.year, w.skill_code,
       array[w.weight * o.gap[1], w.weight * o.gap[2], w.weight * o.gap[3]] as gap, null::float8 as p_shortage,
       null::float8 as demand, null::float8 as supply, null::float8 as between_effect, k.specificity,
       (row_number() over (partition by g.gap_id
          order by abs(w.weight * o.gap[2]) * k.specificity desc, w.skill_code))::int as rank
  from gap g join gap_occupation o using (release_id, gap_id)
       join skill_weight w on w.occupation_scheme = split_part($9, ':', 1) and w.occupation_code = split_part($9, ':', 2)
       join gap_skill k on k.release_id = g.release_id and k.gap_id = g.gap_id and k.skill_code = w.skill_code
 where g.release_id = $1 and g.area_id = $2 and g.sex = 'T' and o.occupation = $9`

/** Up to `limit` skill figures after a key, by kind, sector, year and rank; both sexes together. */
export async function readSkills(
  db: Db,
  releaseId: string,
  filter: SkillFilter,
  limit: number,
  after?: SkillKey,
): Promise<SkillRow[]> {
  const { rows } = await db.query<Row>(
    `select f.*, c.name_vi, c.name_en, c.parent,
            coalesce(s.name_vi, l.name_vi, 'Toàn nền kinh tế') as sector_vi, coalesce(s.name_en, l.name_en, 'Whole economy') as sector_en
       from (${filter.occupation === undefined ? OF_GAPS : OF_OCCUPATION}
               and ($3::text is null or g.sector_kind = $3) and ($4::text is null or g.sector = $4)
               and ($5::int is null or g.year >= $5) and ($6::int is null or g.year <= $6)) f
       left join classification_code c on c.scheme = 'SKILL' and c.code = f.skill_code
       left join classification_code s on f.sector_kind = 'section'
             and s.scheme = split_part(f.sector, ':', 1) and s.code = split_part(f.sector, ':', 2)
       left join lens l on f.sector_kind = 'lens' and l.lens_id = f.sector
      where ($7::text is null or c.parent = $7) and ($8::text is null or f.skill_code = $8)
        and ($10::text is null or (f.sector_kind, f.sector, f.year, f.rank, f.skill_code) > ($10, $11, $12::int, $13::int, $14))
      order by f.sector_kind, f.sector, f.year, f.rank, f.skill_code limit $15`,
    [
      releaseId,
      filter.area,
      filter.kind ?? null,
      filter.sector ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.domain ?? null,
      filter.skill ?? null,
      filter.occupation ?? null,
      ...(after ?? Array(5).fill(null)),
      limit,
    ],
  )
  return rows.map((row): SkillRow => {
    const [p10, p50, p90] = row.gap
    return {
      area: row.area_id,
      kind: row.sector_kind,
      sector: row.sector,
      sectorLabel: { vi: row.sector_vi, en: row.sector_en },
      occupation: filter.occupation ?? null,
      year: row.year,
      skill: row.skill_code,
      label: { vi: row.name_vi ?? row.skill_code, en: row.name_en ?? row.skill_code },
      domain: row.parent === 'knowledge' ? 'knowledge' : 'skill',
      gap: { p10, p50, p90 },
      pShortage: row.p_shortage,
      demand: row.demand,
      supply: row.supply,
      between: row.between_effect,
      within: null,
      specificity: row.specificity,
      rank: row.rank,
      evidence: 'taxonomy',
      obsStatus: 'F',
    }
  })
}
