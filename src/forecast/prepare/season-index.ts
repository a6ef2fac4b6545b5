/** Additive seasonal component on the network's working scale. */
export interface SeasonIndex {
  /** [m] by position in the window modulo m, mean 0; all 0 where no season is seen. */
  readonly index: Float64Array
  /** Share of the raw index that was kept, 0 to 1. */
  readonly kept: number
}

const MEMORIES = [1, 0.9, 0.8, 0.7, 0.6, 0.5] as const
/** Detrended values further out than this many mean absolute values are pulled in, so that one pulse is no season. */
const WINSOR = 4
/** Chance seasons have a variance ratio near 1; below this nothing is kept. */
const CHANCE_RATIO = 1.6

/**
 * Seasonal index of a short series, shrunk by how clearly it stands out of its own year-to-year scatter:
 *
 *     r_t = x_t - centred moving average;  s_j = sum w r / sum w, w = memory^(years ago);  s_j less its mean
 *     F = mean s_j^2 / (sigma^2 / n);  kept = max(0, 1 - 1.6 / F)
 *
 * with sigma^2 the residual variance and n the effective number of years. Unlike a test on autocorrelations it needs no more
 * than two and a half years, is not misled by a trend, and leaves nothing to a yes or no.
 *
 * @param x [T] working scale
 * @param m season length; 1 gives no season
 * @see James & Stein (1961), "Estimation with quadratic loss", for the shrinkage
 */
export function seasonIndex(x: Float64Array, m: number): SeasonIndex {
  const n = x.length
  const half = m / 2
  if (m <= 1 || n < 2.5 * m) return { index: new Float64Array(Math.max(1, m)), kept: 0 }
  const detrended = detrend(x, m)
  winsorise(detrended)
  const memory = chooseMemory(detrended, m, half)
  const index = new Float64Array(m)
  const weight = new Float64Array(m)
  const squares = new Float64Array(m)
  const decay = memory ** (1 / m)
  for (let i = detrended.length - 1, w = 1; i >= 0; i--, w *= decay) {
    const j = (i + half) % m
    index[j]! += w * detrended[i]!
    weight[j]! += w
    squares[j]! += w * w
  }
  let mean = 0
  for (let j = 0; j < m; j++) {
    index[j]! /= weight[j]!
    mean += index[j]! / m
  }
  let residual = 0
  let total = 0
  for (let i = detrended.length - 1, w = 1; i >= 0; i--, w *= decay) {
    residual += w * (detrended[i]! - index[(i + half) % m]!) ** 2
    total += w
  }
  let years = 0
  let between = 0
  for (let j = 0; j < m; j++) {
    index[j]! -= mean
    between += index[j]! ** 2 / m
    years += weight[j]! ** 2 / squares[j]! / m
  }
  const variance = (residual / total) * (years / Math.max(0.5, years - 1))
  const ratio = variance > 0 ? (between * years) / variance : between > 0 ? Number.POSITIVE_INFINITY : 0
  const kept = ratio > CHANCE_RATIO ? 1 - CHANCE_RATIO / ratio : 0
  for (let j = 0; j < m; j++) index[j]! *= kept
  return { index, kept }
}

/** [T - m] x less its centred moving average; entry i belongs to position i + m / 2. */
function detrend(x: Float64Array, m: number): Float64Array {
  const half = m / 2
  const out = new Float64Array(x.length - m)
  let sum = 0
  for (let t = 0; t < m; t++) sum += x[t]!
  for (let i = 0; i < out.length; i++) {
    // 2 x m average: half weight on both ends
    out[i] = x[i + half]! - (sum - 0.5 * x[i]! + 0.5 * x[i + m]!) / m
    sum += x[i + m]! - x[i]!
  }
  return out
}

function winsorise(values: Float64Array): void {
  let mean = 0
  for (const v of values) mean += Math.abs(v) / values.length
  const limit = WINSOR * mean
  for (let i = 0; i < values.length; i++) values[i] = Math.max(-limit, Math.min(limit, values[i]!))
}

/** Memory whose index of past years came nearest to the next year's values, from the third year on; the longest on a tie. */
function chooseMemory(detrended: Float64Array, m: number, half: number): number {
  let best: number = MEMORIES[0]
  let least = Number.POSITIVE_INFINITY
  const sums = new Float64Array(m)
  const weights = new Float64Array(m)
  for (const memory of MEMORIES) {
    sums.fill(0)
    weights.fill(0)
    let loss = 0
    for (let i = 0; i < detrended.length; i++) {
      const j = (i + half) % m
      if (i >= 2 * m) loss += Math.abs(detrended[i]! - sums[j]! / weights[j]!)
      sums[j] = memory * sums[j]! + detrended[i]!
      weights[j] = memory * weights[j]! + 1
    }
    if (loss < least * (1 - 1e-9)) {
      least = loss
      best = memory
    }
  }
  return best
}
