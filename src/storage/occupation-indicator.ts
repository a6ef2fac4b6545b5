import type { IndicatorRow, PublishedIndicators } from '../contracts/indicators.ts'
import type { Release } from '../contracts/releases.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

/** Columns as in table `occupation_indicator`. */
export interface OccupationIndicatorRecord {
  readonly area_id: string
  readonly occupation: string
  readonly year: number
  readonly employment: number
  readonly inflow: number
  readonly short_term_unemployed: number
  readonly expansion_demand: number
  readonly replacement_demand: number
  readonly indicator: number | null
  readonly indicator_class: IndicatorRow['indicatorClass']
  readonly flow_ratio: number | null
  readonly mix_fill: number | null
  readonly women_of_employment: number | null
  readonly women_of_openings: number | null
  readonly women_of_seekers: number | null
  readonly segregation: number | null
  readonly openings_by_level: IndicatorRow['openingsByLevel']
}

export function insertIndicators(
  tx: Transaction,
  releaseId: string,
  rows: readonly OccupationIndicatorRecord[],
): Promise<void> {
  return insertRows(
    tx,
    'occupation_indicator',
    rows.map((row) => ({ release_id: releaseId, ...row })),
  )
}

export interface IndicatorFilter {
  readonly area: string
  /** `VSCO2020:2`, or `_T` for all groups together. */
  readonly occupation?: string
  readonly from?: number
  readonly to?: number
}

/**
 * ISCED 2011 levels that the work of a major group usually asks for: skill level 4 from a first degree on, 3 short-cycle tertiary,
 * 2 lower secondary to post-secondary, 1 primary. Managers are at level 4, those of hospitality and retail at 3.
 * @see ILO (2012), International Standard Classification of Occupations: ISCO-08, vol. I, table 1
 */
const USUAL_EDUCATION: Readonly<Record<string, string>> = {
  1: 'ISCED 5-8',
  2: 'ISCED 6-8',
  3: 'ISCED 5',
  ...Object.fromEntries(['4', '5', '6', '7', '8'].map((group) => [group, 'ISCED 2-4'])),
  9: 'ISCED 1',
}

type Row = OccupationIndicatorRecord & Record<string, unknown> & { label_vi: string; label_en: string }

/** Indicators of an area by occupation and year, all groups together last. */
export async function readIndicators(
  db: Db,
  { id, manifest }: Release,
  { area, occupation, from, to }: IndicatorFilter,
): Promise<PublishedIndicators[]> {
  const { rows } = await db.query<Row>(
    `select i.*, coalesce(c.name_vi, 'Mọi nhóm nghề') as label_vi, coalesce(c.name_en, 'All occupation groups') as label_en
       from occupation_indicator i left join classification_code c
            on c.scheme = split_part(i.occupation, ':', 1) and c.code = split_part(i.occupation, ':', 2)
      where i.release_id = $1 and i.area_id = $2 and ($3::text is null or i.occupation = $3)
        and ($4::int is null or i.year >= $4) and ($5::int is null or i.year <= $5)
      order by i.occupation = '_T', i.occupation, i.year`,
    [id, area, occupation ?? null, from ?? null, to ?? null],
  )
  return rows.map((row) => ({
    area: row.area_id,
    occupation: row.occupation,
    label: { vi: row.label_vi, en: row.label_en },
    year: row.year,
    years: row.year - manifest.baseYear,
    employment: row.employment,
    inflow: row.inflow,
    shortTermUnemployed: row.short_term_unemployed,
    expansionDemand: row.expansion_demand,
    replacementDemand: row.replacement_demand,
    indicator: row.indicator,
    indicatorClass: row.indicator_class,
    viewpoint: 'jobSeekers',
    flowRatio: row.flow_ratio,
    mixFill: row.mix_fill,
    womenOfEmployment: row.women_of_employment,
    womenOfOpenings: row.women_of_openings,
    womenOfSeekers: row.women_of_seekers,
    segregation: row.segregation,
    openingsByLevel: row.openings_by_level,
    usualEducation: USUAL_EDUCATION[row.occupation.split(':')[1] ?? ''] ?? null,
    basis: 'residence',
    obsStatus: 'F',
  }))
}
