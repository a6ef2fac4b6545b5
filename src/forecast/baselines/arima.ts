import type { Contender } from '../contender.ts'
import { levenbergMarquardt } from '../numerics/least-squares.ts'
import { averagePaths, bestFew, FOLLOWED } from './akaike.ts'
import { differencingOrders } from './arima-differencing.ts'
import {
  type ArimaOrders,
  type ArmaPolynomials,
  armaPolynomials,
  armaResiduals,
  difference,
  emptyPolynomials,
  type ResidualRoom,
  residualRoom,
} from './arima-residuals.ts'

/** A seasonal ARIMA model fitted by conditional sum of squares. */
export interface ArimaFit {
  readonly orders: ArimaOrders
  readonly poly: ArmaPolynomials
  /** Mean of the differenced series; 0 without a constant. */
  readonly mean: number
  readonly sigma: number
  readonly aicc: number
  readonly w: Float64Array
  readonly residuals: Float64Array
  /** Search position: the start of a later fit. */
  readonly position: Float64Array
}

/** Seasons of history the model is fitted to: the orders and the mean of decades ago say little. */
const MAX_SEASONS = 40
/** Largest p and q; the seasonal ones are at most 1. */
const MAX_ORDER = 3
/**
 * Positions are held by a spring this weak, so that a root on the unit circle, where the sum of squares is flat, stops the
 * search at a place that does not depend on rounding.
 */
const FLAT = 30

/** The differenced series and what every candidate of one (d, D) shares. */
interface Differenced {
  readonly w: Float64Array
  readonly average: number
  readonly deviation: number
  readonly room: ResidualRoom
}

function differenced(y: Float64Array, m: number, d: number, D: number): Differenced {
  const w = difference(y, d, D, m)
  const n = w.length
  let average = 0
  for (let t = 0; t < n; t++) average += w[t]! / n
  let deviation = 0
  for (let t = 0; t < n; t++) deviation += Math.abs(w[t]! - average) / n
  return { w, average, deviation, room: residualRoom(n, MAX_ORDER + m) }
}

export interface ArimaSearch {
  readonly iterations: number
  /** Search position of an earlier fit of the same orders. */
  readonly from?: Float64Array
  /** Stop when an iteration takes less than this part off the sum of squares. Default 1e-3. */
  readonly tolerance?: number
}

/**
 * Conditional-sum-of-squares fit of one order.
 * AICc = n log(SSE / n) + 2k + 2k(k+1)/(n-k-1), k = p + q + P + Q + constant + 1, n the differenced length;
 * residuals of the first m + p periods count, with the past taken at the mean.
 */
export function fitArima(
  y: Float64Array,
  m: number,
  orders: ArimaOrders,
  { iterations, from, tolerance = 1e-3 }: ArimaSearch,
  { w, average, deviation, room }: Differenced = differenced(y, m, orders.d, orders.D),
): ArimaFit | null {
  const { p, q, P, Q, constant } = orders
  const n = w.length
  const count = p + q + P + Q
  const k = count + (constant ? 1 : 0) + 1
  if (n - k - 1 < 2 || n <= p + m * P) return null
  const start = new Float64Array(k - 1)
  if (from && from.length === start.length) start.set(from)
  else for (let i = 0; i < count; i++) start[i] = 0.1
  const poly = emptyPolynomials(orders, m)
  const meanAt = (x: Float64Array): number => (constant ? average + x[count]! * deviation : 0)
  const residualsAt = (x: Float64Array, out: Float64Array): boolean => {
    armaResiduals(w, meanAt(x), armaPolynomials(orders, m, x, poly), out, room)
    for (let i = 0; i < count; i++) out[n + i] = (deviation * x[i]!) / FLAT
    return Number.isFinite(out[n - 1]!)
  }
  const best = levenbergMarquardt(residualsAt, start, n + count, iterations, tolerance)
  if (!Number.isFinite(best.sse)) return null
  const mean = meanAt(best.x)
  const residuals = new Float64Array(n)
  armaResiduals(w, mean, armaPolynomials(orders, m, best.x, poly), residuals, room)
  let sse = 0
  for (let t = 0; t < n; t++) sse += residuals[t]! ** 2
  const aicc = n * Math.log(Math.max(sse / n, 1e-300)) + 2 * k + (2 * k * (k + 1)) / (n - k - 1)
  return {
    orders,
    poly,
    mean,
    sigma: Math.sqrt(sse / Math.max(1, n - k + 1)),
    aicc,
    w,
    residuals,
    position: best.x,
  }
}

/**
 * Orders by the stepwise search of Hyndman and Khandakar: four starting models, then neighbours of the best one
 * until none has a smaller AICc. p, q <= 3 (2 with a season), P, Q <= 1.
 *
 * @returns the best few of the models tried, by ascending AICc
 * @see Hyndman & Khandakar (2008), J. Statistical Software 27(3), doi:10.18637/jss.v027.i03
 */
