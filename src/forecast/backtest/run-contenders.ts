import { SEASON_LENGTH } from '../../domain/period.ts'
import { type NetworkOnGrid, networkOnGrid, type OriginForecasts } from '../combine/blend.ts'
import type { ForecastDependencies } from '../engine.ts'
import { LADDER, NETWORK, priorFor, SHARE } from '../ladder.ts'
import { evaluatePanel } from '../parallel/contender-pool.ts'
import { type History, historyAt } from '../prepare/history.ts'
import { observedValues, type PreparedSeries } from '../prepare/prepare-series.ts'
import type { Shocks } from '../prepare/shocks.ts'
import type { SharedTask } from '../types.ts'
import type { SeriesJob, SeriesPaths } from './evaluate-series.ts'
import { minimumTraining, planOrigins } from './origins.ts'
import { priorPath, rootsOf, type ShareJob, shareJobs, sharePath } from './share-paths.ts'

/** Forecasts of every contender for every series at every origin. */
export interface PanelPaths {
  /** Steps of the final forecast, withheld ends included. */
  readonly horizon: number
  /** Names, the network last where it runs, before it the share of the whole where there is a hierarchy. */
  readonly contenders: readonly string[]
  /** Calendar periods before the common end of each backtest origin, oldest first. */
  readonly back: readonly number[]
  /** [N][O + 1]; null where a series is too short for an origin; the last is the final forecast. */
  readonly forecasts: readonly (readonly (OriginForecasts | null)[])[]
  /** [N] one-step errors at the first origin and at the last. */
  readonly residuals: readonly (readonly [Float64Array, Float64Array])[]
  /** [N] shocks taken out of what the contenders of the final forecast saw. */
  readonly mended: readonly Shocks[]
  /** [N] names of the contenders the series was long enough for. */
  readonly contendersOf: readonly (readonly string[])[]
  /** Relative one-step spread that stands in for that of a series too short to show one. */
  readonly usualSigma: number
}

/** What is common to all series of a panel, of which a run may see a part only. */
export interface PanelShape {
  /** Length of the longest series, withheld ends included. */
  readonly longest: number
  /** Longest withheld end. */
  readonly lead: number
}

export function shapeOf(prepared: readonly PreparedSeries[]): PanelShape {
  let longest = 0
  let lead = 0
  for (const p of prepared) {
    longest = Math.max(longest, p.y.length + p.lead)
    lead = Math.max(lead, p.lead)
  }
  return { longest, lead }
}

/** Up to this many observations only the last value is carried on. */
export const TOO_SHORT = 4
/** Width of the fallback against what the panel's own changes suggest. */
const SHORT_WIDENING = 1.5
/** Beyond this many series the backtest runs on an even sample; weights and factors are pooled anyway. */
export const BACKTEST_SERIES = 1500

/** What a panel is run by when it is a part of a larger one: the whole's shape, and what its sample has shown. */
export interface PartOfPanel {
  readonly shape: PanelShape
  /** Given, no backtest is run: the final forecasts alone, of the contenders that have weight. */
  readonly taught?: { readonly usualSigma: number; readonly contenders: readonly string[] }
}

