import type { Tensor2D } from '@tensorflow/tfjs'
import type { SeasonalFrequency } from '../domain/period.ts'
import type { NeuralForecaster } from '../forecast/neural-forecaster.ts'
import type { Artefact } from './artefact.ts'
import type { LoadedBackend } from './backend.ts'
import { decodeValue, encodeWindow, INPUTS, STEPS } from './encode.ts'
import { asVariables, forward, LEVELS } from './network.ts'

/** The pooled network ready to forecast; holds tensors until disposed of. */
export interface PooledNetwork extends NeuralForecaster {
  dispose(): void
}

const BATCH = 512
/** Beyond its last step the network's growth is continued, losing this share of it each step. */
const DAMPING = 0.95

/**
 * Makes a forecaster of an artefact. Members of the ensemble are averaged quantile by quantile. Zero-shot: nothing is
 * fitted to the panel.
 */
export function createPooledNetwork({ tf, name: backend }: LoadedBackend, artefact: Artefact): PooledNetwork {
  const { meta } = artefact
  const members = artefact.members.map((weights) => asVariables(tf, meta.shape, weights))
  const forecast = async (
    windows: readonly Float64Array[],
    frequency: SeasonalFrequency,
    h: number,
  ): Promise<Float64Array[]> => {
    const out: Float64Array[] = []
    for (let from = 0; from < windows.length; from += BATCH) {
      const part = windows.slice(from, from + BATCH)
      const inputs = new Float32Array(part.length * INPUTS)
      const scalings = part.map((y, i) => encodeWindow(y, frequency, inputs.subarray(i * INPUTS, (i + 1) * INPUTS)))
      const mean = tf.tidy(() => {
        const x = tf.tensor2d(inputs, [part.length, INPUTS]) as Tensor2D
        const sum = members.map((weights) => forward(tf, weights, meta.shape, x)).reduce((a, b) => tf.add(a, b))
        return tf.div(sum, members.length)
      })
      const z = Float32Array.from(await mean.data())
      mean.dispose()
      scalings.forEach((scaling, i) => {
        const path = continuePath(z.subarray(i * STEPS * LEVELS.length, (i + 1) * STEPS * LEVELS.length), h)
        const values = new Float64Array(LEVELS.length * h)
        for (let j = 0; j < LEVELS.length; j++)
          for (let k = 0; k < h; k++) values[j * h + k] = decodeValue(path[k * LEVELS.length + j]!, k, scaling)
        out.push(values)
      })
    }
    return out
  }
  return {
    version: `${meta.name} ${meta.version}`,
    backend,
    levels: LEVELS,
    forecast,
    dispose: () => {
      for (const weights of members) for (const w of weights) w.dispose()
    },
  }
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
