import { normalQuantile, quantileReader } from '../numerics/normal.ts'
import { rowsOf } from '../numerics/rows.ts'

/** Forecasts of all contenders of one series at one origin. */
export interface OriginForecasts {
  /** [C][steps]; NaN where a contender is not defined. */
  readonly mean: readonly Float64Array[]
  /** [C][steps]; NaN for a contender that brings quantiles of its own. */
  readonly sigma: readonly Float64Array[]
  /** Quantiles of the network relative to its median, [G][steps] on the grid; null where it did not run. */
  readonly network: readonly Float64Array[] | null
}

/** The blend at one step: mean, and [G] offsets of its quantiles from the mean. */
export interface BlendedStep {
  readonly mean: number
  readonly offsets: Float64Array
}

/** Normal scores of a grid, computed once. */
export function gridScores(grid: readonly number[]): Float64Array {
  return Float64Array.from(grid, normalQuantile)
}

/**
 * Weighted mean of the contenders' means and, level by level, of their quantiles (Vincentization), which keeps the
 * shape of a common distribution where averaging probabilities would widen it.
 *
 * @param weights [C]; renormalised over the contenders that are defined
 * @param scores  [G] normal scores of the grid
 * @param offsets [G] receives the offsets
 * @see Lichtendahl, Grushka-Cockayne & Winkler (2013), Management Science 59(7), 1594-1611
 */
export function blendStep(
  forecasts: OriginForecasts,
  weights: Float64Array,
  step: number,
  scores: Float64Array,
  offsets: Float64Array = new Float64Array(scores.length),
): BlendedStep {
  const networkAt = forecasts.network ? weights.length - 1 : -1
  let total = 0
  let mean = 0
  let sigma = 0
  let share = 0
  for (let c = 0; c < weights.length; c++) {
    const value = forecasts.mean[c]![step]!
    const w = weights[c]!
    if (Number.isNaN(value) || w === 0) continue
    total += w
    mean += w * value
    if (c === networkAt) share = w
    else sigma += w * forecasts.sigma[c]![step]!
  }
  if (total === 0) return { mean: Number.NaN, offsets }
  for (let g = 0; g < offsets.length; g++) {
    const own = share > 0 ? share * forecasts.network![g]![step]! : 0
    offsets[g] = (sigma * scores[g]! + own) / total
  }
  return { mean: mean / total, offsets }
}

/** Quantiles of the network relative to its median, [G][h] on the grid. */
export interface NetworkOnGrid {
  readonly median: Float64Array
  readonly offsets: Float64Array[]
}

/** Re-reads the network's quantiles, [levels * h] row by level, on a grid and relative to its median. */
export function networkOnGrid(
  levels: readonly number[],
  h: number,
  grid: readonly number[],
): (quantiles: Float64Array) => NetworkOnGrid {
  const read = quantileReader(levels, [...grid, 0.5])
  const column = new Float64Array(levels.length)
  return (quantiles) => {
    const median = new Float64Array(h)
    const offsets = rowsOf(grid.length, h)
    for (let k = 0; k < h; k++) {
      for (let i = 0; i < levels.length; i++) column[i] = quantiles[i * h + k]!
      median[k] = read(column, grid.length)
      for (let g = 0; g < grid.length; g++) offsets[g]![k] = read(column, g) - median[k]!
    }
    return { median, offsets }
  }
}
