import { describe, expect, it } from 'vitest'
import { bySex, COHORT_SEXES } from '../../../../src/market/supply/cohort/ages.ts'
import {
  permanentExits,
  projectLabourForce,
  totalForce,
  womenOfForce,
} from '../../../../src/market/supply/cohort/labour-force.ts'
import { newcomers } from '../../../../src/market/supply/cohort/newcomers.ts'
import {
  hazardsWithOdds,
  observedOddsFactors,
  occupationStock,
  projectOccupationSupply,
} from '../../../../src/market/supply/cohort/occupation-supply.ts'
import { carryOn, chooseParticipation } from '../../../../src/market/supply/cohort/participation-choice.ts'
import { projectPopulation } from '../../../../src/market/supply/cohort/population.ts'
import {
  exitHazard,
  labourCodePath,
  PRIOR_HAZARDS,
  raisePath,
} from '../../../../src/market/supply/cohort/retirement.ts'

const mortality = (_: string, age: number): number => Math.min(1, 0.0004 * 1.09 ** Math.max(0, age - 15))
const population = projectPopulation({
  baseYear: 2024,
  years: 11,
  base: bySex(() => Float64Array.from({ length: 101 }, (_, a) => 800_000 * Math.exp(-((a / 75) ** 6)))),
  mortality,
})
const participation = (sex: string, age: number): number =>
  (age < 25 ? (age - 14) / 12 : age < 55 ? 0.93 : Math.max(0.02, 0.93 - (age - 54) * 0.04)) * (sex === 'F' ? 0.92 : 1)
const input = {
  population,
  firstAge: 15,
  participation,
  published: { F: 19_000_000, M: 22_000_000 },
  insured: () => 0.4,
  hazard: PRIOR_HAZARDS.insured,
  path: labourCodePath,
}
const projection = projectLabourForce(input)
const sums = (year: { F: Float64Array; M: Float64Array }) => bySex((sex) => year[sex].reduce((a, b) => a + b, 0))

describe('labour force of the cohort model', () => {
  it('projectLabourForce: the base year is the published labour force of each sex', () => {
    const base = sums(projection.force[0]!)
    expect(base.F).toBeCloseTo(19_000_000, -1)
    expect(base.M).toBeCloseTo(22_000_000, -1)
    expect(womenOfForce(projection)[0]).toBeCloseTo(19 / 41, 6)
    expect(totalForce(projection)).toHaveLength(12)
  })

  it('projectLabourForce: a path a year later keeps insured women of 55 to 60 at work and touches nobody of 40', () => {
    const later = projectLabourForce({
      ...input,
      path: (sex, year) => raisePath(labourCodePath, year > 2024 ? 12 : 0)(sex, year),
    })
    for (const t of [1, 3]) {
      for (let age = 15; age < 45; age++) expect(later.force[t]!.F[age - 15]).toBe(projection.force[t]!.F[age - 15])
      expect(later.force[t]!.F[58 - 15]!).toBeGreaterThan(projection.force[t]!.F[58 - 15]! * 1.005)
    }
    const nobody = projectLabourForce({ ...input, insured: () => 0, path: raisePath(labourCodePath, 24) })
    const asNow = projectLabourForce({ ...input, insured: () => 0 })
    expect(totalForce(nobody)).toEqual(totalForce(asNow))
  })

  it('permanentExits: no fewer than the dead, and no more than one in twenty', () => {
    const exits = permanentExits(projection, mortality)
    for (const [t, year] of exits.entries())
      for (const sex of COHORT_SEXES) {
        const force = projection.force[t]![sex]
        const dead = force.reduce((sum, n, k) => sum + n * mortality(sex, 15 + k), 0)
        expect(year[sex]).toBeGreaterThanOrEqual(dead)
        expect(year[sex]).toBeLessThan(0.05 * force.reduce((a, b) => a + b, 0))
      }
  })
})

