import { median } from '../numerics/median.ts'

/** Shocks inside a history, by position. */
export interface Shocks {
  /** Spans [from, to) that left the level and came back, replaced by the line between their ends and the season. */
  readonly pulses: readonly (readonly [from: number, to: number])[]
  /** Positions from which the level stayed elsewhere; the values before were moved to it. */
  readonly shifts: readonly number[]
}

export interface MendedHistory extends Shocks {
  /** [T] without the shocks; the input itself where there are none. */
  readonly y: Float64Array
}

/** A change is a shock beyond this many robust standard deviations of the changes. */
const SHOCK = 7
/** Back means within this part of the largest deviation. */
const BACK = 0.3
/** Fewest observations on which a spread of changes means anything. */
const FEWEST = 16
/** More shocks than this are the nature of the series. */
const MOST = 3

/**
 * Takes pulses and level shifts out of a history, so that a closed month or a year like 2020 bends neither trend nor season
 * of what follows. Only what is over is mended: a pulse once the level has been back for a quarter of a season, a shift once
 * it has lasted two years (not in annual series, whose shifts are the register's); a shock under way is left to the models, and so are the outcomes errors are measured on.
 *
 * The changes of the series, in logarithms where it is positive, less the median change of their season, are compared with
 * 7 times their median absolute deviation.
 *
 * @param y [T] complete
 * @see Chen & Liu (1993), JASA 88(421), 284-297 (additive outlier, temporary change, level shift);
 *      Hampel (1974), JASA 69(346), 383-393 (median absolute deviation)
 */
export function mendShocks(y: Float64Array, m: number): MendedHistory {
  const n = y.length
  const untouched: MendedHistory = { y, pulses: [], shifts: [] }
  if (n < FEWEST || n < 3 * m) return untouched
  const isLog = y.every((v) => v > 0)
  const raw = isLog ? y.map(Math.log) : y
  const season = medianSeason(raw, m)
  const x = raw.map((v, t) => v - season[t % m]!)
  const change = Float64Array.from({ length: n - 1 }, (_, t) => x[t + 1]! - x[t]!)
  const usual = median(change)
  const sigma = 1.4826 * median(change.map((v) => Math.abs(v - usual)))
  if (!(sigma > 0)) return untouched
  const isShock = (t: number): boolean => Math.abs(x[t]! - x[t - 1]! - usual) > SHOCK * sigma
  const longest = Math.max(3, 2 * m)
  const confirmed = Math.max(2, Math.ceil(m / 4))
  const pulses: [number, number][] = []
  const shifts: number[] = []
  for (let t = 1; t < n; t++) {
    if (!isShock(t)) continue
    const base = median(x.subarray(Math.max(0, t - 3), t)) + usual
    const away = (u: number): number => x[u]! - base - usual * (u - t)
    let largest = 0
    let end = -1
    for (let u = t; u < Math.min(n, t + longest); u++) {
      largest = Math.max(largest, Math.abs(away(u)))
      if (u + confirmed > n) break
      let isBack = true
      for (let k = u; k < u + confirmed; k++)
        if (Math.abs(away(k)) > Math.max(BACK * largest, 2 * sigma)) isBack = false
      if (isBack) {
        end = u
        break
      }
    }
    if (end > t) {
      pulses.push([t, end])
      t = end
    } else if (end < 0 && n - t >= longest) {
      // one jump and then the usual course is a shift; anything else is a change of course, which the models are to follow
      const jump = x[t]! - x[t - 1]! - usual
      let isOneJump = m > 1
      for (let u = t + 1; u < t + longest; u++)
        if (isShock(u) || Math.abs(away(u) - jump) > BACK * Math.abs(jump)) isOneJump = false
      if (isOneJump) shifts.push(t)
      t += longest - 1
    } else if (end < 0) break
  }
  if (pulses.length + shifts.length === 0 || pulses.length + shifts.length > MOST) return untouched
  for (const [from, to] of pulses)
    for (let t = from; t < to; t++) x[t] = x[from - 1]! + ((x[to]! - x[from - 1]!) * (t - from + 1)) / (to - from + 1)
  for (const at of shifts) {
    const jump = median(x.subarray(at, at + confirmed)) - median(x.subarray(Math.max(0, at - confirmed), at)) - usual
    for (let t = 0; t < at; t++) x[t]! += jump
  }
  const mended = x.map((v, t) => (isLog ? Math.exp(v + season[t % m]!) : v + season[t % m]!))
  return { y: mended, pulses, shifts }
}

/** [m] medians of the values less their centred median over a season, of mean 0: a pulse moves neither. */
function medianSeason(x: Float64Array, m: number): Float64Array {
  const out = new Float64Array(m)
  if (m === 1) return out
  const half = Math.floor(m / 2)
  const byPosition: number[][] = Array.from({ length: m }, () => [])
  for (let t = half; t < x.length - half; t++) {
    let sum = 0
    for (let k = -half; k <= half; k++) sum += (Math.abs(k) === half && m % 2 === 0 ? 0.5 : 1) * x[t + k]!
    byPosition[t % m]!.push(x[t]! - sum / m)
  }
  for (let j = 0; j < m; j++) out[j] = median(byPosition[j]!)
  const mean = out.reduce((s, v) => s + v, 0) / m
  return out.map((v) => v - mean)
}
