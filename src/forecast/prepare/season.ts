export type SeasonKind = 'none' | 'additive' | 'multiplicative'

/** Seasonal component of a series, and the series without it. */
export interface Season {
  readonly kind: SeasonKind
  /** [m] index by position in the window modulo m; 1 or 0 everywhere when kind is none. */
  readonly index: Float64Array
  /** [T] y / index or y - index. */
  readonly adjusted: Float64Array
}

/**
 * Is the autocorrelation at the seasonal lag significant at 90 %?
 *
 *     |r_m| > 1.645 * sqrt((1 + 2 * sum_{k<m} r_k^2) / T),  with T >= 3m
 *
 * @see Fiorucci et al. (2016), Int. J. Forecasting 32(4), 1151-1161; the test of the M4 competition's Naive2
 */
export function isSeasonal(y: Float64Array, m: number): boolean {
  const n = y.length
  if (m <= 1 || n < 3 * m) return false
  let mean = 0
  for (let t = 0; t < n; t++) mean += y[t]! / n
  const covariance = (k: number): number => {
    let sum = 0
    for (let t = k; t < n; t++) sum += (y[t]! - mean) * (y[t - k]! - mean)
    return sum
  }
  const variance = covariance(0)
  if (!(variance > 0)) return false
  let squares = 0
  for (let k = 1; k < m; k++) squares += (covariance(k) / variance) ** 2
  return Math.abs(covariance(m) / variance) > 1.645 * Math.sqrt((1 + 2 * squares) / n)
}

/**
 * Classical decomposition: trend by the centred moving average over one season, season by the weighted mean of the
 * detrended values at each position, normalised to mean 1 (multiplicative) or 0 (additive).
 *
 * @param memory weight of a year relative to the next: 1 gives the classical equal weights, less follows a changing season
 * @throws RangeError when T < 2m
 * @see Hyndman & Athanasopoulos, FPP3, section 3.4
 */
export function decompose(y: Float64Array, m: number, kind: 'additive' | 'multiplicative', memory = 1): Season {
  return toSeason(y, m, kind, detrend(y, m, kind), memory)
}

/** [T] y over, or less, its centred moving average; NaN for half a season at either end. */
function detrend(y: Float64Array, m: number, kind: 'additive' | 'multiplicative'): Float64Array {
  const n = y.length
  if (n < 2 * m) throw new RangeError(`decomposition of season ${m} needs ${2 * m} values, got ${n}`)
  const half = Math.floor(m / 2)
  const out = new Float64Array(n).fill(Number.NaN)
  for (let t = half; t < n - half; t++) {
    let trend = 0
    for (let k = -half; k <= half; k++) trend += (m % 2 === 0 && Math.abs(k) === half ? 0.5 : 1) * y[t + k]!
    trend /= m
    out[t] = kind === 'multiplicative' ? y[t]! / trend : y[t]! - trend
  }
  return out
}

function toSeason(
  y: Float64Array,
  m: number,
  kind: 'additive' | 'multiplicative',
  ratios: Float64Array,
  memory: number,
): Season {
  const n = y.length
  const index = new Float64Array(m)
  const weight = new Float64Array(m)
  for (let t = 0; t < n; t++) {
    if (Number.isNaN(ratios[t]!)) continue
    const w = memory ** ((n - 1 - t) / m)
    index[t % m]! += w * ratios[t]!
    weight[t % m]! += w
  }
  let mean = 0
  for (let j = 0; j < m; j++) {
    index[j]! /= weight[j]!
    mean += index[j]! / m
  }
  for (let j = 0; j < m; j++) index[j] = kind === 'multiplicative' ? index[j]! / mean : index[j]! - mean
  const adjusted = y.map((v, t) => (kind === 'multiplicative' ? v / index[t % m]! : v - index[t % m]!))
  return { kind, index, adjusted }
}

const MEMORIES = [1, 0.9, 0.8, 0.7, 0.6, 0.5] as const

/**
 * Memory under which the seasonal index of past years would have come nearest to the next year's detrended values:
 * mean absolute one-year-ahead error from the third year on, the longest memory on a tie.
 */
function chooseMemory(ratios: Float64Array, m: number): number {
  let best: number = MEMORIES[0]
  let least = Number.POSITIVE_INFINITY
  for (const memory of MEMORIES) {
    let loss = 0
    for (let j = 0; j < m; j++) {
      let sum = 0
      let weight = 0
      let seen = 0
      for (let t = j; t < ratios.length; t += m) {
        const value = ratios[t]!
        if (Number.isNaN(value)) continue
        if (seen >= 2) loss += Math.abs(value - sum / weight)
        sum = memory * sum + value
        weight = memory * weight + 1
        seen++
      }
    }
    if (loss < least * (1 - 1e-9)) {
      least = loss
      best = memory
    }
  }
  return best
}

/**
 * The season of a series by `isSeasonal` and `decompose`: multiplicative where every value is positive, else additive.
 *
 * @param memory as in `decompose`; `chosen` takes the one that foretold the series' own seasons best, with which Theta's
 *        and the damped trend's errors on monthly employment fall by a tenth against the classical equal weights
 */
export function seasonOf(y: Float64Array, m: number, memory: number | 'chosen' = 'chosen'): Season {
  if (isSeasonal(y, m)) {
    const kind = y.every((v) => v > 0) ? 'multiplicative' : 'additive'
    const ratios = detrend(y, m, kind)
    const season = toSeason(y, m, kind, ratios, memory === 'chosen' ? chooseMemory(ratios, m) : memory)
    if (kind === 'additive' || season.index.every((v) => v > 1e-3)) return season
  }
  return { kind: 'none', index: new Float64Array(Math.max(1, m)).fill(0), adjusted: y }
}

/** Puts the season back on forecasts of the adjusted series: position k follows T + k. In place. */
export function reseasonalise(season: Season, length: number, mean: Float64Array, sigma: Float64Array): void {
  if (season.kind === 'none') return
  const m = season.index.length
  for (let k = 0; k < mean.length; k++) {
    const s = season.index[(length + k) % m]!
    if (season.kind === 'multiplicative') {
      mean[k]! *= s
      sigma[k]! *= Math.abs(s)
    } else mean[k]! += s
  }
}
