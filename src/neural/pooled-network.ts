import type { Tensor } from '@tensorflow/tfjs'
import type { SeasonalFrequency } from '../domain/period.ts'
import type { NeuralForecaster } from '../forecast/neural-forecaster.ts'
import type { Artefact } from './artefact.ts'
import type { LoadedBackend, Tf } from './backend.ts'
import { decodeValue, encodeWindow, INPUTS, STEPS } from './encode.ts'
import { LEVELS, OUTPUTS, quantilesOf } from './head.ts'
import { asTensors, forward, type NetworkShape } from './network.ts'
import { samplePaths } from './sample-paths.ts'

/** The pooled network ready to forecast; holds tensors until disposed of. */
export interface PooledNetwork extends NeuralForecaster {
  dispose(): void
}

const BATCH = 512
/** Beyond its last step the network's growth is continued, losing this share of it each step. */
const DAMPING = 0.95

/**
 * Makes a forecaster of an artefact. Members of the ensemble and looks at a shorter and a longer history are averaged
 * quantile by quantile. Zero-shot: nothing is fitted to the panel.
 */
export function createPooledNetwork({ tf, name: backend }: LoadedBackend, artefact: Artefact): PooledNetwork {
  const { meta } = artefact
  const members = artefact.members.map((weights) => asTensors(tf, meta.shape, weights))
  const forecast = async (
    windows: readonly Float64Array[],
    frequency: SeasonalFrequency,
    h: number,
  ): Promise<Float64Array[]> => {
    const out = windows.map(() => new Float64Array(LEVELS.length * h))
    const looks = windows.flatMap((y, i) => looksAt(y, frequency).map((look) => ({ ...look, to: out[i]! })))
    for (let from = 0; from < looks.length; from += BATCH) {
      const part = looks.slice(from, from + BATCH)
      const inputs = new Float32Array(part.length * INPUTS)
      const scalings = part.map(({ y }, i) => encodeWindow(y, frequency, inputs.subarray(i * INPUTS, (i + 1) * INPUTS)))
      const z = await averageQuantiles(tf, members, meta.shape, inputs, h)
      for (const [i, { weight, to }] of part.entries()) {
        const path = continuePath(z.subarray(i * OUTPUTS, (i + 1) * OUTPUTS), h)
        for (let j = 0; j < LEVELS.length; j++)
          for (let k = 0; k < h; k++)
            to[j * h + k]! += weight * decodeValue(path[k * LEVELS.length + j]!, k, scalings[i]!)
      }
    }
    return out
  }
  return {
    version: `${meta.name} ${meta.version}`,
    backend,
    levels: LEVELS,
    forecast,
    samplePaths: (wanted, random) =>
      samplePaths({ ...wanted, dependence: artefact.dependence[wanted.frequency] }, random),
    dispose: () => {
      for (const weights of members) for (const w of weights) w.dispose()
    },
  }
}

/** Recent history of the second look, in periods: five years of months, seven of quarters, twelve of years. */
const SHORT_LOOK: Readonly<Record<SeasonalFrequency, number>> = { A: 12, Q: 28, M: 60 }
/** Its weight beside the look at the whole history. */
const SHORT_WEIGHT = 0.3
/** Histories less than this many times as long as the short look get no second one. */
const WORTH_TWO = 1.5

/** The whole history and, where it is long, its recent part: what only the distant past says then counts less. */
function looksAt(
  y: Float64Array,
  frequency: SeasonalFrequency,
): readonly { readonly y: Float64Array; readonly weight: number }[] {
  const short = SHORT_LOOK[frequency]
  if (y.length < WORTH_TWO * short) return [{ y, weight: 1 }]
  return [
    { y, weight: 1 - SHORT_WEIGHT },
    { y: y.subarray(y.length - short), weight: SHORT_WEIGHT },
  ]
}

/**
 * Quantiles of the ensemble on the network's scale, averaged level by level.
 * @param members weights of each member as tensors
 * @param inputs  [rows, INPUTS]
 * @param most    steps that are wanted, all by default; the others are 0
 * @returns [rows, STEPS, LEVELS]
 */
export async function averageQuantiles(
  tf: Tf,
  members: readonly (readonly Tensor[])[],
  shape: NetworkShape,
  inputs: Float32Array,
  most?: number,
): Promise<Float32Array> {
  const rows = inputs.length / INPUTS
  const raw = tf.tidy(() => {
    const x = tf.tensor2d(inputs, [rows, INPUTS])
    return members.map((weights) => forward(tf, weights, shape, x))
  })
  const mean = new Float32Array(rows * OUTPUTS)
  for (const one of raw) {
    const quantiles = quantilesOf(await one.data(), most)
    one.dispose()
    for (let i = 0; i < mean.length; i++) mean[i]! += quantiles[i]! / members.length
  }
  return mean
}

/**
 * [h, LEVELS] from [STEPS, LEVELS]: past the last step the median goes on with the mean growth of the last third, damped,
 * and the distances of the quantiles from it grow with the square root of the step.
 */
export function continuePath(z: Float32Array, h: number): Float64Array {
  const levels = LEVELS.length
  const mid = LEVELS.indexOf(0.5)
  const out = new Float64Array(h * levels)
  const third = STEPS / 3
  let growth = (z[(STEPS - 1) * levels + mid]! - z[(STEPS - 1 - third) * levels + mid]!) / third
  let median = z[(STEPS - 1) * levels + mid]!
  for (let k = 0; k < h; k++) {
    if (k >= STEPS) {
      growth *= DAMPING
      median += growth
    }
    const row = Math.min(k, STEPS - 1) * levels
    const widening = k < STEPS ? 1 : Math.sqrt((k + 1) / STEPS)
    for (let j = 0; j < levels; j++)
      out[k * levels + j] = k < STEPS ? z[row + j]! : median + widening * (z[row + j]! - z[row + mid]!)
  }
  return out
}
