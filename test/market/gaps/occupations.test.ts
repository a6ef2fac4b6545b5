import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortedQuantile } from '../../../src/market/gaps/band.ts'
import { collectMargins, marketOfCells } from '../../../src/market/gaps/cell-margins.ts'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket, WHOLE_ECONOMY } from '../../../src/market/gaps/draws.ts'
import { type OccupationYear, runOccupationKernel } from '../../../src/market/gaps/occupation-kernel.ts'
import type { OccupationMarketInput } from '../../../src/market/gaps/occupation-market.ts'
import { GAP_RATINGS } from '../../../src/market/gaps/rating.ts'
import { selectBand, selectMedian } from '../../../src/market/gaps/select.ts'
import { summariseMarket } from '../../../src/market/gaps/simulate.ts'
import { projectShares } from '../../../src/market/staffing/share-trend.ts'
import { distance, smallMarket, walkPath } from './small-market.ts'

const market = drawMarket(smallMarket({ draws: 300 }))
const input: OccupationMarketInput = {
  occupations: ['nurses', 'clerks', 'drivers'],
  shares: [0, 0.3, 0.7, 0.1, 0.4, 0.5, 0.05, 0.9, 0.05, 0.7, 0.2, 0.1],
  shareSlopes: [0, -0.02, 0, 0.01, 0, 0, 0, 0.03, 0, 0.02, 0, 0],
  shareSlopeSds: new Array(12).fill(0.01),
  womenShares: [0.5, 0.6, 0.1, 0.8, 0.6, 0.05, 0.8, 0.5, 0.1, 0.85, 0.7, 0.2],
  exitRates: [
    [0.03, 0.025, 0.04],
    [[0.02, 0.02, 0.021, 0.022, 0.023, 0.024], 0.02, 0.03],
  ],
  entrantShares: [
    [0.3, 0.6, 0.1],
    [0.1, 0.4, 0.5],
  ],
  womenOfSupply: [0.48, 0.481, 0.482, 0.483, 0.484, 0.485, 0.486],
}

