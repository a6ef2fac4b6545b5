import type { Path } from '../contender.ts'
import { LADDER } from '../ladder.ts'
import { rowsOf } from '../numerics/rows.ts'
import { historyAt, type Levels } from '../prepare/history.ts'
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
  /** What the register's jumps were taken out of. Default: none. */
  readonly levels?: Levels | null
  /** A share of a whole: the contenders see its logarithm where every value up to the origin is positive. Default false. */
  readonly isShare?: boolean
}

/** What the contenders saw of a share: log(share / scale) - 1, or share / scale. */
export interface ShareUnit {
  readonly isLog: boolean
  readonly scale: number
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
  /** [origins] of a share; empty otherwise. */
  readonly units: readonly ShareUnit[]
}

const CONTENDERS = new Map(LADDER.map((contender) => [contender.name, contender]))

/** A path, or a spread, beyond this many times the largest absolute value of the history is not a forecast. */
const WILD = 8

/**
 * Runs the contenders over the origins of one series, oldest first. Forms and orders are chosen at the first origin and
 * again, from scratch, for the final forecast; in between only parameters are estimated anew, from earlier ones.
 * At each origin gaps are filled and the register's jumps estimated from the values up to it, and shocks that were over by
 * then are taken out of what the contenders see. A history that never moved is carried on exactly.
 * Nothing after an origin reaches the forecast made at it, but the level it is stated on: that of the end of the series.
 */
export function evaluateSeries(job: SeriesJob): SeriesPaths {
  const { y, m, back } = job
  const memories = new Map<string, unknown>()
  const mean: Float64Array[][] = []
  const sigma: Float64Array[][] = []
  const residuals: Float64Array[] = []
  const units: ShareUnit[] = []
  let mended: Shocks = { pulses: [], shifts: [] }
  for (const b of [...back, 0]) {
    const final = b === 0
    const { y: known, ratio, shift } = historyAt(y, b, m, job.levels)
    const unit = job.isShare ? shareUnit(known) : null
    if (unit) units.push(unit)
    const { y: history, pulses, shifts } = mendShocks(unit ? inUnit(known, unit) : known, m)
    const isStill = history.every((v) => v === history[0])
    mended = { pulses, shifts }
    const steps = final ? job.horizon : Math.min(job.scored, b)
    const means = rowsOf(job.contenders.length, steps)
    const sigmas = rowsOf(job.contenders.length, steps)
    for (const [c, name] of job.contenders.entries()) {
      const contender = CONTENDERS.get(name)!
      let path: Path | null = null
      if (history.length >= contender.minLength(m)) {
        path = contender.forecast(history, m, steps, final ? undefined : memories.get(name))
        if (path.memory !== undefined) memories.set(name, path.memory)
        if (path.residuals && (residuals.length === 0 || final)) residuals.push(path.residuals.map((e) => e * ratio))
        if (isWild(path, history)) path = null
      }
      const { mean: centre, sigma: width } = isStill ? still(history[0]!, steps) : (path ?? undefinedPath(steps))
      for (let h = 0; h < steps; h++) {
        means[c]![h] = centre[h]! * ratio + shift
        sigmas[c]![h] = width[h]! * ratio
      }
    }
    mean.push(means)
    sigma.push(sigmas)
  }
  const empty = new Float64Array(0)
  return { mean, sigma, residuals: [residuals[0] ?? empty, residuals.at(-1) ?? empty], mended, units }
}

const still = (value: number, steps: number): Path => ({
  mean: new Float64Array(steps).fill(value),
  sigma: new Float64Array(steps),
})

const undefinedPath = (steps: number): Path => ({
  mean: new Float64Array(steps).fill(Number.NaN),
  sigma: new Float64Array(steps).fill(Number.NaN),
})

function shareUnit(share: Float64Array): ShareUnit {
  const scale = share.reduce((sum, v) => sum + Math.abs(v) / share.length, 0)
  return { isLog: share.every((v) => v > 0), scale: scale > 0 ? scale : 1 }
}

function inUnit(share: Float64Array, { isLog, scale }: ShareUnit): Float64Array {
  // 1 is taken off so that a logarithm near 0 has a level, and a negative one, whose season is additive
  return share.map((v) => (isLog ? Math.log(v / scale) - 1 : v / scale))
}

function isWild(path: Path, history: Float64Array): boolean {
  let largest = 0
  for (const v of history) largest = Math.max(largest, Math.abs(v))
  return (
    path.mean.some((v) => !(Math.abs(v) <= WILD * largest)) || path.sigma.some((v) => !(v >= 0 && v <= WILD * largest))
  )
}
