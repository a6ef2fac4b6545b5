/**
 * Lower Cholesky factor of a symmetric positive definite matrix.
 * @param a [n * n] row-major; only the lower triangle is read
 * @returns [n * n] L with A = L L', or null when A is not positive definite to working precision
 */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      if (i === j) {
        if (!(sum > 1e-13 * Math.abs(a[i * n + i]!)) || !Number.isFinite(sum)) return null
        l[i * n + i] = Math.sqrt(sum)
      } else l[i * n + j] = sum / l[j * n + j]!
    }
  }
  return l
}

/** x with L L' x = b, for L from `cholesky`. */
export function choleskySolve(l: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!
    x[i]! /= l[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!
    x[i]! /= l[i * n + i]!
  }
  return x
}

/** Straight line through y[0..n-1] at times 0..n-1 by ordinary least squares, with the residual standard deviation (n - 2). */
export function fitLine(y: ArrayLike<number>): {
  readonly level: number
  readonly slope: number
  readonly sigma: number
} {
  const n = y.length
  const centre = (n - 1) / 2
  let mean = 0
  for (let t = 0; t < n; t++) mean += y[t]! / n
  let sxy = 0
  let sxx = 0
  for (let t = 0; t < n; t++) {
    sxy += (t - centre) * (y[t]! - mean)
    sxx += (t - centre) ** 2
  }
  const slope = sxx > 0 ? sxy / sxx : 0
  const level = mean - slope * centre
  let sse = 0
  for (let t = 0; t < n; t++) sse += (y[t]! - level - slope * t) ** 2
  return { level, slope, sigma: n > 2 ? Math.sqrt(sse / (n - 2)) : 0 }
}

/** Largest move of one coordinate in an iteration: positions are logits and the like, beyond which everything is flat. */
const LARGEST_MOVE = 3
/** Damped steps tried before an iteration is given up. */
const ATTEMPTS = 6

/** Arrays of the search, kept from one call to the next: a search of forty values is over in the time it takes to make them. */
interface Room {
  columns: Float64Array[]
  residuals: Float64Array
  trial: Float64Array
  /** [4] */
  readonly products: Float64Array
  /** [p * p] or more, and [p] or more. */
  normal: Float64Array
  factor: Float64Array
  gradient: Float64Array
  move: Float64Array
}
const EMPTY = new Float64Array(0)
const emptyRoom = (): Room => ({
  columns: [],
  residuals: EMPTY,
  trial: EMPTY,
  products: new Float64Array(4),
  normal: EMPTY,
  factor: EMPTY,
  gradient: EMPTY,
  move: EMPTY,
})
let spare: Room | null = emptyRoom()

function roomFor(n: number, p: number): Room {
  const room = spare ?? emptyRoom()
  spare = null
  if (room.residuals.length < n) {
    room.residuals = new Float64Array(2 * n)
    room.trial = new Float64Array(2 * n)
    room.columns = []
  }
  if (room.gradient.length < p) {
    room.normal = new Float64Array(p * p)
    room.factor = new Float64Array(p * p)
    room.gradient = new Float64Array(p)
    room.move = new Float64Array(p)
  }
  while (room.columns.length < p) room.columns.push(new Float64Array(room.residuals.length))
  return room
}

/**
 * Local minimum of a sum of squares by the Levenberg-Marquardt method with a forward-difference Jacobian.
 *
 * @param residuals writes the residuals at x into `out` [n or more]; returns false where x is not admissible
 * @param start     [p] admissible; its coordinates are of the order of 1
 * @param tolerance stop when an iteration takes less than this part off the sum
 * @returns `sse` is +Infinity where the start is not admissible
 * @see Marquardt (1963), J. SIAM 11(2), 431-441
 */
export function levenbergMarquardt(
  residuals: (x: Float64Array, out: Float64Array) => boolean,
  start: Float64Array,
  n: number,
  maxIterations: number,
  tolerance = 1e-7,
): { readonly x: Float64Array; readonly sse: number } {
  const room = roomFor(n, start.length)
  const found = search(residuals, start, n, maxIterations, tolerance, room)
  spare = room
  return found
}

