import { rename, rm, writeFile } from 'node:fs/promises'
import { AppError } from '../domain/errors.ts'
import { SEASON_LENGTH, type SeasonalFrequency } from '../domain/period.ts'
import { BACKTEST_SERIES, type PanelShape } from '../forecast/backtest/run-contenders.ts'
import { checkShared } from '../forecast/check-task.ts'
import {
  applyLessons,
  type ForecastDependencies,
  forecastPanel,
  learnFromSample,
  sampleOf,
} from '../forecast/engine.ts'
import { readLessons, writeLessons } from '../forecast/lessons.ts'
import { openContenderPool } from '../forecast/parallel/contender-pool.ts'
import { type PreparedSeries, prepareSeries } from '../forecast/prepare/prepare-series.ts'
import type { PanelSeries, SharedTask } from '../forecast/types.ts'
import { type AskedQuantiles, forecastRows, headingRow, readQuantiles } from './panel-file/forecast-rows.ts'
import { discardJournal, type Journal, openJournal } from './panel-file/journal.ts'
import { type OpenPanel, openPanel } from './panel-file/open-panel.ts'
import { readHierarchy } from './panel-file/read-hierarchy.ts'
import type { Report } from './progress.ts'

export interface ForecastFileOptions {
  /** CSV with `series_id,period,value`, `unique_id,ds,y` or `series_id,date,value`; `.gz` is read as gzip. */
  readonly input: string
  readonly frequency: SeasonalFrequency
  readonly horizon: number
  /** As written by the caller, so that the columns bear the same text: `['0.1', '0.5', '0.9']`. */
  readonly quantiles: readonly string[]
  readonly seed: number
  readonly output: string
  /** CSV with at least `series_id,parent`; an empty parent is the root. */
  readonly hierarchy?: string
  /** Go on with an interrupted run of the same input and options. */
  readonly resume?: boolean
}

export interface ForecastFileDependencies extends Omit<ForecastDependencies, 'progress' | 'pool'> {
  readonly report?: Report
  /** Version of the program, for the journal; forecasts of two versions are never mixed in one file. */
  readonly version?: string
  /** Series forecast and written at a time; the numbers do not depend on it. Default 1000. */
  readonly batchSeries?: number
}

export interface ForecastFileReport {
  readonly series: number
  readonly rows: number
  readonly backend: string
  readonly incoherence: number
}

const BATCH_SERIES = 1000
/** A hierarchy is reconciled by matrices of its size squared; beyond this many series they take hours and gigabytes. */
const HIERARCHY_SERIES = 5000

/**
 * Forecasts the series of a CSV file into a CSV file: `series_id,period,mean,q<q1>,...`, one row per series and period.
 * The output appears whole or not at all (written beside, then renamed).
 *
 * Up to `BACKTEST_SERIES` series, and with a hierarchy, the panel is forecast in one go. A larger one is read, forecast and
 * written in batches of bounded memory: an even sample is backtested first, and what it shows is applied to all. Such a run
 * can be interrupted and gone on with.
 *
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID (columns), INVALID_INPUT (a value or period, with its line),
 *         TOO_LARGE (hierarchy), INTERRUPTED, and whatever the engine throws; an error about a series names it
 */
export async function forecastFile(
  options: ForecastFileOptions,
  deps: ForecastFileDependencies = {},
): Promise<ForecastFileReport> {
  const quantiles = readQuantiles(options.quantiles)
  const hierarchy = options.hierarchy ? await readHierarchy(options.hierarchy) : undefined
  const { frequency, horizon, seed } = options
  const task: SharedTask = { frequency, horizon, quantiles: quantiles.values, seed, hierarchy }
  checkShared(task)
  const { signal, report } = deps
  const panel = await openPanel(options.input, frequency, { signal, onShare: (share) => report?.(share, 'reading') })
  try {
    const run = { options, task, quantiles, panel, deps }
    const inOneGo = hierarchy !== undefined || panel.ids.length <= (deps.backtestSeries ?? BACKTEST_SERIES)
    return await (inOneGo ? forecastWhole(run) : forecastInBatches(run))
  } finally {
    await panel.close()
  }
}

interface Run {
  readonly options: ForecastFileOptions
  readonly task: SharedTask
  readonly quantiles: AskedQuantiles
  readonly panel: OpenPanel
  readonly deps: ForecastFileDependencies
}

