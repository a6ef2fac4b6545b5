import { AppError } from '../../domain/errors.ts'
import type { PanelSeries } from '../types.ts'
import { obeyBreaks } from './breaks.ts'
import { fillGaps } from './fill-gaps.ts'

/** One series as the contenders see it: complete, on one footing, of mean absolute value 1. */
export interface PreparedSeries {
  readonly id: string
  /** [T] complete, divided by `scale`. */
  readonly y: Float64Array
  readonly scale: number
  /** Period index of y[0]. */
  readonly from: number
  /** Period index of the last observation; the first forecast is for the period after it. */
  readonly lastObserved: number
  /** Periods between the end of y and `lastObserved`: observations at the end that a break withholds. */
  readonly lead: number
  readonly nonNegative: boolean
  readonly breaksObeyed: readonly string[]
  readonly notes: readonly string[]
  /** [T] true where the observation was there, so that a filled value is never scored as an outcome. */
  readonly observed: readonly boolean[]
}

/** [T] the scaled values with their gaps, NaN where nothing was observed: what a backtest origin fills from its own past. */
export function observedValues({ y, observed }: Pick<PreparedSeries, 'y' | 'observed'>): Float64Array {
  return observed.every(Boolean) ? y : y.map((v, t) => (observed[t] ? v : Number.NaN))
}

/**
 * Obeys the breaks, trims missing ends, fills inner gaps, scales.
 * @throws AppError INSUFFICIENT_HISTORY naming a series without a usable observation
 * @throws AppError INVALID_INPUT naming a series with an infinite value
 */
export function prepareSeries(series: PanelSeries, m: number): PreparedSeries {
  const infinite = series.y.findIndex((v) => v === Number.POSITIVE_INFINITY || v === Number.NEGATIVE_INFINITY)
  if (infinite >= 0)
    throw new AppError('INVALID_INPUT', `Series ${series.id} holds an infinite value at position ${infinite}.`, {
      series: series.id,
    })
  const lastRaw = series.y.findLastIndex((v) => !Number.isNaN(v))
  const { dropped, y: obeyed, obeyed: breaksObeyed, notes } = obeyBreaks(series.y, series.start, series.breaks ?? [], m)
  const first = obeyed.findIndex((v) => !Number.isNaN(v))
  if (lastRaw < 0 || first < 0) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Series ${series.id} has no observation that can be used; it needs at least one.`,
      { series: series.id },
    )
  }
  const last = obeyed.findLastIndex((v) => !Number.isNaN(v))
  const window = obeyed.slice(first, last + 1)
  const observed = Array.from(window, (v) => !Number.isNaN(v))
  const complete = fillGaps(window, m)
  const missing = observed.filter((v) => !v).length
  let scale = 0
  for (const v of complete) scale += Math.abs(v) / complete.length
  if (scale === 0) scale = 1
  return {
    id: series.id,
    y: complete.map((v) => v / scale),
    scale,
    from: series.start + dropped + first,
    lastObserved: series.start + lastRaw,
    lead: lastRaw - (dropped + last),
    nonNegative: series.nonNegative ?? series.y.every((v) => Number.isNaN(v) || v >= 0),
    breaksObeyed,
    notes:
      missing > 0
        ? [...notes, `${missing} missing of ${window.length} values inside the window were interpolated.`]
        : notes,
    observed,
  }
}
