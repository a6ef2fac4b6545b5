import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decomposeGap, entrantsOfLedger, GAP_DRIVERS, meanDecomposition } from '../../../src/market/gaps/drivers.ts'
import { bySex } from '../../../src/market/supply/cohort/ages.ts'
import { projectStockFlow } from '../../../src/market/supply/cohort/stock-flow.ts'

describe('drivers of a gap', () => {
  it('decomposeGap: worked by hand', () => {
    // hospitals 1000 -> 1200 at 30 % -> 32 %, schools 500 -> 400 at 10 % -> 10 %
    const { gap, drivers } = decomposeGap(
      [
        { employment: 1000, share: 0.3 },
        { employment: 500, share: 0.1 },
      ],
      [
        { employment: 1200, share: 0.32 },
        { employment: 400, share: 0.1 },
      ],
      90,
      { graduates: 70, migration: 5, demographic: 10 },
    )
    expect(drivers.industry).toBeCloseTo(0.31 * 200 - 0.1 * 100, 9)
    expect(drivers.share).toBeCloseTo(1100 * 0.02, 9)
    // expansion 384 + 40 - 350 = 74, openings 164, seekers 85
    expect(gap).toBeCloseTo(79, 9)
    expect(drivers.graduates).toBe(-70)
  })

  it('decomposeGap: the six drivers add up to openings less seekers, whatever the numbers; so do their means', () => {
    const people = fc.double({ min: 0, max: 1e6, noNaN: true })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const industries = fc.array(fc.record({ employment: people, share }), { minLength: 4, maxLength: 4 })
    const entrants = fc.record({
      graduates: people,
      migration: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      demographic: people,
    })
    fc.assert(
      fc.property(industries, industries, people, entrants, (before, after, replacement, seekers) => {
        const staff = (rows: typeof before) => rows.reduce((sum, row) => sum + row.employment * row.share, 0)
        const openings = staff(after) - staff(before) + replacement
        const { gap, drivers } = decomposeGap(before, after, replacement, seekers)
        const expected = openings - seekers.graduates - seekers.migration - seekers.demographic
        expect(Math.abs(gap - expected)).toBeLessThan(1e-6)
        const mean = meanDecomposition([{ gap, drivers }, decomposeGap(after, before, 0, seekers)])
        expect(GAP_DRIVERS.reduce((sum, driver) => sum + mean.drivers[driver], 0)).toBeCloseTo(mean.gap, 6)
      }),
    )
  })

  it('entrantsOfLedger: end - start is what came less what left, by driver', () => {
    const stock = bySex(() => new Float64Array(40).fill(50))
    const { ledger, active } = projectStockFlow({
      qualifications: [
        { field: '0', level: 2 },
        { field: '0913', level: 6 },
      ],
      baseYear: 2025,
      years: 6,
      firstAge: 20,
      active: [stock, stock],
      inactive: [stock, stock],
      mortality: () => 0.004,
      exit: () => 0.03,
      reEntry: () => 0.05,
      departures: [
        { kind: 'outMigration', rate: () => 0.02 },
        { kind: 'militaryService', rate: (sex, age) => (sex === 'M' && age < 25 ? 0.05 : 0) },
      ],
      upgrades: [{ from: 0, to: 1, rate: () => 0.01 }],
      arrivals: [2025, 2026, 2027].map(
        (year) => ({ kind: 'graduates', cell: 1, sex: 'F', year, age: 22, persons: 80 }) as const,
      ),
    })
    const half = (t: number): number =>
      active[t]!.reduce((sum, c) => sum + 0.5 * [...c.F, ...c.M].reduce((a, b) => a + b, 0), 0)
    const { graduates, migration, demographic, leavers } = entrantsOfLedger(ledger, () => 0.5)
    expect(half(6) - half(0)).toBeCloseTo(graduates + migration + demographic - leavers, 6)
    expect(graduates).toBeCloseTo(120, 9)
    expect(migration).toBeLessThan(0)
  })
})
