import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { createPooledNetwork } from '../../src/neural/pooled-network.ts'
import { syntheticSeries } from '../../src/neural/synthetic.ts'
import { onPlainJavaScript, shipped, smallArtefact, wasm } from './support.ts'

/** Relative difference of forecasts between backends that is still the same forecast. */
const BETWEEN_BACKENDS = 1e-4

describe('pooled network', () => {
  it('the WebAssembly products with transposed operands agree with plain JavaScript', async () => {
    const backend = await wasm()
    const { tf } = backend
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
    const plain = await onPlainJavaScript(backend, products)
    for (const [k, values] of plain.entries())
      for (const [i, v] of values.entries()) expect(fast[k]![i]!).toBeCloseTo(v, 5)
  })

  it('forecasting again and again leaks no tensor, and disposing gives the weights back', async () => {
    const backend = await wasm()
    const before = backend.tf.memory().numTensors
    const network = createPooledNetwork(backend, smallArtefact(5))
    const held = backend.tf.memory().numTensors
    const bytes = backend.tf.memory().numBytes
    expect(held).toBeGreaterThan(before)
    const y = syntheticSeries(createRandom(1), 'A', 30)
    for (let i = 0; i < 20; i++) await network.forecast([y, y.subarray(0, 12)], 'A', 3 + i)
    expect(backend.tf.memory().numTensors).toBe(held)
    expect(backend.tf.memory().numBytes).toBe(bytes)
    network.dispose()
    expect(backend.tf.memory().numTensors).toBe(before)
  })

  it('a horizon beyond the last step: the median goes on, the bands widen', async () => {
    const network = createPooledNetwork(await wasm(), smallArtefact(5))
    const [q] = await network.forecast([syntheticSeries(createRandom(2), 'M', 120)], 'M', 40)
    const at = (level: number, step: number): number => q![network.levels.indexOf(level) * 40 + step]!
    expect(q!.every(Number.isFinite)).toBe(true)
    expect(Math.log(at(0.9, 39) / at(0.1, 39))).toBeGreaterThan(Math.log(at(0.9, 23) / at(0.1, 23)))
    network.dispose()
  })

  it('a series is forecast alike alone, among others and in any order', async () => {
    const network = createPooledNetwork(await wasm(), smallArtefact(5))
    const windows = [1, 2, 3].map((seed) => syntheticSeries(createRandom(seed), 'Q', 20 + 9 * seed))
    const together = await network.forecast(windows, 'Q', 8)
    const backwards = await network.forecast([...windows].reverse(), 'Q', 8)
    for (const [i, window] of windows.entries()) {
      expect((await network.forecast([window], 'Q', 8))[0]).toEqual(together[i])
      expect(backwards[2 - i]).toEqual(together[i])
    }
    network.dispose()
  })

  it('the shipped network: the same bits again, and another backend agrees to a ten-thousandth', async () => {
    const backend = await wasm()
    const windows = [
      syntheticSeries(createRandom(21), 'M', 150),
      syntheticSeries(createRandom(22), 'M', 40),
      syntheticSeries(createRandom(23), 'M', 9),
    ]
    const run = async () => {
      const network = createPooledNetwork(backend, shipped())
      const out = await network.forecast(windows, 'M', 12)
      network.dispose()
      return out
    }
    const fast = await run()
    expect(await run()).toEqual(fast)
    const plain = await onPlainJavaScript(backend, run)
    plain.forEach((q, k) => {
      q.forEach((v, i) => {
        expect(Math.abs(fast[k]![i]! / v - 1)).toBeLessThan(BETWEEN_BACKENDS)
      })
    })
  })

  it('sample paths of the shipped network have its quantiles at every step, and errors that persist from step to step', async () => {
    const network = createPooledNetwork(await wasm(), shipped())
    const h = 12
    const draws = 500
    const [q] = await network.forecast([syntheticSeries(createRandom(24), 'Q', 60)], 'Q', h)
    const quantiles = network.levels.map((_, j) => q!.subarray(j * h, (j + 1) * h))
    const wanted = { levels: network.levels, quantiles, frequency: 'Q', draws } as const
    const paths = network.samplePaths(wanted, createRandom(1))
    expect(network.samplePaths(wanted, createRandom(1))).toEqual(paths)
    for (let k = 0; k < h; k++) {
      const sorted = paths.map((path) => path[k]!).sort((a, b) => a - b)
      for (const [j, level] of network.levels.entries()) {
        // the level falls between these two draws
        expect(sorted[Math.floor(level * draws) - 1]!).toBeLessThanOrEqual(quantiles[j]![k]!)
        expect(sorted[Math.ceil(level * draws)]!).toBeGreaterThanOrEqual(quantiles[j]![k]!)
      }
    }
    // above the median at step 8 and at step 12 together far more often than the quarter of independent steps
    const mid = quantiles[network.levels.indexOf(0.5)]!
    const both = paths.filter((path) => path[7]! > mid[7]! && path[11]! > mid[11]!).length / draws
    expect(both).toBeGreaterThan(0.35)
    network.dispose()
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
    expect(error).toBeLessThan(0.3 * naive)
    network.dispose()
  })
})
