import { formatPeriod, SEASON_LENGTH, type SeasonalFrequency } from '../domain/period.ts'
import {
  BACKTEST_SERIES,
  type PanelPaths,
  type PanelShape,
  runContenders,
  shapeOf,
  TOO_SHORT,
} from './backtest/run-contenders.ts'
import { type ScoringContext, scoreContenders } from './backtest/score-contenders.ts'
import { checkTask } from './check-task.ts'
import { gridScores } from './combine/blend.ts'
import { blendPanel } from './combine/blend-panel.ts'
import { collectErrors, type EarnedWeights, earnWeights, passOnWeights } from './combine/earn.ts'
import { ladderVerdicts, withWinners } from './combine/ladder-verdict.ts'
import { collectCalibrationErrors, describeCalibration, seriesScales, spreadOut } from './intervals/apply.ts'
import { type Calibration, calibrate, errorsNeeded } from './intervals/calibration.ts'
import { gridPosition, quantileGrid } from './intervals/grid.ts'
import { COMBINATION } from './ladder.ts'
import { type Lessons, weightedContenders } from './lessons.ts'
import type { NeuralForecaster } from './neural-forecaster.ts'
import type { ContenderPool } from './parallel/contender-pool.ts'
import { type PreparedSeries, prepareSeries } from './prepare/prepare-series.ts'
import type { Shocks } from './prepare/shocks.ts'
import { coherentMeans, incoherenceOf } from './reconcile/coherent-means.ts'
import type { Reconciler } from './reconcile/reconcile.ts'
import { readStructure } from './reconcile/structure.ts'
import type {
  ContenderScore,
  ForecastTask,
  PanelForecast,
  Progress,
  SeriesForecast,
  SharedTask,
  Stretch,
} from './types.ts'

/** Groups of origins left out in turn when the blend's coverage is scored. */
const FOLDS = 4

export interface ForecastDependencies {
  /** The pooled network, or null to forecast with the statistical ladder alone. */
  readonly neural?: NeuralForecaster | null
  readonly progress?: Progress
  /** Aborting rejects with the signal's reason at the next series. */
  readonly signal?: AbortSignal
  /** Worker threads for the statistical contenders; 1, the default, runs them in this thread. */
  readonly threads?: number
  /** Threads already started, for callers with several panels; takes the place of `threads`. */
  readonly pool?: ContenderPool
  /** Most series that are backtested; default `BACKTEST_SERIES`. */
  readonly backtestSeries?: number
  /** Default true. False leaves `scores` empty, for callers who want forecasts alone. */
  readonly isScored?: boolean
}

/**
 * Forecasts a panel: contenders run over rolling origins, their errors earn the weights of the blend and calibrate its
 * quantiles, and a hierarchy, if any, is made coherent.
 *
 * The order of work: obey breaks, fill gaps, scale (`prepare/`) -> contenders at every origin (`backtest/`) -> weights per
 * band of horizons and series, each origin's from earlier origins only (`combine/`) -> reconciliation chosen by backtest
 * (`reconcile/`) -> conformal factors by horizon, pooled over the panel (`intervals/`).
 *
 * A panel of more than `BACKTEST_SERIES` series without a hierarchy is backtested on an even sample of that many, and what
 * the sample has shown, a measure's verdict on its blend included, is applied to the others, so that the result is that of `lessons.ts` for any size of batch.
 *
 * @throws AppError INVALID_INPUT on a task that contradicts itself; INSUFFICIENT_HISTORY naming a series without data
 */
export async function forecastPanel(task: ForecastTask, deps: ForecastDependencies = {}): Promise<PanelForecast> {
  checkTask(task)
  const m = SEASON_LENGTH[task.frequency]
  const prepared = task.panel.map((series) => prepareSeries(series, m))
  const shape = shapeOf(prepared)
  const backend = deps.neural?.backend ?? 'none'
  const isSampled = sampleOf(task.panel.length, deps.backtestSeries)
  if (task.hierarchy || task.panel.every((_, i) => isSampled(i))) {
    const paths = await runContenders(prepared, task, m, quantileGrid(task.quantiles), deps, { shape })
    const { series, incoherence } = blendContenders(task, prepared, paths, {}, deps.isScored)
    return { series, incoherence, backend }
  }
  const { lessons, series: sampled } = await learnFromSample(
    task,
    prepared.filter((_, i) => isSampled(i)),
    shape,
    deps,
  )
  const others = prepared.filter((_, i) => !isSampled(i))
  const applied: SeriesForecast[] = []
  for (let from = 0; from < others.length; from += BACKTEST_SERIES)
    applied.push(...(await applyLessons(task, lessons, others.slice(from, from + BACKTEST_SERIES), deps)))
  let [s, o] = [0, 0]
  return { series: prepared.map((_, i) => (isSampled(i) ? sampled[s++]! : applied[o++]!)), incoherence: 0, backend }
}

