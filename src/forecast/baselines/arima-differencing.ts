import { decompose } from '../prepare/season.ts'
import { difference } from './arima-residuals.ts'

/**
 * KPSS statistic for a constant mean, with the long-run variance of a Bartlett window of trunc(4 * (n/100)^(1/4)) lags.
 * Above 0.463 the mean is rejected as stationary at 5 %.
 * @see Kwiatkowski, Phillips, Schmidt & Shin (1992), J. Econometrics 54, 159-178
 */
export function kpss(x: Float64Array): number {
  const n = x.length
  let mean = 0
  for (let t = 0; t < n; t++) mean += x[t]! / n
  let partial = 0
  let squares = 0
  let variance = 0
  for (let t = 0; t < n; t++) {
    const e = x[t]! - mean
    partial += e
    squares += partial * partial
    variance += (e * e) / n
  }
  const width = Math.trunc(4 * (n / 100) ** 0.25)
  for (let k = 1; k <= width; k++) {
    let sum = 0
    for (let t = k; t < n; t++) sum += (x[t]! - mean) * (x[t - k]! - mean)
    variance += (2 * (1 - k / (width + 1)) * sum) / n
  }
  return variance > 0 ? squares / (n * n * variance) : 0
}

/**
 * Orders of differencing: D = 1 when the strength of the season exceeds 0.64, then d by repeated KPSS tests at 5 %, at most 2 in all for d.
 *
 *     strength = max(0, 1 - Var(remainder) / Var(season + remainder))
 *
 * @see Wang, Smith & Hyndman (2006), Data Mining and Knowledge Discovery 13, 335-364; the rules of R's `auto.arima`
 */
export function differencingOrders(y: Float64Array, m: number): { readonly d: number; readonly D: number } {
  let D = 0
  if (m > 1 && y.length >= 4 * m) {
    const { index } = decompose(y, m, 'additive')
    const trend = movingTrend(y, m)
    const both: number[] = []
    const rest: number[] = []
    for (let t = 0; t < y.length; t++) {
      if (Number.isNaN(trend[t]!)) continue
      both.push(y[t]! - trend[t]!)
      rest.push(y[t]! - trend[t]! - index[t % m]!)
    }
    if (1 - variance(rest) / variance(both) > 0.64) D = 1
  }
  let x = difference(y, 0, D, m)
  let d = 0
  while (d < 2 && x.length > 8 && kpss(x) > 0.463) {
    x = difference(x, 1, 0, m)
    d++
  }
  return { d, D }
}

/** Centred moving average over one season; NaN at the ends. */
function movingTrend(y: Float64Array, m: number): Float64Array {
  const half = Math.floor(m / 2)
  const out = new Float64Array(y.length).fill(Number.NaN)
  for (let t = half; t < y.length - half; t++) {
    let sum = m % 2 === 0 ? (y[t - half]! + y[t + half]!) / 2 : y[t - half]! + y[t + half]!
    for (let k = 1 - half; k < half; k++) sum += y[t + k]!
    out[t] = sum / m
  }
  return out
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length
}
