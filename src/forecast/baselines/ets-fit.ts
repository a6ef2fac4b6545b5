import { fitLine } from '../numerics/least-squares.ts'
import { nelderMead } from '../numerics/nelder-mead.ts'
import { decompose } from '../prepare/season.ts'
import { type EtsForm, type EtsParameters, type EtsState, etsFilter } from './ets-filter.ts'

/** A fitted form: parameters, state at the end of the series, spread of the one-step errors (relative for error M). */
export interface EtsFit {
  readonly form: EtsForm
  readonly parameters: EtsParameters
  readonly state: EtsState
  readonly sigma: number
  readonly aicc: number
  /** [T] one-step errors in the unit of the series. */
  readonly residuals: Float64Array
  /** Parameters in the unbounded scale of the search: the start of a later fit. */
  readonly position: Float64Array
}

/** Below this length the first level and growth are estimated with the parameters; above, they hardly matter. */
const SHORT = 60
const PHI_LOW = 0.8
const PHI_HIGH = 0.98

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** Number of smoothing parameters of a form. */
function parameterCount(form: EtsForm): number {
  return 1 + (form.trend === 'N' ? 0 : 1) + (form.season === 'N' ? 0 : 1) + (form.trend === 'D' ? 1 : 0)
}

/** Unbounded search position -> parameters in the usual region 0 < beta < alpha < 1, 0 < gamma < 1 - alpha, 0.8 <= phi <= 0.98. */
function toParameters(form: EtsForm, x: Float64Array): EtsParameters {
  const alpha = 1e-4 + 0.9998 * logistic(x[0]!)
  let i = 1
  const beta = form.trend === 'N' ? 0 : alpha * logistic(x[i++]!)
  const gamma = form.season === 'N' ? 0 : (1 - alpha) * logistic(x[i++]!)
  const phi = form.trend === 'D' ? PHI_LOW + (PHI_HIGH - PHI_LOW) * logistic(x[i]!) : 1
  return { alpha, beta, gamma, phi }
}

/** First states by decomposition of the first years and a line through the first adjusted values. */
export function initialState(y: Float64Array, m: number, form: EtsForm): EtsState {
  let adjusted = y
  let season = new Float64Array(m)
  if (form.season !== 'N') {
    const years = Math.min(Math.floor(y.length / m), y.length > 8 * m ? 4 : 8)
    const part = decompose(y.subarray(0, years * m), m, form.season === 'A' ? 'additive' : 'multiplicative')
    season = part.index.slice()
    adjusted = part.adjusted
  }
  const head = adjusted.subarray(0, Math.max(10, 2 * m))
  if (form.trend === 'N') return { level: mean(head.subarray(0, Math.max(3, m))), growth: 0, season }
  const { level, slope } = fitLine(head)
  return { level: level - slope, growth: slope, season }
}

/**
 * Maximum-likelihood fit of one exponential-smoothing form.
 *
 * The season's first states come from a decomposition; the first level and growth are estimated too when T < 60.
 *
 * @param y     [T] finite; T >= 2m with a season
 * @param from  search position of an earlier fit of the same form
 * @param calls likelihood evaluations allowed
 * @returns null where the form is not defined on the series (a multiplicative form on values that are not positive)
 */
export function fitEts(y: Float64Array, m: number, form: EtsForm, calls: number, from?: Float64Array): EtsFit | null {
  const n = y.length
  const first = initialState(y, m, form)
  const smoothing = parameterCount(form)
  const short = n < SHORT
  const states = short ? (form.trend === 'N' ? 1 : 2) : 0
  const start = new Float64Array(smoothing + states)
  const step = new Float64Array(smoothing + states).fill(1)
  start[0] = short ? 0 : -0.5
  for (let i = 1; i < smoothing; i++) start[i] = -2
  if (form.trend === 'D') start[smoothing - 1] = 1
  if (from && from.length === smoothing) {
    start.set(from)
    step.fill(0.4)
  }
  const scale = spread(y)
  for (let i = 0; i < states; i++) step[smoothing + i] = i === 0 ? 0.5 : 0.1
  const work: EtsState = { level: 0, growth: 0, season: new Float64Array(m) }
  const load = (x: Float64Array): EtsParameters => {
    work.level = first.level + (states > 0 ? x[smoothing]! * scale : 0)
    work.growth = first.growth + (states > 1 ? x[smoothing + 1]! * scale : 0)
    work.season.set(first.season)
    return toParameters(form, x)
  }
  const best = nelderMead((x) => etsFilter(y, m, form, load(x), work), start, step, calls, 1e-7)
  if (!Number.isFinite(best.value)) return null
  const residuals = new Float64Array(n)
  const parameters = load(best.x)
  etsFilter(y, m, form, parameters, work, residuals)
  let sse = 0
  for (let t = 0; t < n; t++) sse += residuals[t]! ** 2
  const k = smoothing + (form.trend === 'N' ? 1 : 2) + (form.season === 'N' ? 0 : m - 1) + 1
  const free = n - k - 1
  return {
    form,
    parameters,
    state: { level: work.level, growth: work.growth, season: work.season },
    sigma: Math.sqrt(sse / Math.max(1, n - smoothing - states)),
    aicc: free > 0 ? best.value + 2 * k + (2 * k * (k + 1)) / free : Number.POSITIVE_INFINITY,
    residuals: form.error === 'M' ? residuals.map((e, t) => (y[t]! * e) / (1 + e)) : residuals,
    position: best.x.slice(0, smoothing),
  }
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

function spread(y: Float64Array): number {
  let sum = 0
  for (let t = 1; t < y.length; t++) sum += Math.abs(y[t]! - y[t - 1]!)
  return y.length > 1 ? sum / (y.length - 1) : 0
}
