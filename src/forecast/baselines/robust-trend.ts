import type { Contender } from '../contender.ts'
import { median } from '../numerics/median.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'

const YEARS = 10

/**
 * Line through a cloud with up to 29 % of outliers: the median of the slopes of all pairs, and the intercept that leaves the
 * residuals with median 0.
 *
 * @param y [T], T >= 2, at times 0 .. T - 1
 * @see Theil (1950), Proc. Kon. Ned. Akad. Wet. A 53, 386-392, 521-525, 1397-1412; Sen (1968), JASA 63(324), 1379-1389
 */
export function theilSen(y: ArrayLike<number>): { readonly level: number; readonly slope: number } {
  const n = y.length
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let k = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) slopes[k++] = (y[j]! - y[i]!) / (j - i)
  const slope = median(slopes)
  return { slope, level: median(Float64Array.from(y, (v, t) => v - slope * t)) }
}

/**
 * Robust regression on the last ten years of the seasonally adjusted series: the Theil-Sen slope from the last level, the
 * median of the newest residuals over half a year.
 *
 *     yHat[T+h] = a + b * (T + h),   sigma_h = s * sqrt(h),   s = 1.4826 * median |change - b|
 */
export const robustTrend: Contender = {
  name: 'robust',
  minLength: () => 5,
  forecast: (y, m, h) => {
    const season = seasonOf(y, m)
    const window = season.adjusted.subarray(Math.max(0, y.length - YEARS * m))
    const n = window.length
    const { slope } = theilSen(window)
    const newest = Math.max(1, Math.floor(m / 2))
    const residuals = window.map((v, t) => v - slope * t)
    const level = median(residuals.subarray(n - newest))
    const changes = Float64Array.from({ length: n - 1 }, (_, t) => Math.abs(window[t + 1]! - window[t]! - slope))
    const s = 1.4826 * median(changes)
    const mean = Float64Array.from({ length: h }, (_, k) => level + slope * (n + k))
    const sigma = Float64Array.from({ length: h }, (_, k) => s * Math.sqrt(k + 1))
    reseasonalise(season, y.length, mean, sigma)
    return { mean, sigma }
  },
}
