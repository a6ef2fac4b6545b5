import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs'
import type { Random } from '../domain/random.ts'
import type { Tf } from './backend.ts'
import { INPUTS, STEPS } from './encode.ts'

/** Probabilities of the quantile head. */
export const LEVELS: readonly number[] = [0.025, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.975]
const MEDIAN = LEVELS.indexOf(0.5)

export interface NetworkShape {
  readonly width: number
  /** Residual blocks of two dense layers. */
  readonly blocks: number
}

/** Name and shape of every weight, in the order of the artefact. */
export function weightShapes({
  width,
  blocks,
}: NetworkShape): (readonly [name: string, rows: number, columns: number])[] {
  const out: [string, number, number][] = [
    ['in', INPUTS, width],
    ['in.b', 1, width],
  ]
  for (let i = 0; i < blocks; i++)
    out.push([`${i}.a`, width, width], [`${i}.a.b`, 1, width], [`${i}.z`, width, width], [`${i}.z.b`, 1, width])
  out.push(
    ['out', width, STEPS * LEVELS.length],
    ['skip', INPUTS, STEPS * LEVELS.length],
    ['out.b', 1, STEPS * LEVELS.length],
  )
  return out
}

/** Start weights: He for layers before a rectifier, small for the rest, so that the first forecast is near a random walk's. */
export function initialWeights(shape: NetworkShape, random: Random): Float32Array[] {
  return weightShapes(shape).map(([name, rows, columns]) => {
    const stream = random.fork(name)
    const size = name.endsWith('.b')
      ? 0
      : name === 'skip'
        ? 0.01
        : name === 'out' || name.endsWith('.z')
          ? 0.3 / Math.sqrt(rows)
          : Math.sqrt(2 / rows)
    return Float32Array.from({ length: rows * columns }, () => size * stream.normal())
  })
}

/**
 * Quantiles of the network, not crossing by construction: the head gives the median and, outwards from it, increments
 * through a softplus; both grow with the square root of the step.
 *
 *     h_0 = relu(x W + b);  h_{i+1} = h_i + relu(h_i A_i + a_i) Z_i + z_i;  r = relu(h) W_out + x W_skip + b_out
 *     q_{k,median} = sqrt(k) r_{k,median};  q_{k,j} = q_{k,j-1} + sqrt(k) softplus(r_{k,j}) upwards, likewise downwards
 *
 * @param x [batch, INPUTS]
 * @returns [batch * STEPS, LEVELS]; the caller disposes of it
 */
export function forward(tf: Tf, weights: readonly Tensor[], shape: NetworkShape, x: Tensor2D): Tensor2D {
  return tf.tidy(() => {
    const w = weights as Tensor2D[]
    let h: Tensor = tf.relu(tf.add(tf.matMul(x, w[0]!), w[1]!)) // [batch, width]
    let at = 2
    for (let i = 0; i < shape.blocks; i++, at += 4) {
      const inner = tf.relu(tf.add(tf.matMul(h as Tensor2D, w[at]!), w[at + 1]!))
      h = tf.add(h, tf.add(tf.matMul(inner, w[at + 2]!), w[at + 3]!))
    }
    const raw = tf.add(tf.add(tf.matMul(tf.relu(h) as Tensor2D, w[at]!), tf.matMul(x, w[at + 1]!)), w[at + 2]!)
    const batch = x.shape[0]
    const levels = LEVELS.length
    const rows = tf.reshape(raw, [batch * STEPS, levels]) // [batch * STEPS, LEVELS]
    const centre = tf.tensor2d(
      LEVELS.map((_, j) => (j === MEDIAN ? 1 : 0)),
      [1, levels],
    )
    const positive = tf.add(tf.mul(rows, centre), tf.mul(tf.softplus(rows), tf.sub(1, centre)))
    const spread = tf.matMul(positive, tf.tensor2d(OUTWARDS, [levels, levels]))
    const growth = tf.tensor2d(
      Array.from({ length: batch * STEPS }, (_, i) => Math.sqrt((i % STEPS) + 1)),
      [batch * STEPS, 1],
    )
    return tf.mul(spread, growth) as Tensor2D
  })
}

/** [LEVELS, LEVELS] sums increments outwards: column j adds the median and every increment between it and j. */
const OUTWARDS: number[] = LEVELS.flatMap((_, i) =>
  LEVELS.map((__, j) => {
    if (i === MEDIAN) return 1
    if (i > MEDIAN) return j >= i ? 1 : 0
    return j <= i ? -1 : 0
  }),
)

/**
 * Mean quantile loss over the outcomes that are there.
 *
 * @param q      [batch * STEPS, LEVELS]
 * @param y      [batch * STEPS, 1] outcomes on the network's scale, 0 where missing
 * @param weight [batch * STEPS, 1] 0 where missing
 * @returns scalar
 */
export function quantileLossOf(tf: Tf, q: Tensor2D, y: Tensor2D, weight: Tensor2D): Tensor {
  return tf.tidy(() => {
    const e = tf.sub(y, q) // [batch * STEPS, LEVELS]
    const levels = tf.tensor2d([...LEVELS], [1, LEVELS.length])
    const loss = tf.maximum(tf.mul(e, levels), tf.mul(e, tf.sub(levels, 1)))
    return tf.div(tf.sum(tf.mul(loss, weight)), tf.mul(tf.sum(weight), LEVELS.length))
  })
}

/** Weights as variables an optimiser may change. */
export function asVariables(tf: Tf, shape: NetworkShape, values: readonly Float32Array[]): Variable[] {
  return weightShapes(shape).map(([, rows, columns], i) =>
    tf.tidy(() => tf.variable(tf.tensor2d(values[i]!, [rows, columns]))),
  )
}
