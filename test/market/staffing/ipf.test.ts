import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { ipf } from '../../../src/market/staffing/ipf.ts'
import { ipfNWay } from '../../../src/market/staffing/ipf-n-way.ts'

const SEED = [
  [40, 30, 0],
  [35, 50, 100],
  [5, 20, 70],
]
const ROWS = [80, 200, 90]
const COLUMNS = [90, 110, 170]

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'no error'
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const columnSums = (table: readonly (readonly number[])[]): number[] =>
  table[0]!.map((_, j) => sum(table.map((row) => row[j]!)))

/** A seed without zeros and margins that belong to another table of the same shape, so that they are feasible. */
const problem = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([i, j]) => {
    const table = fc.array(fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: j, maxLength: j }), {
      minLength: i,
      maxLength: i,
    })
    return fc.record({ seed: table, truth: table })
  })
  .map(({ seed, truth }) => ({ seed, rows: truth.map(sum), columns: columnSums(truth) }))

describe('iterative proportional fitting', () => {
  it('ipf: the worked example balances and keeps its structural zero', () => {
    const { table, residual } = ipf(SEED, ROWS, COLUMNS, { tolerance: 1e-10 })
    const expected = [
      [45.7704, 34.2296, 0],
      [39.2507, 55.9119, 104.8374],
      [4.9789, 19.8586, 65.1626],
    ]
    table.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(expected[i]![j]!, 4)
      })
    })
    expect(residual).toBeLessThan(1e-10)
    expect(table[0]![2]).toBe(0)
  })

  it('ipf: the worked example takes 21 sweeps to an absolute residual of 1e-10 and fewer to a relative one', () => {
    // Counted in units of 200 people no margin exceeds 1, so that the relative tolerance is an absolute one.
    const units = (values: readonly number[]): number[] => values.map((v) => v / 200)
    expect(ipf(SEED, units(ROWS), units(COLUMNS), { tolerance: 1e-10 / 200 }).sweeps).toBe(21)
    expect(ipf(SEED, ROWS, COLUMNS, { tolerance: 1e-10 }).sweeps).toBe(17)
  })

  it('ipf: both margins hold', () => {
    fc.assert(
      fc.property(problem, ({ seed, rows, columns }) => {
        const { table } = ipf(seed, rows, columns)
        table.forEach((row, i) => {
          expect(Math.abs(sum(row) - rows[i]!)).toBeLessThanOrEqual(1e-8 * Math.max(1, rows[i]!))
        })
        columnSums(table).forEach((value, j) => {
          expect(Math.abs(value - columns[j]!)).toBeLessThanOrEqual(1e-8 * Math.max(1, columns[j]!))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('ipf: the seed multiplied by a constant, or one of its rows, gives the same table', () => {
    fc.assert(
      fc.property(problem, fc.double({ min: 0.01, max: 1000, noNaN: true }), ({ seed, rows, columns }, factor) => {
        const options = { tolerance: 1e-12 }
        const plain = ipf(seed, rows, columns, options).table.flat()
        const scaled = ipf(
          seed.map((row) => row.map((v) => v * factor)),
          rows,
          columns,
          options,
        ).table.flat()
        const oneRow = ipf([seed[0]!.map((v) => v * factor), ...seed.slice(1)], rows, columns, options).table.flat()
        plain.forEach((value, k) => {
          expect(scaled[k]!).toBeCloseTo(value, 6)
          expect(oneRow[k]!).toBeCloseTo(value, 6)
        })
      }),
      { numRuns: 40 },
    )
  })

  it('ipf: rows in another order give the same rows in that order', () => {
    fc.assert(
      fc.property(problem, ({ seed, rows, columns }) => {
        const plain = ipf(seed, rows, columns, { tolerance: 1e-12 }).table
        const turned = ipf([...seed].reverse(), [...rows].reverse(), columns, { tolerance: 1e-12 }).table.reverse()
        plain.flat().forEach((value, k) => {
          expect(turned.flat()[k]!).toBeCloseTo(value, 6)
        })
      }),
      { numRuns: 40 },
    )
  })

  it('ipf: balancing a balanced table changes nothing', () => {
    const once = ipf(SEED, ROWS, COLUMNS)
    const twice = ipf(once.table, ROWS, COLUMNS)
    twice.table.flat().forEach((value, k) => {
      expect(value).toBeCloseTo(once.table.flat()[k]!, 6)
    })
    expect(twice.klDivergence).toBeLessThan(1e-12)
    expect(once.klDivergence).toBeGreaterThan(0)
  })

  it('ipf: totals of 100 and 101 are refused, not balanced for ever', () => {
    expect(codeOf(() => ipf([[1, 1]], [100], [50, 51]))).toBe('MARGINS_INCONSISTENT')
  })

  it('ipf: people wanted in a row where the seed has none are refused', () => {
    const seed = [
      [0, 0],
      [1, 1],
    ]
    expect(codeOf(() => ipf(seed, [5, 5], [5, 5]))).toBe('MARGINS_INCONSISTENT')
  })

  it('ipf: negative and missing numbers are refused', () => {
    expect(codeOf(() => ipf([[1, -1]], [2], [1, 1]))).toBe('INVALID_INPUT')
    expect(codeOf(() => ipf([[1, 1]], [2], [Number.NaN, 1]))).toBe('INVALID_INPUT')
    expect(codeOf(() => ipf([[1, 1], [1]], [1, 1], [1, 1]))).toBe('INVALID_INPUT')
  })

  it('ipf: zeros that forbid the margins end in an error, with the residual', () => {
    const seed = [
      [1, 0],
      [1, 1],
    ]
    expect(codeOf(() => ipf(seed, [8, 2], [3, 7], { maxSweeps: 500 }))).toBe('NOT_CONVERGED')
  })
})

describe('balancing a three-way table', () => {
  // [2][2][2]: a table of independent axes, with totals 0.4/0.6, 0.3/0.7, 0.8/0.2 of 1,000 people.
  const truth = [0.4, 0.6].flatMap((a) => [0.3, 0.7].flatMap((b) => [0.8, 0.2].map((c) => 1000 * a * b * c)))
  const pair = (axes: readonly [number, number]): number[] => {
    const values = [0, 0, 0, 0]
    truth.forEach((value, cell) => {
      const position = [cell >> 2, (cell >> 1) & 1, cell & 1]
      const k = position[axes[0]]! * 2 + position[axes[1]]!
      values[k] = values[k]! + value
    })
    return values
  }
  const pairs = (
    [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const
  ).map((axes) => ({ axes, values: pair(axes) }))

  it('ipfNWay: the two-way margins of an independent table bring it back from a flat seed', () => {
    const { cells } = ipfNWay([2, 2, 2], new Array(8).fill(1), pairs)
    truth.forEach((value, k) => {
      expect(cells[k]!).toBeCloseTo(value, 4)
    })
  })

  it('ipfNWay: margins that disagree on a shared axis are refused although their totals agree', () => {
    const moved = { axes: [1, 2], values: pairs[2]!.values.map((v, k) => v + (k < 2 ? 10 : -10)) }
    expect(codeOf(() => ipfNWay([2, 2, 2], new Array(8).fill(1), [pairs[0]!, pairs[1]!, moved]))).toBe(
      'MARGINS_INCONSISTENT',
    )
  })

  it('ipfNWay: Kullback-Leibler divergence of (3/4, 1/4) from (1/2, 1/2) is 3/4 ln 3 - ln 2', () => {
    const { klDivergence } = ipfNWay([2], [1, 1], [{ axes: [0], values: [3, 1] }])
    expect(klDivergence).toBeCloseTo(0.75 * Math.log(3) - Math.log(2), 12)
  })
})
