import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { STEPS } from '../../src/neural/encode.ts'
import { LEVELS, OUTPUTS, quantileLoss, quantilesOf } from '../../src/neural/head.ts'
import { lossAndGradients } from '../../src/neural/train.ts'
import { emptyBatch, fillBatch } from '../../src/neural/windows.ts'
import { drawAnnual, SMALL, smallWeights, wasm } from './support.ts'

const COUNT = LEVELS.length

describe('quantile head', () => {
  it('quantiles never cross, whatever the network gives', () => {
    const random = createRandom(1)
    for (const size of [0.1, 3, 100]) {
      const q = quantilesOf(Float32Array.from({ length: 4 * OUTPUTS }, () => size * random.normal()))
      for (let i = 0; i < q.length; i++) if (i % COUNT > 0) expect(q[i]!).toBeGreaterThanOrEqual(q[i - 1]!)
    }
  })

  it('quantile loss: worked by hand for one outcome', () => {
    // increments of softplus(-1000) = 0: every level forecasts 0
    const raw = Float32Array.from({ length: OUTPUTS }, (_, i) => (i % COUNT === LEVELS.indexOf(0.5) ? 0 : -1000))
    const outcomes = new Float32Array(STEPS)
    const weights = new Float32Array(STEPS)
    outcomes.set([2, 999])
    weights.set([1, 0])
    const loss = quantileLoss(raw, outcomes, weights, new Float32Array(OUTPUTS))
    // mean of 2 tau; the second outcome is missing
    expect(loss).toBeCloseTo((2 * LEVELS.reduce((a, b) => a + b, 0)) / COUNT, 6)
  })

  it('the gradient of the loss is what small changes do to it', () => {
    const random = createRandom(3)
    const raw = Float64Array.from({ length: 2 * OUTPUTS }, () => random.normal())
    const outcomes = Float32Array.from({ length: 2 * STEPS }, () => 3 * random.normal())
    const weights = Float32Array.from({ length: 2 * STEPS }, (_, i) => (i % 5 === 0 ? 0 : 1 / (i + 1)))
    const gradient = new Float32Array(raw.length)
    quantileLoss(raw, outcomes, weights, gradient)
    const scratch = new Float32Array(raw.length)
    for (let i = 0; i < raw.length; i += 7) {
      const moved = (by: number): number => {
        const changed = raw.slice()
        changed[i]! += by
        return quantileLoss(changed, outcomes, weights, scratch)
      }
      expect((moved(1e-3) - moved(-1e-3)) / 2e-3).toBeCloseTo(gradient[i]!, 4)
    }
  })

  it('the gradient through the whole network is what small changes of its weights do', async () => {
    const { tf } = await wasm()
    const batch = emptyBatch(16)
    fillBatch(batch, drawAnnual, createRandom(4))
    const weights = smallWeights(6)
    const { gradients } = lossAndGradients(tf, SMALL, weights, batch)
    for (const [i, w] of weights.entries()) {
      // along the gradient itself, where the change is largest
      const length = Math.sqrt(gradients[i]!.reduce((sum, g) => sum + g * g, 0))
      if (length < 1e-4) continue
      const moved = (by: number): number => {
        const changed = weights.map((v, k) => (k === i ? w.map((x, n) => x + (by * gradients[i]![n]!) / length) : v))
        return lossAndGradients(tf, SMALL, changed, batch).loss
      }
      expect((moved(2e-3) - moved(-2e-3)) / 4e-3 / length, `weights ${i}`).toBeGreaterThan(0.9)
      expect((moved(2e-3) - moved(-2e-3)) / 4e-3 / length, `weights ${i}`).toBeLessThan(1.1)
    }
  })
})
