import type { Contender } from '../contender.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'

/**
 * The line through the first and the last value of the seasonally adjusted series, continued.
 *
 *     yHat[T+h] = y[T] + h * (y[T] - y[1]) / (T - 1),   sigma_h = sigma * sqrt(h * (1 + h / (T - 1)))
 *
 * sigma is the standard deviation of the differences.
 * @see Hyndman & Athanasopoulos, FPP3, sections 5.2 and 5.5
 */
export const drift: Contender = {
  name: 'drift',
  minLength: () => 3,
  forecast: (y, m, h) => {
    const season = seasonOf(y, m)
    const x = season.adjusted
    const n = x.length
    const slope = (x[n - 1]! - x[0]!) / (n - 1)
    let sse = 0
    for (let t = 1; t < n; t++) sse += (x[t]! - x[t - 1]! - slope) ** 2
    const sd = Math.sqrt(sse / (n - 2))
    const mean = Float64Array.from({ length: h }, (_, k) => x[n - 1]! + (k + 1) * slope)
    const sigma = Float64Array.from({ length: h }, (_, k) => sd * Math.sqrt((k + 1) * (1 + (k + 1) / (n - 1))))
    reseasonalise(season, n, mean, sigma)
    return { mean, sigma }
  },
}
