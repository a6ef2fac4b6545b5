import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import { drawRegionalMarket } from '../../../src/market/gaps/regional-draws.ts'
import { applyScenario, exposuresOf, type ScenarioInputs } from '../../../src/market/scenario/apply.ts'
import { type ComparedCell, compareScenario } from '../../../src/market/scenario/compare.ts'
import { medians, ramp, yearsWithin } from '../../../src/market/scenario/paths.ts'
import { checkScenario, type Scenario, type ScenarioChange } from '../../../src/market/scenario/scenario.ts'
import { smallMarket, walkPath } from '../gaps/small-market.ts'

const YEARS = { from: 2025, to: 2030 }
const INPUTS: ScenarioInputs = {
  area: 'VN',
  market: smallMarket({ draws: 200 }),
  regions: [
    {
      area: 'VN-HN',
      sectors: [
        { code: 'A', base: 900, logSd: 0.2 },
        { code: 'C', base: 1600, logSd: 0.2 },
        { code: 'J', base: 140, logSd: 0.4 },
        { code: 'Q', base: 110, logSd: 0.3 },
      ],
      drift: { mean: 0.01, sd: 0.01, years: 9 },
      labourForce: walkPath(2900, 0.015, 0.01, 6),
    },
  ],
  staffing: { J: { programmer: 0.6, clerk: 0.4 } },
}
const run = (changes: ScenarioChange[], base: ScenarioInputs = INPUTS): ComparedCell[] =>
  compareScenario(drawMarket(base.market), drawMarket(applyScenario(base, changes).market))
const cell = (cells: ComparedCell[], code: string, year = 2030): ComparedCell =>
  cells.find((c) => c.code === code && c.year === year)!
const city = (inputs: ScenarioInputs) => drawRegionalMarket(drawMarket(inputs.market), inputs.regions[0]!)

describe('a scenario and its base', () => {
  it('compareScenario: without a change every difference is 0, in every draw', () => {
    const market = drawMarket(INPUTS.market)
    for (const { demand, supply, gap } of compareScenario(market, drawMarket(INPUTS.market), [
      { id: 'x', weights: { J: 0.5 } },
    ]))
      for (const { difference, pHigher } of [demand, supply, gap]) {
        expect(difference).toEqual({ p10: 0, p50: 0, p90: 0 })
        expect(pHigher).toBe(0)
      }
  })

  it('applyScenario: leaves the base as it was', () => {
    const before = structuredClone(INPUTS)
    applyScenario(INPUTS, [
      { kind: 'sectorGrowth', area: 'VN', sector: 'J', pointsPerYear: 2, ...YEARS },
      { kind: 'migration', area: 'VN', personsPerYear: 100, participationPercent: 70, ...YEARS },
    ])
    expect(INPUTS).toEqual(before)
  })

  it('compareScenario: the band of a difference is far narrower than the bands it lies between', () => {
    const change: ScenarioChange = { kind: 'participation', area: 'VN', fromPercent: 70, points: 0.7, ...YEARS }
    const supply = cell(run([change]), '_T').supply
    const market = drawMarket(INPUTS.market)
    const total = Array.from({ length: market.draws }, (_, d) =>
      market.codes.reduce((sum, _c, i) => sum + market.supply[drawIndex(market, d, i, 6)]!, 0),
    ).sort((a, b) => a - b)
    const width = total[Math.floor(0.9 * total.length)]! - total[Math.floor(0.1 * total.length)]!
    expect(supply.pHigher).toBe(1)
    expect(supply.difference.p90 - supply.difference.p10).toBeLessThan(0.05 * width)
    // One per cent more labour force is one per cent more supply.
    expect(supply.difference.p50 / supply.base).toBeCloseTo(0.01, 6)
  })

  it('compareScenario: refuses draws of another seed, since their difference would be noise', () => {
    const other = drawMarket({ ...INPUTS.market, seed: 8 })
    expect(() => compareScenario(drawMarket(INPUTS.market), other)).toThrow(/seed 7.*seed 8/)
  })

  it('compareScenario: new jobs add to the gap what they add to demand, since they bring no people', () => {
    const certain = smallMarket({ draws: 20 })
    const input = { ...INPUTS, market: certain }
    const cells = run([{ kind: 'sectorGrowth', area: 'VN', sector: 'J', pointsPerYear: 3, ...YEARS }], input)
    for (const c of cells) {
      expect(c.gap.difference.p50).toBeCloseTo(c.demand.difference.p50, 6)
      expect(c.gap.pHigher).toBe(c.demand.pHigher)
    }
    expect(cell(cells, 'J').gap.difference.p10).toBeGreaterThan(0)
    for (const c of cells) expect(c.supply.difference.p50).toBeCloseTo(0, 6)
  })
})

