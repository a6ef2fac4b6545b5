import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withMargins } from '../../../src/market/disclosure/controlled-rounding.ts'
import { determinedCells, type PublishedSum } from '../../../src/market/disclosure/linked-audit.ts'
import { auditSuppression, type SuppressedTable, suppressTable } from '../../../src/market/disclosure/suppress.ts'
import { freedom, tableNetwork } from '../../../src/market/disclosure/table-network.ts'

interface GoldenCase {
  readonly cells: number[][]
  readonly hidden: boolean[][]
  readonly bounds: { row: number; column: number; low: number; high: number | null }[]
}
const golden: GoldenCase[] = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../golden/suppression-bounds.json'), 'utf8'),
)

/** Everything a reader of the table knows, as sums over named cells: an audit that shares no code with the suppressor. */
function publishedSums(table: SuppressedTable): { sums: PublishedSum[]; published: Set<string> } {
  const { status } = table
  const rows = status.length
  const columns = status[0]!.length
  const name = (r: number, c: number): string => `${r}/${c}`
  const sums: PublishedSum[] = []
  for (let r = 0; r < rows; r++)
    sums.push(Array.from({ length: columns }, (_, c) => (c === columns - 1 ? `-${name(r, c)}` : name(r, c))))
  for (let c = 0; c < columns; c++)
    sums.push(Array.from({ length: rows }, (_, r) => (r === rows - 1 ? `-${name(r, c)}` : name(r, c))))
  const published = new Set(status.flatMap((row, r) => row.flatMap((s, c) => (s === 'published' ? [name(r, c)] : []))))
  return { sums, published }
}

const CELLS = [
  [40, 25, 4, 60],
  [30, 55, 35, 20],
  [15, 45, 65, 50],
]
const only = (r: number, c: number): boolean[][] => CELLS.map((row, i) => row.map((_, j) => i === r && j === c))

describe('what can be worked out', () => {
  it('freedom: the bounds of hidden cells are those of linear programming, margins hidden among them', () => {
    for (const { cells, hidden, bounds } of golden) {
      const network = tableNetwork(withMargins(cells))
      for (const { row, column, low, high } of bounds) {
        const { up, down } = freedom(network, hidden, row, column)
        const value = network.values[row]![column]!
        expect(value - down).toBeCloseTo(low, 5)
        if (high === null) expect(up).toBe(Number.POSITIVE_INFINITY)
        else expect(value + up).toBeCloseTo(high, 5)
      }
    }
    expect(golden.flatMap((c) => c.bounds).length).toBeGreaterThan(40)
  })

  it('determinedCells: one hidden cell in a row is its total less the others', () => {
    expect(determinedCells([['a', 'b', '-total']], new Set(['b', 'total']))).toEqual(['a'])
    expect(determinedCells([['a', 'b', '-total']], new Set(['total']))).toEqual([])
    expect(() => determinedCells([['a', 'a']], new Set())).toThrow(/twice/)
  })

  it('determinedCells: two tables that are safe alone give a cell away together', () => {
    // Old territory: Hanoi and Hà Tây hidden, sum published. New table publishes Hà Tây and Hòa Bình's four communes together
    // and the communes alone.
    const old: PublishedSum = ['Hanoi', 'Ha Tay', '-Hanoi 2008']
    const linked: PublishedSum = ['Ha Tay', 'communes', '-rest']
    expect(determinedCells([old], new Set(['Hanoi 2008']))).toEqual([])
    expect(determinedCells([old, linked], new Set(['Hanoi 2008', 'rest', 'communes']))).toEqual(['Ha Tay', 'Hanoi'])
  })
})