/** Which series of a panel of `count` are backtested: every k-th, so many that they are at most `most`. */
export function sampleOf(count: number, most: number = BACKTEST_SERIES): (index: number) => boolean {
  const stride = Math.max(1, Math.ceil(count / most))
  return (index) => index % stride === 0
}

/** Backtests and forecasts the sampled series of a larger panel; `shape` is the whole panel's. */
export async function learnFromSample(
  task: SharedTask,
  sample: readonly PreparedSeries[],
  shape: PanelShape,
  deps: ForecastDependencies,
): Promise<{ readonly lessons: Lessons; readonly series: readonly SeriesForecast[] }> {
  const m = SEASON_LENGTH[task.frequency]
  const paths = await runContenders(sample, task, m, quantileGrid(task.quantiles), deps, { shape })
  const { series, lessons } = blendContenders(task, sample, paths, {}, deps.isScored)
  return { series, lessons: { ...lessons, shape } }
}

/** Forecasts series by what the panel's sample has shown. */
export async function applyLessons(
  task: SharedTask,
  lessons: Lessons,
  prepared: readonly PreparedSeries[],
  deps: ForecastDependencies,
): Promise<readonly SeriesForecast[]> {
  const m = SEASON_LENGTH[task.frequency]
  const { shape, usualSigma } = lessons
  const taught = { usualSigma, contenders: weightedContenders(lessons) }
  const paths = await runContenders(prepared, task, m, quantileGrid(task.quantiles), deps, { shape, taught })
  return blendContenders(task, prepared, paths, lessons, deps.isScored).series
}

/**
 * The part of a forecast after the contenders have run: weights, coherence, calibration, scores.
 *
 * @param taught weights, factors or both that take the place of the series' own: a sample's, or fixed ones to compare with
 */
export function blendContenders(
  task: SharedTask,
  prepared: readonly PreparedSeries[],
  paths: PanelPaths,
  taught: Partial<Lessons> = {},
  isScored = true,
): Omit<PanelForecast, 'backend'> & { readonly lessons: Omit<Lessons, 'shape'> } {
  const m = SEASON_LENGTH[task.frequency]
  const grid = quantileGrid(task.quantiles)
  const scores = gridScores(grid)
  const ids = prepared.map((p) => p.id)
  const structure = task.hierarchy ? readStructure(ids, task.hierarchy) : null
  const earned = taught.weights
    ? passOnWeights(taught.weights, paths)
    : earnWeights(collectErrors(paths, prepared, m), paths, m)
  const blendWith = (weights: EarnedWeights) => {
    const blended = blendPanel(paths, weights, scores)
    return { blended, ...coherentMeans(structure, prepared, paths, blended) }
  }
  const first = blendWith(earned)
  const verdicts = task.measures ? ladderVerdicts(task.measures, prepared, paths, first.means) : null
  const winnerOf = (series: number): string | undefined => {
    const measure = task.measures?.get(ids[series]!) ?? ''
    const verdict = verdicts?.get(measure)
    const winner = verdict?.exceptions.get(ids[series]!) ?? verdict?.published ?? taughtWinner(series, measure)
    return winner === COMBINATION ? undefined : winner
  }
  /** Each origin's blend is stretched by what the errors of the other groups of origins say. */
  const scorer = (): ((series: number, p: PreparedSeries) => readonly ContenderScore[]) => {
    const folds = Array.from({ length: FOLDS }, (_, f) =>
      calibrate(
        errors.filter((e) => e.origin % FOLDS !== f),
        grid,
        paths.horizon,
        ownScale,
      ),
    )
    const without = paths.back.map((_, o) => folds[o % FOLDS]!)
    const context: ScoringContext = { paths, blended, means, grid, scores, ownScale, without }
    return (i, p) => scoreContenders(i, p, m, context)
  }
  /** A sample's verdict holds for a series outside it whose history the benchmark can be run on. */
  const taughtWinner = (series: number, measure: string): string | undefined => {
    const winner = taught.published?.[measure]
    const path = paths.forecasts[series]!.at(-1)!.mean[paths.contenders.indexOf(winner ?? '')]
    return path?.every(Number.isFinite) ? winner : undefined
  }
  const isReplaced = ids.some((_, series) => winnerOf(series) !== undefined)
  const published = isReplaced ? withWinners(earned, paths, winnerOf) : earned
  const { blended, means, method } = isReplaced ? blendWith(published) : first
  const errors = collectCalibrationErrors(paths, prepared, blended, means)
  const ownScale = taught.calibration
    ? new Float64Array(prepared.length).fill(1)
    : seriesScales(errors, grid, prepared.length)
  const calibration = taught.calibration ?? calibrate(errors, grid, paths.horizon, ownScale)
  const score = isScored ? scorer() : () => []
  const inHierarchy = new Set(structure?.nodes)
  const withheld = (calibration.counts[0] ?? 0) < errorsNeeded(0.8)

  const thirds = thirdsOf(task.horizon)
  const pooled = stretchOf(calibration, task.horizon)
  const series = prepared.map((p, i): SeriesForecast => {
    const final = means[i]!.at(-1)!
    const steps = blended[i]!.at(-1)!
    const mean = new Float64Array(task.horizon)
    const quantiles = task.quantiles.map(() => new Float64Array(task.horizon))
    for (let h = 0; h < task.horizon; h++) {
      const step = h + p.lead
      const centre = p.nonNegative ? Math.max(0, final[step]!) : final[step]!
      mean[h] = centre * p.scale
      const values = spreadOut(centre, steps[step]!.offsets, ownScale[i]!, calibration, step, p.nonNegative)
      task.quantiles.forEach((q, j) => {
        quantiles[j]![h] = values[gridPosition(grid, q)]! * p.scale
      })
    }
    return {
      id: p.id,
      start: p.lastObserved + 1,
      mean,
      quantiles,
      weights: published.reported(i),
      thirds: thirds.map(([from, to]) => ({
        from: from + 1,
        to,
        weights: published.reported(i, p.lead + from, p.lead + to),
      })),
      stretch: { own: ownScale[i]!, ...pooled },
      window: { from: p.from, to: p.from + p.y.length - 1 },
      breaksObeyed: p.breaksObeyed,
      calibration: describeCalibration(calibration, task.horizon),
      intervalsWithheld: withheld,
      scores: score(i, p),
      notes: notesOf(p, inHierarchy.has(i) ? method : null, paths.mended[i]!, task.frequency),
      published: winnerOf(i) ?? COMBINATION,
    }
  })
  return {
    series,
    incoherence: incoherenceOf(structure, series),
    lessons: {
      weights: earned.panel,
      calibration,
      usualSigma: paths.usualSigma,
      published: Object.fromEntries([...(verdicts ?? [])].map(([measure, verdict]) => [measure, verdict.published])),
    },
  }
}

