import type { Contender } from '../contender.ts'
import { classicalSeason, reseasonalise } from '../prepare/season.ts'

/**
 * Naive 2: the last seasonally adjusted value with the season put back, the base of the M competitions' relative scores.
 *
 *     yHat[T+h] = x[T] * s[T+h],   sigma_h = sigma * sqrt(h),   sigma the root mean square of the changes of x
 *
 * The season is the classical one, of equal weights, where the autocorrelation test finds it.
 * @see Makridakis, Spiliotis & Assimakopoulos (2020), Int. J. Forecasting 36(1), 54-74
 */
export const naive2: Contender = {
  name: 'naive2',
  minLength: () => 2,
  forecast: (y, m, h) => {
    const season = classicalSeason(y, m)
    const x = season.adjusted
    const n = x.length
    let squares = 0
    for (let t = 1; t < n; t++) squares += (x[t]! - x[t - 1]!) ** 2
    const sd = Math.sqrt(squares / (n - 1))
    const mean = new Float64Array(h).fill(x[n - 1]!)
    const sigma = Float64Array.from({ length: h }, (_, k) => sd * Math.sqrt(k + 1))
    reseasonalise(season, n, mean, sigma)
    return { mean, sigma }
  },
}
