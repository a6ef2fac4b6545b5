import { AppError } from '../../domain/errors.ts'
import type { PanelSeries } from '../types.ts'
import { moveLevels, obeyBreaks } from './breaks.ts'
import { fillGaps } from './fill-gaps.ts'
import type { Levels } from './history.ts'

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
  /** The series before its jumps were taken out, over `scale`; null where the register has none. */
  readonly levels: Levels | null
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
  const { dropped, y: obeyed, levels, obeyed: breaksObeyed } = obeyBreaks(series.y, series.start, series.breaks ?? [])
  const first = obeyed.findIndex((v) => !Number.isNaN(v))
  if (lastRaw < 0 || first < 0) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Series ${series.id} has no observation that can be used; it needs at least one.`,
      { series: series.id },
    )
  }
  const last = obeyed.findLastIndex((v) => !Number.isNaN(v))
  const published = obeyed.slice(first, last + 1)
  const breaks = levels.flatMap((l) => (l.position > first ? [{ ...l, position: l.position - first }] : []))
  const { y: window, moves } = moveLevels(published, breaks, m)
  const observed = Array.from(window, (v) => !Number.isNaN(v))
  const complete = fillGaps(window, m)
  const missing = observed.filter((v) => !v).length
  const scale = scaleOf(complete)
  const notes = breaks.flatMap(({ id, parameter }, k) => {
    if (parameter !== null) return []
    const { ratio, shift } = moves[k]!
    return [
      `Break ${id}: the jump was estimated from the series, ${shift === 0 ? `new / old = ${ratio.toFixed(4)}` : 'as a shift'}.`,
    ]
  })
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
    levels:
      breaks.length > 0
        ? {
            published: published.map((v) => v / scale),
            breaks,
            moves: moves.map((move) => ({ ...move, shift: move.shift / scale })),
          }
        : null,
  }
}

/** Mean absolute value, 1 where all is 0; of a constant series its size to the bit, so that it is forecast exactly. */
function scaleOf(y: Float64Array): number {
  if (y.every((v) => v === y[0])) return Math.abs(y[0]!) || 1
  let scale = 0
  for (const v of y) scale += Math.abs(v) / y.length
  return scale
}
