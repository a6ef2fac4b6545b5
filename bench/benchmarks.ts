import { readFileSync } from 'node:fs'
import path from 'node:path'
import { periodIndex, type SeasonalFrequency } from '../src/domain/period.ts'
import type { Figures } from './figures.ts'
import { readRecords } from './training-data.ts'

/** One panel of a benchmark file and how it is cut: what a forecaster is given, and how far it has to see. */
export interface Benchmark {
  readonly title: string
  readonly file: string
  readonly layout: 'wide' | 'tidy' | 'indexed'
  readonly id?: string
  readonly date?: string
  readonly from?: string
  readonly hierarchy?: string
  readonly frequency: SeasonalFrequency
  readonly horizon: number
  /** Fewest observations before an origin. */
  readonly minTrain?: number
  /** Last period known, or a negative number of observations from the end of each series; `split`: the last `horizon`. */
  readonly origins: readonly string[] | 'split'
  readonly where?: { readonly file: string; readonly equals: Readonly<Record<string, string>> }
  readonly naive2?: { readonly sMAPE: number; readonly MASE: number }
  readonly peers?: Readonly<Record<string, Figures>>
}

/** One observation: period index and value. */
export interface Point {
  readonly i: number
  readonly v: number
}

/** The forecasts asked for at one origin: by series, what is known and what came after. */
export interface Origin {
  readonly name: string
  readonly series: ReadonlyMap<string, { readonly train: readonly Point[]; readonly test: readonly Point[] }>
}

/** Undated collections count periods from here. */
const FIRST_YEAR = 1950

export function readBenchmarks(file: string): Readonly<Record<string, Benchmark>> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Benchmark>
}

const indexOf = (text: string, frequency: SeasonalFrequency): number => {
  const day = /^(\d{4})-(\d{2})-\d{2}/.exec(text)
  if (!day) return periodIndex(text, frequency)
  if (frequency === 'M') return periodIndex(`${day[1]}-${day[2]}`, 'M')
  return frequency === 'A' ? periodIndex(day[1]!, 'A') : periodIndex(`${day[1]}-Q${Math.ceil(Number(day[2]) / 3)}`, 'Q')
}

/** Cuts the panel of a benchmark at its origins; nothing after an origin is in `train`. */
export function cutBenchmark(b: Benchmark, folder: string): Origin[] {
  const panel = readPanel(b, folder)
  const origins = b.origins === 'split' ? ['test'] : b.origins
  return origins.map((name) => {
    const series = new Map<string, { train: Point[]; test: Point[] }>()
    const last = name === 'test' || name.startsWith('-') ? null : indexOf(name, b.frequency)
    for (const [id, points] of panel) {
      const back = name === 'test' ? -b.horizon : Number(name)
      const known = last === null ? points.length + back : points.findIndex((p) => p.i === last) + 1
      const test = points.slice(known, known + b.horizon)
      const isWhole =
        known > 0 &&
        test.length === b.horizon &&
        (name === 'test' || test.at(-1)!.i === points[known - 1]!.i + b.horizon)
      if (known >= (b.minTrain ?? 1) && isWhole) series.set(id, { train: points.slice(0, known), test })
    }
    return { name, series }
  })
}

function readPanel(b: Benchmark, folder: string): Map<string, Point[]> {
  const panel = new Map<string, Point[]>()
  const from = b.from ? periodIndex(b.from, b.frequency) : Number.NEGATIVE_INFINITY
  const put = (id: string, i: number, text: string | undefined): void => {
    if (text === undefined || text === '' || !Number.isFinite(Number(text)) || i < from) return
    const points = panel.get(id)
    if (points) points.push({ i, v: Number(text) })
    else panel.set(id, [{ i, v: Number(text) }])
  }
  const date = b.date ?? 'date'
  const start = b.frequency === 'A' ? FIRST_YEAR : FIRST_YEAR * (b.frequency === 'Q' ? 4 : 12)
  for (const r of readRecords(path.join(folder, b.file))) {
    if (b.layout === 'indexed') put(r.series_id!, start + Number(r.t), r.value)
    else if (b.layout === 'tidy') put(r[b.id ?? 'series_id']!, indexOf(r[date]!, b.frequency), r.value)
    else for (const [id, text] of Object.entries(r)) if (id !== date) put(id, indexOf(r[date]!, b.frequency), text)
  }
  for (const points of panel.values()) points.sort((x, y) => x.i - y.i)
  if (!b.where) return panel
  const wanted = new Set(
    readRecords(path.join(folder, b.where.file))
      .filter((r) => Object.entries(b.where!.equals).every(([key, value]) => r[key] === value))
      .map((r) => r.series_id!),
  )
  return new Map([...panel].filter(([id]) => wanted.has(id)))
}
