/** Weights of simple exponential smoothing the network is shown. */
const ALPHAS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7] as const
/** Level and trend weights of damped Holt smoothing it is shown. */
const HOLT = [
  [0.2, 0.05],
  [0.5, 0.1],
  [0.9, 0.3],
] as const
const DAMPING = 0.95
/** Errors of older steps count less: half after about fifty. */
const ERROR_MEMORY = 0.986
/** Spans over which the spread of changes is measured. */
const SPANS = [1, 2, 3, 6, 12, 24] as const
const LAGS = [1, 2, 3] as const

/** Numbers `smoothingFeatures` writes. */
export const SMOOTHING_FEATURES = 2 * ALPHAS.length + 3 * HOLT.length + 4 + SPANS.length + LAGS.length + 1 + 3

/**
 * What exponential smoothing sees in the whole history, however long: where it puts the level, how fast it lets it grow and
 * how well each weight foretold the next value; with the growth over one, two, five and ten years, the spread of changes over
 * longer spans, which tells a noisy level from a random walk, their autocorrelations, and how uneven they are.
 *
 * @param x     [T] adjusted working scale
 * @param m     season length
 * @param unit  of the window, > 0
 * @param out   receives SMOOTHING_FEATURES numbers from `at` on, each of order one
 * @returns position after the last number written
 */
export function smoothingFeatures(x: Float64Array, m: number, unit: number, out: Float32Array, at: number): number {
  const n = x.length
  const last = x[n - 1]!
  const put = (v: number, bound: number): void => {
    out[at++] = Number.isFinite(v) ? Math.max(-bound, Math.min(bound, v)) : 0
  }
  for (const alpha of ALPHAS) {
    let level = x[0]!
    let error = 0
    let weight = 0
    for (let t = 1; t < n; t++) {
      const e = x[t]! - level
      error = ERROR_MEMORY * error + Math.abs(e)
      weight = ERROR_MEMORY * weight + 1
      // an average of all so far while the history is short
      level += Math.max(alpha, 1 / (t + 1)) * e
    }
    put((0.2 * (level - last)) / unit, 5)
    put(Math.log(error / weight / unit), 2)
  }
  for (const [alpha, beta] of HOLT) {
    let level = x[0]!
    let slope = 0
    let error = 0
    let weight = 0
    for (let t = 1; t < n; t++) {
      const expected = level + DAMPING * slope
      const e = x[t]! - expected
      error = ERROR_MEMORY * error + Math.abs(e)
      weight = ERROR_MEMORY * weight + 1
      const gain = Math.max(alpha, 1 / (t + 1))
      level = expected + gain * e
      slope = DAMPING * slope + beta * gain * e
    }
    put((0.2 * (level - last)) / unit, 5)
    put((2 * slope) / unit, 3)
    put(Math.log(error / weight / unit), 2)
  }
  for (const years of [1, 2, 5, 10]) {
    const span = Math.min(n - 1, years * m)
    put((2 * (last - x[n - 1 - span]!)) / span / unit, 3)
  }
  for (const span of SPANS) put(n - span >= 4 ? Math.log(spreadOver(x, span) / unit / Math.sqrt(span)) : 0, 3)
  for (const lag of LAGS) put(autocorrelation(x, lag), 1)
  put(m > 1 ? autocorrelation(x, m) : 0, 1)
  let sum = 0
  let square = 0
  let largest = 0
  let recent = 0
  const near = Math.min(n - 1, 8)
  for (let t = 1; t < n; t++) {
    const d = Math.abs(x[t]! - x[t - 1]!)
    sum += d
    square += d * d
    largest = Math.max(largest, d)
    if (t >= n - near) recent += d / near
  }
  put(Math.log((Math.sqrt(square / (n - 1)) * (n - 1)) / sum), 2)
  put(0.5 * Math.log(largest / unit), 3)
  put(Math.log(recent / unit), 2)
  return at
}

/** Mean absolute deviation of the changes over `span` from their mean. */
function spreadOver(x: Float64Array, span: number): number {
  const n = x.length
  let mean = 0
  for (let t = span; t < n; t++) mean += x[t]! - x[t - span]!
  mean /= n - span
  let spread = 0
  for (let t = span; t < n; t++) spread += Math.abs(x[t]! - x[t - span]! - mean)
  return spread / (n - span)
}

/** Autocorrelation of the changes about their mean; 0 where the history is too short. */
function autocorrelation(x: Float64Array, lag: number): number {
  const n = x.length
  if (n < lag + 4) return 0
  const mean = (x[n - 1]! - x[0]!) / (n - 1)
  let product = 0
  let square = 0
  for (let t = 1; t < n; t++) {
    const d = x[t]! - x[t - 1]! - mean
    square += d * d
    if (t > lag) product += d * (x[t - lag]! - x[t - lag - 1]! - mean)
  }
  return square > 0 ? product / square : 0
}