describe('gaps by sector, occupation and sex', () => {
  it('runOccupationKernel: in every draw demand adds up to the sector, supply to the labour supply, and nobody is negative', () => {
    const { draws, codes } = market
    let years = 0
    runOccupationKernel(market, input, {
      cells: ({ t, demand, supply }) => {
        years++
        for (let d = 0; d < draws; d += 7) {
          let all = 0
          let force = 0
          codes.forEach((_, i) => {
            let sum = 0
            for (let cell = i * 6; cell < (i + 1) * 6; cell++) {
              sum += demand[cell * draws + d]!
              all += supply[cell * draws + d]!
              expect(supply[cell * draws + d]).toBeGreaterThanOrEqual(0)
            }
            expect(distance(sum, market.demand[drawIndex(market, d, i, t)]!)).toBeLessThan(1e-9)
            force += market.supply[drawIndex(market, d, i, t)]!
          })
          expect(distance(all, force)).toBeLessThan(1e-9)
        }
        // a structural zero: no nurses in farming
        expect(Math.max(...demand.subarray(0, 2 * draws))).toBe(0)
      },
    })
    expect(years).toBe(market.horizon)
  })

  it('runOccupationKernel: a labour supply that falls faster than people retire is cut from those who stay', () => {
    const falling = drawMarket(smallMarket({ draws: 40, labourForce: walkPath(27_400, -0.08, 0.004, 6) }))
    runOccupationKernel(falling, input, {
      cells: ({ t, supply }) => {
        for (let d = 0; d < 40; d++) {
          let all = 0
          for (let row = 0; row < supply.length; row += 40) all += supply[row + d]!
          const force = falling.codes.reduce((sum, _, i) => sum + falling.supply[drawIndex(falling, d, i, t)]!, 0)
          expect(distance(all, force)).toBeLessThan(1e-9)
        }
      },
    })
  })

  it('runOccupationKernel: without noise the shares are those of the share trend', () => {
    const calm = { ...input, shareSlopeSds: new Array(12).fill(0), womenSd: 0 }
    runOccupationKernel(market, calm, {
      cells: ({ t, demand }) => {
        const expected = projectShares([0.7, 0.2, 0.1], [0.02, 0, 0], t)
        const sector = market.demand[drawIndex(market, 5, 3, t)]!
        const women = demand[9 * 2 * market.draws + 5]!
        expect(women).toBeCloseTo(expected[0]! * sector * 0.85, 6)
      },
    })
  })

  it('runOccupationKernel: a tilt moves an occupation in every sector alike, and sectors keep their totals', () => {
    const calm = { ...input, shareSlopeSds: new Array(12).fill(0), womenSd: 0 }
    const occupationTilt = Array.from({ length: market.horizon + 1 }, (_, t) => [0.1 * t, 0, 0])
    const odds = (given: OccupationMarketInput): Map<number, number[]> => {
      const byYear = new Map<number, number[]>()
      const cells = ({ t, demand }: OccupationYear): void => {
        const people = (cell: number): number =>
          demand[cell * 2 * market.draws + 5]! + demand[(cell * 2 + 1) * market.draws + 5]!
        byYear.set(
          t,
          [1, 2, 3].map((i) => Math.log(people(i * 3) / people(i * 3 + 1))),
        )
      }
      runOccupationKernel(market, given, { cells })
      return byYear
    }
    const plain = odds(calm)
    for (const [t, moved] of odds({ ...calm, occupationTilt }))
      moved.forEach((value, i) => {
        expect(value - plain.get(t)![i]!).toBeCloseTo(0.1 * t, 9)
      })
    expect(() => runOccupationKernel(market, { ...calm, occupationTilt: [[0, 0, 0]] }, {})).toThrow(/occupationTilt/)
  })

  it('runOccupationKernel: one year of supply worked by hand', () => {
    const one = drawMarket(smallMarket({ draws: 1, horizon: 1 }))
    const calm = { ...input, exitSd: 0, entrantSd: 0, womenSd: 0, womenOfSupplySd: 0, womenOfSupply: [0.5, 0.5] }
    const start = (cell: number, i: number, part: number) =>
      input.shares[cell]! * one.demand[drawIndex(one, 0, i, 0)]! * part
    runOccupationKernel(one, calm, {
      cells: ({ supply }) => {
        const women = [0, 1, 2, 3].flatMap((i) =>
          [0, 1, 2].map((o) => start(i * 3 + o, i, input.womenShares[i * 3 + o]!)),
        )
        const men = [0, 1, 2, 3].flatMap((i) =>
          [0, 1, 2].map((o) => start(i * 3 + o, i, 1 - input.womenShares[i * 3 + o]!)),
        )
        const total = (values: number[]) => values.reduce((a, b) => a + b, 0)
        const force = [0, 1, 2, 3].reduce((sum, i) => sum + one.supply[drawIndex(one, 0, i, 1)]!, 0)
        const stay = women.map((people, cell) => people * (1 - [0.03, 0.025, 0.04][cell % 3]!))
        const entering = force * (total(women) / (total(women) + total(men))) - total(stay)
        // women nurses in hospitals: those who stay and their part of 30 % of the entrants, by where nurses worked
        const nurses = [0, 3, 6, 9].map((cell, i) => start(cell, i, 1))
        expect(supply[18]).toBeCloseTo(stay[9]! + 0.3 * entering * (nurses[3]! / total(nurses)), 6)
      },
    })
  })

  it('collectMargins, marketOfCells: occupations add up to the sectors in every draw, and sexes to their occupation', () => {
    const { visit, margins } = collectMargins(market.codes.length, input.occupations, market.draws)
    runOccupationKernel(market, input, { cells: visit })
    const of = (rows: readonly number[]) => marketOfCells(market, margins, WHOLE_ECONOMY, rows)
    const parts = [0, 1, 2].map((o) => of([2 * o, 2 * o + 1]))
    const [women, men] = [of([2]), of([3])]
    for (let d = 0; d < market.draws; d += 11)
      for (let t = 0; t <= market.horizon; t++) {
        const at = d * (market.horizon + 1) + t
        const sectors = market.codes.reduce((sum, _, i) => sum + market.demand[drawIndex(market, d, i, t)]!, 0)
        expect(
          distance(
            parts.reduce((sum, part) => sum + part.demand[at]!, 0),
            sectors,
          ),
        ).toBeLessThan(1e-9)
        expect(distance(women.demand[at]! + men.demand[at]!, parts[1]!.demand[at]!)).toBeLessThan(1e-9)
      }
    const { figures } = summariseMarket(parts[1]!, { shortageThresholdPercent: 5 })
    expect(figures).toHaveLength(market.horizon)
    expect(GAP_RATINGS.reduce((sum, rating) => sum + figures[5]!.ratingProbabilities[rating], 0)).toBeCloseTo(1, 9)
  })

  it('runOccupationKernel: more entrants wanting an occupation never widen its shortage', () => {
    const gap = (share: number): number => {
      const entrantShares = [
        [share, 0.6, 0.1],
        [0.1, 0.4, 0.5],
      ]
      const { visit, margins } = collectMargins(market.codes.length, input.occupations, market.draws)
      runOccupationKernel(market, { ...input, entrantShares }, { cells: visit })
      const women = marketOfCells(market, margins, WHOLE_ECONOMY, [0])
      return summariseMarket(women, { shortageThresholdPercent: 5 }).figures.at(-1)!.gap.p50
    }
    expect(gap(0.5)).toBeLessThan(gap(0.3))
  })

  it('runOccupationKernel: refuses shares that do not sum to 1 and rates of too few years', () => {
    const run = (given: OccupationMarketInput) => () => runOccupationKernel(market, given, {})
    expect(run({ ...input, shares: new Array(12).fill(0.3) })).toThrow(/sum to/)
    const exitRates = [
      [0.1, 0.1, [0.1]],
      [0.1, 0.1, 0.1],
    ]
    expect(run({ ...input, exitRates })).toThrow(/exitRates/)
  })
})

describe('quantiles by selection', () => {
  it('selectBand, selectMedian: the same as by sorting, with ties and at any length', () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }))
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 1200 }), (signed) => {
        const values = signed.map((v) => v + 0) // no negative zeros: they are neither before nor after 0
        const sorted = values.toSorted((a, b) => a - b)
        const [p10, p50, p90] = [0.1, 0.5, 0.9].map((level) => sortedQuantile(sorted, level))
        const draws = Float64Array.from(values)
        expect(selectBand(draws)).toEqual({ p10, p50, p90 })
        expect(selectMedian(draws)).toBe(p50)
        expect([...draws]).toEqual(values)
      }),
    )
  })
})