/** Runs the ladder and the network over the panel's origins; the final forecasts come last in each row. */
export async function runContenders(
  prepared: readonly PreparedSeries[],
  task: SharedTask,
  m: number,
  grid: readonly number[],
  deps: ForecastDependencies,
  part: PartOfPanel = { shape: shapeOf(prepared) },
): Promise<PanelPaths> {
  const horizon = task.horizon + part.shape.lead
  const { back } = planOrigins(part.shape.longest, m, task.horizon)
  const stride = Math.ceil(prepared.length / (deps.backtestSeries ?? BACKTEST_SERIES))
  const isBacktested = (i: number): boolean => part.taught === undefined && i % stride === 0
  const ownBack = prepared.map((p, i) =>
    isBacktested(i) ? back.map((b) => b - p.lead).filter((b) => b > 0 && canBeOrigin(p, b, m)) : [],
  )
  const wanted = part.taught?.contenders ?? LADDER.map((c) => c.name)
  const contendersOf = prepared.map((p) => (p.y.length <= TOO_SHORT ? ['naive'] : wanted))
  const jobs = prepared.map(
    (p, i): SeriesJob => ({
      y: observedValues(p),
      m,
      horizon,
      scored: horizon,
      back: ownBack[i]!,
      contenders: contendersOf[i]!,
      levels: p.levels,
    }),
  )
  const evaluate = deps.pool?.evaluate ?? evaluatePanel
  // the network runs in this thread while the ladder runs in the others
  const [results, network] = await Promise.all([
    evaluate(jobs, {
      threads: deps.threads ?? 1,
      signal: deps.signal,
      onDone: (done) => deps.progress?.(done, jobs.length, 'contenders'),
    }),
    deps.neural ? runNetwork(prepared, ownBack, horizon, task, grid, deps) : null,
  ])
  const usualSigma = part.taught?.usualSigma ?? usualSigmaOf(results, prepared)
  widenShort(results, prepared, usualSigma)
  const names = LADDER.map((c) => c.name)
  const contenders = network ? [...names, NETWORK] : names
  const forecasts = results.map((result, i) => {
    const { lead } = prepared[i]!
    const own = ownBack[i]!
    const at = [...back.map((b) => own.indexOf(b - lead)), own.length]
    return at.map((k) =>
      k < 0 ? null : assemble(result, k, contendersOf[i]!, network?.[i]?.[k] ?? null, network !== null),
    )
  })
  const ladder: PanelPaths = {
    horizon,
    contenders,
    back,
    contendersOf,
    residuals: results.map((r) => r.residuals),
    mended: results.map((r) => r.mended),
    usualSigma,
    forecasts,
  }
  if (!task.hierarchy) return ladder
  const roots = rootsOf(
    prepared.map((p) => p.id),
    task.hierarchy,
  )
  const shares = shareJobs(prepared, roots, ownBack, m, horizon)
  const paths = await evaluate(
    shares.map(({ job }) => job),
    { threads: deps.threads ?? 1, signal: deps.signal, onDone: () => {} },
  )
  return withShares(ladder, prepared, shares, paths, m)
}

/** A history long enough that ends in an observed value: a gap open at the origin could only be filled from its future. */
function canBeOrigin({ y, observed }: PreparedSeries, back: number, m: number): boolean {
  return y.length - back >= minimumTraining(m) && observed[y.length - back - 1]!
}

/** Adds the share of the whole to the contenders of a hierarchy, before the network, which stays last. */
export function withShares(
  ladder: PanelPaths,
  prepared: readonly PreparedSeries[],
  shares: readonly ShareJob[],
  paths: readonly SeriesPaths[],
  m: number,
): PanelPaths {
  const position = ladder.contenders.includes(NETWORK) ? ladder.contenders.length - 1 : ladder.contenders.length
  const insert = <T>(list: readonly T[], value: T): T[] => [...list.slice(0, position), value, ...list.slice(position)]
  const jobOf = new Map(shares.map((share, k) => [share.series, k]))
  const { [SHARE]: _, ...members } = priorFor(m, ladder.back.length)
  const forecasts = ladder.forecasts.map((origins, i) => {
    const k = jobOf.get(i)
    return origins.map((own, o) => {
      if (!own) return null
      const none = new Float64Array(own.mean[0]!.length).fill(Number.NaN)
      const path = k === undefined ? null : shareAt(shares[k]!, paths[k]!, o)
      return {
        ...own,
        mean: insert(own.mean, path?.mean ?? none),
        sigma: insert(own.sigma, path?.sigma ?? none),
      }
    })
  })
  return { ...ladder, contenders: insert(ladder.contenders, SHARE), forecasts }

  function shareAt(
    share: ShareJob,
    result: SeriesPaths,
    o: number,
  ): { mean: Float64Array; sigma: Float64Array } | null {
    const { lead } = prepared[share.series]!
    const whole = ladder.forecasts[share.root]![o]
    const at = o === ladder.back.length ? share.job.back.length : share.job.back.indexOf(ladder.back[o]! - lead)
    if (!whole || at < 0) return null
    return sharePath(result, at, priorPath(whole, ladder.contenders, members))
  }
}

