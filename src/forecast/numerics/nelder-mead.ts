export interface Minimum {
  readonly x: Float64Array
  readonly value: number
}

/**
 * Minimum of a function without derivatives, by the downhill simplex of Nelder and Mead with their coefficients
 * (reflection 1, expansion 2, contraction and shrinkage one half).
 *
 * @param f        objective; a non-finite value counts as +Infinity
 * @param start    [n] first vertex
 * @param step     [n] displacement of the other vertices, one along each axis, non-zero
 * @param maxCalls evaluations of f after which the best vertex is returned
 * @param tolerance stop when the values of all vertices lie within this relative range
 * @see Nelder & Mead (1965), Computer Journal 7(4), 308-313
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: Float64Array,
  step: Float64Array,
  maxCalls: number,
  tolerance = 1e-7,
): Minimum {
  const n = start.length
  const evaluate = (x: Float64Array): number => {
    const value = f(x)
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
  }
  if (n === 0) return { x: start.slice(), value: evaluate(start) }
  const simplex = Array.from({ length: n + 1 }, (_, i) => {
    const x = start.slice()
    if (i > 0) x[i - 1]! += step[i - 1]!
    return { x, value: evaluate(x) }
  })
  let calls = n + 1
  const along = (centre: Float64Array, worst: Float64Array, factor: number) => {
    const x = centre.map((c, j) => c + factor * (worst[j]! - c))
    calls++
    return { x, value: evaluate(x) }
  }
  const sort = (): void => {
    simplex.sort((a, b) => a.value - b.value)
  }
  sort()
  while (calls < maxCalls) {
    const best = simplex[0]!
    const worst = simplex[n]!
    if (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance)) break
    const centre = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) centre[j]! += simplex[i]!.x[j]! / n
    const reflected = along(centre, worst.x, -1)
    if (reflected.value < best.value) {
      const expanded = along(centre, worst.x, -2)
      simplex[n] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < simplex[n - 1]!.value) {
      simplex[n] = reflected
    } else {
      const contracted = along(centre, worst.x, reflected.value < worst.value ? -0.5 : 0.5)
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted
      else {
        for (let i = 1; i <= n; i++) {
          const x = simplex[i]!.x.map((v, j) => best.x[j]! + 0.5 * (v - best.x[j]!))
          simplex[i] = { x, value: evaluate(x) }
        }
        calls += n
      }
    }
    sort()
  }
  return simplex[0]!
}
