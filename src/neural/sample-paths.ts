import type { Random } from '../domain/random.ts'
import { interpolateQuantile, normalQuantile } from '../forecast/numerics/normal.ts'

/** Quantiles of one forecast and what its paths are to look like. */
export interface PathRequest {
  /** Ascending probabilities, at least two. */
  readonly levels: readonly number[]
  /** [levels][H] not crossing, in the unit of the series: the network's own or a calibrated combination's. */
  readonly quantiles: readonly ArrayLike<number>[]
  /** [S][S] lower triangle of the correlations between steps of the normal scores of forecast errors. */
  readonly dependence: readonly (readonly number[])[]
  readonly draws: number
  /** Floor, e.g. 0 for persons; none by default. */
  readonly least?: number
}

/**
 * Sample paths whose values at each step have the quantiles given, and whose errors at different steps go together as past
 * errors did: a Gaussian copula over the horizon.
 *
 *     z_d ~ N(0, C);  u_{d,k} = (rank of z_{d,k} among the draws - 1/2) / D;  y_{d,k} = Q_k(u_{d,k})
 *
 * Ranks in place of the normal distribution function spread the draws of every step evenly over its quantile function, so the
 * sample quantiles are those of the forecast to within one draw. Between the levels Q is linear in the normal score and beyond
 * them it goes on along the outermost segment. Past the last step of the dependence errors go on as a random walk's.
 *
 * @returns [draws][H] in the unit of the quantiles; the same seed gives the same paths
 * @throws RangeError when levels and quantiles do not agree
 * @see Nelsen (2006), "An introduction to copulas"; Iman & Conover (1982), Commun. Stat. B 11(3), 311-334, for the ranks
 */
export function samplePaths(request: PathRequest, random: Random): Float64Array[] {
  const { levels, quantiles, draws, least = Number.NEGATIVE_INFINITY } = request
  if (levels.length < 2 || quantiles.length !== levels.length)
    throw new RangeError(
      `${quantiles.length} rows of quantiles at ${levels.length} levels; at least two of each are needed`,
    )
  const h = quantiles[0]!.length
  const factor = cholesky(extendDependence(request.dependence, h))
  const scores = Array.from({ length: draws }, () => correlated(factor, random))
  const paths = scores.map(() => new Float64Array(h))
  const column = new Float64Array(levels.length)
  for (let k = 0; k < h; k++) {
    for (let j = 0; j < levels.length; j++) column[j] = quantiles[j]![k]!
    const order = scores.map((_, d) => d).sort((a, b) => scores[a]![k]! - scores[b]![k]!)
    for (const [rank, d] of order.entries())
      paths[d]![k] = Math.max(least, interpolateQuantile(levels, column, (rank + 0.5) / draws))
  }
  return paths
}

function correlated(factor: readonly Float64Array[], random: Random): Float64Array {
  const e = Float64Array.from({ length: factor.length }, () => random.normal())
  return Float64Array.from(factor, (row) => row.reduce((sum, v, i) => sum + v * e[i]!, 0))
}

/** [H][H] lower triangle: the first H steps, or past the last one those of a random walk, whose neighbours correlate by sqrt(k / (k + 1)). */
export function extendDependence(lower: readonly (readonly number[])[], h: number): number[][] {
  const out = lower.slice(0, h).map((row) => [...row])
  for (let k = out.length; k < h; k++) {
    const keep = Math.sqrt(k / (k + 1))
    const before = out[k - 1] ?? []
    out.push([...before.map((v) => v * keep), 1])
  }
  return out
}

/** [n][i + 1] rows of L with C = L L'; a matrix that is not positive definite to rounding is met by a floor on the pivots. */
function cholesky(lower: readonly (readonly number[])[]): Float64Array[] {
  const out: Float64Array[] = []
  for (const [i, row] of lower.entries()) {
    const l = new Float64Array(i + 1)
    for (let j = 0; j <= i; j++) {
      const above = j < i ? out[j]! : l
      let v = row[j]!
      for (let k = 0; k < j; k++) v -= l[k]! * above[k]!
      l[j] = j < i ? v / above[j]! : Math.sqrt(Math.max(v, SMALLEST_PIVOT))
    }
    out.push(l)
  }
  return out
}

const SMALLEST_PIVOT = 1e-9
/** Outcomes far outside the quantiles say no more than that. */
const LARGEST_SCORE = 4

/**
 * Normal score of an outcome under its forecast: the inverse of how `samplePaths` reads quantiles.
 *
 * @param z [levels.length] normal quantiles of the levels, ascending
 */
export function normalScore(outcome: number, quantiles: ArrayLike<number>, z: readonly number[]): number {
  let i = 1
  while (i < z.length - 1 && quantiles[i]! < outcome) i++
  const [a, b] = [quantiles[i - 1]!, quantiles[i]!]
  if (!(b > a)) return 0
  const score = z[i - 1]! + ((outcome - a) / (b - a)) * (z[i]! - z[i - 1]!)
  return Math.max(-LARGEST_SCORE, Math.min(LARGEST_SCORE, score))
}

/**
 * Correlations between steps of the normal scores of forecast errors, over the forecasts that have both outcomes.
 *
 * @param scores [n][steps] NaN where there is no outcome
 * @returns [steps][i + 1] lower triangle with 1 on the diagonal, shrunk by a hundredth towards independence and rounded to 3
 *          decimals, so that it is positive definite
 */
export function dependenceOf(scores: readonly Float64Array[], steps: number): number[][] {
  return Array.from({ length: steps }, (_, i) =>
    Array.from({ length: i + 1 }, (__, j) => {
      if (i === j) return 1
      const both = scores.filter((s) => !Number.isNaN(s[i]! + s[j]!))
      let [product, a, b] = [0, 0, 0]
      for (const s of both) {
        product += s[i]! * s[j]!
        a += s[i]! ** 2
        b += s[j]! ** 2
      }
      const correlation = a * b > 0 ? product / Math.sqrt(a * b) : 0
      return Math.round(1000 * 0.99 * correlation) / 1000
    }),
  )
}

/** Normal quantiles of probabilities, for `normalScore`. */
export const normalQuantiles = (levels: readonly number[]): number[] => levels.map(normalQuantile)
