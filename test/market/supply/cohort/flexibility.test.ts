import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bySex, headcount } from '../../../../src/market/supply/cohort/ages.ts'
import {
  type FlexibilityMatrix,
  flexibilityRow,
  matchRates,
  shrinkToLevel,
  supplyByOccupation,
} from '../../../../src/market/supply/cohort/flexibility.ts'

const qualifications = [
  { field: '0913', level: 6 },
  { field: '0611', level: 6 },
  { field: '0', level: 2 },
]
const young = [
  [0.7, 0.05, 0.1, 0.15],
  [0.02, 0.6, 0.2, 0.18],
  [0, 0.01, 0.7, 0.29],
]
const old = [
  [0.5, 0.05, 0.25, 0.2],
  [0.02, 0.4, 0.35, 0.23],
  [0, 0.01, 0.6, 0.39],
]
const matrix: FlexibilityMatrix = {
  qualifications,
  occupations: ['nurses', 'developers', 'sales'],
  bandsFrom: [15, 40],
  shares: bySex(() => [young, old]),
}

describe('fields and occupations', () => {
  it('supplyByOccupation: people by age band, as worked by hand', () => {
    const stock = [{ F: [0, 100, 200], M: [0, 0, 0] }, ...[1, 2].map(() => bySex(() => [0, 0, 0]))]
    const { occupations, elsewhere } = supplyByOccupation(stock, 38, matrix)
    // 100 of 39 by the young row, 200 of 40 by the old one
    expect(occupations.F[0]).toBeCloseTo(70 + 100, 9)
    expect(elsewhere.F).toBeCloseTo(15 + 40, 9)
    expect(flexibilityRow(matrix, 0, 'F', 39)).toEqual(young[0])
  })

  it('supplyByOccupation: occupations and elsewhere add up to the stock', () => {
    const people = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(people, { minLength: 3, maxLength: 3 }), people, (cells, men) => {
        const stock = cells.map((women) => ({ F: women, M: men }))
        const { occupations, elsewhere } = supplyByOccupation(stock, 37, matrix)
        const all = stock.reduce((sum, cell) => sum + headcount(cell), 0)
        expect(headcount(occupations) + elsewhere.F + elsewhere.M).toBeCloseTo(all, 6)
      }),
    )
  })

  it('matchRates: match, stayer and over-qualification are three numbers', () => {
    // a degree (6) that trains for positions 0 and 1, working in 0, 1, 2 and nowhere listed; 2 asks for level 2
    const rates = matchRates([0.5, 0.2, 0.1, 0.2], 6, [0, 1], [6, 6, 2])
    expect(rates.match).toBeCloseTo(0.7, 12)
    expect(rates.stayer).toBe(0.5)
    expect(rates.overQualification).toBeCloseTo(0.125, 12)
    expect(() => matchRates([0.5, 0.5], 6, [3], [6])).toThrow(/positions 3/)
  })

  it('shrinkToLevel: rows keep their sum; a row of 50 people moves half-way to its level, a large one hardly', () => {
    const rows = shrinkToLevel(young, qualifications, [50, 150, 400])
    for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    // level 6: mean of nurses' work (50 * 0.7 + 150 * 0.02) / 200 = 0.19; half-way from 0.7
    expect(rows[0]![0]).toBeCloseTo(0.445, 12)
    expect(rows[2]![2]).toBeCloseTo(0.7, 12)
  })
})
