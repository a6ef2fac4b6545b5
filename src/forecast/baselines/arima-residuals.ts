/** Orders of a seasonal ARIMA model (p,d,q)(P,D,Q)[m], with or without a constant. */
export interface ArimaOrders {
  readonly p: number
  readonly d: number
  readonly q: number
  readonly P: number
  readonly D: number
  readonly Q: number
  readonly constant: boolean
}

/** Polynomials of a model on the differenced series: w_t = sum ar_i w_{t-i} + e_t + sum ma_j e_{t-j}, w with its mean taken off. */
export interface ArmaPolynomials {
  /** [p + m P] ar[i-1] multiplies w_{t-i}. */
  readonly ar: Float64Array
  /** [q + m Q] */
  readonly ma: Float64Array
}

/**
 * Partial autocorrelations in (-1, 1) to the coefficients of a stationary autoregression, by the Durbin-Levinson recursion.
 * @see Jones (1980), Technometrics 22(3), 389-395
 */
export function stationaryCoefficients(partial: readonly number[]): number[] {
  let phi: number[] = []
  for (const r of partial) phi = [...phi.map((c, i) => c - r * phi[phi.length - 1 - i]!), r]
  return phi
}

/**
 * Search position -> polynomials, each factor stationary or invertible by construction.
 * @param x [p + q + P + Q] unbounded; tanh gives the partial autocorrelations
 */
export function armaPolynomials(o: ArimaOrders, m: number, x: Float64Array): ArmaPolynomials {
  let at = 0
  const factor = (count: number): number[] => {
    const partial: number[] = []
    for (let i = 0; i < count; i++) partial.push(0.99 * Math.tanh(x[at++]!))
    return stationaryCoefficients(partial)
  }
  const ar = factor(o.p)
  const ma = factor(o.q).map((c) => -c)
  const sar = factor(o.P)
  const sma = factor(o.Q).map((c) => -c)
  return { ar: multiply(ar, sar, m, -1), ma: multiply(ma, sma, m, 1) }
}

/** Coefficients of (1 + sign * sum a_i B^i)(1 + sign * sum s_j B^{jm}), without the leading 1 and with `sign` taken out again. */
function multiply(a: readonly number[], s: readonly number[], m: number, sign: number): Float64Array {
  const out = new Float64Array(a.length + m * s.length)
  for (let i = 0; i < a.length; i++) out[i]! += a[i]!
  for (let j = 0; j < s.length; j++) {
    const lag = (j + 1) * m
    out[lag - 1]! += s[j]!
    for (let i = 0; i < a.length; i++) out[lag + i]! += sign * s[j]! * a[i]!
  }
  return out
}

/** (1 - B)^d (1 - B^m)^D y, of length T - d - m D. */
export function difference(y: Float64Array, d: number, D: number, m: number): Float64Array {
  let x = y
  for (let i = 0; i < D; i++) x = x.subarray(m).map((v, t) => v - x[t]!)
  for (let i = 0; i < d; i++) x = x.subarray(1).map((v, t) => v - x[t]!)
  return x
}

/** Room for the residuals of one series: values before the sample count as the mean, errors before it as 0. */
export interface ResidualRoom {
  readonly lead: number
  /** [lead + n] */
  readonly values: Float64Array
  readonly errors: Float64Array
}

/** @param lead the longest lag of any model to come */
export function residualRoom(n: number, lead: number): ResidualRoom {
  return { lead, values: new Float64Array(lead + n), errors: new Float64Array(lead + n) }
}

/**
 * Conditional one-step residuals.
 * @param w   [n] differenced series
 * @param out [n] or longer, receives the residuals
 */
export function armaResiduals(
  w: Float64Array,
  mean: number,
  { ar, ma }: ArmaPolynomials,
  out: Float64Array,
  { lead, values, errors }: ResidualRoom = residualRoom(w.length, Math.max(ar.length, ma.length)),
): void {
  const arLags = lags(ar)
  const maLags = lags(ma)
  const arOf = arLags.map((k) => ar[k - 1]!)
  const maOf = maLags.map((k) => ma[k - 1]!)
  const [P, Q, n] = [arLags.length, maLags.length, w.length]
  for (let t = 0; t < n; t++) {
    const at = lead + t
    const v = w[t]! - mean
    values[at] = v
    let e = v
    for (let i = 0; i < P; i++) e -= arOf[i]! * values[at - arLags[i]!]!
    for (let j = 0; j < Q; j++) e -= maOf[j]! * errors[at - maLags[j]!]!
    errors[at] = e
    out[t] = e
  }
}

/** Lags whose coefficient is not zero, ascending. */
function lags(coefficients: Float64Array): number[] {
  const out: number[] = []
  for (let i = 0; i < coefficients.length; i++) if (coefficients[i] !== 0) out.push(i + 1)
  return out
}
