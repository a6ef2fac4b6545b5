import { AppError } from '../../domain/errors.ts'
import { createPathSampler, type QuantilePath } from '../gaps/quantile-path.ts'
import type { Years } from './scenario.ts'

/** Part of a change that is reached in a year: 0 before `from`, then evenly, 1 from `to` on. */
export function ramp(year: number, { from, to }: Years): number {
  return Math.min(1, Math.max(0, (year - from + 1) / (to - from + 1)))
}

/** Number of years from..to that lie up to and including a year. */
export function yearsWithin(year: number, { from, to }: Years): number {
  return Math.min(to - from + 1, Math.max(0, year - from + 1))
}

/** All quantiles of a path, moved year by year; `move(value, h)` with h from 1. The base stays. */
export function movePath(
  path: QuantilePath,
  horizon: number,
  move: (value: number, h: number) => number,
): QuantilePath {
  const values = path.values.map((row) => Array.from({ length: horizon }, (_, k) => move(row[k]!, k + 1)))
  const lowest = Math.min(...values.flat())
  if (lowest < 0)
    throw new AppError(
      'INVALID_INPUT',
      `The change takes more people away than there are: a quantile falls to ${Math.round(lowest)}. Make it smaller.`,
      { lowest },
    )
  return { ...path, values }
}

/** [H] medians of a path for the years base+1 .. base+H. */
export function medians(path: QuantilePath, horizon: number, name: string): number[] {
  const sample = createPathSampler(path, horizon, name)
  return Array.from({ length: horizon }, (_, k) => sample(k + 1, 0))
}
