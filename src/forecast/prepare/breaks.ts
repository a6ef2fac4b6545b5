import type { SeriesBreak } from '../types.ts'

/** A jump of the register: values before `position` belong to an older level. */
export interface LevelBreak {
  readonly id: string
  readonly position: number
  /** new / old where the register states it; else the jump is estimated from the series. */
  readonly parameter: number | null
}

/** How a value before `position` is brought to the level after it: ratio * value + shift. */
export interface Move {
  readonly position: number
  readonly ratio: number
  readonly shift: number
}

/** A series after the register's missing values and cut windows were obeyed; its jumps are still in it. */
export interface ObeyedSeries {
  /** Positions dropped from the front by `cut_window`. */
  readonly dropped: number
  /** NaN where an observation was withheld, shorter where the window was cut. */
  readonly y: Float64Array
  /** Jumps inside the window, oldest first. */
  readonly levels: readonly LevelBreak[]
  readonly obeyed: readonly string[]
}

/**
 * Obeys the breaks of a series but for its jumps, which `moveLevels` takes out, so that the history stands on the newest footing.
 *
 *     level_shift, overlap_ratio  a jump, by the parameter where given (new / old)
 *     cut_window                  values before the break are dropped
 *     outlier, withhold           the observation counts as missing
 *
 * @param start period index of y[0]
 */
export function obeyBreaks(input: Float64Array, start: number, breaks: readonly SeriesBreak[]): ObeyedSeries {
  const y = input.slice()
  let from = 0
  const obeyed: string[] = []
  const levels: LevelBreak[] = []
  for (const { id, at, treatment, parameter } of [...breaks].sort((a, b) => a.at - b.at)) {
    const position = at - start
    if (position < 0 || position >= y.length) continue
    const isMissing = treatment === 'outlier' || treatment === 'withhold'
    if (position === 0 && !isMissing) continue
    obeyed.push(id)
    if (isMissing) y[position] = Number.NaN
    else if (treatment === 'cut_window') from = Math.max(from, position)
    else levels.push({ id, position, parameter })
  }
  const inside = levels.filter((l) => l.position > from).map((l) => ({ ...l, position: l.position - from }))
  return { dropped: from, y: y.subarray(from), levels: inside, obeyed }
}

/**
 * Moves values before each jump to the level after it: multiplied by the jump (positive series) or shifted by it, where it is
 * not given as estimated beside the break from the values handed over.
 *
 * @param m season length, for estimating a jump from whole years where the series allows
 */
export function moveLevels(
  input: Float64Array,
  levels: readonly LevelBreak[],
  m: number,
): { readonly y: Float64Array; readonly moves: readonly Move[] } {
  let y = input
  const moves: Move[] = []
  for (const { position, parameter } of levels) {
    const positive = y.every((v) => Number.isNaN(v) || v > 0)
    const ratio = parameter ?? (positive ? Math.exp(estimateJump(y.map(Math.log), position, m)) : 1)
    const shift = parameter === null && !positive ? estimateJump(y, position, m) : 0
    y = y.map((v, t) => (t < position ? v * ratio + shift : v))
    moves.push({ position, ratio, shift })
  }
  return { y, moves }
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
