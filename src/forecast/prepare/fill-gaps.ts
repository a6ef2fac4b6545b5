import { decompose, isSeasonal } from './season.ts'

/**
 * Replaces missing values inside a series: linear interpolation, of the seasonally adjusted series where a season is found.
 * A gap so filled carries no information of its own; how many were filled is said in the forecast's notes.
 *
 * @param y [T] NaN where missing; the first and the last value are present
 */
export function fillGaps(y: Float64Array, m: number): Float64Array {
  if (!y.some(Number.isNaN)) return y
  let filled = interpolate(y)
  if (m > 1 && y.length >= 3 * m) {
    for (let pass = 0; pass < 2 && isSeasonal(filled, m); pass++) {
      const { index } = decompose(filled, m, 'additive')
      const adjusted = interpolate(y.map((v, t) => v - index[t % m]!))
      filled = adjusted.map((v, t) => v + index[t % m]!)
    }
    filled = filled.map((v, t) => (Number.isNaN(y[t]!) ? v : y[t]!))
  }
  return filled
}

function interpolate(y: Float64Array): Float64Array {
  const out = y.slice()
  let last = -1
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(y[t]!)) continue
    for (let k = last + 1; k < t; k++) out[k] = y[last]! + ((y[t]! - y[last]!) * (k - last)) / (t - last)
    last = t
  }
  return out
}
