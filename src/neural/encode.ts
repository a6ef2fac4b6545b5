import { SEASON_LENGTH, SEASONAL_FREQUENCIES, type SeasonalFrequency } from '../domain/period.ts'
import { seasonIndex } from '../forecast/prepare/season-index.ts'
import { SMOOTHING_FEATURES, smoothingFeatures } from './smoothing.ts'

/** Recent values the network sees one by one. */
export const RECENT = 48
/** Older history, as means over blocks. */
export const BLOCKS = 16
const BLOCK_LENGTH: Readonly<Record<SeasonalFrequency, number>> = { A: 3, Q: 4, M: 12 }
/** Steps the network gives; longer horizons are continued from them. */
export const STEPS = 24
const WINDOW_MEASURES = 7
/** recent + mask, blocks + mask, frequency, measures of the window, what smoothing sees in the whole history */
export const INPUTS = 2 * RECENT + 2 * BLOCKS + SEASONAL_FREQUENCIES.length + WINDOW_MEASURES + SMOOTHING_FEATURES

/** Way back from the network's scale to the unit of the series. */
export interface Scaling {
  /** [m] seasonal index, added on the working scale. */
  readonly season: Float64Array
  readonly logarithmic: boolean
  /** Last seasonally adjusted value, on the working scale. */
  readonly level: number
  /** Usual absolute change of the window, working scale. */
  readonly unit: number
  /** Length of the history, for the position of the season. */
  readonly length: number
}

const INPUT_GAIN = 0.1
/** Beyond this many units inputs grow by the logarithm. */
const LINEAR_INPUT = 30
/** A value below this share of the window's median is taken for a near-zero, and logarithms are not used. */
const NEAR_ZERO = 0.02
/** Share of the changes, the smallest ones, that the unit is the mean of: a level shift or a pulse does not set the scale. */
const TRIMMED = 0.9
/** Of the untrimmed mean, the least the unit can be. */
const LEAST_OF_MEAN = 0.3

/**
 * Encodes one history for the network: logarithms where every value is positive and not near zero, season taken out, measured
 * from the last value in units of the window's usual absolute change. Everything is computed from the history handed in, so a
 * window cut at an origin holds nothing after it.
 *
 * @param y   [T] complete, T >= 3
 * @param out [INPUTS] receives the encoding
 */
export function encodeWindow(y: Float64Array, frequency: SeasonalFrequency, out: Float32Array): Scaling {
  const m = SEASON_LENGTH[frequency]
  const n = y.length
  const logarithmic = isLogarithmic(y)
  const x = logarithmic ? y.map(Math.log) : Float64Array.from(y)
  const season = seasonIndex(x, m)
  if (season.kept > 0) for (let t = 0; t < n; t++) x[t]! -= season.index[t % m]!
  const from = Math.max(0, n - RECENT)
  const level = x[n - 1]!
  const unit = usualChange(x, from, logarithmic)
  const scaled = (v: number): number => INPUT_GAIN * compress((v - level) / unit)

  out.fill(0)
  for (let k = Math.max(0, RECENT - n); k < RECENT; k++) {
    out[k] = scaled(x[n - RECENT + k]!)
    out[RECENT + k] = 1
  }
  const block = BLOCK_LENGTH[frequency]
  for (let k = 0; k < BLOCKS; k++) {
    const end = n - k * block
    if (end - block < 0) break
    let mean = 0
    for (let t = end - block; t < end; t++) mean += x[t]! / block
    out[2 * RECENT + k] = scaled(mean)
    out[2 * RECENT + BLOCKS + k] = 1
  }
  let at = 2 * RECENT + 2 * BLOCKS
  for (const f of SEASONAL_FREQUENCIES) out[at++] = f === frequency ? 1 : 0
  out[at++] = logarithmic ? 1 : 0
  out[at++] = season.kept
  out[at++] = Math.min(1, n / RECENT)
  out[at++] = 0.25 * Math.log(n / 16)
  out[at++] = logarithmic ? 0.5 * Math.log10(Math.max(unit, 1e-6)) + 1 : 0
  out[at++] = Math.min(2, (0.2 * meanAbs(season.index)) / unit)
  out[at++] = Math.max(-2, Math.min(2, logSecond(x, from, unit)))
  smoothingFeatures(x, m, unit, out, at)
  return { season: season.index, logarithmic, level, unit, length: n }
}

/** Is every value positive, and none of the recent ones tiny beside their median? */
function isLogarithmic(y: Float64Array): boolean {
  for (const v of y) if (!(v > 0)) return false
  const recent = y.slice(-RECENT).sort()
  return recent[0]! > NEAR_ZERO * recent[recent.length >> 1]!
}

function compress(v: number): number {
  const size = Math.abs(v)
  return size <= LINEAR_INPUT ? v : Math.sign(v) * LINEAR_INPUT * (1 + Math.log(size / LINEAR_INPUT))
}

/** Mean of the smaller nine tenths of the absolute changes, kept off zero. */
function usualChange(x: Float64Array, from: number, logarithmic: boolean): number {
  const n = x.length
  const changes = new Float64Array(n - 1 - from)
  for (let t = from + 1; t < n; t++) changes[t - from - 1] = Math.abs(x[t]! - x[t - 1]!)
  changes.sort()
  const kept = Math.max(1, Math.ceil(TRIMMED * changes.length))
  let trimmed = 0
  let mean = 0
  for (let i = 0; i < changes.length; i++) {
    if (i < kept) trimmed += changes[i]! / kept
    mean += changes[i]! / changes.length
  }
  const unit = Math.max(trimmed, LEAST_OF_MEAN * mean)
  const least = logarithmic ? 1e-6 : Math.max(1e-6 * Math.abs(x[n - 1]!), 1e-12)
  return Math.max(unit, least)
}

function meanAbs(values: Float64Array): number {
  let sum = 0
  for (const v of values) sum += Math.abs(v)
  return sum / values.length
}

/** Logarithm of the mean absolute second difference in units: low where growth persists, high where the level is noisy. */
function logSecond(x: Float64Array, from: number, unit: number): number {
  let sum = 0
  for (let t = from + 2; t < x.length; t++) sum += Math.abs(x[t]! - 2 * x[t - 1]! + x[t - 2]!)
  return sum > 0 ? Math.log(sum / (x.length - 2 - from) / unit) : -2
}

/** Outcome `step` periods after the window (0-based), on the network's scale; NaN stays NaN. */
export function encodeOutcome(value: number, step: number, s: Scaling): number {
  const season = s.season[(s.length + step) % s.season.length]!
  const x = s.logarithmic ? Math.log(Math.max(value, LEAST_OUTCOME * Math.exp(s.level + season))) : value
  return (x - season - s.level) / s.unit
}

/** A value of the network at a step, back in the unit of the series; increasing in `z`. */
export function decodeValue(z: number, step: number, s: Scaling): number {
  const season = s.season[(s.length + step) % s.season.length]!
  const x = s.level + z * s.unit
  return s.logarithmic ? Math.exp(Math.min(x, s.level + LARGEST_LOG_CHANGE) + season) : x + season
}

/** Outcomes below this share of the last value are taken for it: the logarithm of zero is no target. */
const LEAST_OUTCOME = 1e-3
/** A forecast is at most e^3, twenty times, the last value. */
const LARGEST_LOG_CHANGE = 3
