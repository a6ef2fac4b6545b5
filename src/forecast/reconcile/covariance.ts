/**
 * Covariance of one-step errors shrunk to its diagonal, with the intensity that minimises the expected squared error of
 * the correlations.
 *
 *     W = lambda * diag(V) + (1 - lambda) * V,  lambda = sum_{i<>j} Var(r_ij) / sum_{i<>j} r_ij^2, within [0, 1]
 *
 * @param residuals one array per series, newest last; the common newest part is used
 * @returns [n * n] row-major, with the intensity
 * @see Schaefer & Strimmer (2005), Stat. Appl. Genet. Mol. Biol. 4(1), 32; Wickramasuriya et al. (2019), JASA 114, 804-819
 */
export function shrunkCovariance(residuals: readonly Float64Array[]): {
  readonly W: Float64Array
  readonly lambda: number
} {
  const n = residuals.length
  const T = Math.min(...residuals.map((r) => r.length))
  const scale = new Float64Array(n)
  const x = residuals.map((r, i) => {
    const part = r.slice(r.length - T)
    let sum = 0
    for (const v of part) sum += v * v
    scale[i] = Math.sqrt(sum / T)
    return part.map((v) => (scale[i]! > 0 ? v / scale[i]! : 0))
  })
  const floor = 1e-6 * Math.max(...scale) + 1e-300
  for (let i = 0; i < n; i++) scale[i] = Math.max(scale[i]!, floor)
  const correlation = new Float64Array(n * n)
  let variances = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let r = 0
      for (let t = 0; t < T; t++) r += (x[i]![t]! * x[j]![t]!) / T
      let spread = 0
      for (let t = 0; t < T; t++) spread += (x[i]![t]! * x[j]![t]! - r) ** 2
      variances += spread / (T * Math.max(1, T - 1))
      squares += r * r
      correlation[i * n + j] = r
      correlation[j * n + i] = r
    }
  }
  const lambda = squares > 0 ? Math.max(0, Math.min(1, variances / squares)) : 1
  const W = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      W[i * n + j] = (i === j ? 1 : (1 - lambda) * correlation[i * n + j]!) * scale[i]! * scale[j]!
  }
  return { W, lambda }
}
