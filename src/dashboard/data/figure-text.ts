import { type Frequency, formatPeriod, indexOfStart } from '../../domain/period.ts'
import type { Areas } from '../api.ts'
import type { DataWords } from './view.ts'

/** A figure in the unit people read it in: persons in thousands, rates in per cent with two decimals. */
export function figureText(words: DataWords, value: number | null, unit: string, signed = false): string {
  if (value === null) return '–'
  if (unit === 'PS') return signed ? words.signedThousands(value) : words.thousands(value)
  const text = words.number(Math.abs(value), unit === 'PT' ? 2 : 0)
  return `${value < 0 ? '−' : signed && value > 0 ? '+' : ''}${text}`
}

/** Unit of a series: the part of its id after the last dot. */
export const unitOf = (series: string): string => series.slice(series.lastIndexOf('.') + 1)

/** A series in words: `Labour force, Viet Nam, quarterly, women`; what is the total goes without saying. */
export function seriesName(words: DataWords, areas: Areas['rows'], series: string): string {
  const [frequency = '', area = '', measure = '', sex = 'T', industry = '_T', occupation = '_T', age = '_T', , source] =
    series.split('.')
  const id = area.replaceAll('~', '.')
  const row = areas.find((candidate) => candidate.id === id)
  const parts = [
    words.look(`measure.${measure}`, measure),
    row ? words.label(row.name) : id,
    words.look(`frequency.${frequency}`, frequency),
    sex === 'T' ? '' : words.look(`sex.${sex}`, sex),
    ...[industry, occupation, age].map((code) => (code === '_T' ? '' : code)),
    source ?? '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** The period of a series that begins on a day: 2024, 2024-Q3, 2024-03, 2024/25, 2024-07-01. */
export function periodText(series: string, day: string): string {
  const frequency = series.slice(0, series.indexOf('.')) as Frequency
  return formatPeriod(indexOfStart(day, frequency), frequency)
}
