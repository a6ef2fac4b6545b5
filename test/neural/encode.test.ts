import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/domain/random.ts'
import { seasonIndex } from '../../src/forecast/prepare/season-index.ts'
import { decodeValue, encodeOutcome, encodeWindow, INPUTS } from '../../src/neural/encode.ts'
import { syntheticSeries } from '../../src/neural/synthetic.ts'

const encode = (y: Float64Array, frequency: 'A' | 'Q' | 'M'): Float32Array => {
  const out = new Float32Array(INPUTS)
  encodeWindow(y, frequency, out)
  return out
}

describe('window of the network', () => {
  const positive = fc.array(fc.double({ min: 10, max: 1000, noNaN: true }), { minLength: 6, maxLength: 80 })

  it('the encoding does not change with the unit of the series', () => {
    fc.assert(
      fc.property(
        positive,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.constantFrom<'A' | 'Q'>('A', 'Q'),
        (values, factor, frequency) => {
          const a = encode(Float64Array.from(values), frequency)
          const b = encode(
            Float64Array.from(values, (v) => v * factor),
            frequency,
          )
          a.forEach((v, i) => {
            expect(Math.abs(v - b[i]!)).toBeLessThan(1e-3)
          })
        },
      ),
    )
  })

  it('every input is finite and of moderate size, whatever the series looks like', () => {
    const value = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.constant(0),
      fc.integer({ min: 1, max: 9 }),
    )
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 60 }),
        fc.constantFrom<'A' | 'Q' | 'M'>('A', 'Q', 'M'),
        (values, frequency) => {
          for (const v of encode(Float64Array.from(values), frequency)) expect(Math.abs(v)).toBeLessThan(60)
        },
      ),
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
    const poisoned = y.map((v, t) => (t < 40 ? v : 1e12))
    expect(encode(poisoned.subarray(0, 40), 'Q')).toEqual(encode(y.subarray(0, 40), 'Q'))
    // values before it do, or the test would prove nothing
    const changed = y.map((v, t) => (t === 20 ? 1.3 * v : v))
    expect(encode(changed.subarray(0, 40), 'Q')).not.toEqual(encode(y.subarray(0, 40), 'Q'))
  })

  it('three values are enough: the missing past is masked, not invented', () => {
    const out = encode(Float64Array.of(5, 6, 7), 'A')
    expect(out.every(Number.isFinite)).toBe(true)
    expect(out.subarray(48, 96).reduce((sum, v) => sum + v, 0)).toBe(3)
  })
})

describe('season of a window', () => {
  const PATTERN = [0.1, -0.04, -0.11, 0.05]

  it('three years of quarters with a clear season and a trend: the index is found', () => {
    const random = createRandom(5)
    const x = Float64Array.from({ length: 12 }, (_, t) => 5 + 0.02 * t + PATTERN[t % 4]! + 0.003 * random.normal())
    const { index, kept } = seasonIndex(x, 4)
    expect(kept).toBeGreaterThan(0.9)
    for (const [j, v] of PATTERN.entries()) expect(Math.abs(index[j]! - v)).toBeLessThan(0.012)
  })

  it('noise without a season: little or nothing is taken for one', () => {
    let taken = 0
    for (let seed = 0; seed < 200; seed++) {
      const random = createRandom(seed)
      const { index } = seasonIndex(
        Float64Array.from({ length: 48 }, () => random.normal()),
        12,
      )
      taken += Math.sqrt(index.reduce((sum, v) => sum + v * v, 0) / 12) / 200
    }
    // unshrunk indices of pure noise over three detrended years have a standard deviation of 1 / sqrt(3) = 0.58
    expect(taken).toBeLessThan(0.1)
  })

  it('less than two and a half years, or annual data: no season', () => {
    expect(seasonIndex(Float64Array.of(1, 2, 1, 3, 1, 2, 1, 3, 1), 4).kept).toBe(0)
    expect(seasonIndex(Float64Array.of(1, 2, 3), 1).index).toEqual(Float64Array.of(0))
  })
})
