import type { Contender } from '../contender.ts'
import { levenbergMarquardt } from '../numerics/least-squares.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'

/** Parameters of the dynamic Theta model: first level, smoothing in [0.01, 0.99], coefficient of the curvature, 1 or more. */
export interface ThetaParameters {
  readonly level: number
  readonly alpha: number
  readonly theta: number
}

/**
 * The dynamic Theta model as a filter, continued with its own forecasts beyond the series.
 *
 *     mu_t = l_{t-1} + (1 - 1/theta) * ((1 - alpha)^(t-1) * A_{t-1} + (1 - (1 - alpha)^t) / alpha * B_{t-1})
 *     l_t  = alpha * y_t + (1 - alpha) * l_{t-1}
 *     B_t  = ((t - 2) * B_{t-1} + 6/t * (y_t - mean_{t-1})) / (t + 1),   A_t = mean_t - (t + 1)/2 * B_t
 *
 * A and B are the least-squares line of the observations so far, mean_t their mean. mu_1 = y_1.
 *
 * @param mu     [T + h] receives the one-step means, then the forecasts
 * @param errors [T] receives the one-step errors
 * @returns sum of squared one-step errors
 * @see Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), Int. J. Forecasting 32(4), 1151-1161, section 3.2
 */
export function dynamicThetaFilter(
  y: Float64Array,
  { level, alpha, theta }: ThetaParameters,
  mu: Float64Array,
  errors: Float64Array = new Float64Array(y.length),
): number {
  const share = 1 - 1 / theta
  const keep = 1 - alpha
  let l = level
  let a = y[0]!
  let b = 0
  let mean = 0
  let power = 1
  let sse = 0
  for (let t = 1; t <= mu.length; t++) {
    const next = t === 1 ? y[0]! : l + share * (power * a + ((1 - power * keep) / alpha) * b)
    mu[t - 1] = next
    const value = t <= y.length ? y[t - 1]! : next
    if (t <= y.length) {
      errors[t - 1] = value - next
      sse += (value - next) ** 2
    }
    l = alpha * value + keep * l
    const before = mean
    mean = ((t - 1) * mean + value) / t
    b = t === 1 ? 0 : ((t - 2) * b + (6 / t) * (value - before)) / (t + 1)
    a = mean - ((t + 1) / 2) * b
    power *= keep
  }
  return sse
}

const ALPHA_LOW = 0.01
const ALPHA_HIGH = 0.99
const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** Position of the search, unbounded, to parameters; the first level in units of `unit` around the first value. */
function toParameters(x: Float64Array, first: number, unit: number): ThetaParameters {
  return {
    level: first + unit * x[0]!,
    alpha: ALPHA_LOW + (ALPHA_HIGH - ALPHA_LOW) * logistic(x[1]!),
    theta: 1 + Math.exp(Math.min(12, x[2]!)),
  }
}

/** First level, logit of alpha and log of theta - 1 from which a search starts. */
const STARTS = [
  [0, 0, 0],
  [0, 2, 0],
  [0, -1, 2],
] as const
/** Positions are brought back to this range before a search goes on from them, so that it can leave a bound. */
const FARTHEST = 4

/**
 * Least-squares fit of the dynamic Theta model.
 * @param iterations of the search
 * @param from       search position of an earlier fit
 */
export function fitDynamicTheta(
  y: Float64Array,
  iterations: number,
  from?: Float64Array,
): { readonly parameters: ThetaParameters; readonly sse: number; readonly position: Float64Array } {
  const mu = new Float64Array(y.length)
  let unit = 0
  for (let t = 1; t < y.length; t++) unit += Math.abs(y[t]! - y[t - 1]!) / (y.length - 1)
  const search = (start: ArrayLike<number>, most: number) =>
    levenbergMarquardt(
      (x, out) => Number.isFinite(dynamicThetaFilter(y, toParameters(x, y[0]!, unit), mu, out)),
      Float64Array.from(start),
      y.length,
      most,
      1e-6,
    )
  const best = from
    ? search(
        from.map((v) => Math.max(-FARTHEST, Math.min(FARTHEST, v))),
        iterations,
      )
    : STARTS.map((start) => search(start, iterations)).reduce((a, b) => (b.sse < a.sse ? b : a))
  return { parameters: toParameters(best.x, y[0]!, unit), sse: best.sse, position: best.x }
}

/**
 * Dynamic optimised Theta: level, smoothing and theta by least squares, so that a series with a firm trend keeps nearly
 * all of its slope where the classical method keeps half.
 *
 *     sigma_h = sigma * sqrt(1 + (h - 1) * alpha^2)
 */
export const optimisedTheta: Contender = {
  name: 'dotm',
  minLength: () => 5,
  forecast: (y, m, h, memory) => {
    const season = seasonOf(y, m)
    const n = y.length
    const fit = fitDynamicTheta(season.adjusted, memory ? 2 : 20, memory as Float64Array | undefined)
    const mu = new Float64Array(n + h)
    dynamicThetaFilter(season.adjusted, fit.parameters, mu)
    const mean = mu.slice(n)
    const spread = Math.sqrt(fit.sse / Math.max(1, n - 3))
    const { alpha } = fit.parameters
    const sigma = Float64Array.from({ length: h }, (_, k) => spread * Math.sqrt(1 + k * alpha * alpha))
    reseasonalise(season, n, mean, sigma)
    return { mean, sigma, memory: fit.position }
  },
}
