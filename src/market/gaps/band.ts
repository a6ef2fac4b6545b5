import { selectBand } from './select.ts'

/** Three quantiles of one distribution. */
export interface Band {
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** Quantile of ascending values, linear between order statistics (type 7 of Hyndman & Fan 1996). */
export function sortedQuantile(sorted: ArrayLike<number>, level: number): number {
  const position = (sorted.length - 1) * level
  const low = Math.floor(position)
  const high = Math.min(low + 1, sorted.length - 1)
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!)
}

/** P10, P50 and P90 of draws, whatever their order. */
export const bandOf: (draws: ArrayLike<number>) => Band = selectBand
