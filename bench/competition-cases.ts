import path from 'node:path'
import type { SeasonalFrequency } from '../src/domain/period.ts'
import type { Case } from './development-panels.ts'
import { COMPETITION_FREQUENCY, readRecords } from './training-data.ts'

/** Training and test parts of a competition collection, by frequency. */
export function readCases(
  folder: string,
  where: (series: Record<string, string>) => boolean = () => true,
): Record<SeasonalFrequency, Case[]> {
  const frequency = new Map(
    readRecords(path.join(folder, 'series.csv')).flatMap((r) =>
      where(r) ? [[r.series_id!, COMPETITION_FREQUENCY[r.frequency!]] as const] : [],
    ),
  )
  const parts = new Map<string, { train: number[]; test: number[] }>()
  for (const r of readRecords(path.join(folder, `${path.basename(folder)}.csv.gz`))) {
    if (!frequency.has(r.series_id!)) continue
    const both = parts.get(r.series_id!) ?? { train: [], test: [] }
    both[r.set as 'train' | 'test'].push(Number(r.value))
    parts.set(r.series_id!, both)
  }
  const out: Record<SeasonalFrequency, Case[]> = { A: [], Q: [], M: [] }
  for (const [id, { train, test }] of parts) {
    const f = frequency.get(id)
    if (f && train.length >= 8)
      out[f].push({ y: Float64Array.from(train), test: Float64Array.from(test), origin: 'split' })
  }
  return out
}
