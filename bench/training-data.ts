import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { SeasonalFrequency } from '../src/domain/period.ts'
import { periodIndex, SEASON_LENGTH } from '../src/domain/period.ts'
import type { TrainingSeries } from '../src/neural/windows.ts'

export const COMPETITION_FREQUENCY: Readonly<Record<string, SeasonalFrequency>> = {
  yearly: 'A',
  quarterly: 'Q',
  monthly: 'M',
}

/** Rows of a CSV file, `.gz` or plain, as records of text. */
export function readRecords(file: string): Record<string, string>[] {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true })
}

/** Training parts of a competition collection (`m1`, `tourism`): the test parts stay unseen, for choosing between models. */
export function readCompetition(folder: string): TrainingSeries[] {
  const name = path.basename(folder)
  const frequency = new Map(
    readRecords(path.join(folder, 'series.csv')).map((r) => [r.series_id!, COMPETITION_FREQUENCY[r.frequency!]]),
  )
  const values = new Map<string, number[]>()
  for (const r of readRecords(path.join(folder, `${name}.csv.gz`))) {
    if (r.set !== 'train') continue
    const list = values.get(r.series_id!)
    if (list) list.push(Number(r.value))
    else values.set(r.series_id!, [Number(r.value)])
  }
  return [...values].flatMap(([id, y]) => {
    const f = frequency.get(id)
    return f && y.length >= 8 ? [{ frequency: f, y: Float64Array.from(y) }] : []
  })
}

/** Dated monthly panel, long (`series_id,date,value`) or wide (`date` and one column a series), cut after `until`, with its quarterly and annual means. */
export function readDatedPanel(file: string, until: string): TrainingSeries[] {
  const last = periodIndex(until, 'M')
  const values = new Map<string, Map<number, number>>()
  const put = (id: string, date: string, text: string): void => {
    const index = periodIndex(date.slice(0, 7), 'M')
    if (text === '' || index > last) return
    const series = values.get(id) ?? new Map<number, number>()
    series.set(index, Number(text))
    values.set(id, series)
  }
  for (const r of readRecords(file)) {
    if ('series_id' in r) put(r.series_id!, r.date!, r.value!)
    else for (const [id, text] of Object.entries(r)) if (id !== 'date') put(id, r.date!, text)
  }
  return [...values.values()].flatMap((series) => {
    const indices = [...series.keys()].sort((a, b) => a - b)
    const first = indices[0]!
    const y = Float64Array.from({ length: indices.at(-1)! - first + 1 }, (_, t) => series.get(first + t) ?? Number.NaN)
    if (y.length < 36 || y.some(Number.isNaN)) return []
    return (['M', 'Q', 'A'] as const).map((frequency) => ({ frequency, y: averages(y, first, frequency) }))
  })
}

/** Means over whole quarters or years; partial ones at the ends are dropped. */
function averages(y: Float64Array, firstMonth: number, frequency: SeasonalFrequency): Float64Array {
  const size = 12 / SEASON_LENGTH[frequency]
  const start = (size - (firstMonth % size)) % size
  return Float64Array.from({ length: Math.floor((y.length - start) / size) }, (_, k) => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += y[start + k * size + i]! / size
    return sum
  })
}
