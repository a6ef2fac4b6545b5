import { expect, test } from 'vitest'
import { runChain } from '../../bench/united-states/chain.ts'
import { INDUSTRIES, LAST_STAFFING_YEAR, OCCUPATIONS, openTables } from '../../bench/united-states/tables.ts'

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)
const tablesTo = openTables()

test('the published tables agree with each other in every year', () => {
  const { employment, firstYear, occupations, staffing } = tablesTo(LAST_STAFFING_YEAR)
  occupations.forEach((year, k) => {
    const total = sum(employment[2010 - firstYear + k]!)
    expect(sum(year.F) + sum(year.M)).toBe(total)
    expect(staffing[k]!.map(sum).reduce((a, b) => a + b, 0)).toBeCloseTo(total, 3)
  })
})

test('tables cut at a year hold nothing later', () => {
  const { employment, population, degrees, jobs, occupations } = tablesTo(2012)
  expect(employment).toHaveLength(8)
  expect(population).toHaveLength(8)
  expect(occupations).toHaveLength(3)
  expect(degrees('engineering', 'F')).toHaveLength(12)
  expect(new Set(jobs.filter(Boolean).map((row) => row!.length))).toEqual(new Set([23]))
})

test('parts add up to totals, women and men to both, and supply starts from the people there are', async () => {
  const known = tablesTo(2014)
  const { simulation, labourForce } = await runChain(known, 3, 7, 200)
  const year = 2017
  const mean = (industry: string, occupation: string, sex: 'F' | 'M' | 'T'): number =>
    simulation.figure(industry, occupation, sex, year).expansionDemand
  const occupations = Object.keys(OCCUPATIONS)
  expect(sum(occupations.map((o) => mean('_T', o, 'T')))).toBeCloseTo(mean('_T', '_T', 'T'), 3)
  expect(sum(Object.keys(INDUSTRIES).map((i) => mean(i, '_T', 'T')))).toBeCloseTo(mean('_T', '_T', 'T'), 3)
  for (const o of occupations) expect(mean('_T', o, 'F') + mean('_T', o, 'M')).toBeCloseTo(mean('_T', o, 'T'), 3)
  expect(labourForce[0]).toBeCloseTo(sum(known.labourForce.at(-1)!.F) + sum(known.labourForce.at(-1)!.M), 0)
})
