/** Euclidean projection onto the probability simplex. @see Duchi et al. (2008), ICML, figure 1 */
export function projectToSimplex(v: Float64Array): Float64Array {
  const sorted = Float64Array.from(v).sort().reverse()
  let sum = 0
  let threshold = 0
  for (let k = 0; k < sorted.length; k++) {
    sum += sorted[k]!
    const t = (sum - 1) / (k + 1)
    if (sorted[k]! - t > 0) threshold = t
  }
  return v.map((x) => Math.max(0, x - threshold))
}

/**
 * Weights on the simplex that minimise w' G w, G the second-moment matrix of the contenders' errors: the constrained
 * combination of Bates and Granger. Projected gradient from equal weights.
 *
 * @param gram [C * C] symmetric, positive semi-definite
 * @see Bates & Granger (1969), Operational Research Quarterly 20(4), 451-468
 */
export function simplexWeights(gram: Float64Array, count: number): Float64Array {
  let w: Float64Array = new Float64Array(count).fill(1 / count)
  let trace = 0
  for (let i = 0; i < count; i++) trace += gram[i * count + i]!
  if (!(trace > 0)) return w
  const rate = 1 / trace
  for (let iteration = 0; iteration < 400; iteration++) {
    const next = w.slice()
    for (let i = 0; i < count; i++) {
      let gradient = 0
      for (let j = 0; j < count; j++) gradient += gram[i * count + j]! * w[j]!
      next[i]! -= rate * gradient
    }
    w = projectToSimplex(next)
  }
  return w
}
