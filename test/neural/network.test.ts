import type { Tensor2D } from '@tensorflow/tfjs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { decodeArtefact, encodeArtefact } from '../../src/neural/artefact.ts'
import { loadBackend } from '../../src/neural/backend.ts'
import { decodeValue, encodeOutcome, encodeWindow, INPUTS, STEPS } from '../../src/neural/encode.ts'
import { asVariables, forward, initialWeights, LEVELS, quantileLossOf } from '../../src/neural/network.ts'
import { createPooledNetwork } from '../../src/neural/pooled-network.ts'
import { syntheticSeries } from '../../src/neural/synthetic.ts'
import { trainNetwork } from '../../src/neural/train.ts'
import { shipped, shippedFiles, wasm } from './support.ts'

const SMALL = { width: 24, blocks: 1 }
const small = (seed: number) => initialWeights(SMALL, createRandom(seed))
const meta = (seeds: number[]) => ({ name: 'small', version: '0', shape: SMALL, seeds, training: {} })
const artefact = (seed: number) => {
  const { meta: text, weights } = encodeArtefact(meta([seed]), [small(seed)])
  return decodeArtefact(text, weights)
}

describe('window of the network', () => {
  const positive = fc.array(fc.double({ min: 10, max: 1000, noNaN: true }), { minLength: 6, maxLength: 80 })

  it('the encoding does not change with the unit of the series', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (values, factor) => {
        const [a, b] = [new Float32Array(INPUTS), new Float32Array(INPUTS)]
        encodeWindow(Float64Array.from(values), 'A', a)
        encodeWindow(
          Float64Array.from(values, (v) => v * factor),
          'A',
          b,
        )
        a.forEach((v, i) => {
          expect(Math.abs(v - b[i]!)).toBeLessThan(1e-3)
        })
      }),
    )
  })

  it("an outcome comes back from the network's scale as it went in", () => {
    const y = syntheticSeries(createRandom(3), 'M', 90)
    const scaling = encodeWindow(y.subarray(0, 80), 'M', new Float32Array(INPUTS))
    for (let k = 0; k < 10; k++)
      expect(decodeValue(encodeOutcome(y[80 + k]!, k, scaling), k, scaling) / y[80 + k]!).toBeCloseTo(1, 9)
  })

  it('values after the cut do not reach the encoding', () => {
    const y = syntheticSeries(createRandom(4), 'Q', 60)
    const [a, b] = [new Float32Array(INPUTS), new Float32Array(INPUTS)]
    encodeWindow(y.subarray(0, 40), 'Q', a)
    const poisoned = y.map((v, t) => (t < 40 ? v : 1e12))
    encodeWindow(poisoned.subarray(0, 40), 'Q', b)
    expect(b).toEqual(a)
  })

  it('three values are enough: the missing past is masked, not invented', () => {
    const out = new Float32Array(INPUTS)
    encodeWindow(Float64Array.of(5, 6, 7), 'A', out)
    expect(out.every(Number.isFinite)).toBe(true)
    expect(out.subarray(48, 96).reduce((sum, v) => sum + v, 0)).toBe(3)
  })
})

describe('network', () => {
  it('quantiles never cross, whatever the weights and the input', async () => {
    const { tf } = await wasm()
    const random = createRandom(1)
    const wild = small(2).map((w) => w.map((v) => v * 20 + 3 * random.normal()))
    const variables = asVariables(tf, SMALL, wild)
    const q = tf.tidy(() =>
      forward(
        tf,
        variables,
        SMALL,
        tf.tensor2d(
          Float32Array.from({ length: 32 * INPUTS }, () => 5 * random.normal()),
          [32, INPUTS],
        ),
      ).dataSync(),
    )
    for (let i = 0; i < 32 * STEPS; i++)
      for (let j = 1; j < LEVELS.length; j++)
        expect(q[i * LEVELS.length + j]!).toBeGreaterThanOrEqual(q[i * LEVELS.length + j - 1]!)
    for (const v of variables) v.dispose()
  })

  it('quantile loss: worked by hand for one outcome', async () => {
    const { tf } = await wasm()
    const loss = tf.tidy(() => {
      const q = tf.zeros([2, LEVELS.length]) as Tensor2D
      return quantileLossOf(tf, q, tf.tensor2d([2, 999], [2, 1]), tf.tensor2d([1, 0], [2, 1])).dataSync()[0]!
    })
    // every level forecasts 0 for the outcome 2: mean of 2 tau; the second outcome is missing
    expect(loss).toBeCloseTo((2 * LEVELS.reduce((a, b) => a + b, 0)) / LEVELS.length, 5)
  })

  it('the WebAssembly products with transposed operands agree with plain JavaScript', async () => {
    const { tf } = await wasm()
    const random = createRandom(9)
    const numbers = (n: number) => Float32Array.from({ length: n }, () => random.normal())
    const [a, b, c, d] = [numbers(6 * 5), numbers(7 * 5), numbers(5 * 6), numbers(5 * 7)]
    const products = () =>
      tf.tidy(
        () =>
          [
            [...tf.matMul(tf.tensor2d(a, [6, 5]), tf.tensor2d(b, [7, 5]), false, true).dataSync()],
            [...tf.matMul(tf.tensor2d(c, [5, 6]), tf.tensor2d(d, [5, 7]), true, false).dataSync()],
          ] as unknown as never,
      ) as unknown as number[][]
    const fast = products()
    await tf.setBackend('cpu')
    const plain = products()
    await tf.setBackend('wasm')
    for (const [k, values] of plain.entries())
      for (const [i, v] of values.entries()) expect(fast[k]![i]!).toBeCloseTo(v, 5)
  })

  it('forecasting leaks no tensor, and disposing gives the weights back', async () => {
    const backend = await wasm()
    const before = backend.tf.memory().numTensors
    const network = createPooledNetwork(backend, artefact(5))
    const held = backend.tf.memory().numTensors
    const y = syntheticSeries(createRandom(1), 'A', 30)
    for (let i = 0; i < 3; i++) await network.forecast([y, y.subarray(0, 12)], 'A', 11)
    expect(backend.tf.memory().numTensors).toBe(held)
    network.dispose()
    expect(backend.tf.memory().numTensors).toBe(before)
  })

  it('a horizon beyond the last step: the median goes on, the bands widen', async () => {
    const network = createPooledNetwork(await wasm(), artefact(5))
    const [q] = await network.forecast([syntheticSeries(createRandom(2), 'M', 120)], 'M', 40)
    const at = (level: number, step: number): number => q![network.levels.indexOf(level) * 40 + step]!
    expect(q!.every(Number.isFinite)).toBe(true)
    expect(Math.log(at(0.9, 39) / at(0.1, 39))).toBeGreaterThan(Math.log(at(0.9, 23) / at(0.1, 23)))
    network.dispose()
  })

  it('training: the same seed gives the same weights, the loss falls, no tensor is left', async () => {
    const { tf } = await wasm()
    const draw = (random: ReturnType<typeof createRandom>) => ({
      frequency: 'A' as const,
      y: syntheticSeries(random, 'A', 40),
    })
    const plan = { shape: SMALL, steps: 200, batch: 32, learningRate: 3e-3, averaged: 0.2 }
    const before = tf.memory().numTensors
    const losses: number[] = []
    const first = await trainNetwork(tf, plan, draw, createRandom(7), (_, loss) => losses.push(loss))
    const second = await trainNetwork(tf, plan, draw, createRandom(7), () => {})
    expect(second).toEqual(first)
    expect(tf.memory().numTensors).toBe(before)
    expect(losses.at(-1)!).toBeLessThan(losses[0]!)
  })
})

