import { AppError } from '../../domain/errors.ts'
import { formatPeriod, indexOfStart, periodIndex, type SeasonalFrequency } from '../../domain/period.ts'
import type { PanelSeries } from '../../forecast/types.ts'
import { findLayout, lineOfRecord, openCsv, type ReadOptions } from './read-rows.ts'
import { RowStore } from './row-store.ts'

const LAYOUTS = [
  ['series_id', 'period', 'value'],
  ['unique_id', 'ds', 'y'],
  ['series_id', 'date', 'value'],
] as const

/** A panel read and checked, its series at hand in batches; to be closed. */
export interface OpenPanel {
  /** In order of first appearance. */
  readonly ids: readonly string[]
  /** Length of the longest series from its first observation to its last. */
  readonly longest: number
  readonly sha256: string
  /** Series `from` to `to`, the latter excluded. */
  readonly read: (from: number, to: number) => Promise<PanelSeries[]>
  readonly close: () => Promise<void>
}

export interface OpenPanelOptions extends ReadOptions {
  /** Rows held in memory at a time. */
  readonly blockRows?: number
}

/**
 * Reads a panel once, in bounded memory, and checks all of it. Periods may be written as periods (`2024-03`) or as any day
 * of them (`2024-03-01`); empty values and `NA`, `NaN` count as missing, and so do periods left out. Rows may come in any
 * order.
 *
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID (columns), INVALID_INPUT (a value or period, with its line),
 *         INSUFFICIENT_HISTORY naming a series without an observation
 */
