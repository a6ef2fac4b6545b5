import type { PanelPaths } from '../backtest/run-contenders.ts'
import { rowsOf } from '../numerics/rows.ts'
import { type BlendedStep, blendStep } from './blend.ts'
import type { EarnedWeights } from './earn.ts'

/** [N][O + 1][steps] blend of every series at every origin; null where the series is too short for an origin. */
export type BlendedPanel = readonly (readonly (readonly BlendedStep[] | null)[])[]

/** Blends the contenders of every series at every origin; where no weighted contender is defined, the last value stands in. */
export function blendPanel(paths: PanelPaths, earned: EarnedWeights, scores: Float64Array): BlendedPanel {
  const onlyNaive = Float64Array.from(paths.contenders, (name) => (name === 'naive' ? 1 : 0))
  return paths.forecasts.map((origins, i) =>
    origins.map((forecasts, o) => {
      if (!forecasts) return null
      return rowsOf(forecasts.mean[0]!.length, scores.length).map((room, step) => {
        const blended = blendStep(forecasts, earned.at(i, o, step), step, scores, room)
        return Number.isNaN(blended.mean) ? blendStep(forecasts, onlyNaive, step, scores, room) : blended
      })
    }),
  )
}
