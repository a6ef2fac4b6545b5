import type { SeasonalFrequency } from '../domain/period.ts'
import type { Random } from '../domain/random.ts'
import { encodeOutcome, encodeWindow, INPUTS, STEPS } from './encode.ts'

/** A history the training may cut anywhere: everything in it lies before every origin that is scored. */
export interface TrainingSeries {
  readonly frequency: SeasonalFrequency
  readonly y: Float64Array
}

/** One batch of windows and what came after each. */
export interface Batch {
  readonly size: number
  /** [size, INPUTS] */
  readonly inputs: Float32Array
  /** [size, STEPS] outcomes on the network's scale, 0 where missing. */
  readonly outcomes: Float32Array
  /** [size, STEPS] weight in the loss, 0 where missing. */
  readonly weights: Float32Array
}

/** Fewest observations before a cut. */
const SHORTEST = 5
const LARGEST_OUTCOME = 25
/** Windows cut from one series: making or mixing a series costs more than cutting it. */
const CUTS = 4

export function emptyBatch(size: number): Batch {
  return {
    size,
    inputs: new Float32Array(size * INPUTS),
    outcomes: new Float32Array(size * STEPS),
    weights: new Float32Array(size * STEPS),
  }
}

/**
 * Fills a batch with windows cut at random, half of them with their past shortened at random so that short histories are
 * familiar. Later steps weigh a little less, by their fourth root.
 *
 * @param draw gives the next series to cut
 */
export function fillBatch(batch: Batch, draw: (random: Random) => TrainingSeries, random: Random): void {
  const { size, inputs, outcomes, weights } = batch
  outcomes.fill(0)
  weights.fill(0)
  for (let i = 0; i < size; ) {
    const { frequency, y } = draw(random)
    if (y.length <= SHORTEST) continue
    for (let c = 0; c < CUTS && i < size; c++) {
      const cut = SHORTEST + Math.floor(random.uniform() * (y.length - SHORTEST))
      const shortened = random.uniform() < 0.5
      const from = shortened ? Math.floor(random.uniform() * (cut - SHORTEST + 1)) : 0
      const row = inputs.subarray(i * INPUTS, (i + 1) * INPUTS)
      const scaling = encodeWindow(y.subarray(from, cut), frequency, row)
      let usable = false
      for (let k = 0; k < STEPS && cut + k < y.length; k++) {
        const z = encodeOutcome(y[cut + k]!, k, scaling)
        const root = Math.sqrt(k + 1)
        if (!Number.isFinite(z)) continue
        outcomes[i * STEPS + k] = Math.max(-LARGEST_OUTCOME * root, Math.min(LARGEST_OUTCOME * root, z))
        weights[i * STEPS + k] = 1 / Math.sqrt(root)
        usable = true
      }
      if (usable) i++
    }
  }
}
