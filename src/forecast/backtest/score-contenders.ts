import type { BlendedPanel } from '../combine/blend-panel.ts'
import { spreadOut } from '../intervals/apply.ts'
import type { Calibration } from '../intervals/calibration.ts'
import { gridPosition } from '../intervals/grid.ts'
import { COMBINATION, NETWORK } from '../ladder.ts'
import { ScoreSum } from '../metrics/contender-scores.ts'
import { SCORE_LEVELS, seasonalScale } from '../metrics/scores.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import type { PanelMeans } from '../reconcile/coherent-means.ts'
import type { ContenderScore } from '../types.ts'
import type { PanelPaths } from './run-contenders.ts'

export interface ScoringContext {
  readonly paths: PanelPaths
  readonly blended: BlendedPanel
  readonly means: PanelMeans
  readonly grid: readonly number[]
  /** [G] normal scores of the grid. */
  readonly scores: Float64Array
  /** [N] own width of each series. */
  readonly ownScale: Float64Array
  /** [O] calibration from the errors of other origins, so that no origin is judged by its own errors. */
  readonly without: readonly Calibration[]
}

/** Scores of every contender and of the blend at every step with an outcome, in the unit of the series. */
export function scoreContenders(
  series: number,
  p: PreparedSeries,
  m: number,
  context: ScoringContext,
): ContenderScore[] {
  const { paths, blended, means, grid, scores, ownScale, without } = context
  const position = new Map([...SCORE_LEVELS, 0.025, 0.975].map((q) => [q, gridPosition(grid, q)]))
  const names = [...paths.contenders, COMBINATION]
  const sums = names.map(() => Array.from({ length: paths.horizon }, () => new ScoreSum()))
  paths.back.forEach((b, o) => {
    const forecasts = paths.forecasts[series]![o]
    const steps = blended[series]![o]
    if (!forecasts || !steps) return
    const end = p.y.length - (b - p.lead)
    for (let step = 0; step < steps.length; step++) {
      if (!p.observed[end + step]) continue
      const y = p.y[end + step]!
      paths.contenders.forEach((name, c) => {
        const mean = forecasts.mean[c]![step]!
        if (Number.isNaN(mean)) return
        const sigma = forecasts.sigma[c]![step]!
        const quantile =
          name === NETWORK
            ? (q: number) => mean + forecasts.network![position.get(q)!]![step]!
            : (q: number) => mean + sigma * scores[position.get(q)!]!
        sums[c]![step]!.add({ y, mean, quantile })
      })
      const mean = means[series]![o]![step]!
      const values = spreadOut(mean, steps[step]!.offsets, ownScale[series]!, without[o]!, step, p.nonNegative)
      sums.at(-1)![step]!.add({ y, mean, quantile: (q) => values[position.get(q)!]! })
    }
  })
  const scale = seasonalScale(p.y, m)
  return names.flatMap((name, c) =>
    sums[c]!.flatMap((sum, step) => (sum.count > 0 ? [sum.score(name, step + 1, scale, p.scale)] : [])),
  )
}
