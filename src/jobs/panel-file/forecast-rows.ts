import { stringify } from 'csv-stringify/sync'
import { AppError } from '../../domain/errors.ts'
import { formatPeriod, type SeasonalFrequency } from '../../domain/period.ts'
import type { SeriesForecast } from '../../forecast/types.ts'

/** Quantiles as the caller wrote them, so that the columns bear the same text, and as the engine takes them. */
export interface AskedQuantiles {
  /** Ascending, distinct. */
  readonly values: readonly number[]
  /** As written: `0.90`. */
  readonly texts: readonly string[]
  /** For each text its place in `values`. */
  readonly order: readonly number[]
}

/** @throws AppError INVALID_INPUT naming a text that is no quantile */
export function readQuantiles(asked: readonly string[]): AskedQuantiles {
  const texts = asked.map((text) => text.trim())
  const wrong = texts.find((text) => text === '' || !(Number(text) > 0 && Number(text) < 1))
  if (wrong !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      `"${wrong}" is not a quantile; write numbers between 0 and 1, such as 0.1,0.5,0.9.`,
    )
  const values = [...new Set(texts.map(Number))].sort((a, b) => a - b)
  return { values, texts, order: texts.map((text) => values.indexOf(Number(text))) }
}

export function headingRow({ texts }: AskedQuantiles): string {
  return stringify([['series_id', 'period', 'mean', ...texts.map((q) => `q${q}`)]])
}

/** CSV rows of one series, a line a period. @throws AppError NOT_CONVERGED naming a series without a finite forecast */
export function forecastRows(s: SeriesForecast, frequency: SeasonalFrequency, { order }: AskedQuantiles): string {
  const rows = Array.from(s.mean, (mean, h) => {
    const values = [mean, ...order.map((j) => s.quantiles[j]![h]!)]
    if (!values.every(Number.isFinite))
      throw new AppError('NOT_CONVERGED', `Series ${s.id} has no finite forecast ${h + 1} periods ahead.`, {
        series: s.id,
      })
    return [s.id, formatPeriod(s.start + h, frequency), ...values]
  })
  return stringify(rows)
}
