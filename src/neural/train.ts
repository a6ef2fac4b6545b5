import type { Tensor } from '@tensorflow/tfjs'
import type { Random } from '../domain/random.ts'
import { type AdamState, adamState, adamStep } from './adam.ts'
import type { Tf } from './backend.ts'
import { INPUTS } from './encode.ts'
import { OUTPUTS, quantileLoss } from './head.ts'
import { asTensors, forward, initialWeights, type NetworkShape } from './network.ts'
import { type Batch, emptyBatch, fillBatch, type TrainingSeries } from './windows.ts'

export interface TrainingPlan {
  readonly shape: NetworkShape
  readonly steps: number
  readonly batch: number
  readonly learningRate: number
  /** Share of the steps, at the end, whose weights are averaged. */
  readonly averaged: number
}

/** Everything a training run needs to go on: written to a file, it resumes to the bit. */
export interface TrainingState {
  readonly weights: readonly Float32Array[]
  readonly adam: AdamState
  /** Sums of the weights averaged so far. */
  readonly sums: readonly Float64Array[]
  snapshots: number
  /** Running mean of the loss. */
  loss: number
}

const WARM_UP = 200
const SNAPSHOT_EVERY = 20
const LAST_RATE = 0.02

export function startTraining(shape: NetworkShape, random: Random): TrainingState {
  const weights = initialWeights(shape, random.fork('weights'))
  return {
    weights,
    adam: adamState(weights),
    sums: weights.map((w) => new Float64Array(w.length)),
    snapshots: 0,
    loss: Number.NaN,
  }
}

/**
 * Trains the network by the quantile loss on windows cut at random; the rate falls by a cosine and the weights of the last part
 * are averaged. Every step draws from its own stream, so a run taken up from a state ends with the same bits as one that was
 * never interrupted.
 *
 * @param draw   gives the next series to cut; the mixture of real and synthetic series is the caller's
 * @param state  where to begin; changed in place
 * @param onStep called every hundred steps; may write a checkpoint
 * @returns averaged weights
 * @see Izmailov et al. (2018), UAI, "Averaging weights leads to wider optima and better generalization"
 */
export async function trainNetwork(
  tf: Tf,
  plan: TrainingPlan,
  draw: (random: Random) => TrainingSeries,
  random: Random,
  state: TrainingState,
  onStep: (state: TrainingState) => void,
): Promise<Float32Array[]> {
  const batch = emptyBatch(plan.batch)
  for (let step = state.adam.step; step < plan.steps; step++) {
    fillBatch(batch, draw, random.fork(`step ${step}`))
    const { loss, gradients } = lossAndGradients(tf, plan.shape, state.weights, batch)
    adamStep(state.weights, gradients, state.adam, rateAt(plan, step))
    state.loss = Number.isNaN(state.loss) ? loss : 0.98 * state.loss + 0.02 * loss
    if (step >= plan.steps * (1 - plan.averaged) && step % SNAPSHOT_EVERY === 0) {
      state.weights.forEach((w, i) => {
        const sum = state.sums[i]!
        for (let k = 0; k < w.length; k++) sum[k]! += w[k]!
      })
      state.snapshots++
    }
    if (step % 100 === 99) {
      onStep(state)
      await new Promise((resume) => setImmediate(resume))
    }
  }
  return state.sums.map((sum) => Float32Array.from(sum, (v) => v / Math.max(1, state.snapshots)))
}

function rateAt({ learningRate, steps }: TrainingPlan, step: number): number {
  const cosine = 0.5 * (1 + Math.cos((Math.PI * step) / steps))
  return learningRate * (LAST_RATE + (1 - LAST_RATE) * cosine) * Math.min(1, (step + 1) / WARM_UP)
}

/** Quantile loss of a batch and its gradient by every weight, in the order of the artefact; leaves no tensor. */
export function lossAndGradients(
  tf: Tf,
  shape: NetworkShape,
  weights: readonly Float32Array[],
  batch: Batch,
): { readonly loss: number; readonly gradients: Float32Array[] } {
  const out = { loss: 0, gradients: [] as Float32Array[] }
  tf.tidy(() => {
    const x = tf.tensor2d(batch.inputs.slice(), [batch.size, INPUTS])
    // a surrogate whose gradient by the weights is the loss's: sum of the raw values times dL / d raw
    const { grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
      const raw = forward(tf, tensors, shape, x)
      const slope = new Float32Array(raw.size)
      out.loss = quantileLoss(raw.dataSync(), batch.outcomes, batch.weights, slope)
      return tf.sum(tf.mul(raw, tf.tensor2d(slope, [batch.size, OUTPUTS]))).asScalar()
    })(asTensors(tf, shape, weights))
    out.gradients = grads.map((g) => g.dataSync() as Float32Array)
  })
  return out
}