describe('changes', () => {
  it('sectorGrowth: new jobs grow the sector by (1 + points)^years and leave the other sectors alone', () => {
    const input = { ...INPUTS, market: smallMarket({ draws: 20, totalDemand: walkPath(26_750, 0.004, 0, 6) }) }
    const cells = run(
      [{ kind: 'sectorGrowth', area: 'VN', sector: 'J', pointsPerYear: 2, from: 2026, to: 2028 }],
      input,
    )
    const { demand } = cell(cells, 'J')
    expect(demand.scenario / demand.base).toBeCloseTo(1.02 ** 3, 2)
    expect(Math.abs(cell(cells, 'C').demand.difference.p50 / cell(cells, 'C').demand.base)).toBeLessThan(1e-3)
    expect(cell(cells, '_T', 2025).demand.difference.p50).toBeCloseTo(0, 8)
  })

  it('sectorGrowth: when the total stays the others lose exactly what the sector gains', () => {
    const cells = run([
      { kind: 'sectorGrowth', area: 'VN', sector: 'J', pointsPerYear: 2, totalFollows: false, ...YEARS },
    ])
    expect(cell(cells, '_T').demand.difference.p50).toBeCloseTo(0, 6)
    expect(cell(cells, 'J').demand.difference.p10).toBeGreaterThan(0)
    expect(cell(cells, 'C').demand.difference.p90).toBeLessThan(0)
  })

  it('sectorGrowth: of a city alone moves the city and not the country; of the country it reaches the city', () => {
    const own = applyScenario(INPUTS, [
      { kind: 'sectorGrowth', area: 'VN-HN', sector: 'J', pointsPerYear: 5, ...YEARS },
    ])
    expect(own.market).toEqual(INPUTS.market)
    const cells = compareScenario(city(INPUTS), city(own))
    const { demand } = cell(cells, 'J')
    expect(demand.scenario / demand.base).toBeCloseTo(1.05 ** 6, 9)
    expect(cell(cells, 'Q').demand.difference).toEqual({ p10: 0, p50: 0, p90: 0 })
    const national = applyScenario(INPUTS, [
      { kind: 'sectorGrowth', area: 'VN', sector: 'J', pointsPerYear: 5, ...YEARS },
    ])
    expect(cell(compareScenario(city(INPUTS), city(national)), 'J').demand.difference.p10).toBeGreaterThan(0)
  })

  it('sectorShare: two points of employment change hands and the median total stays', () => {
    const moved = applyScenario(INPUTS, [
      { kind: 'sectorShare', area: 'VN', fromSector: 'A', toSector: 'C', points: 2, ...YEARS },
    ]).market
    const at = (market: typeof moved, code: string) =>
      medians(market.sectors.find((s) => s.code === code)!.demand, 6, code)[5]!
    const total = ['A', 'C', 'J', 'Q'].reduce((sum, code) => sum + at(INPUTS.market, code), 0)
    expect(at(moved, 'C') - at(INPUTS.market, 'C')).toBeCloseTo(0.02 * total, 6)
    expect(at(INPUTS.market, 'A') - at(moved, 'A')).toBeCloseTo(0.02 * total, 6)
  })

  it('migration: so many people a year more, times their participation, in the labour force of that area', () => {
    const change: ScenarioChange = {
      kind: 'migration',
      area: 'VN-HN',
      personsPerYear: 20,
      participationPercent: 75,
      from: 2026,
      to: 2029,
    }
    const moved = applyScenario(INPUTS, [change]).regions[0]!.labourForce
    const before = INPUTS.regions[0]!.labourForce
    const added = moved.values[4]!.length
    expect(added).toBe(6)
    expect(Array.from({ length: 6 }, (_, k) => moved.values[4]![k]! - before.values[4]![k]!)).toEqual(
      [0, 15, 30, 45, 60, 60].map((n) => expect.closeTo(n, 9)),
    )
    expect(() => applyScenario(INPUTS, [{ ...change, area: '*' }])).toThrow(/the one area/)
    expect(() => applyScenario(INPUTS, [{ ...change, personsPerYear: -2000 }])).toThrow(/more people away/)
  })

  it('retirement: a path one year later keeps the insured of one year of age, and leaves fewer jobs to refill', () => {
    const change: ScenarioChange = {
      kind: 'retirement',
      area: '*',
      shiftYears: 1,
      insuredShare: 0.5,
      cohortShare: 0.02,
      ...YEARS,
    }
    const later = applyScenario(INPUTS, [change])
    const factor = (row: ArrayLike<number>, base: ArrayLike<number>) => row[5]! / base[5]!
    expect(factor(later.market.labourForce.values[4]!, INPUTS.market.labourForce.values[4]!)).toBeCloseTo(1.01, 12)
    expect(factor(later.regions[0]!.labourForce.values[4]!, INPUTS.regions[0]!.labourForce.values[4]!)).toBeCloseTo(
      1.01,
      12,
    )
    expect(later.market.sectors[0]!.exitRate.low).toBeCloseTo(0.02 - 0.01 / 6, 12)
    const cells = run([change])
    expect(cell(cells, '_T').gap.difference.p90).toBeLessThan(0)
    const earlier = applyScenario(INPUTS, [{ ...change, shiftYears: -1 }])
    expect(earlier.market.sectors[0]!.exitRate.low).toBeGreaterThan(0.02)
  })

  it('intake: more places turn entrants to the field s sectors only once they graduate', () => {
    const change = (lengthYears: number): ScenarioChange => ({
      kind: 'intake',
      area: 'VN',
      field: '0611',
      factor: 2,
      lengthYears,
      entrantsFromField: { J: 0.5 },
      ...YEARS,
    })
    const share = (changes: ScenarioChange[]) =>
      applyScenario(INPUTS, changes).market.sectors.find((s) => s.code === 'J')!.entrantShare
    const before = share([])
    expect(share([change(6)])).toBe(before)
    // A four-year programme is felt in 2029 and 2030: two of six years.
    expect(share([change(4)])).toBeCloseTo(before * (1 + 0.5 / 3), 12)
    expect(cell(run([change(2)]), 'J').supply.difference.p10).toBeGreaterThan(0)
    expect(cell(run([change(2)]), '_T').supply.difference.p50).toBeCloseTo(0, 6)
  })

  it('staffingShare: points go from one occupation to the other and the row still sums to 1', () => {
    const change: ScenarioChange = {
      kind: 'staffingShare',
      sector: 'J',
      fromOccupation: 'clerk',
      toOccupation: 'programmer',
      points: 10,
    }
    const row = applyScenario(INPUTS, [change]).staffing!['J']!
    expect(row['programmer']).toBeCloseTo(0.7, 12)
    expect(row['clerk']).toBeCloseTo(0.3, 12)
    expect(() => applyScenario(INPUTS, [{ ...change, points: 50 }])).toThrow(/cannot go from clerk/)
    expect(() => applyScenario(INPUTS, [{ ...change, toOccupation: 'pilot' }])).toThrow(/pilot/)
  })

  it('exposure: is shown and changes no figure', () => {
    const change: ScenarioChange = { kind: 'exposure', code: 'VSCO2020:4', exposure: 0.8, source: 'index of 2024' }
    expect(applyScenario(INPUTS, [change])).toEqual(INPUTS)
    expect(exposuresOf([change])).toEqual([change])
  })

  it('applyScenario: more participation never lowers supply, more growth never demand', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5, noNaN: true }), fc.constantFrom('A', 'C', 'J', 'Q'), (points, sector) => {
        const small = { ...INPUTS, market: smallMarket({ draws: 15 }) }
        const cells = run(
          [
            { kind: 'participation', area: 'VN', fromPercent: 70, points, ...YEARS },
            { kind: 'sectorGrowth', area: 'VN', sector, pointsPerYear: points, ...YEARS },
          ],
          small,
        )
        expect(cell(cells, '_T').supply.difference.p10).toBeGreaterThanOrEqual(-1e-6)
        expect(cell(cells, '_T').demand.difference.p10).toBeGreaterThanOrEqual(-1e-6)
      }),
      { numRuns: 20 },
    )
  })

  it('applyScenario: refuses an area or sector that is not there, and a city that would act on the country', () => {
    expect(() =>
      applyScenario(INPUTS, [{ kind: 'participation', area: 'VN-SG', fromPercent: 70, points: 1, ...YEARS }]),
    ).toThrow(/VN-SG; there are VN, VN-HN and \*/)
    expect(() =>
      applyScenario(INPUTS, [{ kind: 'sectorGrowth', area: 'VN', sector: 'Z', pointsPerYear: 1, ...YEARS }]),
    ).toThrow(/no sector Z/)
    expect(() =>
      applyScenario(INPUTS, [
        { kind: 'sectorShare', area: 'VN-HN', fromSector: 'A', toSector: 'C', points: 1, ...YEARS },
      ]),
    ).toThrow(/cannot be of VN-HN alone/)
  })

  it('ramp and yearsWithin: a change is felt from its first year and in full in its last', () => {
    expect([2024, 2025, 2026, 2027, 2030].map((year) => ramp(year, { from: 2025, to: 2027 }))).toEqual([
      0,
      1 / 3,
      2 / 3,
      1,
      1,
    ])
    expect([2024, 2025, 2027, 2030].map((year) => yearsWithin(year, { from: 2025, to: 2027 }))).toEqual([0, 1, 3, 3])
  })
})

