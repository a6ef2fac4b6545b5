import { SEASONAL_FREQUENCIES, type SeasonalFrequency } from '../domain/period.ts'
import type { Random } from '../domain/random.ts'
import { STEPS } from './encode.ts'
import { LEVELS } from './head.ts'
import { dependenceOf, normalQuantiles, normalScore } from './sample-paths.ts'
import { emptyBatch, fillBatch, type TrainingSeries } from './windows.ts'

const BATCH = 500

/**
 * How errors at different steps go together, by frequency: normal scores of the outcomes of fresh windows under the network's
 * quantiles, correlated between steps.
 *
 * @param quantiles of windows on the network's scale, [rows, INPUTS] to [rows, STEPS, LEVELS]
 * @param drawOf    gives the next series of a frequency; from the training mixture, so from before every origin scored
 * @param windows   by frequency; rounded up to whole batches
 * @returns rows of the lower triangle as text, for the artefact
 */
export async function fitDependence(
  quantiles: (inputs: Float32Array) => Promise<Float32Array>,
  drawOf: (frequency: SeasonalFrequency) => (random: Random) => TrainingSeries,
  windows: number,
  random: Random,
): Promise<Record<SeasonalFrequency, string[]>> {
  const z = normalQuantiles(LEVELS)
  const out = {} as Record<SeasonalFrequency, string[]>
  const batch = emptyBatch(BATCH)
  for (const frequency of SEASONAL_FREQUENCIES) {
    const stream = random.fork(frequency)
    const scores: Float64Array[] = []
    while (scores.length < windows) {
      fillBatch(batch, drawOf(frequency), stream)
      const q = await quantiles(batch.inputs)
      for (let i = 0; i < q.length / STEPS / LEVELS.length; i++)
        scores.push(
          Float64Array.from({ length: STEPS }, (_, k) => {
            const at = i * STEPS + k
            if (batch.weights[at] === 0) return Number.NaN
            return normalScore(batch.outcomes[at]!, q.subarray(at * LEVELS.length, (at + 1) * LEVELS.length), z)
          }),
        )
    }
    out[frequency] = dependenceOf(scores, STEPS).map((row) => row.join(' '))
  }
  return out
}