async function forecastWhole({ options, task, quantiles, panel, deps }: Run): Promise<ForecastFileReport> {
  const count = panel.ids.length
  if (count > HIERARCHY_SERIES && task.hierarchy) {
    throw new AppError(
      'TOO_LARGE',
      `The panel has ${count} series; with a hierarchy at most ${HIERARCHY_SERIES} are forecast together. Leave out --hierarchy, or cut the panel at branches of the hierarchy and forecast each.`,
      { count, most: HIERARCHY_SERIES },
    )
  }
  const { report, ...rest } = deps
  const progress = (done: number, total: number, stage: string) => report?.(done / Math.max(1, total), stage)
  const result = await forecastPanel(
    { ...task, panel: await panel.read(0, count) },
    { ...rest, progress, isScored: false },
  )
  const rows = result.series.map((s) => forecastRows(s, task.frequency, quantiles))
  const { output } = options
  const beside = `${output}.${process.pid}.tmp`
  try {
    await writeFile(beside, [headingRow(quantiles), ...rows])
    await rename(beside, output)
  } catch (cause) {
    await rm(beside, { force: true })
    throw new AppError(
      'FILE_NOT_READABLE',
      `Cannot write ${output}: ${(cause as Error).message}`,
      { output },
      { cause },
    )
  }
  const { backend, incoherence } = result
  return { series: count, rows: count * task.horizon, backend, incoherence }
}

async function forecastInBatches(run: Run): Promise<ForecastFileReport> {
  const { options, task, quantiles, panel, deps } = run
  const count = panel.ids.length
  const identity = {
    input: panel.sha256,
    frequency: task.frequency,
    horizon: task.horizon,
    quantiles: quantiles.texts.join(','),
    seed: task.seed,
    sample: deps.backtestSeries ?? BACKTEST_SERIES,
    network: deps.neural?.version ?? null,
    backend: deps.neural?.backend ?? null,
    version: deps.version ?? null,
  }
  const journal = await openJournal(options.output, identity, headingRow(quantiles), options.resume ?? false)
  const pool = openContenderPool(deps.threads ?? 1)
  const reached = { done: journal.done, learnt: journal.learnt !== null }
  try {
    await runBatches(run, journal, { ...deps, pool, isScored: false }, reached)
    await journal.finish()
  } catch (error) {
    await journal.suspend()
    if (!reached.learnt) await discardJournal(options.output)
    if (!deps.signal?.aborted) throw error
    throw new AppError(
      'INTERRUPTED',
      reached.learnt
        ? `Stopped after ${reached.done} of ${count} series; ${options.output} was not written. The same command with --resume goes on from there.`
        : `Stopped before the first batch; ${options.output} was not written.`,
      reached,
      { cause: error },
    )
  } finally {
    await pool.close()
  }
  return { series: count, rows: count * task.horizon, backend: deps.neural?.backend ?? 'none', incoherence: 0 }
}

async function runBatches(
  { task, quantiles, panel, deps: { report, batchSeries = BATCH_SERIES } }: Run,
  journal: Journal,
  deps: ForecastDependencies,
  reached: { done: number; learnt: boolean },
): Promise<void> {
  const count = panel.ids.length
  const isSampled = sampleOf(count, deps.backtestSeries)
  const m = SEASON_LENGTH[task.frequency]
  const prepare = (series: readonly PanelSeries[]): PreparedSeries[] => series.map((s) => prepareSeries(s, m))
  let { learnt } = journal
  if (!learnt) {
    const positions = panel.ids.map((_, i) => i).filter(isSampled)
    const sample: PreparedSeries[] = []
    for (const i of positions) sample.push(...prepare(await panel.read(i, i + 1)))
    // the register of breaks is not part of a file, so no end is withheld
    const shape: PanelShape = { longest: panel.longest, lead: 0 }
    const progress = (done: number, total: number) => report?.(done / total, 'backtest of a sample')
    const { lessons, series } = await learnFromSample(task, sample, shape, { ...deps, progress })
    const rows = series.map((s) => forecastRows(s, task.frequency, quantiles))
    learnt = {
      lessons: writeLessons(lessons),
      sampled: Object.fromEntries(positions.map((i, k) => [String(i), rows[k]!])),
    }
    await journal.learn(learnt)
  }
  reached.learnt = true
  const { sampled } = learnt
  const lessons = readLessons(learnt.lessons)
  const forecast = async (from: number, to: number): Promise<string> => {
    const all = await panel.read(from, to)
    const others = prepare(all.filter((_, k) => !isSampled(from + k)))
    const series = others.length > 0 ? await applyLessons(task, lessons, others, deps) : []
    let next = 0
    return all
      .map((_, k) =>
        isSampled(from + k) ? sampled[String(from + k)]! : forecastRows(series[next++]!, task.frequency, quantiles),
      )
      .join('')
  }
  // One batch ahead of the one that is being written, so that no thread waits.
  const start = (from: number): Promise<string> | null => {
    if (from >= count) return null
    const batch = forecast(from, Math.min(count, from + batchSeries))
    batch.catch(() => {})
    return batch
  }
  let ahead = start(journal.done)
  for (let from = journal.done; from < count; from += batchSeries) {
    deps.signal?.throwIfAborted()
    const batch = ahead!
    ahead = start(from + batchSeries)
    const done = Math.min(count, from + batchSeries)
    await journal.commit(await batch, done)
    reached.done = done
    report?.(done / count, 'forecasting', `${done}/${count}`)
  }
}
