import type { PanelShape } from './backtest/run-contenders.ts'
import type { Calibration } from './intervals/calibration.ts'
import { LADDER } from './ladder.ts'

/**
 * What the backtest of a panel's sample has shown, for the forecasts of the series outside it: everything that is pooled.
 * With it a forecast of one series depends on that series alone, so batches may be cut anywhere.
 */
export interface Lessons {
  readonly shape: PanelShape
  /** [bands][C] weights of the final forecast. */
  readonly weights: readonly Float64Array[]
  readonly calibration: Calibration
  /** Relative one-step spread for series too short to show one. */
  readonly usualSigma: number
  /** Measure -> `combination`, or the benchmark that takes the blend's place; of measures with enough origins. */
  readonly published: Readonly<Record<string, string>>
}

/** Lessons as plain JSON; numbers survive to the last bit. */
export interface WrittenLessons {
  readonly shape: PanelShape
  readonly weights: readonly (readonly number[])[]
  readonly calibration: Omit<Calibration, 'factors'> & { readonly factors: readonly (readonly number[])[] }
  readonly usualSigma: number
  readonly published: Readonly<Record<string, string>>
}

export function writeLessons({ shape, weights, calibration, usualSigma, published }: Lessons): WrittenLessons {
  const { grid, factors, counts, lastStep } = calibration
  return {
    shape,
    weights: weights.map((w) => Array.from(w)),
    calibration: { grid, factors: factors.map((f) => Array.from(f)), counts, lastStep },
    usualSigma,
    published,
  }
}

export function readLessons({ shape, weights, calibration, usualSigma, published }: WrittenLessons): Lessons {
  return {
    shape,
    weights: weights.map((w) => Float64Array.from(w)),
    calibration: { ...calibration, factors: calibration.factors.map((f) => Float64Array.from(f)) },
    usualSigma,
    published,
  }
}

/** Names of the ladder that have a part in forecasts by these lessons: others need not be run. The first stands in for all. */
export function weightedContenders({ weights, published }: Lessons): readonly string[] {
  const winners = Object.values(published)
  return LADDER.flatMap(({ name }, c) =>
    c === 0 || winners.includes(name) || weights.some((band) => band[c]! > 0) ? [name] : [],
  )
}
