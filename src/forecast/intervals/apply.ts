import type { PanelPaths } from '../backtest/run-contenders.ts'
import type { BlendedPanel } from '../combine/blend-panel.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import type { PanelMeans } from '../reconcile/coherent-means.ts'
import { type Calibration, type CalibrationError, errorsNeeded } from './calibration.ts'
import { gridPosition } from './grid.ts'

/** Origins at which a series' own errors weigh as much as the panel's in the width of its intervals. */
const OWN_HALF = 40

/** Errors of the coherent blend at every origin whose outcome was observed. */
export function collectCalibrationErrors(
  paths: PanelPaths,
  prepared: readonly PreparedSeries[],
  blended: BlendedPanel,
  means: PanelMeans,
): CalibrationError[] {
  const out: CalibrationError[] = []
  prepared.forEach((p, i) => {
    paths.back.forEach((b, o) => {
      const steps = blended[i]![o]
      if (!steps) return
      const end = p.y.length - (b - p.lead)
      steps.forEach(({ offsets }, step) => {
        if (p.observed[end + step])
          out.push({ series: i, origin: o, step, error: p.y[end + step]! - means[i]![o]![step]!, offsets })
      })
    })
  })
  return out
}

/** Errors count at most this many half-widths, so that one jump of a quiet series does not widen its bands for good. */
const LARGEST_RATIO = 5

/**
 * Width of each series relative to the panel's: its mean |error| / half-width of the 80 % band over the panel's mean of
 * that ratio, drawn to 1 as if forty origins had shown 1.
 * @returns [N] factors, 1 for a series without errors
 */
export function seriesScales(
  errors: readonly CalibrationError[],
  grid: readonly number[],
  count: number,
): Float64Array {
  const low = gridPosition(grid, 0.1)
  const high = gridPosition(grid, 0.9)
  const sum = new Float64Array(count)
  const n = new Float64Array(count)
  const origins = Array.from({ length: count }, () => new Set<number>())
  for (const { series, origin, error, offsets } of errors) {
    const half = (offsets[high]! - offsets[low]!) / 2
    if (!(half > 0)) continue
    sum[series]! += Math.min(LARGEST_RATIO, Math.abs(error) / half)
    n[series]!++
    origins[series]!.add(origin)
  }
  let pooled = 0
  let total = 0
  for (let i = 0; i < count; i++) {
    pooled += sum[i]!
    total += n[i]!
  }
  pooled = total > 0 ? pooled / total : 0
  return Float64Array.from({ length: count }, (_, i) => {
    if (n[i] === 0 || !(pooled > 0)) return 1
    const own = origins[i]!.size
    return (own * (sum[i]! / n[i]! / pooled) + OWN_HALF) / (own + OWN_HALF)
  })
}

/**
 * Quantiles on the grid: mean plus stretched offsets, made monotone outwards from the mean and floored at 0 where asked.
 * @returns [G] ascending
 */
export function spreadOut(
  mean: number,
  offsets: Float64Array,
  own: number,
  calibration: Calibration,
  step: number,
  nonNegative: boolean,
): Float64Array {
  const factors = calibration.factors[step]!
  const out = offsets.map((o, g) => mean + o * own * factors[g]!)
  const mid = Math.floor(out.length / 2)
  for (let g = mid + 1; g < out.length; g++) out[g] = Math.max(out[g]!, out[g - 1]!)
  for (let g = mid - 1; g >= 0; g--) out[g] = Math.min(out[g]!, out[g + 1]!)
  return nonNegative ? out.map((v) => Math.max(0, v)) : out
}

/** One sentence in Vietnamese and English, with ` / ` between: how the intervals of a forecast of `horizon` steps came about. */
export function describeCalibration(calibration: Calibration, horizon: number): string {
  const n = calibration.counts[0] ?? 0
  const last = Math.min(horizon, calibration.lastStep + 1)
  if (n < errorsNeeded(0.8))
    return [
      `Không đưa khoảng: bảng có ${n} sai số kiểm định lùi, khoảng 80 % cần 4; các phân vị là của riêng các mô hình.`,
      `Intervals withheld: ${n} backtest errors in the panel, 4 are needed for an 80 % interval; the quantiles are the models' own.`,
    ].join(' / ')
  const say = (vi: boolean): string => {
    const parts = [
      vi
        ? `Hiệu chỉnh conformal theo bước, gộp cả bảng: ${n} sai số ở bước 1`
        : `Conformal by step, pooled over the panel: ${n} rolling-origin errors at step 1`,
    ]
    const errors = calibration.counts[last - 1]
    if (last > 1) parts.push(vi ? `, ${errors} ở bước ${last}` : `, ${errors} at step ${last}`)
    if (n < errorsNeeded(0.95))
      parts.push(
        vi
          ? '; khoảng 95 % không đủ sai số và là khoảng rộng nhất đã thấy'
          : '; a 95 % interval is not supported by so few and is the widest seen',
      )
    if (last < horizon)
      parts.push(
        vi
          ? `; sau bước ${last} không có sai số nào: giữ hệ số của bước ${last} trên độ rộng lớn dần của các mô hình`
          : `; beyond step ${last} no error exists and the factors of step ${last} are kept on widths that grow with the models'`,
      )
    return `${parts.join('')}.`
  }
  return `${say(true)} / ${say(false)}`
}