/** First step, 0-based, and step after the last of each third; fewer where the horizon is shorter than three. */
function thirdsOf(horizon: number): (readonly [number, number])[] {
  const parts = Math.min(3, horizon)
  return Array.from({ length: parts }, (_, k) => [
    Math.round((k * horizon) / parts),
    Math.round(((k + 1) * horizon) / parts),
  ])
}

function stretchOf({ factors, counts, grid }: Calibration, horizon: number): Omit<Stretch, 'own'> {
  const at = (p: number) => factors.slice(0, horizon).map((f) => f[gridPosition(grid, p)]!)
  return { level80: at(0.9), level95: at(0.975), errors: counts.slice(0, horizon) }
}

const RECONCILED_BY: Readonly<Record<Reconciler['method'], string>> = {
  ols: 'ordinary least squares, clearly the best in the backtest',
  structural: 'least squares weighted by the number of leaves, clearly the best in the backtest',
  variance: 'least squares weighted by error variances, clearly the best in the backtest',
  mint: 'minimum trace with a shrunk error covariance, clearly the best in the backtest',
  average: 'the mean of variance-weighted and minimum-trace least squares',
  'bottom-up': 'summing the lowest level, since errors are too few to weigh the levels',
}

function notesOf(
  p: PreparedSeries,
  method: Reconciler['method'] | null,
  { pulses, shifts }: Shocks,
  frequency: SeasonalFrequency,
): string[] {
  const notes = [...p.notes]
  const period = (position: number): string => formatPeriod(p.from + position, frequency)
  for (const [from, to] of pulses)
    notes.push(`A shock from ${period(from)} to ${period(to - 1)} was bridged in the history the models saw.`)
  for (const at of shifts)
    notes.push(`A lasting jump at ${period(at)} was found: earlier values were moved to the new level for the models.`)
  if (p.lead > 0) notes.push(`The last ${p.lead} observations are withheld by a break; the forecast bridges them.`)
  if (p.y.length <= TOO_SHORT)
    notes.push(`Only ${p.y.length} usable observations: the last value is carried on, with intervals widened by half.`)
  if (method) notes.push(`Reconciled by ${RECONCILED_BY[method]}.`)
  return notes
}
