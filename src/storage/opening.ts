import type { OpeningDefinition, OpeningRow } from '../contracts/openings.ts'
import type { Release } from '../contracts/releases.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'
import type { GapFilter } from './read-gap.ts'

type Triple = readonly [number, number, number]

/** Openings of a figure by one definition, columns as in table `sector_opening`. */
export interface SectorOpeningRecord {
  readonly area_id: string
  readonly sector_kind: 'total' | 'section' | 'lens'
  readonly sector: string
  readonly year: number
  readonly definition_id: OpeningDefinition
  readonly expansion_demand: Triple
  readonly replacement_demand: Triple
  readonly job_openings: Triple
}

export function insertSectorOpenings(
  tx: Transaction,
  releaseId: string,
  rows: readonly SectorOpeningRecord[],
): Promise<void> {
  return insertRows(
    tx,
    'sector_opening',
    rows.map((row) => ({ release_id: releaseId, ...row })),
  )
}

type Row = SectorOpeningRecord & Record<string, unknown> & { label_vi: string; label_en: string }
const band = ([p10, p50, p90]: Triple) => ({ p10, p50, p90 })

/** Openings of one area, in the order of kind, sector, year and definition. */
export async function readOpenings(
  db: Db,
  release: Release,
  filter: GapFilter,
  definition?: OpeningDefinition,
): Promise<OpeningRow[]> {
  const { rows } = await db.query<Row>(
    `select s.*, coalesce(c.name_vi, l.name_vi, 'Toàn nền kinh tế') as label_vi,
            coalesce(c.name_en, l.name_en, 'Whole economy') as label_en
       from sector_opening s
       left join classification_code c on s.sector_kind = 'section'
             and c.scheme = split_part(s.sector, ':', 1) and c.code = split_part(s.sector, ':', 2)
       left join lens l on s.sector_kind = 'lens' and l.lens_id = s.sector
      where s.release_id = $1 and s.area_id = $2
        and ($3::text is null or s.sector_kind = $3) and ($4::text is null or s.sector = $4)
        and ($5::int is null or s.year >= $5) and ($6::int is null or s.year <= $6)
        and ($7::text is null or s.definition_id = $7)
      order by s.sector_kind, s.sector, s.year, s.definition_id`,
    [
      release.id,
      filter.area,
      filter.kind ?? null,
      filter.sector ?? null,
      filter.from ?? null,
      filter.to ?? null,
      definition ?? null,
    ],
  )
  return rows.map((row) => ({
    definitionId: row.definition_id,
    area: row.area_id,
    kind: row.sector_kind,
    sector: row.sector,
    label: { vi: row.label_vi, en: row.label_en },
    year: row.year,
    years: row.year - release.manifest.baseYear,
    expansionDemand: band(row.expansion_demand),
    replacementDemand: band(row.replacement_demand),
    jobOpenings: band(row.job_openings),
  }))
}
