import type { Coverage, Quality } from '../contracts/ingest.ts'
import type { Transaction } from '../storage/database.ts'
import { readStagedFacts, readStagedJumps, readStagedSeries, type SeriesSummary } from '../storage/staged-summary.ts'
import { type Frame, loadFrame, type Table } from './frame/frame.ts'

/**
 * The quality report of the staged file: what it covers, how its rows are marked, how far its figures jump, and why rows
 * are refused.
 */
export async function reportQuality(tx: Transaction, ignored: readonly string[]): Promise<Quality> {
  const series = await readStagedSeries(tx)
  const facts = await readStagedFacts(tx)
  const jumps = await readStagedJumps(tx)
  const frame = await loadFrame()
  return {
    series: series.length,
    seriesLength: frame.describe(series.map(({ figures }) => figures)),
    coverage: coverage(frame, series),
    ...facts,
    jumps,
    ignoredColumns: [...ignored],
  }
}

/** Series, figures and span by measure, area and frequency, the largest first. */
export function coverage(frame: Frame, series: readonly SeriesSummary[]): Coverage[] {
  const groups = frame.groupBy(series as unknown as Table, ['measure', 'area', 'frequency'], {
    series: ['count', 'figures'],
    figures: ['sum', 'figures'],
    missing: ['sum', 'missing'],
    first: ['min', 'first'],
    last: ['max', 'last'],
  }) as unknown as (Omit<Coverage, 'first' | 'last'> & { first: number; last: number })[]
  return groups
    .map((group) => ({ ...group, first: toDay(group.first), last: toDay(group.last) }))
    .sort((a, b) => b.figures - a.figures || (a.measure + a.area < b.measure + b.area ? -1 : 1))
}

const toDay = (number: number): string => String(number).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
