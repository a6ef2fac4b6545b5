import { deserialize, serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { encodeArtefact } from '../../src/neural/artefact.ts'
import { augment } from '../../src/neural/augment.ts'
import { syntheticSeries } from '../../src/neural/synthetic.ts'
import { lossAndGradients, startTraining, type TrainingState, trainNetwork } from '../../src/neural/train.ts'
import { emptyBatch, fillBatch } from '../../src/neural/windows.ts'
import { drawAnnual, onPlainJavaScript, SHORT_PLAN, SMALL, smallMeta, wasm } from './support.ts'

const run = async (seed: number, state?: TrainingState, onStep: (s: TrainingState) => void = () => {}) => {
  const random = createRandom(seed)
  const { tf } = await wasm()
  return trainNetwork(tf, SHORT_PLAN, drawAnnual, random, state ?? startTraining(SMALL, random), onStep)
}

describe('training', () => {
  it('the same seed gives the same bytes, another seed others; the loss falls; no tensor is left', async () => {
    const { tf } = await wasm()
    const before = tf.memory().numTensors
    const first = await run(7)
    const bytes = (weights: Float32Array[]) => Buffer.from(encodeArtefact(smallMeta([7]), [weights]).weights)
    expect(bytes(await run(7)).equals(bytes(first))).toBe(true)
    expect(bytes(await run(8)).equals(bytes(first))).toBe(false)
    expect(tf.memory().numTensors).toBe(before)
    const batch = emptyBatch(256)
    fillBatch(batch, drawAnnual, createRandom(1000))
    const loss = (weights: readonly Float32Array[]) => lossAndGradients(tf, SMALL, weights, batch).loss
    expect(loss(first)).toBeLessThan(0.95 * loss(startTraining(SMALL, createRandom(7)).weights))
  })

  it('a run taken up from a checkpoint ends with the bits of one that was never interrupted', async () => {
    let saved: Buffer | undefined
    const whole = await run(7, undefined, (s) => {
      saved ??= serialize(s)
    })
    const resumed = deserialize(saved!) as TrainingState
    expect(resumed.adam.step).toBe(100)
    expect(await run(7, resumed)).toEqual(whole)
  })

  it('another backend trains to nearly the same weights', async () => {
    const backend = await wasm()
    const plan = { ...SHORT_PLAN, steps: 30, averaged: 1 }
    const train = async () => {
      const random = createRandom(9)
      return trainNetwork(backend.tf, plan, drawAnnual, random, startTraining(SMALL, random), () => {})
    }
    const fast = await train()
    const plain = await onPlainJavaScript(backend, train)
    for (const [i, w] of plain.entries()) {
      let [difference, size] = [0, 0]
      w.forEach((v, k) => {
        difference += (v - fast[i]![k]!) ** 2
        size += v ** 2
      })
      expect(Math.sqrt(difference)).toBeLessThan(1e-3 * Math.sqrt(size) + 1e-4)
    }
  })
})

describe('synthetic series', () => {
  it('finite, of the length asked for, the same for the same seed, and of many kinds', () => {
    const random = createRandom(1)
    const made = Array.from({ length: 300 }, () => syntheticSeries(random, 'M', 72))
    expect(made.every((y) => y.length === 72 && y.every(Number.isFinite))).toBe(true)
    expect(syntheticSeries(createRandom(5), 'Q', 30)).toEqual(syntheticSeries(createRandom(5), 'Q', 30))
    const share = (is: (y: Float64Array) => boolean): number => made.filter(is).length / made.length
    expect(share((y) => y.some((v) => v < 0))).toBeGreaterThan(0.02)
    expect(share((y) => y.some((v) => v < 0))).toBeLessThan(0.2)
    // values that repeat: rounded as published figures are
    expect(share((y) => new Set(y).size < 60)).toBeGreaterThan(0.03)
    // a fall by a tenth or more within two months, as in a sudden shock
    expect(share((y) => y.some((v, t) => t >= 2 && v > 0 && v < 0.9 * y[t - 2]!))).toBeGreaterThan(0.1)
  })
})

describe('real series made into more of their kind', () => {
  const of = (seed: number) => ({
    frequency: 'Q' as const,
    y: syntheticSeries(createRandom(seed), 'Q', 60).map(Math.abs),
  })
  const [one, other] = [of(1), of(2)]

  it('mixtures and noise stay positive and complete, and the original itself is never changed', () => {
    const before = one.y.slice()
    const made = Array.from({ length: 60 }, (_, seed) => augment(one, other, createRandom(seed)).y)
    expect(made.every((y) => y.every((v) => v > 0 && Number.isFinite(v)))).toBe(true)
    expect(made.filter((y) => y === one.y).length).toBeGreaterThan(10)
    expect(made.filter((y) => y !== one.y).length).toBeGreaterThan(20)
    expect(one.y).toEqual(before)
  })

  it('a series that crosses zero stays as it is', () => {
    const balance = { frequency: 'Q' as const, y: Float64Array.of(1, -1, 2, -2, 3, -3) }
    expect(augment(balance, other, createRandom(1))).toBe(balance)
  })
})
