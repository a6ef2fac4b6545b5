import type { PanelPaths } from '../backtest/run-contenders.ts'
import { priorFor } from '../ladder.ts'
import { seasonalScale } from '../metrics/scores.ts'
import { rowsOf } from '../numerics/rows.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import {
  type ErrorRow,
  logLosses,
  panelWeights,
  pooledLosses,
  seriesWeights,
  type WeightPlan,
  weightsAtStep,
} from './weights.ts'

/** Weights of the contenders for every series, origin and step. */
export interface EarnedWeights {
  /** [C] weights of series i at origin o (the last is the final forecast) and step. */
  readonly at: (series: number, origin: number, step: number) => Float64Array
  /** Mean weights over steps of the final forecast (default all), by name, summing to 1 over the contenders that ran. */
  readonly reported: (series: number, from?: number, to?: number) => Readonly<Record<string, number>>
  /** [bands][C] the panel's weights for a final forecast of a series without errors of its own. */
  readonly panel: readonly Float64Array[]
}

/** Evenly chosen series whose errors enter the panel's weights at most. */
const STACKED_SERIES = 400

/** Errors of all contenders at all origins, over the series' scale as known at its first origin. */
export function collectErrors(paths: PanelPaths, prepared: readonly PreparedSeries[], m: number): ErrorRow[] {
  const rows: ErrorRow[] = []
  prepared.forEach((p, i) => {
    const first = paths.forecasts[i]!.findIndex((f) => f !== null)
    if (first < 0 || first >= paths.back.length) return
    const scale = seasonalScale(p.y.subarray(0, p.y.length - (paths.back[first]! - p.lead)), m)
    if (!(scale > 0)) return
    paths.back.forEach((b, o) => {
      const forecasts = paths.forecasts[i]![o]
      if (!forecasts) return
      const end = p.y.length - (b - p.lead)
      const steps = forecasts.mean[0]!.length
      const room = rowsOf(steps, forecasts.mean.length)
      for (let step = 0; step < steps; step++) {
        if (!p.observed[end + step]) continue
        const errors = room[step]!
        forecasts.mean.forEach((path, c) => {
          errors[c] = (path[step]! - p.y[end + step]!) / scale
        })
        rows.push({ series: i, origin: o, step, knownBack: b - step - 1, errors })
      }
    })
  })
  return rows
}

/**
 * Weights for each origin from the outcomes known by then, and for the final forecast from all of them, so that the
 * blend's backtest scores are those of a blend that could have been made at the time.
 */
export function earnWeights(rows: readonly ErrorRow[], paths: PanelPaths, m: number): EarnedWeights {
  const count = paths.contenders.length
  const prior = priorFor(m, paths.back.length)
  const plan: WeightPlan = {
    bands: Math.min(3, paths.horizon),
    horizon: paths.horizon,
    prior: Float64Array.from(paths.contenders, (name) => prior[name] ?? 0),
    count,
  }
  const bySeries = new Map<number, ErrorRow[]>()
  for (const row of rows) {
    const list = bySeries.get(row.series)
    if (list) list.push(row)
    else bySeries.set(row.series, [row])
  }
  const stride = Math.ceil(bySeries.size / STACKED_SERIES)
  const stacked = [...bySeries.values()].filter((_, k) => k % stride === 0).flat()
  const bands = [...paths.back, 0].map((back) =>
    panelWeights(
      stacked.filter((r) => r.knownBack >= back),
      plan,
    ),
  )
  const pooled = [...paths.back, 0].map((back) =>
    pooledLosses(
      [...bySeries.values()].flatMap((list) => {
        const known = list.filter((r) => r.knownBack >= back)
        return known.length > 0 ? [logLosses(known, count)] : []
      }),
      count,
    ),
  )
  const bent = new Map<string, Float64Array[]>()
  const bandsOf = (series: number, origin: number): Float64Array[] => {
    const key = `${series}/${origin}`
    let found = bent.get(key)
    if (!found) {
      const back = paths.back[origin] ?? 0
      const known = (bySeries.get(series) ?? []).filter((r) => r.knownBack >= back)
      const origins = new Set(known.map((r) => r.origin)).size
      const own = logLosses(known, count)
      found = bands[origin]!.map((w) => seriesWeights(w, own, pooled[origin]!, origins))
      bent.set(key, found)
    }
    return found
  }
  return weightsOf(bandsOf, bands.at(-1)!, paths)
}

/** The weights a panel has earned, for series of it whose own backtest was not run. */
export function passOnWeights(panel: readonly Float64Array[], paths: PanelPaths): EarnedWeights {
  return weightsOf(() => panel, panel, paths)
}

function weightsOf(
  bandsOf: (series: number, origin: number) => readonly Float64Array[],
  panel: readonly Float64Array[],
  paths: PanelPaths,
): EarnedWeights {
  const count = paths.contenders.length
  const at = (series: number, origin: number, step: number) =>
    weightsAtStep(bandsOf(series, origin), step, paths.horizon)
  const reported = (series: number, from = 0, to = paths.horizon): Record<string, number> => {
    const final = paths.back.length
    const forecasts = paths.forecasts[series]![final]!
    const sums = new Float64Array(count)
    for (let step = from; step < to; step++) {
      const w = at(series, final, step).map((v, c) => (Number.isNaN(forecasts.mean[c]![step]!) ? 0 : v))
      const total = w.reduce((sum, v) => sum + v, 0)
      for (let c = 0; c < count; c++) sums[c]! += (total > 0 ? w[c]! / total : c === 0 ? 1 : 0) / (to - from)
    }
    return Object.fromEntries(paths.contenders.map((name, c) => [name, sums[c]!]))
  }
  return { at, reported, panel }
}
