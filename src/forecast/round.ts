import { SEASON_LENGTH } from '../domain/period.ts'
import { runContenders } from './backtest/run-contenders.ts'
import { checkTask } from './check-task.ts'
import { blendContenders, type ForecastDependencies } from './engine.ts'
import { quantileGrid } from './intervals/grid.ts'
import { COMBINATION } from './ladder.ts'
import { prepareSeries } from './prepare/prepare-series.ts'
import type { ForecastTask, SeriesForecast } from './types.ts'

/** Name of the blend before the rule that a losing blend is not published. */
export const BLEND = 'blend'

/** What a round said of one series: the forecast that would have been published, and everything it competed with. */
export interface RoundSeries {
  readonly forecast: SeriesForecast
  /** [H] means in the unit of the series by contender, the blend among them; only contenders defined at every step. */
  readonly contenders: Readonly<Record<string, Float64Array>>
}

/**
 * One historical round: `forecastPanel` on data cut at the origin, with the paths of the contenders beside it. Weights,
 * intervals and the choice between blend and benchmark rest on what came before the origin alone.
 *
 * @param task series that end at the origin
 * @throws as `forecastPanel`
 */
export async function forecastRound(
  task: ForecastTask,
  deps: ForecastDependencies = {},
): Promise<Map<string, RoundSeries>> {
  checkTask(task)
  const m = SEASON_LENGTH[task.frequency]
  const prepared = task.panel.map((series) => prepareSeries(series, m))
  const paths = await runContenders(prepared, task, m, quantileGrid(task.quantiles), deps)
  const { series: published } = blendContenders(task, prepared, paths)
  const isReplaced = published.some((s) => s.published !== COMBINATION)
  const blend = isReplaced ? blendContenders({ ...task, measures: undefined }, prepared, paths).series : published
  return new Map(
    published.map((forecast, i) => {
      const p = prepared[i]!
      const final = paths.forecasts[i]!.at(-1)!
      const contenders: Record<string, Float64Array> = { [BLEND]: blend[i]!.mean }
      paths.contenders.forEach((name, c) => {
        const mean = final.mean[c]!.slice(p.lead, p.lead + task.horizon).map((v) =>
          p.nonNegative ? Math.max(0, v * p.scale) : v * p.scale,
        )
        if (mean.every(Number.isFinite)) contenders[name] = mean
      })
      return [forecast.id, { forecast, contenders }]
    }),
  )
}