function search(
  residuals: (x: Float64Array, out: Float64Array) => boolean,
  start: Float64Array,
  n: number,
  maxIterations: number,
  tolerance: number,
  room: Room,
): { readonly x: Float64Array; readonly sse: number } {
  const p = start.length
  let x = start.slice()
  if (!residuals(x, room.residuals)) return { x, sse: Number.POSITIVE_INFINITY }
  let sse = sumOfSquares(room.residuals, n)
  if (p === 0 || maxIterations === 0) return { x, sse }
  const { normal, factor, gradient, move } = room
  let next = new Float64Array(p)
  let damping = 1e-2
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const r = room.residuals
    for (let j = 0; j < p; j++) {
      const at = x[j]!
      const delta = 1e-5 * Math.max(1, Math.abs(at))
      const column = room.columns[j]!
      x[j] = at + delta
      const isAdmissible = residuals(x, column)
      x[j] = at
      if (!isAdmissible) return { x, sse }
      const part = 1 / delta
      for (let t = 0; t < n; t++) column[t] = (column[t]! - r[t]!) * part
    }
    for (let i = 0; i < p; i++) {
      const column = room.columns[i]!
      // the columns up to this one, then the residuals, four at a time
      const other = (j: number): Float64Array => (j <= i ? room.columns[j]! : r)
      for (let j = 0; j <= i + 1; j += 4) {
        dots(column, other(j), other(j + 1), other(j + 2), other(j + 3), n, room.products)
        for (let k = j; k < Math.min(j + 4, i + 2); k++)
          if (k <= i) normal[i * p + k] = normal[k * p + i] = room.products[k - j]!
          else gradient[i] = -room.products[k - j]!
      }
    }
    let improved = false
    for (let attempt = 0; attempt < ATTEMPTS && !improved; attempt++) {
      if (solveDamped(normal, p, damping, gradient, factor, move)) {
        for (let j = 0; j < p; j++) next[j] = x[j]! + Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move[j]!))
        if (residuals(next, room.trial)) {
          const value = sumOfSquares(room.trial, n)
          if (value < sse) {
            const gain = (sse - value) / sse
            ;[x, next] = [next, x]
            ;[room.residuals, room.trial] = [room.trial, room.residuals]
            sse = value
            damping = Math.max(1e-7, damping / 5)
            improved = true
            if (gain < tolerance) return { x, sse }
          }
        }
      }
      if (!improved) damping *= 8
    }
    if (!improved) break
  }
  return { x, sse }
}

/** (A + damping * diag A) x = b by Cholesky's method; false where the matrix is not positive definite. */
function solveDamped(
  a: Float64Array,
  p: number,
  damping: number,
  b: Float64Array,
  l: Float64Array,
  x: Float64Array,
): boolean {
  for (let i = 0; i < p; i++) {
    let below = b[i]!
    for (let j = 0; j <= i; j++) {
      let sum = a[i * p + j]!
      if (i === j) sum += damping * (sum + 1e-12)
      const size = Math.abs(sum)
      for (let k = 0; k < j; k++) sum -= l[i * p + k]! * l[j * p + k]!
      if (i === j) {
        if (!(sum > 1e-13 * size && sum < Number.POSITIVE_INFINITY)) return false
        l[i * p + i] = Math.sqrt(sum)
      } else {
        l[i * p + j] = sum / l[j * p + j]!
        below -= l[i * p + j]! * x[j]!
      }
    }
    x[i] = below / l[i * p + i]!
  }
  for (let i = p - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < p; k++) sum -= l[k * p + i]! * x[k]!
    x[i] = sum / l[i * p + i]!
  }
  return true
}

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += a[i]! * b[i]!
  return sum
}

/** Four products of a column at once: each sum waits for itself alone, so that four take hardly longer than one. */
function dots(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
  e: Float64Array,
  n: number,
  out: Float64Array,
): void {
  let [ab, ac, ad, ae] = [0, 0, 0, 0]
  for (let t = 0; t < n; t++) {
    const v = a[t]!
    ab += v * b[t]!
    ac += v * c[t]!
    ad += v * d[t]!
    ae += v * e[t]!
  }
  out[0] = ab
  out[1] = ac
  out[2] = ad
  out[3] = ae
}

function sumOfSquares(a: Float64Array, n: number): number {
  const value = dot(a, a, n)
  return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
}
