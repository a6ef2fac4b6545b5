import { AppError } from '../domain/errors.ts'
import { CSV_TYPE } from '../reports/csv.ts'
import { XLSX_TYPE } from '../reports/xlsx.ts'

export const FORMATS = ['json', 'csv', 'xlsx'] as const
export type DataFormat = (typeof FORMATS)[number]

export const MEDIA_TYPES: Readonly<Record<DataFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: CSV_TYPE,
  xlsx: XLSX_TYPE,
}
const bare = (type: string): string => type.split(';')[0]!.trim().toLowerCase()
const isFormat = (text: unknown): text is DataFormat => FORMATS.includes(text as DataFormat)

/**
 * Format of an answer: what `format=` says, else the best of the Accept header (RFC 9110, 12.5.1); JSON where the caller
 * does not mind.
 * @throws AppError NOT_ACCEPTABLE when nothing we have is wanted
 */
export function negotiateFormat(accept: string | undefined, wanted: unknown): DataFormat {
  if (wanted !== undefined) {
    if (isFormat(wanted)) return wanted
    throw new AppError('NOT_ACCEPTABLE', `There is no format "${String(wanted)}"; write format=json, csv or xlsx.`, {
      parameter: 'format',
    })
  }
  if (!accept?.trim()) return 'json'
  const ranges = accept.split(',').map(parseRange)
  const scores = FORMATS.map((format) => ({ format, quality: qualityOf(bare(MEDIA_TYPES[format]), ranges) }))
  const best = scores.reduce((a, b) => (b.quality > a.quality ? b : a))
  if (best.quality > 0) return best.format
  throw new AppError(
    'NOT_ACCEPTABLE',
    `Nothing fits Accept: ${accept}. There is ${FORMATS.map((f) => bare(MEDIA_TYPES[f])).join(', ')}.`,
  )
}

interface Range {
  readonly type: string
  readonly quality: number
}
function parseRange(text: string): Range {
  const quality = /;\s*q=([\d.]+)/i.exec(text)?.[1]
  return { type: bare(text), quality: quality === undefined ? 1 : Number(quality) }
}

/** Quality of a type by the most specific range that covers it; 0 when none does. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const wanted of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const range = ranges.find((r) => r.type === wanted)
    if (range) return range.quality
  }
  return 0
}
