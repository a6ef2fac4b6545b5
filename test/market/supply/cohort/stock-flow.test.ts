import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bySex, COHORT_SEXES, headcount } from '../../../../src/market/supply/cohort/ages.ts'
import {
  exitHazard,
  labourCodePath,
  PRIOR_HAZARDS,
  raisePath,
} from '../../../../src/market/supply/cohort/retirement.ts'
import {
  type CellLedger,
  projectStockFlow,
  type StockFlowInput,
} from '../../../../src/market/supply/cohort/stock-flow.ts'

const AGES = 56
const flat = (people: number) => bySex(() => new Float64Array(AGES).fill(people))

function nurses(changes: Partial<StockFlowInput> = {}): StockFlowInput {
  return {
    qualifications: [
      { field: '0', level: 2 },
      { field: '0913', level: 6 },
    ],
    baseYear: 2025,
    years: 5,
    firstAge: 15,
    active: [flat(100), flat(40)],
    inactive: [flat(10), flat(5)],
    mortality: (_, age) => Math.min(1, 0.0005 * 1.09 ** (age - 15)),
    exit: (_, sex, age, year) => exitHazard(() => 0.6)(sex, age, year),
    reEntry: (_, age) => (age < 50 ? 0.1 : 0),
    departures: [
      { kind: 'outMigration', rate: () => 0.01 },
      { kind: 'contractLabour', rate: (_, age) => (age < 35 ? 0.005 : 0) },
    ],
    upgrades: [{ from: 0, to: 1, rate: (_, age) => (age < 40 ? 0.01 : 0) }],
    arrivals: [
      { kind: 'graduates', cell: 1, sex: 'F', year: 2026, age: 22, persons: 70 },
      { kind: 'dropOuts', cell: 0, sex: 'M', year: 2026, age: 20, persons: 12 },
      { kind: 'inMigration', cell: 1, sex: 'M', year: 2028, age: 30, persons: 9 },
    ],
    ...changes,
  }
}

const sum = (values: Readonly<Record<string, number>>): number => Object.values(values).reduce((a, b) => a + b, 0)
const net = (book: CellLedger): number =>
  book.start -
  book.deaths -
  book.exits +
  book.reEntries +
  book.upgradesIn -
  book.upgradesOut +
  sum(book.arrivals) -
  sum(book.departures)

describe('stock and flow of qualified people', () => {
  it('projectStockFlow: one year worked by hand', () => {
    const { active, inactive, ledger } = projectStockFlow({
      qualifications: [{ field: '0913', level: 6 }],
      baseYear: 2025,
      years: 1,
      firstAge: 30,
      active: [{ F: [1000, 0], M: [0, 0] }],
      inactive: [{ F: [200, 0], M: [0, 0] }],
      mortality: () => 0.01,
      exit: () => 0.1,
      reEntry: () => 0.25,
      departures: [{ kind: 'outMigration', rate: () => 0.02 }],
      arrivals: [{ kind: 'graduates', cell: 0, sex: 'F', year: 2025, age: 30, persons: 55 }],
    })
    // 1000 * 0.99 * 0.9 * 0.98 + 200 * 0.99 * 0.25 = 873.18 + 49.5
    expect(active[1]![0]!.F[1]).toBeCloseTo(922.68, 9)
    expect(active[1]![0]!.F[0]).toBe(55)
    // 200 * 0.99 * 0.75 + 1000 * 0.99 * 0.1
    expect(inactive[1]![0]!.F[1]).toBeCloseTo(247.5, 9)
    expect(ledger[0]![0]!.F.departures.outMigration).toBeCloseTo(17.82, 9)
  })

  it('projectStockFlow: every ledger closes, upgrades leave one cell and reach another, and people are conserved', () => {
    const rate = fc.double({ min: 0, max: 0.3, noNaN: true })
    fc.assert(
      fc.property(rate, rate, rate, (exit, back, rise) => {
        const input = nurses({
          exit: () => exit,
          reEntry: () => back,
          upgrades: [{ from: 0, to: 1, rate: () => rise }],
          mortality: () => 0,
        })
        const { active, inactive, ledger } = projectStockFlow(input)
        ledger.forEach((cells, t) => {
          let rising = 0
          let crossed = 0
          for (const book of cells)
            for (const sex of COHORT_SEXES) {
              expect(net(book[sex])).toBeCloseTo(book[sex].end, 6)
              rising += book[sex].upgradesOut - book[sex].upgradesIn
              crossed += sum(book[sex].arrivals) - sum(book[sex].departures)
            }
          expect(rising).toBeCloseTo(0, 6)
          const everybody = (year: number) =>
            [...active[year]!, ...inactive[year]!].reduce((all, c) => all + headcount(c), 0)
          // nobody dies in this run, so only those who cross the border change the sum of active and inactive
          expect(everybody(t + 1)).toBeCloseTo(everybody(t) + crossed, 6)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('projectStockFlow: retiring a year later keeps insured women at work and touches nobody of 40', () => {
    const exits = (path: typeof labourCodePath) => {
      const hazard = exitHazard(() => 1, PRIOR_HAZARDS, path)
      return projectStockFlow(nurses({ years: 1, exit: (_, sex, age, year) => hazard(sex, age, year) }))
    }
    const now = exits(labourCodePath).active[1]![1]!.F
    const later = exits(raisePath(labourCodePath, 12)).active[1]![1]!.F
    for (let age = 56; age <= 61; age++) expect(later[age - 15]!, `now ${age}`).toBeGreaterThan(now[age - 15]!)
    for (let age = 16; age <= 41; age++) expect(later[age - 15], `now ${age}`).toBe(now[age - 15])
  })

  it('projectStockFlow: drop-outs join the level they had completed, not that of the programme', () => {
    const { ledger } = projectStockFlow(nurses())
    expect(ledger[1]![0]!.M.arrivals.dropOuts).toBe(12)
    expect(ledger[1]![1]!.M.arrivals.dropOuts).toBe(0)
  })

  it('projectStockFlow: refuses arrivals without a place and rates that are none', () => {
    const lost = { kind: 'graduates', cell: 7, sex: 'F', year: 2026, age: 22, persons: 1 } as const
    expect(() => projectStockFlow(nurses({ arrivals: [lost] }))).toThrow(/no place in cell 7/)
    expect(() => projectStockFlow(nurses({ exit: () => 1.2 }))).toThrow(/exit rate/)
  })
})
