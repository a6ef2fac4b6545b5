import type { Contender } from '../contender.ts'
import { fitLine } from '../numerics/least-squares.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'
import { fitEts } from './ets-fit.ts'

/**
 * The Theta method: simple exponential smoothing of the seasonally adjusted series, with half the slope of its
 * least-squares line as drift.
 *
 *     yHat[T+h] = l_T + (b / 2) * (h - 1 + (1 - (1 - alpha)^T) / alpha)
 *     sigma_h   = sigma * sqrt(1 + (h - 1) * alpha^2)
 *
 * @see Assimakopoulos & Nikolopoulos (2000), Int. J. Forecasting 16(4), 521-530; Hyndman & Billah (2003), ibid. 19(2), 287-290
 */
export const theta: Contender = {
  name: 'theta',
  minLength: () => 4,
  forecast: (y, m, h, memory) => {
    const season = seasonOf(y, m)
    const n = y.length
    const fit = fitEts(
      season.adjusted,
      1,
      { error: 'A', trend: 'N', season: 'N' },
      { from: memory as Float64Array | undefined },
    )!
    const alpha = fit.parameters.alpha
    const half = fitLine(season.adjusted).slope / 2
    const start = (1 - (1 - alpha) ** n) / alpha
    const mean = Float64Array.from({ length: h }, (_, k) => fit.state.level + half * (k + start))
    const sigma = Float64Array.from({ length: h }, (_, k) => fit.sigma * Math.sqrt(1 + k * alpha * alpha))
    reseasonalise(season, n, mean, sigma)
    return { mean, sigma, memory: fit.position }
  },
}
