import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundTable } from '../../../src/market/disclosure/controlled-rounding.ts'
import {
  DISCLOSURE_LIMITS,
  discloseFigure,
  relativeStandardErrorPercent,
} from '../../../src/market/disclosure/thresholds.ts'

const table = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.double({ min: -5000, max: 5000, noNaN: true }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
)
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('minimum sizes and error bands', () => {
  it('relativeStandardErrorPercent: 9,000 respondents and a design effect of 2 give 15, 21, 33 and 47 per cent', () => {
    const errors = [0.01, 0.005, 0.002, 0.001].map((share) => relativeStandardErrorPercent(share, 9000, 2))
    expect(errors.map(Math.round)).toEqual([15, 21, 33, 47])
  })

  it('discloseFigure: at most 15 per cent error is published, up to 30 with caution, above not', () => {
    const at = (rsePercent: number) => discloseFigure({ rsePercent })
    expect(at(15)).toEqual({ obsStatus: 'A', confStatus: 'F', reasons: [] })
    expect(at(15.1)).toEqual({ obsStatus: 'U', confStatus: 'F', reasons: ['rse'] })
    expect(at(30)).toMatchObject({ obsStatus: 'U' })
    expect(at(30.1)).toEqual({ obsStatus: 'Q', confStatus: 'N', reasons: ['rse'] })
  })

  it('discloseFigure: fewer than 10 respondents are suppressed as confidential, fewer than 1,000 people flagged', () => {
    expect(discloseFigure({ respondents: 9 })).toEqual({ obsStatus: 'Q', confStatus: 'C', reasons: ['respondents'] })
    expect(discloseFigure({ respondents: 10, weighted: 999 })).toEqual({
      obsStatus: 'U',
      confStatus: 'F',
      reasons: ['weighted'],
    })
    expect(discloseFigure({ respondents: 9, rsePercent: 40 })).toMatchObject({ reasons: ['respondents', 'rse'] })
    expect(discloseFigure({})).toMatchObject({ obsStatus: 'A' })
  })

  it('discloseFigure: two enterprises, one that dominates, or one whose rival could estimate it, are confidential', () => {
    expect(discloseFigure({ contributions: [50, 50] }).reasons).toContain('units')
    expect(discloseFigure({ contributions: [700, 200, 50, 50] })).toMatchObject({
      confStatus: 'C',
      reasons: ['dominance'],
    })
    // 1,000 and 300 leave 60 for the rest: the second knows the first to within 6 per cent.
    expect(discloseFigure({ contributions: [1000, 300, 40, 20] }).reasons).toContain('pPercent')
    expect(discloseFigure({ contributions: [30, 30, 30, 30] })).toMatchObject({ confStatus: 'F', reasons: [] })
  })

  it('discloseFigure: other limits can be given, and the defaults are named', () => {
    const strict = { ...DISCLOSURE_LIMITS, minRespondents: 30 }
    expect(discloseFigure({ respondents: 20 }, strict).confStatus).toBe('C')
    expect(DISCLOSURE_LIMITS).toMatchObject({
      minRespondents: 10,
      cautionRsePercent: 15,
      maxRsePercent: 30,
      minUnits: 3,
    })
  })
})

describe('controlled rounding', () => {
  it('roundTable: rows, columns and total add up in every table, and every figure is a multiple of the base', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(5, 10, 100), fc.integer(), (cells, base, seed) => {
        const { rows, columns, total, cells: rounded } = roundTable(cells, base, seed)
        rounded.forEach((row, r) => {
          expect(sum(row)).toBe(rows[r])
          for (const value of row) expect(Math.abs(value % base)).toBe(0)
        })
        columns.forEach((value, c) => {
          expect(sum(rounded.map((row) => row[c]!))).toBe(value)
        })
        expect(sum(rows)).toBe(total)
        expect(sum(columns)).toBe(total)
      }),
    )
  })

  it('roundTable: every cell, margin and the total goes to a neighbouring multiple, and a multiple stays', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(5, 100), fc.integer(), (cells, base, seed) => {
        const result = roundTable(cells, base, seed)
        const near = (rounded: number, value: number): void => {
          expect(Math.abs(rounded - value)).toBeLessThan(base * (1 + 1e-6))
        }
        cells.forEach((row, r) => {
          near(result.rows[r]!, sum(row))
          row.forEach((value, c) => {
            near(result.cells[r]![c]!, value)
          })
        })
        near(result.total, sum(cells.map(sum)))
        const again = roundTable(result.cells, base, seed + 1)
        expect(again).toEqual(result)
      }),
    )
  })

  it('roundTable: over many seeds no cell, margin or total is moved on average', () => {
    const cells = [
      [3, 12, 1],
      [7, 0, 26],
      [14, 8, 2],
    ]
    const runs = 20_000
    const mean = { cells: cells.map((row) => row.map(() => 0)), total: 0 }
    for (let seed = 0; seed < runs; seed++) {
      const result = roundTable(cells, 5, seed)
      result.cells.forEach((row, r) => {
        row.forEach((value, c) => {
          mean.cells[r]![c]! += value / runs
        })
      })
      mean.total += result.total / runs
    }
    // A figure moves by less than 5, so the standard error of a mean is at most 2.5 / sqrt(20,000) = 0.018; four of them.
    cells.forEach((row, r) => {
      row.forEach((value, c) => {
        expect(Math.abs(mean.cells[r]![c]! - value), `${r} ${c}`).toBeLessThan(0.071)
      })
    })
    expect(Math.abs(mean.total - 73)).toBeLessThan(0.071)
  })

  it('roundTable: the same seed rounds alike, so asking twice tells nothing more', () => {
    const cells = [
      [3, 12],
      [7, 26],
    ]
    expect(roundTable(cells, 5, 9)).toEqual(roundTable(cells, 5, 9))
    const outcomes = new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(roundTable(cells, 5, seed))))
    expect(outcomes.size).toBeGreaterThan(1)
  })

  it('roundTable: a large table of a city, 21 sections by 40 occupations, adds up', () => {
    const cells = Array.from({ length: 21 }, (_, r) =>
      Array.from({ length: 40 }, (_, c) => ((r * 37 + c * 91) % 997) * 3.7),
    )
    const { rows, total } = roundTable(cells, 100, 1)
    expect(sum(rows)).toBe(total)
    expect(Math.abs(total - sum(cells.map(sum)))).toBeLessThan(100)
  })

  it('roundTable: refuses a missing cell, a ragged table and a base of 0', () => {
    expect(() => roundTable([[1, Number.NaN]], 5, 1)).toThrow(/full table of numbers/)
    expect(() => roundTable([[1, 2], [3]], 5, 1)).toThrow(/one length/)
    expect(() => roundTable([[1]], 0, 1)).toThrow(/base is 0/)
  })
})
