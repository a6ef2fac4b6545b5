import type { SeriesBreak } from '../types.ts'

/** A series after the breaks of the register were obeyed: NaN where an observation was withheld, shorter where the window was cut. */
export interface ObeyedSeries {
  /** Positions dropped from the front by `cut_window`. */
  readonly dropped: number
  readonly y: Float64Array
  readonly obeyed: readonly string[]
  readonly notes: readonly string[]
}

/**
 * Obeys the breaks of a series, oldest first, so that the history stands on the newest footing.
 *
 *     level_shift    values before the break are moved to the new level: multiplied by the jump (positive series) or
 *                    shifted by it; the jump is the parameter where given (new / old), else estimated beside the break
 *     overlap_ratio  values before the break are multiplied by the parameter, new / old
 *     cut_window     values before the break are dropped
 *     outlier, withhold  the observation counts as missing
 *
 * @param start period index of y[0]
 * @param m     season length, for estimating a jump from whole years where the series allows
 */
export function obeyBreaks(
  input: Float64Array,
  start: number,
  breaks: readonly SeriesBreak[],
  m: number,
): ObeyedSeries {
  let y = input.slice()
  let from = 0
  const obeyed: string[] = []
  const notes: string[] = []
  for (const { id, at, treatment, parameter } of [...breaks].sort((a, b) => a.at - b.at)) {
    const position = at - start
    if (position < 0 || position >= y.length) continue
    if (treatment === 'outlier' || treatment === 'withhold') {
      y[position] = Number.NaN
      obeyed.push(id)
    } else if (position === 0) continue
    else if (treatment === 'cut_window') {
      from = Math.max(from, position)
      obeyed.push(id)
    } else {
      const positive = y.every((v) => Number.isNaN(v) || v > 0)
      const ratio = parameter ?? (positive ? Math.exp(estimateJump(y.map(Math.log), position, m)) : null)
      if (ratio !== null) y = y.map((v, t) => (t < position ? v * ratio : v))
      else {
        const jump = estimateJump(y, position, m)
        y = y.map((v, t) => (t < position ? v + jump : v))
      }
      if (parameter === null)
        notes.push(
          `Break ${id}: the jump was estimated from the series, ${ratio === null ? 'as a shift' : `new / old = ${ratio.toFixed(4)}`}.`,
        )
      obeyed.push(id)
    }
  }
  return { dropped: from, y: y.subarray(from), obeyed, notes }
}

/**
 * Size of a jump at a position: the change across it less the usual change. Over one season, as the median of a season's
 * changes, where a season lies on either side of the break; else between the nearest observations before and after it,
 * so that a missing neighbour (an outlier beside a break) does not hide the jump.
 */
function estimateJump(x: Float64Array, position: number, m: number): number {
  const lag = m > 1 && position >= m && x.length - position >= m ? m : 1
  const usual: number[] = []
  for (let t = Math.max(lag, position - 5 * lag); t < Math.min(x.length, position + 6 * lag); t++)
    if (t < position || t >= position + lag) usual.push(x[t]! - x[t - lag]!)
  const normal = median(usual.filter(Number.isFinite))
  const change = Number.isNaN(normal) ? 0 : normal
  if (lag > 1) {
    const across: number[] = []
    for (let t = position; t < position + lag; t++) across.push(x[t]! - x[t - lag]!)
    const jump = median(across.filter(Number.isFinite))
    return Number.isNaN(jump) ? 0 : jump - change
  }
  const before = x.subarray(0, position).findLastIndex(Number.isFinite)
  const after = x.findIndex((v, t) => t >= position && Number.isFinite(v))
  return before < 0 || after < 0 ? 0 : x[after]! - x[before]! - change * (after - before)
}

function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
