import { AppError } from '../../domain/errors.ts'

/** The nineteen levels the scaled CRPS averages over. */
export const SCORE_LEVELS: readonly number[] = Array.from({ length: 19 }, (_, i) => Math.round((i + 1) * 5) / 100)

/**
 * Mean absolute seasonal difference of the history, the scale of MASE and of the scaled CRPS.
 *
 *     Q = mean_{t=lag..T-1} |x[t] - x[t-lag]|,  lag = m, or 1 where T <= m
 *
 * @param x [T], T >= 2; NaN pairs are left out
 * @returns NaN when T < 2; 0 when the seasonal naive forecast is exact
 */
export function seasonalScale(x: ArrayLike<number>, m: number): number {
  const lag = x.length > m ? m : 1
  let sum = 0
  let n = 0
  for (let t = lag; t < x.length; t++) {
    const d = Math.abs(x[t]! - x[t - lag]!)
    if (Number.isNaN(d)) continue
    sum += d
    n++
  }
  return n > 0 ? sum / n : Number.NaN
}

/**
 * Mean absolute scaled error of one forecast path.
 *
 *     MASE = mean_k |y[k] - yHat[k]| / Q
 *
 * @param y     [h] outcomes
 * @param yHat  [h] point forecasts
 * @param train [T] observations up to the origin
 * @returns unitless, >= 0; below 1 beats the in-sample seasonal naive forecast; NaN when that forecast is exact
 * @throws AppError INSUFFICIENT_HISTORY when T < 2
 * @see Hyndman & Koehler (2006), Int. J. Forecasting 22(4), 679-688, doi:10.1016/j.ijforecast.2006.03.001
 */
export function mase(y: ArrayLike<number>, yHat: ArrayLike<number>, train: ArrayLike<number>, m: number): number {
  if (y.length !== yHat.length) throw new RangeError(`y has ${y.length} values, yHat has ${yHat.length}`)
  if (train.length < 2) throw new AppError('INSUFFICIENT_HISTORY', `train has ${train.length} values, needs at least 2`)
  const scale = seasonalScale(train, m)
  let sum = 0
  for (let k = 0; k < y.length; k++) sum += Math.abs(y[k]! - yHat[k]!)
  return scale === 0 ? Number.NaN : sum / y.length / scale
}

/**
 * Quantile (pinball) loss, doubled so that its mean over all levels is the CRPS.
 *
 *     QL_p = 2 * max(p * (y - q), (p - 1) * (y - q))
 *
 * @see Gneiting & Raftery (2007), JASA 102(477), 359-378
 */
export function quantileLoss(y: number, q: number, p: number): number {
  return 2 * Math.max(p * (y - q), (p - 1) * (y - q))
}

/** Weighted absolute percentage error: sum |y - yHat| / sum |y|, unitless; NaN when every outcome is 0. */
export function wape(y: ArrayLike<number>, yHat: ArrayLike<number>): number {
  let error = 0
  let size = 0
  for (let k = 0; k < y.length; k++) {
    error += Math.abs(y[k]! - yHat[k]!)
    size += Math.abs(y[k]!)
  }
  return size > 0 ? error / size : Number.NaN
}

/** Symmetric mean absolute percentage error, per cent: mean of 200 |y - yHat| / (|y| + |yHat|); a pair of zeros counts 0. */
export function smape(y: ArrayLike<number>, yHat: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < y.length; k++) {
    const size = Math.abs(y[k]!) + Math.abs(yHat[k]!)
    if (size > 0) sum += (200 * Math.abs(y[k]! - yHat[k]!)) / size
  }
  return sum / y.length
}
