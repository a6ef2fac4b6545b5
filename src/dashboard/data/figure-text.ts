import { type Frequency, formatPeriod, indexOfStart } from '../../domain/period.ts'
import type { Areas } from '../api.ts'
import type { DataWords } from './view.ts'

/** A figure in the unit people read it in: persons in thousands, rates in per cent with two decimals. */
export function figureText(words: DataWords, value: number | null, unit: string, signed = false): string {
  if (value === null) return '–'
  if (unit === 'PS') return signed ? words.signedThousands(value) : words.thousands(value)
  const text = words.number(Math.abs(value), decimalsOf(unit, value))
  return `${value < 0 ? '−' : signed && value > 0 ? '+' : ''}${text}`
}

/** Decimals a figure is shown with; of units only their source knows, as many as it has, up to four. */
export function decimalsOf(unit: string, value: number): number {
  if (unit === 'PT') return 2
  if (unit === 'PS' || unit === 'VND') return 0
  return Math.min(4, (/\.(\d+)$/.exec(String(value))?.[1] ?? '').length)
}

const UNIT_PART = 9
/** Unit of a series: a part of its id; what only its source tells apart comes after it. */
export const unitOf = (series: string): string => series.split('.')[UNIT_PART] ?? ''

/** A series in words: `Labour force, Viet Nam, quarterly, women`; what is the total goes without saying. */
export function seriesName(words: DataWords, areas: Areas['rows'], series: string): string {
  const [
    frequency = '',
    area = '',
    measure = '',
    sex = 'T',
    industry = '_T',
    occupation = '_T',
    age = '_T',
    ,
    source,
    ,
    ...own
  ] = series.split('.')
  const id = area.replaceAll('~', '.')
  const row = areas.find((candidate) => candidate.id === id)
  const parts = [
    words.look(`measure.${measure}`, measure),
    row ? words.label(row.name) : id,
    words.look(`frequency.${frequency}`, frequency),
    sex === 'T' ? '' : words.look(`sex.${sex}`, sex),
    ...[industry, occupation, age].map((code) => (code === '_T' || code === '_Z' ? '' : code)),
    source ?? '',
    ...own,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** The period of a series that begins on a day: 2024, 2024-Q3, 2024-03, 2024/25, 2024-07-01. */
export function periodText(series: string, day: string): string {
  const frequency = series.slice(0, series.indexOf('.')) as Frequency
  return formatPeriod(indexOfStart(day, frequency), frequency)
}
