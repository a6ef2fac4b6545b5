import type { Path } from '../contender.ts'
import { LADDER } from '../ladder.ts'
import { historyAt } from '../prepare/fill-gaps.ts'
import { mendShocks, type Shocks } from '../prepare/shocks.ts'

/** What one series is put through: plain data, so that it can cross to a worker thread. */
export interface SeriesJob {
  /** [T] scaled; NaN where missing. The first value, the last and the one before each origin are present. */
  readonly y: Float64Array
  readonly m: number
  /** Steps of the final forecast, withheld ends included. */
  readonly horizon: number
  /** Steps scored in the backtest. */
  readonly scored: number
  /** Periods before the end of each backtest origin, oldest first; then the final forecast. */
  readonly back: readonly number[]
  readonly contenders: readonly string[]
}

/** Paths of every contender at every origin; NaN where a contender is not defined or has gone wild. */
export interface SeriesPaths {
  /** [origins][contenders][steps]; the last origin is the final forecast. */
  readonly mean: readonly (readonly Float64Array[])[]
  readonly sigma: readonly (readonly Float64Array[])[]
  /** One-step in-sample errors of seasonal exponential smoothing at the first origin and at the last, for the reconciliation. */
  readonly residuals: readonly [Float64Array, Float64Array]
  /** Pulses and shifts taken out of the history of the final forecast. */
  readonly mended: Shocks
}

/** A path, or a spread, beyond this many times the largest absolute value of the history is not a forecast. */
const WILD = 8

/**
 * Runs the contenders over the origins of one series, oldest first. Forms and orders are chosen at the first origin and
 * again, from scratch, for the final forecast; in between only parameters are estimated anew, from earlier ones.
 * At each origin gaps are filled from the values up to it, and shocks that were over by then are taken out of what the
 * contenders see.
 * Nothing after an origin reaches the forecast made at it.
 */
export function evaluateSeries(job: SeriesJob): SeriesPaths {
  const { y, m, back } = job
  const memories = new Map<string, unknown>()
  const mean: Float64Array[][] = []
  const sigma: Float64Array[][] = []
  const residuals: Float64Array[] = []
  let mended: Shocks = { pulses: [], shifts: [] }
  for (const b of [...back, 0]) {
    const final = b === 0
    const { y: history, pulses, shifts } = mendShocks(historyAt(y, b, m), m)
    mended = { pulses, shifts }
    const steps = final ? job.horizon : Math.min(job.scored, b)
    const means: Float64Array[] = []
    const sigmas: Float64Array[] = []
    for (const name of job.contenders) {
      const contender = LADDER.find((c) => c.name === name)!
      let path: Path | null = null
      if (history.length >= contender.minLength(m)) {
        path = contender.forecast(history, m, steps, final ? undefined : memories.get(name))
        if (path.memory !== undefined) memories.set(name, path.memory)
        if (path.residuals && (residuals.length === 0 || final)) residuals.push(path.residuals)
        if (isWild(path, history)) path = null
      }
      means.push(path?.mean ?? new Float64Array(steps).fill(Number.NaN))
      sigmas.push(path?.sigma ?? new Float64Array(steps).fill(Number.NaN))
    }
    mean.push(means)
    sigma.push(sigmas)
  }
  const empty = new Float64Array(0)
  return { mean, sigma, residuals: [residuals[0] ?? empty, residuals.at(-1) ?? empty], mended }
}

function isWild(path: Path, history: Float64Array): boolean {
  let largest = 0
  for (const v of history) largest = Math.max(largest, Math.abs(v))
  return (
    path.mean.some((v) => !(Math.abs(v) <= WILD * largest)) || path.sigma.some((v) => !(v >= 0 && v <= WILD * largest))
  )
}
