import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { projectToSimplex, simplexWeights } from '../../src/forecast/combine/simplex.ts'
import {
  type ErrorRow,
  logLosses,
  panelWeights,
  seriesWeights,
  weightsAtStep,
} from '../../src/forecast/combine/weights.ts'
import { calibrate, errorsNeeded } from '../../src/forecast/intervals/calibration.ts'
import { quantileGrid } from '../../src/forecast/intervals/grid.ts'
import { normalQuantile } from '../../src/forecast/numerics/normal.ts'
import { vector } from './golden.ts'

describe('weights', () => {
  it('projection onto the simplex: worked by hand', () => {
    // 0.9 + 0.5 - 2t = 1 with t = 0.2 leaves the third below 0
    const p = projectToSimplex(vector([0.9, 0.5, 0.1]))
    expect([...p].map((v) => Math.round(v * 1e12) / 1e12)).toEqual([0.7, 0.3, 0])
  })

  it('uncorrelated contenders: weights inverse to their error variances, the optimum of Bates and Granger', () => {
    const w = simplexWeights(vector([1, 0, 0, 4]), 2)
    expect(w[0]!).toBeCloseTo(0.8, 6)
    expect(w[1]!).toBeCloseTo(0.2, 6)
  })

  it("a contender whose errors contain another's gets weight 0", () => {
    // e2 = 2 e1
    expect([...simplexWeights(vector([1, 2, 2, 4]), 2)]).toEqual([1, 0])
  })

  const rows = (count: number, errors: (k: number) => number[]): ErrorRow[] =>
    Array.from({ length: count }, (_, k) => ({
      series: k % 30,
      origin: Math.floor(k / 30),
      step: 0,
      knownBack: 0,
      errors: vector(errors(k)),
    }))
  const plan = { bands: 1, horizon: 1, prior: vector([1, 1]), count: 2 }

  it('a hopeless contender ends with weight 0 even where it holds a share of the prior', () => {
    const random = createRandom(5)
    const [w] = panelWeights(
      rows(360, () => [random.normal(), 40 + 5 * random.normal()]),
      plan,
    )
    expect(w![1]).toBe(0)
  })

  it('without a single error the prior is shared equally', () => {
    expect([...panelWeights([], plan)[0]!]).toEqual([0.5, 0.5])
  })

  it('a series that disagrees with the panel bends the weights its way, and weights still sum to one', () => {
    // losses 1 and 3 against a panel without a preference: odds 3^(12 / 20) = 1.933
    const own = logLosses([{ series: 0, origin: 0, step: 0, knownBack: 0, errors: vector([-1, 3]) }], 2)
    const bent = seriesWeights(vector([0.5, 0.5]), own, vector([0, 0]), 12)
    expect(bent[0]! / bent[1]!).toBeCloseTo(3 ** 0.6, 12)
    expect(bent[0]! + bent[1]!).toBeCloseTo(1, 12)
  })

  it('a contender that never ran on a series keeps the weight of the panel', () => {
    const own = logLosses([{ series: 0, origin: 0, step: 0, knownBack: 0, errors: vector([1, Number.NaN, 1]) }], 3)
    expect([...seriesWeights(vector([0.4, 0.2, 0.4]), own, vector([0, 0, 0]), 8)]).toEqual([0.4, 0.2, 0.4])
  })

  it('one series in a thousand that broke its trend does not set the weights of the others', () => {
    // contender 0 is twice as good on 99 series; on the last both miss by hundreds and contender 1 by a little less
    const random = createRandom(9)
    const calm = rows(600, () => [0.5 * random.normal(), random.normal()]).map((r, k) => ({ ...r, series: k % 99 }))
    const broken = rows(40, () => [400 + random.normal(), 300 + random.normal()]).map((r) => ({ ...r, series: 99 }))
    const [w] = panelWeights([...calm, ...broken], plan)
    expect(w![0]!).toBeGreaterThan(0.5)
  })

  it('between two bands the weights change linearly', () => {
    const bands = [vector([1, 0]), vector([0, 1])]
    expect([0, 1, 2, 3].map((step) => weightsAtStep(bands, step, 4)[0])).toEqual([1, 0.75, 0.25, 0])
  })
})

describe('conformal calibration', () => {
  it('an 80 % interval needs four errors, a 95 % interval nineteen', () => {
    expect(errorsNeeded(0.8)).toBe(4)
    expect(errorsNeeded(0.95)).toBe(19)
  })

  it('bands drawn at half the true width are stretched until they hold what they say', () => {
    const grid = quantileGrid([0.5])
    const random = createRandom(11)
    const offsets = Float64Array.from(grid, (p) => 0.5 * normalQuantile(p))
    const errors = Array.from({ length: 900 }, (_, k) => ({
      series: k,
      origin: k % 10,
      step: 0,
      error: random.normal(),
      offsets,
    }))
    const factors = calibrate(errors, grid, 1).factors[0]!
    const outside = (low: number, high: number): number => {
      const a = offsets[grid.indexOf(low)]! * factors[grid.indexOf(low)]!
      const b = offsets[grid.indexOf(high)]! * factors[grid.indexOf(high)]!
      const fresh = createRandom(12)
      let n = 0
      for (let k = 0; k < 20_000; k++) {
        const e = fresh.normal()
        if (e < a || e > b) n++
      }
      return n / 20_000
    }
    expect(outside(0.1, 0.9)).toBeGreaterThan(0.17)
    expect(outside(0.1, 0.9)).toBeLessThan(0.23)
    expect(outside(0.025, 0.975)).toBeGreaterThan(0.03)
    expect(outside(0.025, 0.975)).toBeLessThan(0.07)
  })

  it('one series whose model claims to know everything does not blow up the bands of all others', () => {
    const grid = quantileGrid([0.5])
    const random = createRandom(13)
    const normal = Float64Array.from(grid, normalQuantile)
    const errors = Array.from({ length: 400 }, (_, k) => ({
      series: k % 40,
      origin: k % 10,
      step: 0,
      error: k % 40 === 0 ? 3 : random.normal(),
      // the first series: a model whose spread is a billionth of its error
      offsets: k % 40 === 0 ? normal.map((o) => o * 1e-9) : normal,
    }))
    const { factors } = calibrate(errors, grid, 1)
    const at = grid.indexOf(0.9)
    expect(factors[0]![at]!).toBeGreaterThan(0.8)
    expect(factors[0]![at]!).toBeLessThan(1.3)
    expect(Math.max(...factors[0]!)).toBeLessThanOrEqual(8)
  })

  it('steps without an error of their own keep the factors of the last that has one', () => {
    const grid = quantileGrid([0.5])
    const offsets = Float64Array.from(grid, normalQuantile)
    const errors = Array.from({ length: 50 }, (_, k) => ({
      series: k,
      origin: 0,
      step: k % 2,
      error: (k - 25) / 8,
      offsets,
    }))
    const { factors, lastStep } = calibrate(errors, grid, 5)
    expect(lastStep).toBe(1)
    expect([...factors[4]!]).toEqual([...factors[1]!])
  })

  it('grid: symmetric about one half, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 6 }), (asked) => {
        const grid = quantileGrid(asked.map((p) => p / 1000))
        grid.forEach((p, i) => {
          expect(p + grid[grid.length - 1 - i]!).toBeCloseTo(1, 9)
        })
      }),
    )
  })
})
