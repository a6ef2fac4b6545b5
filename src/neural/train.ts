import type { Variable } from '@tensorflow/tfjs'
import type { SeasonalFrequency } from '../domain/period.ts'
import type { Random } from '../domain/random.ts'
import type { Tf } from './backend.ts'
import { encodeOutcome, encodeWindow, INPUTS, STEPS } from './encode.ts'
import { asVariables, forward, initialWeights, type NetworkShape, quantileLossOf } from './network.ts'

/** A history the training may cut anywhere: everything in it lies before every origin that is scored. */
export interface TrainingSeries {
  readonly frequency: SeasonalFrequency
  readonly y: Float64Array
}

export interface TrainingPlan {
  readonly shape: NetworkShape
  readonly steps: number
  readonly batch: number
  readonly learningRate: number
  /** Share of the steps, at the end, whose weights are averaged. */
  readonly averaged: number
}

/** Fewest observations before a cut. */
const SHORTEST = 5
const LARGEST_OUTCOME = 25
/** Memory of the seasonal index in training: fixed, since choosing it for every window costs more than the network. */
const SEASON_MEMORY = 0.85

/**
 * Trains the network by the quantile loss on windows cut at random, half of them with their past shortened at random so
 * that short histories are familiar; the rate falls by a cosine and the weights of the last part are averaged.
 *
 * @param draw gives the next series to cut; the mixture of real and synthetic series is the caller's
 * @param onStep called now and then with the step and the running loss
 * @see Izmailov et al. (2018), UAI, "Averaging weights leads to wider optima and better generalization"
 */
export async function trainNetwork(
  tf: Tf,
  plan: TrainingPlan,
  draw: (random: Random) => TrainingSeries,
  random: Random,
  onStep: (step: number, loss: number) => void,
): Promise<Float32Array[]> {
  const { shape, steps, batch } = plan
  const variables = asVariables(tf, shape, initialWeights(shape, random.fork('weights')))
  const optimiser = tf.train.adam(plan.learningRate)
  const stream = random.fork('windows')
  const inputs = new Float32Array(batch * INPUTS)
  const outcomes = new Float32Array(batch * STEPS)
  const weights = new Float32Array(batch * STEPS)
  const averages = variables.map((v) => new Float64Array(v.size))
  let snapshots = 0
  let running = Number.NaN
  for (let step = 0; step < steps; step++) {
    fillBatch(batch, draw, stream, inputs, outcomes, weights)
    const rate =
      plan.learningRate * (0.02 + 0.98 * 0.5 * (1 + Math.cos((Math.PI * step) / steps))) * Math.min(1, (step + 1) / 200)
    ;(optimiser as unknown as { learningRate: number }).learningRate = rate
    const loss = tf.tidy(() => {
      const x = tf.tensor2d(inputs, [batch, INPUTS])
      const y = tf.tensor2d(outcomes, [batch * STEPS, 1])
      const w = tf.tensor2d(weights, [batch * STEPS, 1])
      const cost = optimiser.minimize(
        () => quantileLossOf(tf, forward(tf, variables, shape, x), y, w).asScalar(),
        true,
        variables,
      )
      return cost!.dataSync()[0]!
    })
    running = Number.isNaN(running) ? loss : 0.98 * running + 0.02 * loss
    if (step >= steps * (1 - plan.averaged) && step % 20 === 0) {
      variables.forEach((v: Variable, i) => {
        const values = v.dataSync()
        for (let k = 0; k < values.length; k++) averages[i]![k]! += values[k]!
      })
      snapshots++
    }
    if (step % 100 === 99) {
      onStep(step + 1, running)
      await new Promise((resume) => setImmediate(resume))
    }
  }
  for (const v of variables) v.dispose()
  optimiser.dispose()
  return averages.map((sum) => Float32Array.from(sum, (v) => v / Math.max(1, snapshots)))
}

function fillBatch(
  batch: number,
  draw: (random: Random) => TrainingSeries,
  random: Random,
  inputs: Float32Array,
  outcomes: Float32Array,
  weights: Float32Array,
): void {
  outcomes.fill(0)
  weights.fill(0)
  for (let i = 0; i < batch; ) {
    const { frequency, y } = draw(random)
    if (y.length <= SHORTEST) continue
    const cut = SHORTEST + Math.floor(random.uniform() * (y.length - SHORTEST))
    const shortened = random.uniform() < 0.5
    const from = shortened ? Math.floor(random.uniform() * (cut - SHORTEST + 1)) : 0
    const scaling = encodeWindow(
      y.subarray(from, cut),
      frequency,
      inputs.subarray(i * INPUTS, (i + 1) * INPUTS),
      SEASON_MEMORY,
    )
    let usable = false
    for (let k = 0; k < STEPS && cut + k < y.length; k++) {
      const z = encodeOutcome(y[cut + k]!, k, scaling)
      const size = Math.sqrt(k + 1)
      if (!Number.isFinite(z)) continue
      outcomes[i * STEPS + k] = Math.max(-LARGEST_OUTCOME * size, Math.min(LARGEST_OUTCOME * size, z))
      weights[i * STEPS + k] = 1 / Math.sqrt(size)
      usable = true
    }
    if (usable) i++
  }
}
