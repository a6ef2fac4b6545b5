import { fitLine, levenbergMarquardt } from '../numerics/least-squares.ts'
import { decompose } from '../prepare/season.ts'
import { type EtsForm, type EtsParameters, type EtsState, etsFilter } from './ets-filter.ts'

/** A fitted form: parameters, state at the end of the series, spread of the one-step errors (relative for error M). */
export interface EtsFit {
  readonly form: EtsForm
  readonly parameters: EtsParameters
  readonly state: EtsState
  readonly sigma: number
  readonly aicc: number
  /** AICc a few iterations into the search, by which a hopeless form is given up; -Infinity where it went on from an earlier fit. */
  readonly trial: number
  /** [T] one-step errors in the unit of the series. */
  readonly residuals: Float64Array
  /** Parameters in the unbounded scale of the search, then what was added to the first states: the start of a later fit. */
  readonly position: Float64Array
}

/** A search ends when an iteration takes less than this part off the sum of squares. */
const TOLERANCE = 1e-5
const PHI_LOW = 0.8
const PHI_HIGH = 0.98

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/**
 * Logits the parameters gather around, and how widely. Of monthly and quarterly employment: the part of beta in alpha near
 * 0.08, phi near 0.96. In a year a trend has far longer to turn, and beta is all but free. Alpha and gamma are only kept from
 * wandering off where the likelihood is flat.
 */
const USUAL = {
  withinYear: { alpha: [0, 30], beta: [-2.5, 0.7], gamma: [-2, 30], phi: [2, 0.8] },
  annual: { alpha: [0, 30], beta: [-1, 2], gamma: [-2, 30], phi: [2, 2] },
} as const

function usualPosition(
  form: EtsForm,
  isAnnual: boolean,
): { readonly at: readonly number[]; readonly width: readonly number[] } {
  const usual = isAnnual ? USUAL.annual : USUAL.withinYear
  const rows: (readonly [number, number])[] = [usual.alpha]
  if (form.trend !== 'N') rows.push(usual.beta)
  if (form.season !== 'N') rows.push(usual.gamma)
  if (form.trend === 'D') rows.push(usual.phi)
  return { at: rows.map(([at]) => at), width: rows.map(([, width]) => width) }
}

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

/** Logits of alpha, of the other weights and of phi from which a search starts: quick or slow, with a trend that moves or not. */
const STARTS = [
  [-2, -2, 1],
  [2, -2, 1],
  [0, 0, 1],
  [0, -4, 1],
  [2, 2, -1],
] as const
/** So many of them are gone on with for so many iterations before one is settled on. */
const TRIED = 2
const TRIAL = 4
/** A form this far behind another in AICc after its trial will not win. */
const HOPELESS = 6
/** From this length on a fit that goes on from an earlier one keeps its first states. */
const LONG = 60
/** Positions are brought back to this range before a search goes on from them, so that it can leave a bound. */
const FARTHEST = 4

/** Iterations of a search, and of one that goes on from an earlier fit. */
const ITERATIONS = 20
const AGAIN = 2

export interface EtsSearch {
  /** Search position of an earlier fit of the same form. */
  readonly from?: Float64Array
  /** Default 20, and 5 from an earlier fit. */
  readonly iterations?: number
  /** AICc of a form fitted before: a form that is far behind it after a few iterations is given up. Default: none. */
  readonly beat?: number
  /** Draw beta and phi towards their usual values; false gives the largest likelihood. Default true. */
  readonly isShrunk?: boolean
  /** Usual values of annual series; a seasonally adjusted one has m = 1 too. Default: m is 1. */
  readonly isAnnual?: boolean
}

/**
 * Maximum-likelihood fit of one exponential-smoothing form, as a sum of squares: with G the geometric mean of the one-step
 * means, sum (G e_t / mu_t)^2 is smallest where the likelihood of multiplicative errors is largest. What is minimised is the
 * posterior with normal priors on the logits of beta and phi (of beta without damping only above),
 *
 *     T log(SSE) + D,   D = sum ((logit - usual) / width)^2,   as the sum of squares SSE exp(D / T)
 *
 * so that a usual value weighs as a few observations do, whatever the noise of the series. Some forty quarters often have their
 * largest likelihood at a beta that follows every turn; with hundreds of observations, or where the series is smooth and
 * its growth plain, the prior changes nothing. R has no such term.
 *
 * The season's first states come from a decomposition; the first level and growth are estimated too, in a fit that goes on from
 * an earlier one only where T < 60.
 *
 * @param y [T] finite; T >= 2m with a season
 * @returns null where the form is given up or not defined on the series (a multiplicative form on values that are not positive)
 */
export function fitEts(y: Float64Array, m: number, form: EtsForm, search: EtsSearch = {}): EtsFit | null {
  const { from, iterations = from ? AGAIN : ITERATIONS, beat = Number.POSITIVE_INFINITY, isShrunk = true } = search
  const { isAnnual = m === 1 } = search
  const asked: Asked = { m, form, from, iterations, isShrunk, isAnnual }
  const known = fits.get(y) ?? []
  fits.set(y, known)
  const found = known.find((one) => isSame(one.asked, asked))
  if (found) return found.fit.trial > beat + HOPELESS ? null : found.fit
  const fit = fitAnew(y, asked, beat)
  if (fit) known.push({ asked, fit })
  return fit
}

