import { SEASON_LENGTH, SEASONAL_FREQUENCIES, type SeasonalFrequency } from '../domain/period.ts'
import { type Season, seasonOf } from '../forecast/prepare/season.ts'

/** Recent values the network sees one by one. */
export const RECENT = 48
/** Older history, as means over blocks. */
export const BLOCKS = 16
const BLOCK_LENGTH: Readonly<Record<SeasonalFrequency, number>> = { A: 3, Q: 4, M: 12 }
/** Steps the network gives; longer horizons are continued from them. */
export const STEPS = 24
/** recent + mask, blocks + mask, frequency, log, seasonal, and six measures of the window */
export const INPUTS = 2 * RECENT + 2 * BLOCKS + SEASONAL_FREQUENCIES.length + 8

/** Way back from the network's scale to the unit of the series. */
export interface Scaling {
  readonly season: Season
  readonly logarithmic: boolean
  /** Last seasonally adjusted value, on the working scale. */
  readonly level: number
  /** Mean absolute change of the window, working scale. */
  readonly unit: number
  /** Length of the history, for the position of the season. */
  readonly length: number
}

const LARGEST_INPUT = 60

/**
 * Encodes one history for the network: season taken out, logarithms where every value is positive and not near zero,
 * measured from the last value in units of the window's mean absolute change. Everything is computed from the history
 * handed in, so a window cut at an origin holds nothing after it.
 *
 * @param y   [T] complete, T >= 3
 * @param out [INPUTS] receives the encoding
 * @param memory of the seasonal index, as in `seasonOf`
 */
export function encodeWindow(
  y: Float64Array,
  frequency: SeasonalFrequency,
  out: Float32Array,
  memory: number | 'chosen' = 'chosen',
): Scaling {
  const m = SEASON_LENGTH[frequency]
  const n = y.length
  const season = seasonOf(y, m, memory)
  const adjusted = season.adjusted
  const from = Math.max(0, n - RECENT)
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (let t = from; t < n; t++) {
    low = Math.min(low, adjusted[t]!)
    high = Math.max(high, adjusted[t]!)
  }
  const logarithmic = low > 0 && low > 0.02 * high && season.kind !== 'additive'
  const x = (t: number): number => (logarithmic ? Math.log(Math.max(adjusted[t]!, 1e-300)) : adjusted[t]!)
  const level = x(n - 1)
  let unit = 0
  let second = 0
  for (let t = from + 1; t < n; t++) {
    unit += Math.abs(x(t) - x(t - 1))
    if (t > from + 1) second += Math.abs(x(t) - 2 * x(t - 1) + x(t - 2))
  }
  unit /= Math.max(1, n - 1 - from)
  second /= Math.max(1, n - 2 - from)
  if (!(unit > 1e-9 * Math.max(1e-300, logarithmic ? 1 : Math.abs(level))))
    unit = logarithmic ? 1e-6 : Math.max(1e-6 * Math.abs(level), 1e-12)
  const scaled = (v: number): number => Math.max(-LARGEST_INPUT, Math.min(LARGEST_INPUT, (v - level) / unit))

  out.fill(0)
  for (let k = 0; k < RECENT; k++) {
    const t = n - RECENT + k
    if (t < 0) continue
    out[k] = scaled(x(t)) * INPUT_GAIN
    out[RECENT + k] = 1
  }
  const block = BLOCK_LENGTH[frequency]
  for (let k = 0; k < BLOCKS; k++) {
    const end = n - k * block
    if (end - block < 0) break
    let mean = 0
    for (let t = end - block; t < end; t++)
      mean += (logarithmic ? Math.log(Math.max(adjusted[t]!, 1e-9 * high)) : adjusted[t]!) / block
    out[2 * RECENT + k] = scaled(mean) * INPUT_GAIN
    out[2 * RECENT + BLOCKS + k] = 1
  }
  let at = 2 * RECENT + 2 * BLOCKS
  for (const f of SEASONAL_FREQUENCIES) out[at++] = f === frequency ? 1 : 0
  out[at++] = logarithmic ? 1 : 0
  out[at++] = season.kind === 'none' ? 0 : 1
  out[at++] = Math.min(1, n / RECENT)
  out[at++] = Math.log10(Math.max(unit, 1e-6)) * 0.5 * (logarithmic ? 1 : 0)
  out[at++] = second > 0 ? Math.max(-2, Math.min(2, Math.log(second / unit))) : -2
  out[at++] = Math.max(-2, Math.min(2, (level - x(from)) / unit / Math.max(1, n - 1 - from)))
  out[at++] = (seasonSize(season, logarithmic) / unit) * 0.1 > 2 ? 2 : (seasonSize(season, logarithmic) / unit) * 0.1
  out[at++] = Math.max(-1, Math.min(1, lagOne(x, from, n)))
  return { season, logarithmic, level, unit, length: n }
}

const INPUT_GAIN = 0.1

function seasonSize(season: Season, logarithmic: boolean): number {
  let sum = 0
  for (const s of season.index)
    sum += Math.abs(season.kind === 'multiplicative' ? (logarithmic ? Math.log(s) : s - 1) : s)
  return sum / season.index.length
}

/** Autocorrelation of the changes at lag one: negative where the level is noisy, positive where growth persists. */
function lagOne(x: (t: number) => number, from: number, n: number): number {
  let product = 0
  let square = 0
  for (let t = from + 2; t < n; t++) {
    const now = x(t) - x(t - 1)
    product += now * (x(t - 1) - x(t - 2))
    square += now * now
  }
  return square > 0 ? product / square : 0
}

/** Outcome `step` periods after the window (0-based), on the network's scale; NaN stays NaN. */
export function encodeOutcome(value: number, step: number, s: Scaling): number {
  const index = s.season.index
  const i = (s.length + step) % index.length
  const adjusted =
    s.season.kind === 'multiplicative' ? value / index[i]! : s.season.kind === 'additive' ? value - index[i]! : value
  const x = s.logarithmic ? Math.log(Math.max(adjusted, 1e-3 * Math.exp(s.level))) : adjusted
  return (x - s.level) / s.unit
}

/** A value of the network at a step, back in the unit of the series; increasing in `z`. */
export function decodeValue(z: number, step: number, s: Scaling): number {
  const x = s.level + z * s.unit
  const index = s.season.index
  const i = (s.length + step) % index.length
  const adjusted = s.logarithmic ? Math.exp(Math.min(x, s.level + LARGEST_LOG_CHANGE)) : x
  return s.season.kind === 'multiplicative'
    ? adjusted * index[i]!
    : s.season.kind === 'additive'
      ? adjusted + index[i]!
      : adjusted
}

/** A forecast is at most e^3, twenty times, the last value. */
const LARGEST_LOG_CHANGE = 3