describe('occupations within the labour force', () => {
  const people = { F: [6_000_000, 12_000_000], M: [5_000_000, 16_000_000] }
  const stock = occupationStock(
    {
      people,
      ageShares: [
        [0.3, 0.5, 0.2],
        [0.1, 0.4, 0.5],
      ],
      bandsFrom: [15, 30, 50],
    },
    projection.force[0]!,
    15,
  )
  const hazards = [0.4, 0.4].map((share) => exitHazard(() => share))
  const supply = projectOccupationSupply({
    stock,
    projection,
    mortality,
    hazards,
    entrantShares: Array.from({ length: 11 }, () => [0.4, 0.6]),
  })

  it('occupationStock: keeps people of each occupation and sex, and the ages of the labour force', () => {
    for (const sex of COHORT_SEXES) {
      for (const [o, n] of people[sex].entries()) expect(stock[o]![sex].reduce((a, b) => a + b, 0)).toBeCloseTo(n, 0)
      const factor = (people[sex][0]! + people[sex][1]!) / projection.force[0]![sex].reduce((a, b) => a + b, 0)
      for (const k of [0, 20, 45])
        expect(stock[0]![sex][k]! + stock[1]![sex][k]!).toBeCloseTo(projection.force[0]![sex][k]! * factor, -1)
    }
    const young = (o: number): number => stock[o]!.F.slice(0, 15).reduce((a, b) => a + b, 0) / people.F[o]!
    expect(young(0)).toBeGreaterThan(young(1))
  })

  it('projectOccupationSupply: occupations add up to the labour force, and exits to the demographic total, in every year', () => {
    const targets = permanentExits(projection, mortality)
    for (let t = 0; t < 11; t++) {
      let [exits, wanted] = [0, 0]
      for (const [s, sex] of COHORT_SEXES.entries()) {
        const working = (people[sex][0]! + people[sex][1]!) / projection.force[0]![sex].reduce((a, b) => a + b, 0)
        const all = supply.people[s]!.reduce((sum, row) => sum + row[t + 1]!, 0)
        const force = projection.force[t + 1]![sex].reduce((a, b) => a + b, 0) * working
        expect(Math.abs(all / force - 1)).toBeLessThan(1e-9)
        wanted += targets[t]![sex] * working
        exits += supply.exitRates[s]!.reduce((sum, row, o) => sum + row[t]! * supply.people[s]![o]![t]!, 0)
      }
      expect(exits).toBeCloseTo(wanted, -1)
      expect(supply.exits[t]).toBeCloseTo(wanted, -1)
    }
    expect(supply.exitRates[0]![0]![0]).toBeLessThan(supply.exitRates[0]![1]![0]!)
  })

  const unreformed = projectLabourForce({ ...input, insured: () => 0 })
  const observed = { stock, insuredShare: [0.4, 0.4], path: labourCodePath, mortality, projection: unreformed }

  it('observedOddsFactors: hazards judged three times too high keep no more labour at work when the age rises', () => {
    const last = (factor: number, isCalibrated: boolean): number => {
      const hazards = hazardsWithOdds(PRIOR_HAZARDS, factor)
      const odds = observedOddsFactors({ ...observed, hazards })
      const own = (past: number, sex: 'F' | 'M'): number =>
        hazardsWithOdds(hazards, isCalibrated ? odds[sex] : 1).insured(past)
      return totalForce(projectLabourForce({ ...input, hazard: own })).at(-1)!
    }
    expect(last(3, false) / last(1, false)).toBeGreaterThan(1.01)
    expect(last(3, true) / last(1, true)).toBeCloseTo(1, 9)
  })

  it('observedOddsFactors: with them the exits of the base year are those of its cohorts', () => {
    const odds = observedOddsFactors({ ...observed, hazards: PRIOR_HAZARDS })
    const calibrated = bySex((sex) => exitHazard(() => 0.4, hazardsWithOdds(PRIOR_HAZARDS, odds[sex])))
    const rate = (sex: 'F' | 'M', age: number, year: number): number => calibrated[sex](sex, age, year)
    const entrantShares = Array.from({ length: 11 }, () => [0.4, 0.6])
    const { oddsFactors } = projectOccupationSupply({
      stock,
      projection: unreformed,
      mortality,
      hazards: [rate, rate],
      entrantShares,
    })
    for (const sex of COHORT_SEXES) expect(oddsFactors[0]![sex]).toBeCloseTo(1, 6)
  })
})

describe('newcomers', () => {
  const mix = newcomers({
    pull: [0.3, 0.7],
    shares: [0.6, 0.3, 0.1, 0.1, 0.3, 0.6],
    tertiary: [0.9, 0.4, 0.05],
    recentGraduates: 0.45,
  })

  it('newcomers: with as many graduates as of late nothing is tilted, and they are as many as there were', () => {
    for (const factor of mix.tilt(0.45)) expect(factor).toBeCloseTo(1, 12)
    expect(mix.occupations.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect(mix.occupations.reduce((sum, share, o) => sum + share * mix.graduatesAmong[o]!, 0)).toBeCloseTo(0.45, 9)
  })

  it('newcomers: more graduates turn more to where graduates work; everybody still goes somewhere', () => {
    const more = mix.tilt(0.55)
    expect(more[0]!).toBeGreaterThan(more[1]!)
    expect(more[2]!).toBeLessThan(1)
    expect(more.reduce((sum, factor, o) => sum + factor * mix.occupations[o]!, 0)).toBeCloseTo(1, 12)
  })
})

describe('choice of a model of participation', () => {
  const weights = bySex(() => new Array<number>(40).fill(1000))
  const table = (rate: (t: number, a: number) => number) => ({
    rates: bySex(() => Array.from({ length: 12 }, (_, t) => Array.from({ length: 40 }, (_, a) => rate(t, a)))),
    firstAge: 20,
    weights,
  })

  it('chooseParticipation: rates that only jitter are held, rates that move are carried on', () => {
    const still = chooseParticipation(
      table((t, a) => 0.8 + 0.004 * Math.sin(7 * t + a)),
      5,
    )
    expect(still.model).toBe('lastRates')
    const moving = chooseParticipation(
      table((t) => 0.5 + 0.02 * t),
      5,
    )
    expect(moving.model).not.toBe('lastRates')
    expect(moving.errors.lastRates).toBeGreaterThan(moving.errors[moving.model])
    expect(moving.byHorizon[4]!).toBeGreaterThan(moving.byHorizon[0]!)
    expect(
      carryOn(
        table((t) => 0.5 + 0.02 * t),
        'lastRates',
        3,
      ).F.rates[2]![0],
    ).toBeCloseTo(0.72, 12)
  })

  it('chooseParticipation: too short a history says how many years are needed', () => {
    const short = { ...table(() => 0.5), rates: bySex(() => [[0.5], [0.5]]) }
    expect(() => chooseParticipation(short, 3)).toThrow(/5 years/)
  })
})