describe('what a scenario needs', () => {
  const scenario: Scenario = {
    id: 's1',
    baseReleaseId: '2025-10-07-abc',
    name: { vi: 'Dòng vốn FDI tăng', en: 'FDI surge' },
    owner: 'planning department',
    createdOn: '2026-03-01',
    changes: [{ kind: 'sectorGrowth', area: 'VN', sector: 'C', pointsPerYear: 1, ...YEARS }],
  }

  it('checkScenario: owner, day, two names and a change; years ascend and shares are shares', () => {
    expect(checkScenario(scenario)).toBe(scenario)
    expect(() => checkScenario({ ...scenario, owner: ' ' })).toThrow(/owner/)
    expect(() => checkScenario({ ...scenario, createdOn: '2026' })).toThrow(/YYYY-MM-DD/)
    expect(() => checkScenario({ ...scenario, name: { vi: '', en: 'x' } })).toThrow(/Vietnamese and English/)
    expect(() => checkScenario({ ...scenario, changes: [] })).toThrow(/is the base/)
    const late = { ...scenario.changes[0]!, from: 2031, to: 2030 } as ScenarioChange
    expect(() => checkScenario({ ...scenario, changes: [late] })).toThrow(/2031 to 2030/)
    const absurd: ScenarioChange = { kind: 'participation', area: 'VN', fromPercent: 70, points: 40, ...YEARS }
    expect(() => checkScenario({ ...scenario, changes: [absurd] })).toThrow(/1.1; it must lie between 0 and 1/)
  })
})
