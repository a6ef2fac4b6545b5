import type { Quality } from '../contracts/ingest.ts'
import type { Transaction } from '../storage/database.ts'
import { readStoredSums, readVintageCoverage } from '../storage/stored-sums.ts'
import { residuals } from './additivity.ts'

/** Beyond, sums and coverage are not looked at: the report says so by leaving them out. */
const MOST_ROWS = 500_000
const SHOWN = 20

/** What only shows once the figures are in the store: sums that do not add up, and what the last vintage had. */
export async function reportStored(
  tx: Transaction,
  ingestId: number,
  stored: number,
): Promise<Pick<Quality, 'additivity' | 'againstLastVintage'>> {
  if (stored === 0 || stored > MOST_ROWS) return {}
  const sums = await readStoredSums(tx, ingestId)
  const off = residuals(sums)
  return {
    additivity: { checked: sums.length, off: off.length, largest: off.slice(0, SHOWN) },
    againstLastVintage: await readVintageCoverage(tx, ingestId),
  }
}
