/** Component letters of Hyndman et al.: N none, A additive, D additive damped, M multiplicative. */
export interface EtsForm {
  readonly error: 'A' | 'M'
  readonly trend: 'N' | 'A' | 'D'
  readonly season: 'N' | 'A' | 'M'
}

export interface EtsParameters {
  readonly alpha: number
  /** 0 without a trend. */
  readonly beta: number
  /** 0 without a season. */
  readonly gamma: number
  /** 1 unless damped. */
  readonly phi: number
}

/** Level, growth and [m] seasonal states; `season[t % m]` belongs to time t of the window. */
export interface EtsState {
  level: number
  growth: number
  readonly season: Float64Array
}

/** One-step means are multiplied up this many at a time before the logarithm of the product is taken. */
const LOG_EVERY = 8

/**
 * Runs the exponential-smoothing filter over a series. The recursions of the point forecasts are the same for additive
 * and multiplicative errors; only the likelihood differs. Minus twice its logarithm is, up to a constant,
 *
 *     additive        T * log(sum e_t^2)
 *     multiplicative  T * log(sum (e_t / mu_t)^2) + 2 * sum log|mu_t|
 *
 * where mu_t is the one-step mean and e_t = y_t - mu_t. `state` is moved to the end of the series.
 *
 * @param residuals [T] receives e_t (additive) or e_t / mu_t (multiplicative)
 * @returns sum log mu_t for multiplicative errors, 0 for additive ones; NaN where a multiplicative form meets mu_t <= 0
 * @see Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, chapters 2 and 5
 */
export function etsFilter(
  y: Float64Array,
  m: number,
  form: EtsForm,
  p: EtsParameters,
  state: EtsState,
  residuals: Float64Array,
): number {
  if (form.season !== 'N') return seasonalFilter(y, m, form, p, state, residuals)
  const n = y.length
  const { alpha, beta, phi } = p
  const relative = form.error === 'M'
  let l = state.level
  let b = state.growth
  let logs = 0
  let product = 1
  for (let t = 0; t < n; t++) {
    b *= phi
    const mu = l + b
    const e = y[t]! - mu
    if (relative) {
      if (!(mu > 0)) return Number.NaN
      product *= mu
      if (t % LOG_EVERY === 0) {
        logs += Math.log(product)
        product = 1
      }
      residuals[t] = e / mu
    } else residuals[t] = e
    l = mu + alpha * e
    b += beta * e
  }
  state.level = l
  state.growth = b
  return relative ? logs + Math.log(product) : 0
}

function seasonalFilter(
  y: Float64Array,
  m: number,
  form: EtsForm,
  p: EtsParameters,
  state: EtsState,
  residuals: Float64Array,
): number {
  const n = y.length
  const { alpha, beta, gamma, phi } = p
  const season = state.season
  const multiplicative = form.season === 'M'
  const relative = form.error === 'M'
  let l = state.level
  let b = state.growth
  let logs = 0
  let product = 1
  let position = 0
  for (let t = 0; t < n; t++) {
    b *= phi
    const base = l + b
    const s = season[position]!
    const mu = multiplicative ? base * s : base + s
    const e = y[t]! - mu
    if (relative) {
      if (!(mu > 0)) return Number.NaN
      product *= mu
      if (t % LOG_EVERY === 0) {
        logs += Math.log(product)
        product = 1
      }
      residuals[t] = e / mu
    } else residuals[t] = e
    if (multiplicative) {
      if (!(base > 0) || !(s > 0)) return Number.NaN
      const step = e / s
      l = base + alpha * step
      b += beta * step
      season[position] = s + (gamma * e) / base
    } else {
      l = base + alpha * e
      b += beta * e
      season[position] = s + gamma * e
    }
    if (++position === m) position = 0
  }
  state.level = l
  state.growth = b
  return relative ? logs + Math.log(product) : 0
}

/**
 * Mean and standard deviation h steps ahead from a final state.
 *
 *     var_h = sigma^2 * (1 + sum_{j<h} c_j^2),  c_j = alpha + beta * (phi + ... + phi^j) + gamma * [j mod m = 0]
 *
 * exact for additive errors; for multiplicative ones sigma is relative and the sum is taken on the relative scale, which
 * is the first-order term for the small sigma of employment series.
 * @see Hyndman et al. (2008), section 6.2, table 6.1
 */
export function etsForecast(
  form: EtsForm,
  p: EtsParameters,
  state: EtsState,
  sigma: number,
  length: number,
  m: number,
  h: number,
): { readonly mean: Float64Array; readonly sigma: Float64Array } {
  const mean = new Float64Array(h)
  const spread = new Float64Array(h)
  let damp = 0
  let power = 1
  let sum = 1
  for (let k = 0; k < h; k++) {
    power *= p.phi
    damp += power
    const base = state.level + damp * state.growth
    const s = state.season[(length + k) % m]!
    mean[k] = form.season === 'M' ? base * s : form.season === 'A' ? base + s : base
    const unit = form.error === 'M' ? sigma * Math.abs(mean[k]!) : sigma
    spread[k] = unit * Math.sqrt(sum)
    const c = p.alpha + p.beta * damp + ((k + 1) % m === 0 && form.season !== 'N' ? p.gamma : 0)
    sum += c * c
  }
  return { mean, sigma: spread }
}
