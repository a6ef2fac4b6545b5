import { seasonIndex } from './season-index.ts'

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
 * @throws RangeError when T < 2m
 * @see Hyndman & Athanasopoulos, FPP3, section 3.4
 */
export function decompose(y: Float64Array, m: number, kind: 'additive' | 'multiplicative'): Season {
  return toSeason(y, m, kind, detrend(y, m, kind))
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

function toSeason(y: Float64Array, m: number, kind: 'additive' | 'multiplicative', ratios: Float64Array): Season {
  const n = y.length
  const index = new Float64Array(m)
  const weight = new Float64Array(m)
  for (let t = 0; t < n; t++) {
    if (Number.isNaN(ratios[t]!)) continue
    index[t % m]! += ratios[t]!
    weight[t % m]! += 1
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

const seasons = new WeakMap<Float64Array, Map<number, Season>>()

/**
 * The season a contender works without: `seasonIndex` of the logarithms where every value is positive, and then
 * multiplicative, else of the values themselves. It is shrunk by how clearly it stands out, forgets at the rate the series
 * itself shows, and needs two and a half years.
 *
 * Computed once a history: eight contenders ask for that of the same array, which must not be changed after the first.
 */
export function seasonOf(y: Float64Array, m: number): Season {
  const known = seasons.get(y) ?? new Map<number, Season>()
  seasons.set(y, known)
  const found = known.get(m) ?? shrunkSeason(y, m)
  known.set(m, found)
  return found
}

function shrunkSeason(y: Float64Array, m: number): Season {
  if (m > 1) {
    const isLog = y.every((v) => v > 0)
    const { index, kept } = seasonIndex(isLog ? y.map(Math.log) : y, m)
    if (kept > 0 && isLog) {
      for (let j = 0; j < m; j++) index[j] = Math.exp(index[j]!)
      return { kind: 'multiplicative', index, adjusted: y.map((v, t) => v / index[t % m]!) }
    }
    if (kept > 0) return { kind: 'additive', index, adjusted: y.map((v, t) => v - index[t % m]!) }
  }
  return none(y, m)
}

function none(y: Float64Array, m: number): Season {
  return { kind: 'none', index: new Float64Array(Math.max(1, m)), adjusted: y }
}

/** The season of the M competitions' Naive 2: `isSeasonal` and the classical `decompose`; multiplicative where all is positive. */
export function classicalSeason(y: Float64Array, m: number): Season {
  if (!isSeasonal(y, m)) return none(y, m)
  const season = decompose(y, m, y.every((v) => v > 0) ? 'multiplicative' : 'additive')
  return season.kind === 'additive' || season.index.every((v) => v > 1e-3) ? season : none(y, m)
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
