import type { UncertaintyRecord } from '../contracts/uncertainty.ts'
import type { Db, Transaction } from './database.ts'
import { insertRows } from './insert-rows.ts'

/** Stores them for gaps of a release, which must be there. */
export async function insertUncertainty(
  tx: Transaction,
  releaseId: string,
  rows: readonly UncertaintyRecord[],
): Promise<void> {
  for (const kind of ['component', 'prior'] as const)
    await insertRows(
      tx,
      'gap_uncertainty',
      rows.filter((row) => row.kind === kind).map((row) => ({ release_id: releaseId, ...row })),
    )
}

/** Of one gap; empty for a release published without them. */
export async function readUncertainty(db: Db, releaseId: string, gapId: string): Promise<UncertaintyRecord[]> {
  const { rows } = await db.query<UncertaintyRecord & Record<string, unknown>>(
    `select gap_id, kind, item, variance_share, width, gap, widths from gap_uncertainty
      where release_id = $1 and gap_id = $2`,
    [releaseId, gapId],
  )
  return rows
}
