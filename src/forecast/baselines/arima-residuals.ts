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
  const phi: number[] = []
  for (let k = 0; k < partial.length; k++) {
    const r = partial[k]!
    for (let i = 0, j = k - 1; i <= j; i++, j--) {
      const [first, last] = [phi[i]!, phi[j]!]
      phi[i] = first - r * last
      if (i < j) phi[j] = last - r * first
    }
    phi.push(r)
  }
  return phi
}

/** Polynomials of a model yet to be read, all 0. */
export function emptyPolynomials(o: ArimaOrders, m: number): ArmaPolynomials {
  return { ar: new Float64Array(o.p + m * o.P), ma: new Float64Array(o.q + m * o.Q) }
}

/**
 * Search position -> polynomials, each factor stationary or invertible by construction.
 * @param x    [p + q + P + Q] unbounded; tanh gives the partial autocorrelations
 * @param into polynomials of the same orders to write over
 */
export function armaPolynomials(
  o: ArimaOrders,
  m: number,
  x: Float64Array,
  into: ArmaPolynomials = emptyPolynomials(o, m),
): ArmaPolynomials {
  let at = 0
  const factor = (count: number, sign: number): number[] => {
    const partial: number[] = []
    for (let i = 0; i < count; i++) partial.push(0.99 * Math.tanh(x[at++]!))
    const coefficients = stationaryCoefficients(partial)
    if (sign < 0) for (let i = 0; i < count; i++) coefficients[i] = -coefficients[i]!
    return coefficients
  }
  const ar = factor(o.p, 1)
  const ma = factor(o.q, -1)
  multiply(ar, factor(o.P, 1), m, -1, into.ar)
  multiply(ma, factor(o.Q, -1), m, 1, into.ma)
  return into
}

/** Coefficients of (1 + sign * sum a_i B^i)(1 + sign * sum s_j B^{jm}), without the leading 1 and with `sign` taken out again. */
function multiply(a: readonly number[], s: readonly number[], m: number, sign: number, out: Float64Array): void {
  out.fill(0)
  for (let i = 0; i < a.length; i++) out[i]! += a[i]!
  for (let j = 0; j < s.length; j++) {
    const lag = (j + 1) * m
    out[lag - 1]! += s[j]!
    for (let i = 0; i < a.length; i++) out[lag + i]! += sign * s[j]! * a[i]!
  }
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
  /** Lags of the moving average and their coefficients. */
  readonly lags: Int32Array
  readonly weights: Float64Array
}

/** Terms of the moving average that are always computed, with a coefficient of 0 where there are fewer. */
const TERMS = 3

/** @param lead the longest lag of any model to come */
export function residualRoom(n: number, lead: number): ResidualRoom {
  const row = (length: number): Float64Array => new Float64Array(length)
  const terms = lead + TERMS
  return { lead, values: row(lead + n), errors: row(lead + n), lags: new Int32Array(terms), weights: row(terms) }
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
  room: ResidualRoom = residualRoom(w.length, Math.max(ar.length, ma.length)),
): void {
  const { lead, values } = room
  const n = w.length
  for (let t = 0; t < n; t++) {
    values[lead + t] = w[t]! - mean
    out[t] = values[lead + t]!
  }
  // A pass a lag: no term waits for another, as those of the moving average do.
  for (let k = 0; k < ar.length; k++) if (ar[k] !== 0) takeLag(values, lead - 1 - k, ar[k]!, out, n)
  takeErrors(ma, n, out, room)
}

function takeLag(values: Float64Array, from: number, coefficient: number, out: Float64Array, n: number): void {
  for (let t = 0; t < n; t++) out[t] = out[t]! - coefficient * values[from + t]!
}

function takeErrors(
  ma: Float64Array,
  n: number,
  out: Float64Array,
  { lead, errors, lags, weights }: ResidualRoom,
): void {
  let count = 0
  for (let k = 0; k < ma.length; k++) {
    if (ma[k] === 0) continue
    lags[count] = k + 1
    weights[count++] = ma[k]!
  }
  if (count === 0) return
  weights.fill(0, count, Math.max(count, TERMS))
  lags.fill(lead, count, Math.max(count, TERMS))
  const [w0, w1, w2] = [weights[0]!, weights[1]!, weights[2]!]
  const [l0, l1, l2] = [lags[0]!, lags[1]!, lags[2]!]
  for (let t = 0; t < n; t++) {
    const at = lead + t
    let e = out[t]! - w0 * errors[at - l0]! - w1 * errors[at - l1]! - w2 * errors[at - l2]!
    for (let j = TERMS; j < count; j++) e -= weights[j]! * errors[at - lags[j]!]!
    errors[at] = e
    out[t] = e
  }
}
