import { networkOnGrid, type OriginForecasts } from '../combine/blend.ts'
import type { ForecastDependencies } from '../engine.ts'
import { LADDER, NETWORK } from '../ladder.ts'
import { evaluatePanel } from '../parallel/contender-pool.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import type { ForecastTask } from '../types.ts'
import type { SeriesJob, SeriesPaths } from './evaluate-series.ts'
import { minimumTraining, planOrigins } from './origins.ts'

/** Forecasts of every contender for every series at every origin. */
export interface PanelPaths {
  /** Steps of the final forecast, withheld ends included. */
  readonly horizon: number
  /** Names, the network last where it runs. */
  readonly contenders: readonly string[]
  /** Calendar periods before the common end of each backtest origin, oldest first. */
  readonly back: readonly number[]
  /** [N][O + 1]; null where a series is too short for an origin; the last is the final forecast. */
  readonly forecasts: readonly (readonly (OriginForecasts | null)[])[]
  /** [N] one-step errors at the first origin and at the last. */
  readonly residuals: readonly (readonly [Float64Array, Float64Array])[]
  /** [N] names of the contenders the series was long enough for. */
  readonly contendersOf: readonly (readonly string[])[]
}

/** Up to this many observations only the last value is carried on. */
export const TOO_SHORT = 4
/** Width of the fallback against what the panel's own changes suggest. */
const SHORT_WIDENING = 1.5
/** Beyond this many series the backtest runs on an even sample; weights and factors are pooled anyway. */
const BACKTEST_SERIES = 1500

/** Runs the ladder and the network over the panel's origins; the final forecasts come last in each row. */
export async function runContenders(
  prepared: readonly PreparedSeries[],
  task: ForecastTask,
  m: number,
  grid: readonly number[],
  deps: ForecastDependencies,
): Promise<PanelPaths> {
  const horizon = task.horizon + Math.max(...prepared.map((p) => p.lead))
  const longest = Math.max(...prepared.map((p) => p.y.length + p.lead))
  const { back } = planOrigins(longest, m, task.horizon)
  const stride = Math.ceil(prepared.length / BACKTEST_SERIES)
  const ownBack = prepared.map((p, i) =>
    i % stride === 0 ? back.map((b) => b - p.lead).filter((b) => b > 0 && p.y.length - b >= minimumTraining(m)) : [],
  )
  const contendersOf = prepared.map((p) => (p.y.length <= TOO_SHORT ? ['naive'] : LADDER.map((c) => c.name)))
  const jobs = prepared.map(
    (p, i): SeriesJob => ({ y: p.y, m, horizon, scored: horizon, back: ownBack[i]!, contenders: contendersOf[i]! }),
  )
  const results = await evaluatePanel(jobs, {
    threads: deps.threads ?? 1,
    signal: deps.signal,
    onDone: (done) => deps.progress?.(done, jobs.length, 'contenders'),
  })
  widenShort(results, prepared)
  const network = deps.neural ? await runNetwork(prepared, ownBack, horizon, task, grid, deps) : null
  const names = LADDER.map((c) => c.name)
  return {
    horizon,
    contenders: network ? [...names, NETWORK] : names,
    back,
    contendersOf,
    residuals: results.map((r) => r.residuals),
    forecasts: results.map((result, i) => {
      const { lead } = prepared[i]!
      const own = ownBack[i]!
      const at = [...back.map((b) => own.indexOf(b - lead)), own.length]
      return at.map((k) =>
        k < 0 ? null : assemble(result, k, contendersOf[i]!, network?.[i]?.[k] ?? null, network !== null),
      )
    }),
  }
}

/** Lines the contenders up under the common list of names, NaN where one did not run. */
function assemble(
  result: SeriesPaths,
  at: number,
  ran: readonly string[],
  network: ReturnType<typeof networkOnGrid> | null,
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
  task: ForecastTask,
  grid: readonly number[],
  deps: ForecastDependencies,
): Promise<(ReturnType<typeof networkOnGrid> | null)[][]> {
  const neural = deps.neural!
  const windows: Float64Array[] = []
  const owner: (readonly [series: number, at: number])[] = []
  prepared.forEach((p, i) => {
    if (p.y.length <= TOO_SHORT) return
    ;[...ownBack[i]!, 0].forEach((b, at) => {
      windows.push(p.y.subarray(0, p.y.length - b))
      owner.push([i, at])
    })
  })
  const out: (ReturnType<typeof networkOnGrid> | null)[][] = prepared.map(() => [])
  const batch = 2048
  for (let from = 0; from < windows.length; from += batch) {
    deps.signal?.throwIfAborted()
    const quantiles = await neural.forecast(windows.slice(from, from + batch), task.frequency, horizon)
    quantiles.forEach((q, k) => {
      const [i, at] = owner[from + k]!
      out[i]![at] = networkOnGrid(q, neural.levels, horizon, grid)
    })
    deps.progress?.(Math.min(windows.length, from + batch), windows.length, 'network')
  }
  return out
}

/** Series of four observations or fewer get the spread the panel's own one-step changes suggest, widened by half. */
function widenShort(results: readonly SeriesPaths[], prepared: readonly PreparedSeries[]): void {
  const usual = results
    .filter((_, i) => prepared[i]!.y.length > TOO_SHORT)
    .map((r) => r.sigma.at(-1)![0]![0]!)
    .filter((s) => s >= 0)
    .sort((a, b) => a - b)
  const typical = usual.length > 0 ? usual[usual.length >> 1]! : NO_PANEL_SIGMA
  results.forEach((r, i) => {
    if (prepared[i]!.y.length > TOO_SHORT) return
    const sigma = r.sigma.at(-1)![0]!
    const one = SHORT_WIDENING * Math.max(typical, sigma[0]!)
    for (let h = 0; h < sigma.length; h++) sigma[h] = one * Math.sqrt(h + 1)
  })
}

/** Relative one-step spread assumed when every series of the panel is too short to show one. */
const NO_PANEL_SIGMA = 0.1
