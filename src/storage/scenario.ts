import type { Scenario } from '../contracts/scenarios.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

/** Median of base and scenario, P10, P50, P90 of the difference, share of draws in which the scenario is higher. */
export type DifferenceRecord = readonly [number, number, number, number, number, number]

/** One compared figure, columns as in table `scenario_cell`. */
export interface ScenarioCellRecord {
  readonly area_id: string
  readonly sector_kind: 'total' | 'section' | 'lens'
  readonly sector: string
  readonly year: number
  readonly demand: DifferenceRecord
  readonly supply: DifferenceRecord
  readonly gap: DifferenceRecord
}

/** Keeps what a release was simulated on, so that scenarios can be run on it later. */
export async function insertReleaseInput(tx: Transaction, releaseId: string, inputs: unknown): Promise<void> {
  await tx.query('insert into release_input (release_id, inputs) values ($1, $2) on conflict do nothing', [
    releaseId,
    JSON.stringify(inputs),
  ])
}

/** What a release was simulated on, or null for one that was published without. */
export async function readReleaseInput<T>(db: Db, releaseId: string): Promise<T | null> {
  const { rows } = await db.query<{ inputs: T }>('select inputs from release_input where release_id = $1', [releaseId])
  return rows[0]?.inputs ?? null
}

/** Stores a scenario with its figures; false when it was there, and then nothing changes. */
export async function insertScenario(
  tx: Transaction,
  scenario: Scenario,
  cells: readonly ScenarioCellRecord[],
): Promise<boolean> {
  const { id, release, name, note, owner, createdOn, isShipped, changes } = scenario
  const { rowCount } = await tx.query(
    `insert into scenario (release_id, scenario_id, name_vi, name_en, note_vi, note_en, owner, created_on, is_shipped, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [release, id, name.vi, name.en, note.vi, note.en, owner, createdOn, isShipped, JSON.stringify(changes)],
  )
  if (rowCount === 0) return false
  await insertRows(
    tx,
    'scenario_cell',
    cells.map((cell) => ({ release_id: release, scenario_id: id, ...cell })),
  )
  return true
}
