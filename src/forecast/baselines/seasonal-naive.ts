import type { Contender } from '../contender.ts'

/**
 * Last value of the same season; with m = 1, or less than one season of data, the last value.
 *
 *     yHat[T+h] = y[T + h - m * (floor((h-1)/m) + 1)],   sigma_h = sigma * sqrt(floor((h-1)/m) + 1)
 *
 * sigma is the root mean square of the seasonal differences.
 * @see Hyndman & Athanasopoulos, FPP3, sections 5.2 and 5.5
 */
export const seasonalNaive: Contender = {
  name: 'naive',
  minLength: () => 1,
  forecast: (y, m, h) => {
    const n = y.length
    const lag = n > m ? m : 1
    let sse = 0
    for (let t = lag; t < n; t++) sse += (y[t]! - y[t - lag]!) ** 2
    const sd = n > lag ? Math.sqrt(sse / (n - lag)) : 0
    const mean = new Float64Array(h)
    const sigma = new Float64Array(h)
    for (let k = 0; k < h; k++) {
      mean[k] = y[n - lag + (k % lag)]!
      sigma[k] = sd * Math.sqrt(Math.floor(k / lag) + 1)
    }
    return { mean, sigma }
  },
}
