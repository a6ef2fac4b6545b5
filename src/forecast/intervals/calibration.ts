import { normalQuantile } from '../numerics/normal.ts'

/** One backtest error of the blend with the offsets of its quantiles from its mean at that step. */
export interface CalibrationError {
  readonly series: number
  readonly origin: number
  readonly step: number
  /** outcome minus mean */
  readonly error: number
  /** [G] quantile minus mean, on the grid of the calibration; symmetric grid. */
  readonly offsets: Float64Array
}

/** Factors by which the offsets are stretched, by step and central level. */
export interface Calibration {
  /** [G] grid of probabilities, ascending, symmetric about one half, holding 0.1 and 0.9. */
  readonly grid: readonly number[]
  /** [steps][G] */
  readonly factors: readonly Float64Array[]
  /** Number of errors at each step. */
  readonly counts: readonly number[]
  /** Steps beyond the last one with errors of its own take that one's factors. */
  readonly lastStep: number
}

/** Weight of the plain scale ratio against the empirical quantile, in errors. */
const SHAPE_EVIDENCE = 40
/** Weight of the blend's own width against the scale ratio, in errors. */
const SCALE_EVIDENCE = 10
/** A band is stretched at most this much: beyond, the errors are of a kind the models' widths say nothing about. */
const LARGEST_FACTOR = 8
/** Errors of exactly 0 do not close a band. */
const SMALLEST_FACTOR = 0.05
/** Weight of the previous step's factors, in origins. */
const PREVIOUS_STEP = 3
/** Spread of the logarithm of an origin's mean ratio until it has been seen, worth three origins. */
const USUAL_SPREAD = 0.25
const SPREAD_EVIDENCE = 3
/** A ratio of error to half-width counts as this at most where origins are compared. */
const LARGEST_RATIO = 5
/** Errors a step's factors are computed from at most, chosen evenly: at 1200 a share of 80 % is known to 1.2 points. */
const LARGEST_POOL = 1200

/**
 * Split-conformal calibration of a blend's quantiles, pooled over the series of a panel.
 *
 * For the central level p the error of step h is divided by the offset of the quantile at its side, r = |e| / |offset|;
 * the factor is the order statistic of rank ceil(p (n + 1)) of r over the errors at steps near h, so that a share p of
 * past outcomes falls inside. Series err together, so a step that few origins reach leans on the step before it, which
 * counts as three origins, and all factors are drawn to 1 by what the origins disagree about (`trustIn`). With few errors the factor is drawn to the plain scale ratio, median |e| / expected |e|;
 * where the rank exceeds n, that level cannot be calibrated and takes the scale ratio or the largest ratio seen,
 * whichever is wider.
 *
 * @param steps number of steps the factors are wanted for
 * @param own   [N] factors on the offsets of each series, default 1
 * @see Romano, Patterson & Candes (2019), NeurIPS 32; Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World
 */
export function calibrate(
  errors: readonly CalibrationError[],
  grid: readonly number[],
  steps: number,
  own?: Float64Array,
): Calibration {
  const size = grid.length
  const byStep: CalibrationError[][] = Array.from({ length: steps }, () => [])
  for (const e of errors) byStep[e.step]?.push(e)
  const lastStep = byStep.findLastIndex((list) => list.length > 0)
  const raw: Float64Array[] = []
  const factors: Float64Array[] = []
  const counts: number[] = []
  for (let h = 0; h < steps; h++) {
    if (h > lastStep) {
      factors.push(factors.at(-1)?.slice() ?? new Float64Array(size).fill(1))
      counts.push(0)
      continue
    }
    const reach = Math.max(1, Math.round(steps / 8))
    const pool = byStep.slice(Math.max(0, h - reach), h + reach + 1).flat()
    counts.push(byStep[h]!.length)
    const stride = Math.ceil(pool.length / LARGEST_POOL)
    const plain = stepFactors(stride > 1 ? pool.filter((_, k) => k % stride === 0) : pool, grid, own)
    const origins = new Set(byStep[h]!.map((e) => e.origin)).size
    const previous = raw.at(-1)
    const share = previous ? origins / (origins + PREVIOUS_STEP) : 1
    raw.push(plain.map((f, g) => share * f + (1 - share) * (previous?.[g] ?? 0)))
    const trust = trustIn(raw.at(-1)![grid.indexOf(0.9)]!, pool, grid, own)
    factors.push(raw.at(-1)!.map((f) => Math.max(SMALLEST_FACTOR, f) ** trust))
  }
  return { grid, factors, counts, lastStep }
}