export async function openPanel(
  file: string,
  frequency: SeasonalFrequency,
  options: OpenPanelOptions = {},
): Promise<OpenPanel> {
  const store = new RowStore(options.blockRows)
  try {
    const { ids, spans, sha256 } = await readAll(file, frequency, store, options)
    const read = (from: number, to: number) => assemble(store, ids, spans, from, to)
    await checkPeriods(file, frequency, ids, read)
    const longest = spans.reduce((most, s) => Math.max(most, s.lastSeen - s.firstSeen + 1), 0)
    return { ids, longest, sha256, read, close: () => store.close() }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The whole panel in memory. @throws as `openPanel` */
export async function readPanel(
  file: string,
  frequency: SeasonalFrequency,
  options: ReadOptions = {},
): Promise<PanelSeries[]> {
  const panel = await openPanel(file, frequency, options)
  try {
    return await panel.read(0, panel.ids.length)
  } finally {
    await panel.close()
  }
}

/** Period indices of a series' first and last row, and of its first and last observation. */
interface Span {
  first: number
  last: number
  firstSeen: number
  lastSeen: number
}

async function readAll(file: string, frequency: SeasonalFrequency, store: RowStore, options: ReadOptions) {
  const { records, sha256 } = await openCsv(file, options)
  const at = new Map<string, number>()
  const spans: Span[] = []
  const periods = new Map<string, number>()
  let columns: readonly number[] | null = null
  let n = -1
  for await (const record of records) {
    n++
    if (n === 0) {
      columns = findLayout(record, LAYOUTS)
      if (columns) continue
      throw new AppError(
        'MAPPING_INVALID',
        `${file} has the columns ${record.join(', ')}; it needs ${LAYOUTS.map((l) => l.join(',')).join(' or ')}.`,
        { file },
      )
    }
    const id = record[columns![0]!]!
    const when = record[columns![1]!]!
    const text = record[columns![2]!]!
    let index = periods.get(when)
    if (index === undefined) {
      index = await readPeriod(file, n, when, frequency)
      periods.set(when, index)
    }
    const isMissing = text === '' || /^(na|nan|null)$/i.test(text)
    const value = isMissing ? Number.NaN : Number(text)
    if (!isMissing && !Number.isFinite(value)) {
      const line = await lineOfRecord(file, n)
      throw new AppError('INVALID_INPUT', `Line ${line} of ${file}: "${text}" is not a number (series ${id}).`, {
        line,
      })
    }
    let series = at.get(id)
    if (series === undefined) {
      series = spans.length
      at.set(id, series)
      spans.push({
        first: index,
        last: index,
        firstSeen: Number.POSITIVE_INFINITY,
        lastSeen: Number.NEGATIVE_INFINITY,
      })
    }
    const span = spans[series]!
    if (index < span.first) span.first = index
    if (index > span.last) span.last = index
    if (!isMissing) {
      if (index < span.firstSeen) span.firstSeen = index
      if (index > span.lastSeen) span.lastSeen = index
    }
    const full = store.add(series, index, value)
    if (full) await full
  }
  store.finish()
  const ids = [...at.keys()]
  if (ids.length === 0) throw new AppError('INVALID_INPUT', `${file} holds no observations.`, { file })
  const empty = spans.findIndex((s) => s.lastSeen < s.firstSeen)
  if (empty >= 0) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Series ${ids[empty]} has no observation that can be used; it needs at least one.`,
      { series: ids[empty] },
    )
  }
  return { ids, spans, sha256: sha256() }
}

async function readPeriod(file: string, record: number, text: string, frequency: SeasonalFrequency): Promise<number> {
  try {
    if (/^\d{4}-\d{2}-\d{2}([T ].*)?$/.test(text)) return indexOfStart(text, frequency)
    return periodIndex(text, frequency)
  } catch (cause) {
    const line = await lineOfRecord(file, record)
    throw new AppError('INVALID_INPUT', `Line ${line}: ${(cause as Error).message}`, { line }, { cause })
  }
}

/** A period that a series has twice. */
class PeriodTwice extends Error {
  readonly series: number
  readonly period: number

  constructor(series: number, period: number) {
    super('period twice')
    this.series = series
    this.period = period
  }
}

async function assemble(
  store: RowStore,
  ids: readonly string[],
  spans: readonly Span[],
  from: number,
  to: number,
): Promise<PanelSeries[]> {
  const size = (s: Span): number => s.last - s.first + 1
  const wanted = spans.slice(from, to)
  const values = wanted.map((s) => new Float64Array(size(s)).fill(Number.NaN))
  const seen = wanted.map((s) => new Uint8Array(size(s)))
  await store.visit(from, to, (series, period, value) => {
    const k = series - from
    const t = period - wanted[k]!.first
    if (seen[k]![t] === 1) throw new PeriodTwice(series, period)
    seen[k]![t] = 1
    values[k]![t] = value
  })
  return wanted.map((s, k) => ({ id: ids[from + k]!, start: s.first, y: values[k]! }))
}

const CHECKED_AT_ONCE = 2000

/** Puts every series together once, so that a period given twice is found before hours of work and not after. */
async function checkPeriods(
  file: string,
  frequency: SeasonalFrequency,
  ids: readonly string[],
  read: OpenPanel['read'],
): Promise<void> {
  try {
    for (let from = 0; from < ids.length; from += CHECKED_AT_ONCE)
      await read(from, Math.min(ids.length, from + CHECKED_AT_ONCE))
  } catch (error) {
    if (!(error instanceof PeriodTwice)) throw error
    const id = ids[error.series]!
    const line = await secondLine(file, id, error.period, frequency)
    const when = formatPeriod(error.period, frequency)
    throw new AppError('INVALID_INPUT', `Line ${line} of ${file}: series ${id} has period ${when} twice.`, { line })
  }
}

/** Line on which a series has a period for the second time. */
async function secondLine(file: string, id: string, period: number, frequency: SeasonalFrequency): Promise<number> {
  const { records } = await openCsv(file)
  let columns: readonly number[] | null = null
  let n = -1
  let found = 0
  for await (const record of records) {
    n++
    if (n === 0) columns = findLayout(record, LAYOUTS)
    else if (record[columns![0]!] === id && (await readPeriod(file, n, record[columns![1]!]!, frequency)) === period)
      if (++found === 2) return lineOfRecord(file, n)
  }
  return n
}
