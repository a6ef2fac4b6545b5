import type { Contender } from '../contender.ts'
import { fitLine } from '../numerics/least-squares.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'

const YEARS = 10

/**
 * Ordinary least-squares line over the last ten years of the seasonally adjusted series, the benchmark the US Bureau of
 * Labor Statistics sets its ten-year projections against.
 *
 *     yHat[T+h] = a + b * (T + h),   sigma_h = s * sqrt(1 + 1/n + (x_h - mean x)^2 / Sxx)
 *
 * @see Byun, Henderson & Toossi (2015), Monthly Labor Review, "Evaluation of BLS employment, labor force, and macroeconomic projections"
 */
export const tenYearTrend: Contender = {
  name: 'trend10',
  minLength: () => 5,
  forecast: (y, m, h) => {
    const season = seasonOf(y, m)
    const window = season.adjusted.subarray(Math.max(0, y.length - YEARS * m))
    const n = window.length
    const { level, slope, sigma: s } = fitLine(window)
    const sxx = (n * (n * n - 1)) / 12
    const mean = Float64Array.from({ length: h }, (_, k) => level + slope * (n + k))
    const sigma = Float64Array.from(
      { length: h },
      (_, k) => s * Math.sqrt(1 + 1 / n + (n + k - (n - 1) / 2) ** 2 / sxx),
    )
    reseasonalise(season, y.length, mean, sigma)
    return { mean, sigma }
  },
}
