import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bySex, headcount } from '../../../../src/market/supply/cohort/ages.ts'
import { internalNetMigration } from '../../../../src/market/supply/cohort/internal-migration.ts'
import {
  birthsFromFertility,
  labourForceOf,
  populationResidual,
  projectPopulation,
} from '../../../../src/market/supply/cohort/population.ts'
import { peopleBySingleAge, ratesBySingleAge } from '../../../../src/market/supply/cohort/single-ages.ts'

describe('cohort-component population', () => {
  it('projectPopulation: cohorts grow older, die and move as worked by hand; the last age is open', () => {
    const { people, flows } = projectPopulation({
      baseYear: 2024,
      years: 1,
      base: { F: [100, 200, 300, 50], M: [0, 0, 0, 0] },
      mortality: (_, age) => [0.1, 0, 0.01, 0.2][age]!,
      netMigration: (sex, age) => (sex === 'F' && age === 1 ? 20 : 0),
      births: () => 1000,
      boysShare: 0.5,
    })
    // newborn 500 * 0.9; 100 * 0.9; 200 + 20; 300 * 0.99 + 50 * 0.8
    expect(Array.from(people[1]!.F)).toEqual([450, 90, 220, 337])
    expect(Array.from(people[1]!.M)).toEqual([450, 0, 0, 0])
    expect(flows[0]!.deaths.F).toBeCloseTo(50 + 10 + 3 + 10, 9)
  })

  it('projectPopulation: start + births - deaths + net migration is the end, whatever the rates', () => {
    const counts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(counts, counts, fc.double({ min: 0, max: 1, noNaN: true }), (women, men, q) => {
        const population = projectPopulation({
          baseYear: 2024,
          years: 4,
          base: { F: women, M: men },
          mortality: (_, age) => Math.min(1, q * (0.2 + age / 6)),
          netMigration: (_, age) => 10 * age,
          births: birthsFromFertility((age) => (age >= 2 && age < 5 ? 0.1 : 0)),
        })
        expect(populationResidual(population)).toBeLessThan(1e-12)
      }),
    )
  })

  it('projectPopulation: refuses more leavers than there are people, naming the cell', () => {
    const base = { F: [10, 10], M: [10, 10] }
    const input = { baseYear: 2024, years: 1, base, mortality: () => 0, netMigration: () => -11 }
    expect(() => projectPopulation(input)).toThrow(/age 0, sex F, in 2024/)
    expect(() => projectPopulation({ ...input, mortality: () => 1.5 })).toThrow(/between 0 and 1/)
  })

  it('internalNetMigration: who leaves one region arrives in another, at every age', () => {
    const regions = [300, 200, 500].map((n) => bySex(() => [n, n / 2, n / 4]))
    const net = internalNetMigration(regions, (r) => [0.02, 0.01, 0.05][r]!, [
      [0, 0.5, 0.5],
      [1, 0, 0],
      [0.7, 0.3, 0],
    ])
    for (const age of [0, 1, 2]) expect(net.reduce((sum, region) => sum + region.M[age]!, 0)).toBeCloseTo(0, 9)
    // region 0 at age 0: -300 * 0.02 + 200 * 0.01 + 500 * 0.05 * 0.7
    expect(net[0]!.F[0]).toBeCloseTo(-6 + 2 + 17.5, 9)
  })

  it('labourForceOf: people times participation', () => {
    const force = labourForceOf(
      { F: [100, 50], M: [80, 40] },
      (sex, age) => (sex === 'F' ? 0.5 : 0.25 * (age + 1)),
      2024,
    )
    expect(Array.from(force.F)).toEqual([50, 25])
    expect(Array.from(force.M)).toEqual([20, 20])
  })
})

describe('single ages from age groups', () => {
  const groups = { from: [15, 20, 25, 30, 65], to: 100 }

  it('peopleBySingleAge: every group keeps its total and nobody is negative', () => {
    const people = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(people, (counts) => {
        const ages = peopleBySingleAge(groups, counts)
        expect(ages).toHaveLength(86)
        expect(Math.min(...ages)).toBeGreaterThanOrEqual(0)
        counts.forEach((count, g) => {
          const end = groups.from[g + 1] ?? 101
          const sum = ages.slice(groups.from[g]! - 15, end - 15).reduce((a, b) => a + b, 0)
          expect(Math.abs(sum - count)).toBeLessThan(1e-6 * Math.max(1, count))
        })
      }),
    )
  })

  it('peopleBySingleAge: equal groups give equal ages', () => {
    for (const people of peopleBySingleAge({ from: [15, 20, 25], to: 29 }, [500, 500, 500]))
      expect(people).toBeCloseTo(100, 9)
  })

  it('ratesBySingleAge: meets each group at its middle and stays a share', () => {
    const rates = ratesBySingleAge({ from: [15, 20, 25], to: 29 }, [0.2, 0.5, 0.8])
    expect(rates[2]).toBeCloseTo(0.2, 12)
    expect(rates[7]).toBeCloseTo(0.5, 12)
    // half-way on the log-odds between 0.2 and 0.5: odds sqrt(0.25 * 1) = 0.5, so 1/3; age 20.0 lies between ages 19 and 20
    expect((rates[4]! + rates[5]!) / 2).toBeCloseTo(1 / 3, 2)
    expect(rates[14]).toBe(0.8)
  })

  it('headcount: sums both sexes', () => {
    expect(headcount({ F: [1, 2], M: [3, 4] })).toBe(10)
  })
})
