import type { OriginForecasts } from '../combine/blend.ts'
import type { Prior } from '../ladder.ts'
import type { Levels } from '../prepare/history.ts'
import { observedValues, type PreparedSeries } from '../prepare/prepare-series.ts'
import type { Hierarchy } from '../types.ts'
import type { SeriesJob, SeriesPaths } from './evaluate-series.ts'
import { minimumTraining } from './origins.ts'

/** Models of the share; their mean is taken. */
const MODELS = ['theta', 'dotm'] as const

/** How one member of a composition is put through the models: its ratio to its root. */
export interface ShareJob {
  readonly series: number
  readonly root: number
  readonly job: SeriesJob
}

/** The top of each series' hierarchy, null for a root and for a series outside it. */
export function rootsOf(ids: readonly string[], hierarchy: Hierarchy): readonly (number | null)[] {
  const position = new Map(ids.map((id, i) => [id, i]))
  return ids.map((id) => {
    if (!hierarchy.has(id)) return null
    let top = id
    for (let steps = 0; hierarchy.has(top) && steps <= hierarchy.size; steps++) top = hierarchy.get(top)!
    return position.get(top) ?? null
  })
}

/**
 * Jobs for the shares of a composition: each member over its root, on the periods both have and up to the end both share.
 * A member without such a span, or whose root is not positive, gets none. Jumps of either by the register are jumps of the
 * share, and an origin before the last of them gets none.
 *
 * @param ownBack [N] periods before the end of each series at its backtest origins
 */
export function shareJobs(
  prepared: readonly PreparedSeries[],
  roots: readonly (number | null)[],
  ownBack: readonly (readonly number[])[],
  m: number,
  horizon: number,
): ShareJob[] {
  return prepared.flatMap((p, series) => {
    const root = roots[series]!
    if (root === null || root === series) return []
    const whole = prepared[root]!
    const length = Math.min(p.y.length, whole.y.length)
    if (p.lastObserved !== whole.lastObserved || p.lead !== whole.lead || length < minimumTraining(m)) return []
    const ratioOf = (of: (s: PreparedSeries) => Float64Array): Float64Array => {
      const total = of(whole).subarray(whole.y.length - length)
      return of(p)
        .subarray(p.y.length - length)
        .map((v, t) => v / total[t]!)
    }
    const y = ratioOf(observedValues)
    if (whole.y.subarray(whole.y.length - length).some((v) => v <= 0)) return []
    if (Number.isNaN(y[0]!) || Number.isNaN(y.at(-1)!) || y.every((v) => !(Math.abs(v) > 0))) return []
    const levels = jumpsOf(p, whole, length, ratioOf)
    const known = levels?.breaks.at(-1)?.position ?? 0
    const back = ownBack[series]!.filter(
      (b) => length - b >= Math.max(minimumTraining(m), known + 1) && !Number.isNaN(y[length - b - 1]!),
    )
    return [{ series, root, job: { y, m, horizon, scored: horizon, back, contenders: MODELS, levels, isShare: true } }]
  })
}

/** Jumps of the last `length` shares: those of the member, and the inverse of those of the root. */
function jumpsOf(
  member: PreparedSeries,
  root: PreparedSeries,
  length: number,
  ratioOf: (of: (s: PreparedSeries) => Float64Array) => Float64Array,
): Levels | null {
  const jumps = [member, root].flatMap((s) =>
    (s.levels?.breaks ?? []).map((b) => ({
      ...b,
      position: b.position - (s.y.length - length),
      parameter: b.parameter === null ? null : s === root ? 1 / b.parameter : b.parameter,
    })),
  )
  const breaks = jumps.filter((b) => b.position > 0 && b.position < length).sort((a, b) => a.position - b.position)
  if (breaks.length === 0) return null
  return { published: ratioOf((s) => s.levels?.published ?? observedValues(s)), breaks, moves: [] }
}

/**
 * A member's path: its share's, as Theta and the dynamic Theta continue it, times the path of its root.
 *
 *     mean_h  = exp(logRatio_h) * R_h,   sigma_h = mean_h * sqrt(s_h^2 + (S_h / R_h)^2)
 *
 * logRatio is the mean of the two models on log(member / root), s its spread; R and S are the mean and spread of the root.
 * Theta halves the trend of a share, which draws the growth of the member towards the growth of the whole.
 *
 * @param whole mean and spread of the root at the same origin, in units of its own scale, as the share's are
 * @see Gross & Sohl (1990), J. Forecasting 9, 233-254 (top-down); Aitchison (1986), The Statistical Analysis of Compositional
 *      Data, chapter 6 (log-ratios); Athanasopoulos, Ahmed & Hyndman (2009), Int. J. Forecasting 25, 146-166 (forecast proportions)
 */
export function sharePath(
  paths: SeriesPaths,
  at: number,
  whole: { readonly mean: Float64Array; readonly sigma: Float64Array },
): { readonly mean: Float64Array; readonly sigma: Float64Array } {
  const steps = Math.min(paths.mean[at]![0]!.length, whole.mean.length)
  const { isLog, scale } = paths.units[at]!
  const mean = new Float64Array(steps)
  const sigma = new Float64Array(steps)
  for (let h = 0; h < steps; h++) {
    let centre = 0
    let spread = 0
    for (let k = 0; k < MODELS.length; k++) {
      centre += paths.mean[at]![k]![h]! / MODELS.length
      spread += paths.sigma[at]![k]![h]! / MODELS.length
    }
    const part = scale * (isLog ? Math.exp(centre + 1) : centre)
    const relative = isLog ? spread : (scale * spread) / Math.max(Math.abs(part), 1e-9)
    mean[h] = part * whole.mean[h]!
    sigma[h] = Math.abs(mean[h]!) * Math.hypot(relative, whole.sigma[h]! / Math.max(Math.abs(whole.mean[h]!), 1e-9))
  }
  return { mean, sigma }
}

/** Mean of the contenders by the parts given, the stand-in for a blend before weights are earned; spreads of those that state one. */
export function priorPath(
  forecasts: OriginForecasts,
  contenders: readonly string[],
  parts: Prior,
): { readonly mean: Float64Array; readonly sigma: Float64Array } {
  const steps = forecasts.mean[0]!.length
  const mean = new Float64Array(steps)
  const sigma = new Float64Array(steps)
  for (let h = 0; h < steps; h++) {
    let [total, spreads] = [0, 0]
    for (const [name, part] of Object.entries(parts)) {
      const c = contenders.indexOf(name)
      const value = c < 0 ? Number.NaN : forecasts.mean[c]![h]!
      if (Number.isNaN(value)) continue
      mean[h]! += part * value
      total += part
      if (Number.isNaN(forecasts.sigma[c]![h]!)) continue
      sigma[h]! += part * forecasts.sigma[c]![h]!
      spreads += part
    }
    mean[h] = total > 0 ? mean[h]! / total : Number.NaN
    sigma[h] = spreads > 0 ? sigma[h]! / spreads : Number.NaN
  }
  return { mean, sigma }
}
