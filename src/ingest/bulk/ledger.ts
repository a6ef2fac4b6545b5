import type { StagedFigure } from '../../contracts/ingest.ts'
import type { Frequency } from '../../domain/period.ts'
import type { KnownVintage } from '../../storage/series-number.ts'
import { addFigure, type Digest } from './digest.ts'
import { type Budget, NeedsComparison, PERIOD_BUDGET, PeriodSet } from './period-set.ts'

/** A series of the file. */
export interface SeriesEntry {
  readonly seriesId: string
  readonly series: readonly (string | number)[]
  readonly frequency: Frequency
  /** First day on which its territory no longer exists, days since 1970. */
  readonly endDay: number
  /** 0 until the store has been asked. */
  seriesNo: number
  known: readonly KnownVintage[]
}

/** One vintage of one series of the file. */
export interface Track {
  readonly series: SeriesEntry
  readonly vintage: string
  readonly vintageDay: number
  readonly periods: PeriodSet
  readonly digest: Digest
  /** What the store has of this vintage; null: nothing, so its figures go in as they come. */
  stored: KnownVintage | null
  figures: number
  missing: number
  outsideValidity: number
  firstDay: number
  lastDay: number
  /** Index, day and value of the figure before, and whether the figures came one period after the other. */
  index: number
  day: number
  value: number | null
  isOrdered: boolean
}

/** What is the same for many lines: everything but period, value and note. */
export interface Context {
  readonly track: Track
  readonly status: string
  readonly isBreak: boolean
  readonly unitMult: number
  readonly isPercent: boolean
  rows: number
}

/** A change between neighbouring periods. */
export interface Change {
  readonly track: Track
  readonly day: number
  readonly before: number
  readonly after: number
}

/** Beyond, the file is compared in the database: about 1 kB each. */
const MAX_CONTEXTS = 120_000
const CHANGES_KEPT = 200
const SMALLEST_CHANGE = Math.log(1.1)

/** What has been read so far, by series, vintage and context. */
export class Ledger {
  readonly series = new Map<string, SeriesEntry>()
  readonly tracks: Track[] = []
  readonly contexts: Context[] = []
  /** Series the store has not been asked for. */
  pending: SeriesEntry[] = []
  changes: Change[] = []
  private readonly byKey = new Map<string, number>()
  private readonly byVintage = new Map<string, Track>()
  private readonly endDays: ReadonlyMap<string, number>
  private settled = 0
  private readonly budget: Budget = { words: PERIOD_BUDGET }
  private leastChange = SMALLEST_CHANGE

  /** @param endDays  area -> first day on which it no longer exists */
  constructor(endDays: ReadonlyMap<string, number>) {
    this.endDays = endDays
  }

  /** Number of the context of a figure. */
  contextOf(figure: StagedFigure, unitMult: number): number {
    const { seriesId, vintage, obsStatus, isBreak } = figure
    const key = `${seriesId} ${vintage} ${obsStatus}${isBreak ? 'b' : ''}${unitMult}`
    const found = this.byKey.get(key)
    if (found !== undefined) return found
    if (this.contexts.length >= MAX_CONTEXTS) throw new NeedsComparison(`more than ${MAX_CONTEXTS} series and vintages`)
    const track = this.trackOf(figure)
    this.contexts.push({ track, status: obsStatus, isBreak, unitMult, isPercent: figure.series[9] === 'PT', rows: 0 })
    this.byKey.set(key, this.contexts.length - 1)
    return this.contexts.length - 1
  }

  private trackOf({ seriesId, series, vintage }: StagedFigure): Track {
    const key = `${seriesId} ${vintage}`
    const found = this.byVintage.get(key)
    if (found) return found
    let entry = this.series.get(seriesId)
    if (!entry) {
      const endDay = this.endDays.get(String(series[1])) ?? Number.POSITIVE_INFINITY
      entry = { seriesId, series, frequency: series[0] as Frequency, endDay, seriesNo: 0, known: [] }
      this.series.set(seriesId, entry)
      this.pending.push(entry)
    }
    const track: Track = {
      series: entry,
      vintage,
      vintageDay: dayNumber(vintage),
      periods: new PeriodSet(this.budget),
      digest: { a: 0, b: 0 },
      stored: entry.known.find((one) => one.vintage === vintage) ?? null,
      figures: 0,
      missing: 0,
      outsideValidity: 0,
      firstDay: Number.POSITIVE_INFINITY,
      lastDay: Number.NEGATIVE_INFINITY,
      index: Number.NaN,
      day: Number.NaN,
      value: null,
      isOrdered: true,
    }
    this.byVintage.set(key, track)
    this.tracks.push(track)
    return track
  }

  /** Looks up, once the series at hand are numbered, which of the vintages read since the store has. */
  findStored(): void {
    for (; this.settled < this.tracks.length; this.settled += 1) {
      const track = this.tracks[this.settled]!
      track.stored = track.series.known.find(({ vintage }) => vintage === track.vintage) ?? null
    }
  }

  /** @returns false when the file has a figure for this period already */
  enter(context: Context, index: number, day: number, value: number | null): boolean {
    const { track } = context
    if (!track.periods.add(index)) return false
    context.rows += 1
    addFigure(track.digest, day, value, context.status.charCodeAt(0) * 2 + (context.isBreak ? 1 : 0))
    if (value === null) track.missing += 1
    else {
      track.figures += 1
      if (day >= track.series.endDay) track.outsideValidity += 1
    }
    if (day < track.firstDay) track.firstDay = day
    if (day > track.lastDay) track.lastDay = day
    const step = index - track.index
    if (step === 1) this.compare(track, day, track.value, value)
    else if (step === -1)
      this.compare(track, track.day, value, track.value) // newest first
    else if (track.figures + track.missing > 1) track.isOrdered = false
    track.index = index
    track.day = day
    track.value = value
    return true
  }

  private compare(track: Track, day: number, before: number | null, after: number | null): void {
    if (before === null || after === null || before <= 0 || after <= 0) return
    // Most neighbours are near each other: no logarithm for them.
    if (after < before * 1.1 && before < after * 1.1) return
    if (Math.abs(Math.log(after / before)) < this.leastChange) return
    this.changes.push({ track, day, before, after })
    if (this.changes.length < CHANGES_KEPT * 2) return
    this.changes.sort(largestFirst)
    this.changes.length = CHANGES_KEPT
    this.leastChange = Math.abs(Math.log(this.changes.at(-1)!.after / this.changes.at(-1)!.before))
  }
}

const largestFirst = (a: Change, b: Change): number =>
  Math.abs(Math.log(b.after / b.before)) - Math.abs(Math.log(a.after / a.before))

const DAY_MS = 86_400_000
/** Days since 1970 of `YYYY-MM-DD`. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
/** Inverse of `dayNumber`. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