/** Lines the contenders up under the common list of names, NaN where one did not run. */
function assemble(
  result: SeriesPaths,
  at: number,
  ran: readonly string[],
  network: NetworkOnGrid | null,
  withNetwork: boolean,
): OriginForecasts {
  const steps = result.mean[at]![0]!.length
  const none = new Float64Array(steps).fill(Number.NaN)
  const mean = LADDER.map((c) => result.mean[at]![ran.indexOf(c.name)] ?? none)
  const sigma = LADDER.map((c) => result.sigma[at]![ran.indexOf(c.name)] ?? none)
  if (!withNetwork) return { mean, sigma, network: null }
  return {
    mean: [...mean, network?.median.slice(0, steps) ?? none],
    sigma: [...sigma, none],
    network: network?.offsets ?? null,
  }
}

async function runNetwork(
  prepared: readonly PreparedSeries[],
  ownBack: readonly (readonly number[])[],
  horizon: number,
  task: SharedTask,
  grid: readonly number[],
  deps: ForecastDependencies,
): Promise<(NetworkOnGrid | null)[][]> {
  const neural = deps.neural!
  const windows: History[] = []
  const owner: (readonly [series: number, at: number])[] = []
  prepared.forEach((p, i) => {
    if (p.y.length <= TOO_SHORT) return
    const y = observedValues(p)
    ;[...ownBack[i]!, 0].forEach((b, at) => {
      windows.push(historyAt(y, b, SEASON_LENGTH[task.frequency], p.levels))
      owner.push([i, at])
    })
  })
  const out: (NetworkOnGrid | null)[][] = prepared.map(() => [])
  const batch = 2048
  const onGrid = networkOnGrid(neural.levels, horizon, grid)
  for (let from = 0; from < windows.length; from += batch) {
    deps.signal?.throwIfAborted()
    const some = windows.slice(from, from + batch)
    const quantiles = await neural.forecast(
      some.map(({ y }) => y),
      task.frequency,
      horizon,
    )
    quantiles.forEach((q, k) => {
      const [i, at] = owner[from + k]!
      const { y, ratio, shift } = some[k]!
      const moved = y.every((v) => v === y[0])
        ? q.fill(y[0]! * ratio + shift)
        : ratio === 1 && shift === 0
          ? q
          : q.map((v) => v * ratio + shift)
      out[i]![at] = onGrid(moved)
    })
  }
  return out
}

/** Median one-step spread of the naive forecast over the series long enough to show one. */
function usualSigmaOf(results: readonly SeriesPaths[], prepared: readonly PreparedSeries[]): number {
  const usual = results
    .filter((_, i) => prepared[i]!.y.length > TOO_SHORT)
    .map((r) => r.sigma.at(-1)![0]![0]!)
    .filter((s) => s >= 0)
    .sort((a, b) => a - b)
  return usual.length > 0 ? usual[usual.length >> 1]! : NO_PANEL_SIGMA
}

/** Series of four observations or fewer get the spread the panel's own one-step changes suggest, widened by half. */
function widenShort(results: readonly SeriesPaths[], prepared: readonly PreparedSeries[], usual: number): void {
  results.forEach((r, i) => {
    if (prepared[i]!.y.length > TOO_SHORT) return
    const sigma = r.sigma.at(-1)![0]!
    const one = SHORT_WIDENING * Math.max(usual, sigma[0]!)
    for (let h = 0; h < sigma.length; h++) sigma[h] = one * Math.sqrt(h + 1)
  })
}

/** Relative one-step spread assumed when every series of the panel is too short to show one. */
const NO_PANEL_SIGMA = 0.1