describe('secondary suppression', () => {
  it('suppressTable: one small cell hides three more, the cheapest, and no margin', () => {
    const table = suppressTable(CELLS, only(0, 2))
    expect(table.secondaryCells).toBe(3)
    expect(table.published[0]![2]).toBeNull()
    expect(table.published.at(-1)).toEqual([85, 125, 104, 130, 444])
    // Of all rectangles around the cell (row 0, column 2): 25 + 35 + 55 = 115, 40 + 35 + 30 = 105, 60 + 35 + 20 = 115, ...
    expect(table.secondaryPersons).toBe(105)
    expect(table.status[1]!.slice(0, 3)).toEqual(['secondary', 'published', 'secondary'])
  })

  it('suppressTable: the blur is a fifth of the cell or three persons, and the audit finds at least that', () => {
    const [bounds] = auditSuppression(CELLS, suppressTable(CELLS, only(0, 2))).filter((b) => b.status === 'primary')
    expect(bounds!.high - 4).toBeGreaterThanOrEqual(3)
    expect(4 - bounds!.low).toBeGreaterThanOrEqual(3)
    const wide = suppressTable(CELLS, only(2, 2), { protectPercent: 50 })
    const [protectedBounds] = auditSuppression(CELLS, wide).filter((b) => b.status === 'primary')
    expect(protectedBounds!.high - 65).toBeGreaterThanOrEqual(32.5)
    expect(65 - protectedBounds!.low).toBeGreaterThanOrEqual(32.5)
  })

  it('suppressTable: hiding the primary cell alone would give it away', () => {
    const naive: SuppressedTable = {
      ...suppressTable(CELLS, only(0, 2)),
      status: withMargins(CELLS).map((row, r) => row.map((_, c) => (r === 0 && c === 2 ? 'primary' : 'published'))),
    }
    const [bounds] = auditSuppression(CELLS, naive)
    expect([bounds!.low, bounds!.high]).toEqual([4, 4])
    const { sums, published } = publishedSums(naive)
    expect(determinedCells(sums, published)).toEqual(['0/2'])
  })

  const tables = fc.tuple(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 3, max: 7 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.constantFrom(0, 1, 2, 4, 8, 30, 75, 200, 900), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

  it('suppressTable: no primary cell can be determined, exactly or to within the blur, by anybody who adds and subtracts', () => {
    let suppressed = 0
    fc.assert(
      fc.property(tables, (cells) => {
        const primary = cells.map((row) => row.map((value) => value > 0 && value < 10))
        let table: SuppressedTable
        try {
          table = suppressTable(cells, primary)
        } catch (error) {
          // A table too thin to protect is refused, never published half protected.
          expect(error).toMatchObject({ code: 'NOT_AVAILABLE' })
          return
        }
        const { sums, published } = publishedSums(table)
        const determined = new Set(determinedCells(sums, published))
        for (const { row, column, status, low, high } of auditSuppression(cells, table)) {
          if (status !== 'primary') continue
          suppressed++
          const value = cells[row]![column]!
          const blur = Math.max(0.2 * value, 3)
          expect(determined.has(`${row}/${column}`)).toBe(false)
          expect(high - value).toBeGreaterThanOrEqual(blur - 1e-9)
          expect(value - low).toBeGreaterThanOrEqual(Math.min(blur, value) - 1e-9)
        }
      }),
      { numRuns: 150 },
    )
    expect(suppressed).toBeGreaterThan(200)
  })

  it('suppressTable: what stays published is as it was, and what is hidden is null and never 0', () => {
    fc.assert(
      fc.property(tables, (cells) => {
        fc.pre(cells.every((row) => row.filter((x) => x >= 30).length >= 2))
        const table = suppressTable(
          cells,
          cells.map((row) => row.map((value) => value === 4)),
        )
        const full = withMargins(cells)
        table.status.forEach((row, r) => {
          row.forEach((status, c) => {
            expect(table.published[r]![c]).toBe(status === 'published' ? full[r]![c] : null)
          })
        })
        expect(table.status.at(-1)!.at(-1)).toBe('published')
      }),
      { numRuns: 40 },
    )
  })

  it('suppressTable: a table without a primary cell is published whole', () => {
    const table = suppressTable(
      CELLS,
      CELLS.map((row) => row.map(() => false)),
    )
    expect(table.secondaryCells).toBe(0)
    expect(table.published).toEqual(withMargins(CELLS))
  })

  it('suppressTable: a cell alone in an empty row takes the row total with it, and the audit still holds', () => {
    const cells = [
      [5, 0, 0],
      [50, 60, 70],
      [80, 90, 100],
    ]
    const table = suppressTable(cells, [
      [true, false, false],
      [false, false, false],
      [false, false, false],
    ])
    expect(table.status[0]![3]).toBe('secondary')
    const [bounds] = auditSuppression(cells, table).filter((b) => b.status === 'primary')
    expect(bounds!.high).toBeGreaterThanOrEqual(8)
    expect(bounds!.low).toBeLessThanOrEqual(2)
  })

  it('suppressTable: refuses a table in which nothing can hide the cell', () => {
    expect(() =>
      suppressTable(
        [
          [2, 0],
          [0, 0],
        ],
        [
          [true, false],
          [false, false],
        ],
      ),
    ).toThrow(/Row 0, column 0 cannot be protected/)
  })

  it('tableNetwork: margins that are not sums are refused, so rounded tables are not suppressed after the fact', () => {
    expect(() =>
      tableNetwork([
        [1, 2, 5],
        [1, 1, 2],
        [2, 3, 7],
      ]),
    ).toThrow(/not the sums/)
  })
})
