/**
 * Quantile of the standard normal distribution, absolute error below 1.2e-9 (relative, over the whole range).
 * @param p in (0, 1)
 * @see Acklam (2003), rational approximation; one Halley step is not needed at this accuracy
 */
export function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ] as const
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572] as const
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ] as const
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const
  const tail = (q: number): number =>
    (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
    ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1)
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)))
  if (p > 0.97575) return -tail(Math.sqrt(-2 * Math.log(1 - p)))
  const q = p - 0.5
  const r = q * q
  return (
    ((((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q) /
    (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1)
  )
}

/**
 * A quantile function given at ascending probabilities, read at other probabilities: linear in the normal score between
 * the points, continued along the outermost segment beyond them.
 * @param levels ascending in (0, 1), at least two
 * @param at     probabilities it is read at
 * @returns from [levels.length] non-decreasing values, the k-th of them
 */
export function quantileReader(
  levels: readonly number[],
  at: readonly number[],
): (values: ArrayLike<number>, k: number) => number {
  const upper = Int32Array.from(at, (p) => {
    let i = 1
    while (i < levels.length - 1 && levels[i]! < p) i++
    return i
  })
  const from = (k: number): number => normalQuantile(levels[upper[k]! - 1]!)
  const beyond = Float64Array.from(at, (p, k) => normalQuantile(p) - from(k))
  const span = Float64Array.from(at, (_, k) => normalQuantile(levels[upper[k]!]!) - from(k))
  return (values, k) => {
    const low = values[upper[k]! - 1]!
    return low + ((values[upper[k]!]! - low) * beyond[k]!) / span[k]!
  }
}

/** Such a function read at one probability. */
export function interpolateQuantile(levels: readonly number[], values: ArrayLike<number>, p: number): number {
  return quantileReader(levels, [p])(values, 0)
}
