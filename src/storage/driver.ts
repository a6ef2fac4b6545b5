import type { Driver } from '../contracts/drivers.ts'
import type { Release } from '../contracts/releases.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

/** A driver of a published gap, columns as in table `gap_driver`. */
export interface GapDriverRecord {
  readonly gap_id: string
  readonly driver: Driver
  readonly persons: number
}

/** Stores the drivers of a release's gaps, which must be there. */
export function insertDrivers(tx: Transaction, releaseId: string, rows: readonly GapDriverRecord[]): Promise<void> {
  return insertRows(
    tx,
    'gap_driver',
    rows.map((row) => ({ release_id: releaseId, ...row })),
  )
}

/** Drivers of one gap in no particular order; empty for a release that was published without them. */
export async function readDrivers(
  db: Db,
  release: Release,
  gapId: string,
): Promise<{ driver: Driver; persons: number }[]> {
  const { rows } = await db.query<{ driver: Driver; persons: number }>(
    'select driver, persons from gap_driver where release_id = $1 and gap_id = $2',
    [release.id, gapId],
  )
  return rows
}