/** What a fit of a history depends on; `beat` only decides whether it is given up. */
interface Asked extends Required<Omit<EtsSearch, 'beat' | 'from'>> {
  readonly m: number
  readonly form: EtsForm
  readonly from: Float64Array | undefined
}

/** Fits of a history, which must not be changed after the first: Theta, smoothing and the ETS family ask for the same ones. */
const fits = new WeakMap<Float64Array, { readonly asked: Asked; readonly fit: EtsFit }[]>()

function isSame(a: Asked, b: Asked): boolean {
  const isSameForm = a.form.error === b.form.error && a.form.trend === b.form.trend && a.form.season === b.form.season
  const isSameSearch = a.iterations === b.iterations && a.isShrunk === b.isShrunk && a.isAnnual === b.isAnnual
  const isSameStart = a.from === b.from || (!!b.from && !!a.from?.every((v, i) => v === b.from![i]))
  return isSameForm && isSameSearch && a.m === b.m && isSameStart
}

function fitAnew(
  y: Float64Array,
  { m, form, from, iterations, isShrunk, isAnnual }: Asked,
  beat: number,
): EtsFit | null {
  const n = y.length
  const first = initialState(y, m, form)
  const smoothing = parameterCount(form)
  const states = form.trend === 'N' ? 1 : 2
  const scale = spread(y) || 1
  const work: EtsState = { level: 0, growth: 0, season: new Float64Array(m) }
  let added: Float64Array = new Float64Array(states)
  const load = (x: Float64Array): EtsParameters => {
    work.level = first.level + scale * (x.length > smoothing ? x[smoothing]! : added[0]!)
    work.growth = first.growth + (states > 1 ? scale * (x.length > smoothing ? x[smoothing + 1]! : added[1]!) : 0)
    work.season.set(first.season)
    return toParameters(form, x)
  }
  const usual = usualPosition(form, isAnnual)
  const residualsAt = (x: Float64Array, out: Float64Array): boolean => {
    const logs = etsFilter(y, m, form, load(x), work, out)
    const geometric = form.error === 'M' ? Math.exp(logs / n) : 1
    let sse = 0
    for (let t = 0; t < n; t++) {
      out[t]! *= geometric
      sse += out[t]! ** 2
    }
    let distance = 0
    for (let i = 0; i < smoothing; i++) {
      // a growth that hardly moves is common where it is not damped, and is left alone
      const away = (x[i]! - usual.at[i]!) / usual.width[i]!
      out[n + i] = i === 1 && form.trend === 'A' ? Math.max(0, away) : away
      distance += out[n + i]! ** 2
    }
    // the squares of what is appended add up to sse * (exp(distance / n) - 1)
    const unit = isShrunk && distance > 0 ? Math.sqrt((sse * Math.expm1(distance / n)) / distance) : 0
    for (let i = 0; i < smoothing; i++) out[n + i]! *= unit
    return Number.isFinite(sse) && Number.isFinite(unit)
  }
  const k = smoothing + (form.trend === 'N' ? 1 : 2) + (form.season === 'N' ? 0 : m - 1) + 1
  const free = n - k - 1
  const aicc = (sse: number): number =>
    free > 0 ? n * Math.log(Math.max(sse, 1e-300)) + 2 * k + (2 * k * (k + 1)) / free : Number.POSITIVE_INFINITY
  const residuals = new Float64Array(n)
  const search = (start: Float64Array, most: number) =>
    levenbergMarquardt(residualsAt, start, n + smoothing, most, TOLERANCE)
  let trial = Number.NEGATIVE_INFINITY
  let start: Float64Array = new Float64Array(smoothing + states)
  start.set(usual.at)
  if (from?.length === start.length) {
    start = from.map((v, i) => (i < smoothing ? Math.max(-FARTHEST, Math.min(FARTHEST, v)) : v / scale))
    added = start.subarray(smoothing)
    if (n >= LONG) start = start.subarray(0, smoothing)
  } else {
    const starts = STARTS.map(([alpha, others, phi]) => {
      const x = start.slice()
      x.fill(others, 0, smoothing)
      x[0] = alpha
      if (form.trend === 'D') x[smoothing - 1] = phi
      return x
    })
    const tried = starts.map((x) => search(x, 0)).sort((a, b) => a.sse - b.sse)
    const gone = tried.slice(0, form.trend === 'N' ? 1 : TRIED).map(({ x }) => search(x, TRIAL))
    const ahead = gone.reduce((a, b) => (b.sse < a.sse ? b : a))
    // with the usual values' part of the sum in it, which is small beside what is hopeless
    trial = aicc(ahead.sse)
    if (trial > beat + HOPELESS) return null
    start = ahead.x
  }
  const best = search(start, iterations)
  if (!Number.isFinite(best.sse)) return null
  const parameters = load(best.x)
  const logs = etsFilter(y, m, form, parameters, work, residuals)
  let sse = 0
  for (let t = 0; t < n; t++) sse += residuals[t]! ** 2
  return {
    form,
    parameters,
    state: { level: work.level, growth: work.growth, season: work.season },
    sigma: Math.sqrt(sse / Math.max(1, n - smoothing - states)),
    aicc: aicc(sse * Math.exp((2 * logs) / n)),
    trial,
    residuals: form.error === 'M' ? residuals.map((e, t) => (y[t]! * e) / (1 + e)) : residuals,
    position: Float64Array.from({ length: smoothing + states }, (_, i) =>
      i < smoothing ? best.x[i]! : scale * (best.x[i] ?? added[i - smoothing]!),
    ),
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
