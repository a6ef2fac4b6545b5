import { STEPS } from './encode.ts'

/** Probabilities of the quantile head. */
export const LEVELS: readonly number[] = [0.025, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.975]
/** Numbers the network gives for one series. */
export const OUTPUTS = STEPS * LEVELS.length
const COUNT = LEVELS.length
const MEDIAN = LEVELS.indexOf(0.5)
const ROOT = Float64Array.from({ length: STEPS }, (_, k) => Math.sqrt(k + 1))

/**
 * Quantiles of the network, not crossing by construction: the median and, outwards from it, increments through a softplus; both
 * grow with the square root of the step.
 *
 *     q_{k,median} = sqrt(k) r_{k,median};  q_{k,j} = q_{k,j-1} + sqrt(k) softplus(r_{k,j}) upwards, likewise downwards
 *
 * Plain arithmetic on both ways, forward and gradient: the same on every backend, and quicker than tensor operations on such
 * narrow rows.
 *
 * @param raw  [rows, STEPS, LEVELS] what the network gives
 * @param most steps of each row that are wanted, all by default; the others stay 0
 * @returns    [rows, STEPS, LEVELS] on the network's scale
 */
export function quantilesOf(raw: ArrayLike<number>, most: number = STEPS): Float32Array {
  const out = new Float32Array(raw.length)
  for (let row = 0; row < raw.length; row += OUTPUTS)
    for (let k = 0; k < Math.min(most, STEPS); k++) quantilesOfStep(raw, row + k * COUNT, ROOT[k]!, out)
  return out
}

function quantilesOfStep(raw: ArrayLike<number>, at: number, root: number, out: Float32Array): void {
  const median = root * raw[at + MEDIAN]!
  out[at + MEDIAN] = median
  for (let j = MEDIAN + 1, q = median; j < COUNT; j++) {
    q += root * softplus(raw[at + j]!)
    out[at + j] = q
  }
  for (let j = MEDIAN - 1, q = median; j >= 0; j--) {
    q -= root * softplus(raw[at + j]!)
    out[at + j] = q
  }
}

function softplus(v: number): number {
  return v > 30 ? v : Math.log1p(Math.exp(v))
}

/**
 * Mean quantile loss over the outcomes that are there, and its gradient by what the network gave.
 *
 *     L = sum_{k,j} w_k max(p_j e, (p_j - 1) e) / (J sum w),  e = y_k - q_{k,j}
 *
 * @param raw      [rows, STEPS, LEVELS]
 * @param outcomes [rows, STEPS] on the network's scale
 * @param weights  [rows, STEPS] 0 where missing
 * @param gradient [rows, STEPS, LEVELS] receives dL / d raw
 */
export function quantileLoss(
  raw: ArrayLike<number>,
  outcomes: Float32Array,
  weights: Float32Array,
  gradient: Float32Array,
): number {
  const quantiles = quantilesOf(raw)
  let total = 0
  for (const w of weights) total += w
  let loss = 0
  for (let k = 0; k < outcomes.length; k++) {
    const at = k * COUNT
    const w = weights[k]! / (total * COUNT)
    if (w === 0) {
      gradient.fill(0, at, at + COUNT)
      continue
    }
    const root = ROOT[k % STEPS]!
    let below = 0
    let above = 0
    let middle = 0
    for (let j = 0; j < COUNT; j++) {
      const e = outcomes[k]! - quantiles[at + j]!
      loss += w * Math.max(LEVELS[j]! * e, (LEVELS[j]! - 1) * e)
      if (j === MEDIAN) middle = slope(e, j, w)
    }
    for (let j = COUNT - 1; j > MEDIAN; j--) {
      above += slope(outcomes[k]! - quantiles[at + j]!, j, w)
      gradient[at + j] = root * logistic(raw[at + j]!) * above
    }
    for (let j = 0; j < MEDIAN; j++) {
      below += slope(outcomes[k]! - quantiles[at + j]!, j, w)
      gradient[at + j] = -root * logistic(raw[at + j]!) * below
    }
    gradient[at + MEDIAN] = root * (below + middle + above)
  }
  return loss
}

/** dL / dq of one level. */
function slope(e: number, j: number, w: number): number {
  return e > 0 ? -w * LEVELS[j]! : w * (1 - LEVELS[j]!)
}

function logistic(v: number): number {
  return 1 / (1 + Math.exp(-v))
}
