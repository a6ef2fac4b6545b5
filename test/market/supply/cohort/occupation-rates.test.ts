import { describe, expect, it } from 'vitest'
import { drawMarket } from '../../../../src/market/gaps/draws.ts'
import { normalQuantile } from '../../../../src/market/gaps/normal-quantile.ts'
import { runOccupationKernel } from '../../../../src/market/gaps/occupation-kernel.ts'
import { bySex, headcount } from '../../../../src/market/supply/cohort/ages.ts'
import { labourForcePath, occupationRates } from '../../../../src/market/supply/cohort/occupation-rates.ts'
import { exitHazard } from '../../../../src/market/supply/cohort/retirement.ts'
import { projectStockFlow } from '../../../../src/market/supply/cohort/stock-flow.ts'
import { walkPath } from '../../gaps/small-market.ts'

const HORIZON = 5
const flow = projectStockFlow({
  qualifications: [
    { field: '0913', level: 6 },
    { field: '0', level: 2 },
  ],
  baseYear: 2024,
  years: HORIZON,
  firstAge: 20,
  active: [
    { F: new Float64Array(45).fill(60), M: new Float64Array(45).fill(20) },
    { F: new Float64Array(45).fill(90), M: new Float64Array(45).fill(140) },
  ],
  inactive: [bySex(() => new Float64Array(45).fill(10)), bySex(() => new Float64Array(45).fill(30))],
  mortality: () => 0.002,
  exit: (_, sex, age, year) => exitHazard(() => 0.7)(sex, age, year),
  reEntry: (_, age) => (age < 45 ? 0.1 : 0),
  arrivals: Array.from({ length: HORIZON }, (_, t) =>
    [0, 1].flatMap((cell) =>
      (['F', 'M'] as const).map((sex) => ({
        kind: 'graduates' as const,
        cell,
        sex,
        year: 2024 + t,
        age: 22,
        persons: cell === 0 ? 150 : 240 + 10 * t,
      })),
    ),
  ).flat(),
})

describe('from cohorts to the joint simulation', () => {
  it('occupationRates: without noise the simulation repeats the cohort model, year by year', () => {
    const rates = occupationRates(flow)
    const base = flow.active[0]!.map(headcount)
    const all = base[0]! + base[1]!
    const levels = [0.1, 0.5, 0.9]
    const exact = { base: all, levels, values: levels.map(() => rates.labourForce.slice(1)) }
    const market = drawMarket({
      sectors: [
        {
          code: '_T',
          demand: { ...exact, values: levels.map(() => new Array(HORIZON).fill(all)) },
          exitRate: { low: 0.02, high: 0.02 },
          entrantShare: 1,
        },
      ],
      labourForce: exact,
      baseYear: 2024,
      horizon: HORIZON,
      draws: 2,
      seed: 1,
    })
    const women = flow.active[0]!.map((cell) => cell.F.reduce((a, b) => a + b, 0))
    const input = {
      occupations: ['nurses', 'others'],
      shares: base.map((people) => people / all),
      shareSlopes: [0, 0],
      shareSlopeSds: [0, 0],
      womenShares: women.map((people, o) => people / base[o]!),
      womenSd: 0,
      exitSd: 0,
      entrantSd: 0,
      womenOfSupplySd: 0,
      ...rates,
    }
    runOccupationKernel(market, input, {
      cells: ({ t, supply }) => {
        flow.active[t]!.forEach((cell, o) => {
          expect(supply[o * 4]! / cell.F.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
          expect(supply[o * 4 + 2]! / cell.M.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
        })
      },
    })
    for (let t = 0; t < HORIZON; t++)
      expect(rates.entrantShares[0]![0]![t]! + rates.entrantShares[0]![1]![t]!).toBeCloseTo(1, 12)
  })

  it('labourForcePath: the median is the cohort model, the spread worked by hand', () => {
    const path = labourForcePath(
      [1000, 1010, 1030],
      { exitSd: 0.1, exitRate: 0.03, migration: [8, 10, 12], migrationPersistence: 0 },
      [0.5, 0.9],
      normalQuantile,
    )
    expect(path.values[0]).toEqual([1010, 1030].map((v) => expect.closeTo(v, 9)))
    // year 2: sqrt( (0.03 * 0.1 * 2)^2 + 2 * 0.002^2 ) = 0.0066332, times 1.2815516
    expect(path.values[1]![1]).toBeCloseTo(1030 * Math.exp(0.0066332 * 1.2815516), 3)
    expect(() =>
      labourForcePath([1, 1], { exitSd: 0.1, exitRate: 0.03, migration: [1, 2] }, [0.5], normalQuantile),
    ).toThrow(/three years/)
  })

  it('labourForcePath: migration that comes in waves spreads wider', () => {
    const spread = (migrationPersistence: number) =>
      labourForcePath(
        [1000, 1000],
        { exitSd: 0, exitRate: 0.03, migration: [5, 10, 15], migrationPersistence },
        [0.9],
        normalQuantile,
      ).values[0]![0]!
    expect(spread(0.5)).toBeGreaterThan(spread(0))
    expect(walkPath(1000, 0, 0.005, 1).values[6]![0]).toBeCloseTo(spread(0), 6)
  })
})
