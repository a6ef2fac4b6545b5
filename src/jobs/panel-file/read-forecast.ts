import path from 'node:path'
import { AppError } from '../../domain/errors.ts'
import { periodIndex, type SeasonalFrequency } from '../../domain/period.ts'
import type { ForecastFigure, ForecastSet } from '../compare.ts'
import { findLayout, lineOfRecord, openCsv } from './read-rows.ts'

/**
 * Reads a forecast file: `series_id,period,mean` and any columns `q0.1`.
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID (columns), INVALID_INPUT (a period or a number, with its line)
 */
export async function readForecastFile(file: string, frequency: SeasonalFrequency): Promise<ForecastSet> {
  const { records } = await openCsv(file)
  const series = new Map<string, Map<number, ForecastFigure>>()
  let columns: readonly number[] | null = null
  let quantiles: (readonly [column: number, probability: number])[] = []
  let n = -1
  for await (const record of records) {
    n++
    if (!columns) {
      columns = findLayout(record, [['series_id', 'period', 'mean']])
      if (!columns) {
        const message = `${file} has the columns ${record.join(', ')}; a forecast has series_id, period, mean and q0.1, ...`
        throw new AppError('MAPPING_INVALID', message, { file })
      }
      quantiles = record.flatMap((name, k) => (/^q0?\.\d+$/.test(name) ? [[k, Number(name.slice(1))] as const] : []))
      continue
    }
    const [id, when, text] = columns.map((c) => record[c]!) as [string, string, string]
    const mean = text === '' ? Number.NaN : Number(text)
    if (!Number.isFinite(mean)) {
      const line = await lineOfRecord(file, n)
      throw new AppError('INVALID_INPUT', `Line ${line} of ${file}: "${text}" is not a number (series ${id}).`, {
        line,
      })
    }
    const own = series.get(id) ?? new Map<number, ForecastFigure>()
    series.set(id, own)
    own.set(periodIndex(when, frequency), {
      mean,
      quantiles: new Map(quantiles.map(([k, p]) => [p, Number(record[k])])),
    })
  }
  return { name: path.basename(file), series }
}