/**
 * How much of a step's factors, in logarithms, to believe: series err together, so that a recession at two of six origins
 * widens the bands of a panel of any size. Evidence is what the origins agree on: the positive part of a James-Stein estimate
 * with the variance between the origins' mean ratios, |error| over half-width.
 *
 *     trust = max(0, 1 - 2 (v / n) / log(f)^2),   v = (sum_o (l_o - mean l)^2 + 3 * 0.25^2) / (n - 1 + 3)
 *
 * with f the factor of the 80 % band, l_o the logarithm of origin o's mean ratio and n the number of origins.
 *
 * @see Efron & Morris (1975), JASA 70(350), 311-319
 */
function trustIn(
  factor: number,
  pool: readonly CalibrationError[],
  grid: readonly number[],
  own?: Float64Array,
): number {
  const [low, high] = [grid.indexOf(0.1), grid.indexOf(0.9)]
  const byOrigin = new Map<number, { sum: number; n: number }>()
  for (const { series, origin, error, offsets } of pool) {
    const width = own?.[series] ?? 1
    const half = (offsets[high]! * width - offsets[low]! * width) / 2
    if (!(half > 0)) continue
    const entry = byOrigin.get(origin) ?? { sum: 0, n: 0 }
    entry.sum += Math.min(LARGEST_RATIO, Math.abs(error) / half)
    entry.n++
    byOrigin.set(origin, entry)
  }
  const logs = [...byOrigin.values()].flatMap(({ sum, n }) => (sum > 0 ? [Math.log(sum / n)] : []))
  const n = logs.length
  if (n === 0) return 0
  const mean = logs.reduce((s, l) => s + l, 0) / n
  const squares = logs.reduce((s, l) => s + (l - mean) ** 2, SPREAD_EVIDENCE * USUAL_SPREAD ** 2)
  const variance = squares / (n - 1 + SPREAD_EVIDENCE)
  const distance = Math.log(Math.max(SMALLEST_FACTOR, factor)) ** 2
  return distance > 0 ? Math.max(0, 1 - (2 * variance) / n / distance) : 0
}

function stepFactors(pool: readonly CalibrationError[], grid: readonly number[], own?: Float64Array): Float64Array {
  const size = grid.length
  const out = new Float64Array(size).fill(1)
  const scale = scaleRatio(pool, grid.indexOf(0.9), grid.indexOf(0.1), own)
  for (let i = Math.floor(size / 2) + 1; i < size; i++) {
    const mirror = size - 1 - i
    const all = new Float64Array(pool.length)
    let n = 0
    for (const { series, error, offsets } of pool) {
      const offset = Math.abs((error > 0 ? offsets[i]! : offsets[mirror]!) * (own?.[series] ?? 1))
      if (offset > 0) all[n++] = Math.abs(error) / offset
    }
    if (n === 0) continue
    const ratios = all.subarray(0, n).sort()
    const rank = Math.ceil((2 * grid[i]! - 1) * (n + 1) - 1e-9)
    const plain = (n * scale + SCALE_EVIDENCE) / (n + SCALE_EVIDENCE)
    const factor =
      rank <= n
        ? (n * ratios[rank - 1]! + SHAPE_EVIDENCE * plain) / (n + SHAPE_EVIDENCE)
        : Math.max(plain, ratios[n - 1]!)
    out[i] = Math.min(LARGEST_FACTOR, factor)
    out[mirror] = out[i]!
  }
  return out
}

/**
 * Median |error| over what a normal blend of that 80 % width would lead to expect, 0.6745 sigma. The median, since a
 * series that stood still for years and then moved has errors of any number of sigmas.
 */
function scaleRatio(pool: readonly CalibrationError[], upper: number, lower: number, own?: Float64Array): number {
  const all = new Float64Array(pool.length)
  let n = 0
  const [tenth, quarter] = [normalQuantile(0.9), normalQuantile(0.75)]
  for (const { series, error, offsets } of pool) {
    const width = own?.[series] ?? 1
    const sigma = (offsets[upper]! * width - offsets[lower]! * width) / (2 * tenth)
    if (sigma > 0) all[n++] = Math.abs(error) / (sigma * quarter)
  }
  return n > 0 ? Math.min(LARGEST_FACTOR, all.subarray(0, n).sort()[n >> 1]!) : 1
}

/**
 * Fewest errors that allow a central level: rank ceil(p (n + 1)) <= n.
 *
 *     n >= 4 for 80 %, n >= 19 for 95 %
 */
export function errorsNeeded(level: number): number {
  let n = 1
  while (Math.ceil(level * (n + 1) - 1e-12) > n) n++
  return n
}
