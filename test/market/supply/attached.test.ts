import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachSupply, entrantShares } from '../../../src/market/supply/attached.ts'

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)

function labourForcePath(start: number, growth: readonly number[]): number[] {
  const path = [start]
  for (const g of growth) path.push(path.at(-1)! * (1 + g))
  return path
}

/** Sectors with people, exit rates, entrant shares and demand paths, and a labour force that may shrink. */
const market = fc.integer({ min: 1, max: 5 }).chain((sectors) => {
  const each = (min: number, max: number): fc.Arbitrary<number[]> =>
    fc.array(fc.double({ min, max, noNaN: true }), { minLength: sectors, maxLength: sectors })
  return fc.record({
    base: each(10, 1000),
    exitRates: each(0, 0.1),
    raw: each(0.01, 1),
    growth: fc.array(fc.double({ min: -0.3, max: 0.2, noNaN: true }), { minLength: 4, maxLength: 4 }),
    demandGrowth: each(-0.1, 0.2),
  })
})

describe('supply attached to sectors', () => {
  it('attachSupply: two sectors and two years worked by hand', () => {
    // Year 1: 95 + 180 stay, 330 are there, 55 enter half and half. Year 2: 250 are there, 315.125 would have stayed.
    const { supply, exits, entrants } = attachSupply({
      base: [100, 200],
      exitRates: [0.05, 0.1],
      entrantShares: [0.5, 0.5],
      total: [300, 330, 250],
    })
    expect(Array.from(supply.subarray(0, 2))).toEqual([100, 122.5])
    expect(Array.from(supply.subarray(3, 5))).toEqual([200, 207.5])
    expect(entrants[1]).toBeCloseTo(27.5, 12)
    expect(exits[4]).toBeCloseTo(20, 12)
    // 116.375 and 186.75 would stay, 303.125 together; the loss is in proportion
    expect(supply[2]).toBeCloseTo((250 * 116.375) / 303.125, 9)
    expect(supply[5]).toBeCloseTo((250 * 186.75) / 303.125, 9)
  })

  it('attachSupply: people are conserved, nobody is negative, and stocks change by entrants less exits', () => {
    fc.assert(
      fc.property(market, ({ base, exitRates, raw, growth }) => {
        const shares = raw.map((v) => v / sum(raw))
        const total = labourForcePath(sum(base), growth)
        const { supply, exits, entrants } = attachSupply({ base, exitRates, entrantShares: shares, total })
        for (let t = 0; t < total.length; t++) {
          const people = base.map((_, i) => supply[i * total.length + t]!)
          expect(sum(people) / total[t]!).toBeCloseTo(1, 10)
          expect(Math.min(...people)).toBeGreaterThanOrEqual(0)
          for (let i = 0; t > 0 && i < base.length; i++) {
            const cell = i * total.length + t
            expect(supply[cell]! - supply[cell - 1]!).toBeCloseTo(entrants[cell]! - exits[cell]!, 8)
          }
        }
      }),
    )
  })

  it('attachSupply: the stock gap equals the flow gap, openings to the leavers less net entrants', () => {
    fc.assert(
      fc.property(market, ({ base, exitRates, raw, growth, demandGrowth }) => {
        const shares = raw.map((v) => v / sum(raw))
        const total = labourForcePath(sum(base), growth)
        const years = total.length
        const { supply, exits, entrants } = attachSupply({ base, exitRates, entrantShares: shares, total })
        base.forEach((start, i) => {
          const demand = start * (1 + demandGrowth[i]!) ** (years - 1)
          const row = i * years
          const openings = demand - start + sum(exits.subarray(row, row + years))
          const jobSeekers = sum(entrants.subarray(row, row + years))
          expect(openings - jobSeekers).toBeCloseTo(demand - supply[row + years - 1]!, 7)
        })
      }),
    )
  })
})

describe('where entrants go', () => {
  it('entrantShares: inflows over exits between the two ends, shrunk to the stock, worked by hand', () => {
    // Two years at 5 % exits leave 90.25 of 100 and 180.5 of 200: inflows 110 - 90.25 = 19.75 and 190.5 - 180.5 = 10.
    const history = [
      [100, 200],
      [105, 190],
      [110, 190.5],
    ]
    const pooled = entrantShares(history, [0.05, 0.05], { shrinkage: 0 })
    expect(pooled[0]).toBeCloseTo(19.75 / 29.75, 10)
    const shrunk = entrantShares(history, [0.05, 0.05], { shrinkage: 0.1 })
    expect(shrunk[0]).toBeCloseTo(0.9 * (19.75 / 29.75) + 0.1 * (110 / 300.5), 10)
    // Over the last year alone: 110 - 99.75 = 10.25 and 190.5 - 180.5 = 10.
    expect(entrantShares(history, [0.05, 0.05], { shrinkage: 0, windows: [1] })[0]).toBeCloseTo(10.25 / 20.25, 10)
    const mean = entrantShares(history, [0.05, 0.05], { shrinkage: 0, windows: [1, 2] })
    expect(mean[0]).toBeCloseTo((10.25 / 20.25 + 19.75 / 29.75) / 2, 10)
  })

  it('entrantShares: a sector that only shrank still gets a few, a missing year is left out', () => {
    const history = [
      [Number.NaN, Number.NaN],
      [100, 200],
      [110, 150],
    ]
    const shares = entrantShares(history, [0.02, 0.02])
    expect(shares[1]).toBeGreaterThan(0)
    expect(sum(shares)).toBeCloseTo(1, 12)
    expect(() => entrantShares(history.slice(0, 2), [0.02, 0.02])).toThrow(/known in the last of 2 years alone/)
  })

  it('entrantShares: a sector that has turned round is seen to, and one that only its long past knows is remembered', () => {
    // Ten years of loss, then three of growth; beside it one that grew and then stood still.
    const history = Array.from({ length: 14 }, (_, t) => [
      t < 11 ? 200 - 10 * t : 100 + 15 * (t - 10),
      t < 11 ? 100 + 10 * t : 200,
    ])
    const [turned, stood] = entrantShares(history, [0.02, 0.02], { shrinkage: 0 })
    const long = entrantShares(history, [0.02, 0.02], { shrinkage: 0, windows: [10] })
    expect(turned!).toBeGreaterThan(long[0]!)
    expect(stood!).toBeGreaterThan(0.3)
  })

  it('entrantShares: the noise of a small sector that does not grow brings it few more entrants than it loses', () => {
    // Alternating 8 and 12 around 10, beside a steady 990: with equal exits its share of entrants is its share of people.
    const noisy = (length: number): number[][] => Array.from({ length }, (_, t) => [t % 2 === 0 ? 8 : 12, 990])
    const of = (length: number): number => entrantShares(noisy(length), [0.02, 0.02], { shrinkage: 0 })[0]!
    expect(of(13)).toBeLessThan(0.02)
    expect(of(14)).toBeLessThan(0.05)
  })
})