export function selectArima(y: Float64Array, m: number): ArimaFit[] {
  const { d, D } = differencingOrders(y, m)
  const seasonal = m > 1 && y.length >= 4 * m
  const maxOrder = seasonal ? 2 : MAX_ORDER
  const common = differenced(y, m, d, D)
  const fits: ArimaFit[] = []
  const tried = new Set<string>()
  let best: ArimaFit | null = null
  const attempt = (o: ArimaOrders): boolean => {
    const key = `${o.p},${o.q},${o.P},${o.Q},${o.constant}`
    if (tried.has(key) || o.p < 0 || o.q < 0 || o.P < 0 || o.Q < 0) return false
    if (o.p > maxOrder || o.q > maxOrder || (!seasonal && o.P + o.Q > 0) || o.P > 1 || o.Q > 1) return false
    tried.add(key)
    const fit = fitArima(y, m, o, { iterations: 12 }, common)
    if (fit) fits.push(fit)
    if (!fit || (best && fit.aicc >= best.aicc)) return false
    best = fit
    return true
  }
  const constant = d + D <= 1
  const s = seasonal ? 1 : 0
  for (const [p, q, P, Q] of [
    [2, 2, s, s],
    [0, 0, 0, 0],
    [1, 0, s, 0],
    [0, 1, 0, s],
  ] as const)
    attempt({ p: Math.min(p, maxOrder), d, q: Math.min(q, maxOrder), P, D, Q, constant })
  for (let improved = true; improved && tried.size < 40; ) {
    if (!best) break
    improved = false
    const o: ArimaOrders = (best as ArimaFit).orders
    const near: ArimaOrders[] = [
      { ...o, p: o.p - 1 },
      { ...o, p: o.p + 1 },
      { ...o, q: o.q - 1 },
      { ...o, q: o.q + 1 },
      { ...o, P: o.P - 1 },
      { ...o, P: o.P + 1 },
      { ...o, Q: o.Q - 1 },
      { ...o, Q: o.Q + 1 },
      { ...o, p: o.p + 1, q: o.q + 1 },
      { ...o, p: o.p - 1, q: o.q - 1 },
    ]
    if (constant) near.push({ ...o, constant: !o.constant })
    for (const next of near)
      if (attempt(next)) {
        improved = true
        break
      }
  }
  return bestFew(fits)
}

/**
 * Mean by the recursion of the model with its differencing undone, spread by the psi weights.
 *     sigma_h^2 = sigma^2 * sum_{j<h} psi_j^2
 */
export function arimaForecast(
  fit: ArimaFit,
  y: Float64Array,
  m: number,
  h: number,
): { readonly mean: Float64Array; readonly sigma: Float64Array } {
  const { ar, ma } = fit.poly
  const { d, D } = fit.orders
  const n = fit.w.length
  const w = new Float64Array(n + h)
  for (let t = 0; t < n; t++) w[t] = fit.w[t]! - fit.mean
  for (let t = n; t < n + h; t++) {
    let value = 0
    for (let i = 0; i < ar.length && i < t; i++) value += ar[i]! * w[t - 1 - i]!
    for (let j = t - n; j < ma.length; j++) if (t - 1 - j >= 0) value += ma[j]! * (fit.residuals[t - 1 - j] ?? 0)
    w[t] = value
  }
  // (1 - B)^d (1 - B^m)^D as one polynomial, so that y_t = w_t + sum c_k y_{t-k}
  let full = Float64Array.of(1)
  const times = (lag: number): void => {
    const next = new Float64Array(full.length + lag)
    for (let i = 0; i < full.length; i++) {
      next[i]! += full[i]!
      next[i + lag]! -= full[i]!
    }
    full = next
  }
  for (let i = 0; i < d; i++) times(1)
  for (let i = 0; i < D; i++) times(m)
  const T = y.length
  const path = new Float64Array(T + h)
  path.set(y)
  const psi = new Float64Array(h)
  for (let k = 0; k < h; k++) {
    let value = w[n + k]! + fit.mean
    for (let i = 1; i < full.length; i++) value -= full[i]! * path[T + k - i]!
    path[T + k] = value
    // psi weights of the ARMA part, then summed through the differencing in place
    let weight = k === 0 ? 1 : (ma[k - 1] ?? 0)
    for (let i = 0; i < Math.min(ar.length, k); i++) weight += ar[i]! * psi[k - 1 - i]!
    psi[k] = weight
  }
  const integrated = psi.slice()
  for (let k = 0; k < h; k++)
    for (let i = 1; i < full.length && i <= k; i++) integrated[k]! -= full[i]! * integrated[k - i]!
  const sigma = new Float64Array(h)
  let sum = 0
  for (let k = 0; k < h; k++) {
    sum += integrated[k]! ** 2
    sigma[k] = fit.sigma * Math.sqrt(sum)
  }
  return { mean: path.slice(T), sigma }
}

interface ArimaMemory {
  readonly models: readonly { readonly orders: ArimaOrders; readonly position: Float64Array }[]
}

/**
 * Seasonal ARIMA with automatic orders: the best few models the search has met are averaged (`averagePaths`), which on
 * development panels takes 1 % off the errors of the best one alone, R's choice. At a later origin the orders stay and
 * the coefficients are estimated anew.
 */
export const arima: Contender = {
  name: 'arima',
  minLength: (m) => Math.max(8, 2 * m + 4),
  forecast: (y, m, h, memory) => {
    const window = y.length > MAX_SEASONS * m && m > 1 ? y.subarray(y.length - MAX_SEASONS * m) : y
    const earlier = memory as ArimaMemory | undefined
    const again =
      earlier?.models.flatMap(
        ({ orders, position }) => fitArima(window, m, orders, { iterations: 2, from: position }) ?? [],
      ) ?? []
    const fits = again.length > 0 ? again : selectArima(window, m)
    if (fits.length === 0) {
      const walk = { p: 0, d: 1, q: 0, P: 0, D: 0, Q: 0, constant: false }
      fits.push(fitArima(window, m, walk, { iterations: 1 })!)
    }
    const paths = fits.map((fit) => arimaForecast(fit, window, m, h))
    return {
      ...averagePaths(
        paths,
        fits.map((f) => f.aicc),
      ),
      memory: {
        models: fits.slice(0, FOLLOWED).map(({ orders, position }) => ({ orders, position })),
      } satisfies ArimaMemory,
    }
  },
}
