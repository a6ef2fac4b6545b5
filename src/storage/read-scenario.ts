import type { ComparedRow, Scenario } from '../contracts/scenarios.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'
import type { GapFilter } from './read-gap.ts'
import type { ScenarioCellRecord } from './scenario.ts'

interface Row extends Record<string, unknown> {
  release_id: string
  scenario_id: string
  name_vi: string
  name_en: string
  note_vi: string
  note_en: string
  owner: string
  created_on: string
  is_shipped: boolean
  changes: Scenario['changes']
}

const toScenario = (row: Row): Scenario => ({
  id: row.scenario_id,
  release: row.release_id,
  name: { vi: row.name_vi, en: row.name_en },
  note: { vi: row.note_vi, en: row.note_en },
  owner: row.owner,
  createdOn: row.created_on,
  isShipped: row.is_shipped,
  changes: row.changes,
})

/** Scenarios of a release, the shipped ones first. */
export async function listScenarios(db: Db, releaseId: string): Promise<Scenario[]> {
  const { rows } = await db.query<Row>(
    'select * from scenario where release_id = $1 order by is_shipped desc, created_on, scenario_id',
    [releaseId],
  )
  return rows.map(toScenario)
}

/**
 * A scenario by its id, in the release that is named, else in the current one, else in the newest that has it.
 * @throws AppError NOT_FOUND
 */
export async function findScenario(db: Db, id: string, releaseId?: string): Promise<Scenario> {
  const { rows } = await db.query<Row>(
    `select s.* from scenario s join release r using (release_id)
      where s.scenario_id = $1 and ($2::text is null or s.release_id = $2)
      order by r.is_current desc, r.created_at desc limit 1`,
    [id, releaseId ?? null],
  )
  const row = rows[0]
  if (!row)
    throw new AppError(
      'NOT_FOUND',
      `There is no scenario "${id}"${releaseId ? ` of release ${releaseId}` : ''}. GET /v1/scenarios lists them.`,
    )
  return toScenario(row)
}

type CellRow = ScenarioCellRecord & Record<string, unknown> & { label_vi: string; label_en: string }

const difference = ([base, scenario, p10, p50, p90, pHigher]: readonly number[]) => ({
  base: base!,
  scenario: scenario!,
  difference: { p10: p10!, p50: p50!, p90: p90! },
  pHigher: pHigher!,
})

/** Compared figures of one area, in the order of kind, sector and year. */
export async function readComparison(db: Db, scenario: Scenario, filter: GapFilter): Promise<ComparedRow[]> {
  const { rows } = await db.query<CellRow>(
    `select s.*, coalesce(c.name_vi, l.name_vi, 'Toàn nền kinh tế') as label_vi,
            coalesce(c.name_en, l.name_en, 'Whole economy') as label_en
       from scenario_cell s
       left join classification_code c on s.sector_kind = 'section'
             and c.scheme = split_part(s.sector, ':', 1) and c.code = split_part(s.sector, ':', 2)
       left join lens l on s.sector_kind = 'lens' and l.lens_id = s.sector
      where s.release_id = $1 and s.scenario_id = $2 and s.area_id = $3
        and ($4::text is null or s.sector_kind = $4) and ($5::text is null or s.sector = $5)
        and ($6::int is null or s.year >= $6) and ($7::int is null or s.year <= $7)
      order by s.sector_kind, s.sector, s.year`,
    [
      scenario.release,
      scenario.id,
      filter.area,
      filter.kind ?? null,
      filter.sector ?? null,
      filter.from ?? null,
      filter.to ?? null,
    ],
  )
  return rows.map((row) => ({
    area: row.area_id,
    kind: row.sector_kind,
    sector: row.sector,
    label: { vi: row.label_vi, en: row.label_en },
    year: row.year,
    demand: difference(row.demand),
    supply: difference(row.supply),
    gap: difference(row.gap),
  }))
}