describe('artefact', () => {
  it('weights come back bit for bit', () => {
    const members = [small(1), small(2)]
    const { meta: text, weights } = encodeArtefact(meta([1, 2]), members)
    expect(decodeArtefact(text, weights).members).toEqual(members)
  })

  it('one changed byte, or another layout, is refused with the reason', () => {
    const { meta: text, weights } = encodeArtefact(meta([1]), [small(1)])
    const broken = weights.slice()
    broken[100] = broken[100]! ^ 1
    expect(() => decodeArtefact(text, broken)).toThrow(/checksum/)
    expect(() => decodeArtefact(text.replace('recent 48', 'recent 49'), weights)).toThrow(/layout/)
    expect(() => decodeArtefact('{', weights)).toThrow(/not JSON/)
  })

  it('the shipped artefact: below 5 MB, its data ends in 1979, its checksum holds', () => {
    const { weights } = shippedFiles()
    expect(weights.length).toBeLessThan(5_000_000)
    expect(shipped().meta.training.lastObservation).toBe('1979-12')
  })

  it('the shipped network: backends agree to a ten-thousandth, so the same artefact serves all', async () => {
    const backend = await wasm()
    const windows = [syntheticSeries(createRandom(21), 'M', 150), syntheticSeries(createRandom(22), 'M', 40)]
    const run = async () => {
      const network = createPooledNetwork(backend, shipped())
      const out = await network.forecast(windows, 'M', 12)
      network.dispose()
      return out
    }
    const fast = await run()
    await backend.tf.setBackend('cpu')
    const plain = await run()
    await backend.tf.setBackend('wasm')
    plain.forEach((q, k) => {
      q.forEach((v, i) => {
        expect(Math.abs(fast[k]![i]! / v - 1)).toBeLessThan(1e-4)
      })
    })
  })

  it('the shipped network follows a straight trend and a clear season better than the last value does', async () => {
    const network = createPooledNetwork(await wasm(), shipped())
    const random = createRandom(31)
    const season = [0.94, 0.96, 0.99, 1.01, 1.03, 1.04, 1.05, 1.04, 1.02, 0.99, 0.97, 0.96]
    const y = Float64Array.from(
      { length: 132 },
      (_, t) => 500 * 1.004 ** t * season[t % 12]! * (1 + 0.003 * random.normal()),
    )
    const [q] = await network.forecast([y.subarray(0, 120)], 'M', 12)
    const mid = network.levels.indexOf(0.5)
    let error = 0
    let naive = 0
    for (let h = 0; h < 12; h++) {
      error += Math.abs(q![mid * 12 + h]! - y[120 + h]!)
      naive += Math.abs(y[108 + h]! - y[120 + h]!)
    }
    expect(error).toBeLessThan(0.5 * naive)
    network.dispose()
  })
})

describe('backend', () => {
  it('auto always finds one and says why better ones were passed over', async () => {
    const { name, reasons } = await loadBackend('auto')
    expect(name).toMatch(/^(native|wasm|cpu), tfjs 4/)
    if (!name.startsWith('native')) expect(reasons.join(' ')).toMatch(/native:/)
  })
})

describe('synthetic series', () => {
  it('finite, of the length asked for, the same for the same seed, and of many kinds', () => {
    const random = createRandom(1)
    const made = Array.from({ length: 300 }, () => syntheticSeries(random, 'M', 72))
    expect(made.every((y) => y.length === 72 && y.every(Number.isFinite))).toBe(true)
    expect(syntheticSeries(createRandom(5), 'Q', 30)).toEqual(syntheticSeries(createRandom(5), 'Q', 30))
    const crossing = made.filter((y) => y.some((v) => v < 0)).length
    expect(crossing).toBeGreaterThan(5)
    expect(crossing).toBeLessThan(60)
  })
})
