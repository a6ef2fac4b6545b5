import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../src/domain/random.ts'
import { interpolateQuantile } from '../../src/forecast/numerics/normal.ts'
import { INPUTS, STEPS } from '../../src/neural/encode.ts'
import { fitDependence } from '../../src/neural/fit-dependence.ts'
import { LEVELS as NETWORK_LEVELS } from '../../src/neural/head.ts'
import {
  dependenceOf,
  extendDependence,
  normalQuantiles,
  normalScore,
  samplePaths,
} from '../../src/neural/sample-paths.ts'

const LEVELS = [0.1, 0.5, 0.9]
/** Skewed, widening with the step: [levels][6]. */
const QUANTILES = [-1, 0, 3].map((q) => Float64Array.from({ length: 6 }, (_, k) => 100 + q * Math.sqrt(k + 1)))
/** Errors of a random walk: correlation sqrt(j / k). */
const WALK = extendDependence([], 6)

const sampleQuantile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(p * values.length) - 1]!

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const mean = (v: readonly number[]): number => v.reduce((s, x) => s + x, 0) / v.length
  const [ma, mb] = [mean(a), mean(b)]
  const sum = (f: (i: number) => number): number => a.reduce((s, _, i) => s + f(i), 0)
  return (
    sum((i) => (a[i]! - ma) * (b[i]! - mb)) / Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2))
  )
}

describe('sample paths', () => {
  it('at every step the paths have the quantiles of the forecast', () => {
    const draws = 1000
    const paths = samplePaths({ levels: LEVELS, quantiles: QUANTILES, dependence: WALK, draws }, createRandom(1))
    for (let k = 0; k < 6; k++) {
      const values = paths.map((p) => p[k]!)
      const column = QUANTILES.map((q) => q[k]!)
      for (const p of [0.05, ...LEVELS, 0.7, 0.95]) {
        // between the two draws on either side of the level
        expect(sampleQuantile(values, p)).toBeGreaterThanOrEqual(interpolateQuantile(LEVELS, column, p - 1 / draws))
        expect(sampleQuantile(values, p)).toBeLessThanOrEqual(interpolateQuantile(LEVELS, column, p + 1 / draws))
      }
    }
  })

  it('errors at different steps go together as they are said to', () => {
    const symmetric = [-2, 0, 2].map((q) => new Float64Array(6).fill(q))
    const paths = samplePaths({ levels: LEVELS, quantiles: symmetric, dependence: WALK, draws: 4000 }, createRandom(2))
    const at = (k: number): number[] => paths.map((p) => p[k]!)
    for (const [i, j] of [
      [0, 1],
      [0, 5],
      [3, 4],
    ] as const)
      expect(correlation(at(i), at(j))).toBeCloseTo(Math.sqrt((i + 1) / (j + 1)), 1)
  })

  it('the same seed gives the same paths, another seed others', () => {
    const draw = (seed: number) =>
      samplePaths({ levels: LEVELS, quantiles: QUANTILES, dependence: WALK, draws: 20 }, createRandom(seed))
    expect(draw(3)).toEqual(draw(3))
    expect(draw(4)).not.toEqual(draw(3))
  })

  it('a floor holds, and a horizon past the fitted steps goes on as a random walk', () => {
    const low = [-10, 1, 5].map((q) => new Float64Array(8).fill(q))
    const fitted = [[1], [0.6, 1]]
    const paths = samplePaths(
      { levels: LEVELS, quantiles: low, dependence: fitted, draws: 50, least: 0 },
      createRandom(5),
    )
    expect(Math.min(...paths.flatMap((p) => [...p]))).toBe(0)
    expect(extendDependence(fitted, 3)[2]).toEqual([0.6 * Math.sqrt(2 / 3), Math.sqrt(2 / 3), 1])
  })

  it('levels and quantiles that do not agree are refused', () => {
    expect(() =>
      samplePaths({ levels: [0.1, 0.9], quantiles: QUANTILES, dependence: WALK, draws: 5 }, createRandom(1)),
    ).toThrow(/3 rows of quantiles at 2 levels/)
  })
})

describe('dependence of errors over the horizon', () => {
  it('scores of outcomes drawn from paths give back their correlations', () => {
    const paths = samplePaths({ levels: LEVELS, quantiles: QUANTILES, dependence: WALK, draws: 3000 }, createRandom(6))
    const z = normalQuantiles(LEVELS)
    const scores = paths.map((path) =>
      path.map((v, k) =>
        normalScore(
          v,
          QUANTILES.map((q) => q[k]!),
          z,
        ),
      ),
    )
    const fitted = dependenceOf(scores, 6)
    for (const [i, row] of WALK.entries())
      for (const [j, r] of row.entries()) expect(Math.abs(fitted[i]![j]! - r)).toBeLessThan(0.05)
  })

  it('missing outcomes are left out, not taken for zero', () => {
    const nan = Number.NaN
    const scores = [Float64Array.of(1, 1, nan), Float64Array.of(-1, -1, nan), Float64Array.of(2, nan, nan)]
    expect(dependenceOf(scores, 3)).toEqual([[1], [0.99, 1], [0, 0, 1]])
  })

  it('fitted on windows of random walks: neighbouring steps correlate as a random walk does', async () => {
    const walk = (random: Random) => {
      let level = 0
      return { frequency: 'A' as const, y: Float64Array.from({ length: 80 }, () => (level += random.normal())) }
    }
    // quantiles of a random walk on the network's scale: the unit is the mean absolute change, about sqrt(2 / pi) sigma
    const sigma = Math.sqrt(Math.PI / 2)
    const row = Float32Array.from({ length: STEPS * NETWORK_LEVELS.length }, (_, i) => {
      const k = Math.floor(i / NETWORK_LEVELS.length)
      return Math.sqrt(k + 1) * sigma * normalQuantiles(NETWORK_LEVELS)[i % NETWORK_LEVELS.length]!
    })
    const quantiles = async (inputs: Float32Array) => {
      const rows = inputs.length / INPUTS
      return Float32Array.from({ length: rows * row.length }, (_, i) => row[i % row.length]!)
    }
    const fitted = await fitDependence(quantiles, () => walk, 1500, createRandom(3))
    const lower = fitted.A.map((text) => text.split(' ').map(Number))
    for (const [i, j] of [
      [1, 0],
      [5, 2],
      [11, 10],
    ] as const)
      expect(Math.abs(lower[i]![j]! - Math.sqrt((j + 1) / (i + 1)))).toBeLessThan(0.1)
  })
})
