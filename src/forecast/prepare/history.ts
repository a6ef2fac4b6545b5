import { type LevelBreak, type Move, moveLevels } from './breaks.ts'
import { fillGaps } from './fill-gaps.ts'

/** A series with jumps of the register: as published, and what was found of each jump in the whole of it. */
export interface Levels {
  /** [T] before any jump was taken out; NaN where missing. */
  readonly published: Float64Array
  readonly breaks: readonly LevelBreak[]
  readonly moves: readonly Move[]
}

/** What a series was known to be at an origin. */
export interface History {
  /** [T - back] complete, on the level of the origin. */
  readonly y: Float64Array
  /** Jumps after the origin: ratio * forecast + shift is on the level of the end of the series, as its outcomes are. */
  readonly ratio: number
  readonly shift: number
}

/**
 * What was known of a series `back` periods before its end: its gaps are filled and its jumps estimated from the values up to
 * there alone, and a jump after the origin is not known to it.
 *
 * @param y      [T] on the level of its end; NaN where missing
 * @param levels where the register has jumps of the series
 */
export function historyAt(y: Float64Array, back: number, m: number, levels: Levels | null = null): History {
  const n = Math.max(0, y.length - back)
  if (!levels || back <= 0) return { y: fillGaps(y.subarray(0, n), m), ratio: 1, shift: 0 }
  const known = moveLevels(
    levels.published.subarray(0, n),
    levels.breaks.filter((b) => b.position < n),
    m,
  )
  let [ratio, shift] = [1, 0]
  for (const move of levels.moves)
    if (move.position >= n) [ratio, shift] = [ratio * move.ratio, shift * move.ratio + move.shift]
  return { y: fillGaps(known.y, m), ratio, shift }
}
