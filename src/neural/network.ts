import type { Tensor, Tensor2D } from '@tensorflow/tfjs'
import type { Random } from '../domain/random.ts'
import type { Tf } from './backend.ts'
import { INPUTS, STEPS } from './encode.ts'
import { LEVELS, OUTPUTS } from './head.ts'

export interface NetworkShape {
  readonly width: number
  /** Residual blocks of two dense layers. */
  readonly blocks: number
  /** Learned curves over the horizon that each quantile's path is a mixture of. */
  readonly curves: number
}

/** Name and shape of every weight, in the order of the artefact. */
export function weightShapes({
  width,
  blocks,
  curves,
}: NetworkShape): (readonly [name: string, rows: number, columns: number])[] {
  const out: [string, number, number][] = [
    ['in', INPUTS, width],
    ['in.b', 1, width],
  ]
  for (let i = 0; i < blocks; i++)
    out.push([`${i}.a`, width, width], [`${i}.a.b`, 1, width], [`${i}.z`, width, width], [`${i}.z.b`, 1, width])
  out.push(
    ['out', width, LEVELS.length * curves],
    ['skip', INPUTS, LEVELS.length * curves],
    ['curves', curves, STEPS],
    ['out.b', 1, OUTPUTS],
  )
  return out
}

/** Start weights: He for layers before a rectifier, small for the rest, so that the first forecast is near a random walk's. */
export function initialWeights(shape: NetworkShape, random: Random): Float32Array[] {
  return weightShapes(shape).map(([name, rows, columns]) => {
    const stream = random.fork(name)
    const size = startSize(name, rows)
    return Float32Array.from({ length: rows * columns }, () => size * stream.normal())
  })
}

function startSize(name: string, rows: number): number {
  if (name.endsWith('.b')) return 0
  if (name === 'skip') return 0.01
  if (name === 'out' || name.endsWith('.z')) return 0.3 / Math.sqrt(rows)
  return name === 'curves' ? 1 / Math.sqrt(rows) : Math.sqrt(2 / rows)
}

/**
 * The trunk of the network; `head.ts` makes quantiles of what it gives.
 *
 *     h_0 = relu(x W + b);  h_{i+1} = h_i + relu(h_i A_i + a_i) Z_i + z_i
 *     r_{k,j} = sum_c (relu(h) W_out + x W_skip)_{j,c} curve_{c,k} + b_{k,j}
 *
 * @param x [batch, INPUTS]
 * @returns [batch, OUTPUTS], step by step, level by level; the caller disposes of it
 */
export function forward(tf: Tf, weights: readonly Tensor[], shape: NetworkShape, x: Tensor2D): Tensor2D {
  return tf.tidy(() => {
    const w = weights as Tensor2D[]
    const batch = x.shape[0]
    let h: Tensor = tf.relu(tf.add(tf.matMul(x, w[0]!), w[1]!)) // [batch, width]
    let at = 2
    for (let i = 0; i < shape.blocks; i++, at += 4) {
      const inner = tf.relu(tf.add(tf.matMul(h as Tensor2D, w[at]!), w[at + 1]!))
      h = tf.add(h, tf.add(tf.matMul(inner, w[at + 2]!), w[at + 3]!))
    }
    const mixture = tf.add(tf.matMul(tf.relu(h) as Tensor2D, w[at]!), tf.matMul(x, w[at + 1]!)) // [batch, LEVELS * curves]
    const byLevel = tf.matMul(tf.reshape(mixture, [batch * LEVELS.length, shape.curves]) as Tensor2D, w[at + 2]!) // [batch * LEVELS, STEPS]
    const byStep = tf.transpose(tf.reshape(byLevel, [batch, LEVELS.length, STEPS]), [0, 2, 1]) // [batch, STEPS, LEVELS]
    return tf.add(tf.reshape(byStep, [batch, OUTPUTS]), w[at + 3]!) as Tensor2D
  })
}

/** Weights as tensors; the caller disposes of them. */
export function asTensors(tf: Tf, shape: NetworkShape, values: readonly Float32Array[]): Tensor2D[] {
  return weightShapes(shape).map(([, rows, columns], i) => tf.tensor2d(values[i]!.slice(), [rows, columns]))
}
