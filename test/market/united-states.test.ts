import { expect, test } from 'vitest'
import { runChain } from '../../bench/united-states/chain.ts'
import { INDUSTRIES, LAST_STAFFING_YEAR, OCCUPATIONS, openTables } from '../../bench/united-states/tables.ts'
import { drawIndex } from '../../src/market/gaps/draw-index.ts'

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
  const { market, margins, labourForce } = await runChain(known, 3, 7, 200)
  const { draws, horizon, codes } = market
  const width = margins.occupations.length
  expect([codes.length, width, horizon]).toEqual([Object.keys(INDUSTRIES).length, Object.keys(OCCUPATIONS).length, 3])
  for (let t = 1; t <= horizon; t++)
    for (const [cells, totals] of [
      [margins.demand[t - 1]!, market.demand],
      [margins.supply[t - 1]!, market.supply],
    ] as const)
      for (let d = 0; d < draws; d += 9) {
        const industries = sum(codes.map((_, i) => totals[drawIndex(market, d, i, t)]!))
        const occupations = sum(Array.from({ length: 2 * width }, (_, row) => cells[row * draws + d]!))
        expect(occupations / industries).toBeCloseTo(1, 9)
      }
  expect(labourForce[0]).toBeCloseTo(sum(known.labourForce.at(-1)!.F) + sum(known.labourForce.at(-1)!.M), 0)
})
