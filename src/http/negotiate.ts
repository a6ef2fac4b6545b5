import { AppError } from '../domain/errors.ts'
import { CSV_TYPE } from '../reports/csv.ts'
import { JSON_STAT_TYPE } from '../reports/json-stat.ts'
import { PDF_TYPE } from '../reports/pdf.ts'
import { SDMX_CSV_TYPE } from '../reports/sdmx-csv.ts'
import { XLSX_TYPE } from '../reports/xlsx.ts'

/** Formats of every data route. */
export const FORMATS = ['json', 'csv', 'xlsx'] as const
/** Formats of the routes whose rows are figures. */
export const STATISTICAL_FORMATS = [...FORMATS, 'json-stat', 'sdmx-csv'] as const
/** Formats of what is read as a document too. */
export const DOCUMENT_FORMATS = [...FORMATS, 'pdf'] as const
/** Formats of figures that are a report too. */
export const REPORT_FORMATS = [...STATISTICAL_FORMATS, 'pdf'] as const
export type DataFormat = (typeof REPORT_FORMATS)[number]

export const MEDIA_TYPES: Readonly<Record<DataFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: CSV_TYPE,
  xlsx: XLSX_TYPE,
  'json-stat': JSON_STAT_TYPE,
  'sdmx-csv': SDMX_CSV_TYPE,
  pdf: PDF_TYPE,
}
/** Ends of file names. */
export const FILE_ENDS: Readonly<Record<DataFormat, string>> = {
  json: 'json',
  csv: 'csv',
  xlsx: 'xlsx',
  'json-stat': 'json',
  'sdmx-csv': 'csv',
  pdf: 'pdf',
}
const bare = (type: string): string => type.split(';')[0]!.trim().toLowerCase()

/**
 * Format of an answer: what `format=` says, else the best of the Accept header (RFC 9110, 12.5.1); JSON where the caller
 * does not mind.
 * @throws AppError NOT_ACCEPTABLE when nothing we have is wanted
 */
export function negotiateFormat(
  accept: string | undefined,
  wanted: unknown,
  offered: readonly DataFormat[] = FORMATS,
): DataFormat {
  if (wanted !== undefined) {
    const found = offered.find((format) => format === wanted)
    if (found) return found
    throw new AppError(
      'NOT_ACCEPTABLE',
      `There is no format "${String(wanted)}" here; write format=${offered.join(', ')}.`,
      {
        parameter: 'format',
      },
    )
  }
  if (!accept?.trim()) return 'json'
  const ranges = accept.split(',').map(parseRange)
  const scores = offered.map((format) => ({ format, quality: qualityOf(bare(MEDIA_TYPES[format]), ranges) }))
  const best = scores.reduce((a, b) => (b.quality > a.quality ? b : a))
  if (best.quality > 0) return best.format
  throw new AppError(
    'NOT_ACCEPTABLE',
    `Nothing fits Accept: ${accept}. There is ${offered.map((f) => bare(MEDIA_TYPES[f])).join(', ')}.`,
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
