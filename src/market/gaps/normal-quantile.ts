import { AppError } from '../../domain/errors.ts'

/**
 * Standard normal distribution function, by the series of Laplace (accurate to 1e-15 for |z| <= 6):
 *
 *     Phi(z) = 1/2 + phi(z) (z + z^3/3 + z^5/(3*5) + z^7/(3*5*7) + ...)
 */
export function normalCdf(z: number): number {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0
  let term = z
  let sum = z
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

/**
 * Standard normal quantile, by bisection of `normalCdf`; meant for the few levels of a forecast, not for draws.
 *
 * @param level in [1e-6, 1 - 1e-6]
 * @throws AppError INVALID_INPUT outside that range
 */
export function normalQuantile(level: number): number {
  if (!(level >= 1e-6 && level <= 1 - 1e-6))
    throw new AppError('INVALID_INPUT', `Quantile level ${level} must lie between 0.000001 and 0.999999.`, { level })
  let low = -5
  let high = 5
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    if (normalCdf(middle) < level) low = middle
    else high = middle
  }
  return (low + high) / 2
}
