import { beforeAll, describe, expect, it } from 'vitest'
import { decomposeChange } from '../../src/market/staffing/change-decomposition.ts'
import { COHORT_SEXES, headcount } from '../../src/market/supply/cohort/ages.ts'
import { precisionAndRecall } from '../../src/market/track-record/ranking.ts'
import { BREAK, publishStatistics } from '../support/city-statistics.ts'
import { type CityScore, scoreCity } from '../support/score-city.ts'
import { BASE_YEAR, FUTURE, OCCUPATIONS, PAST, SECTORS, simulateCity } from '../support/simulated-city.ts'

const SEEDS = [1, 2, 3, 4, 5, 6]

describe('a city whose labour market is known', () => {
  const scores: CityScore[] = []
  beforeAll(async () => {
    for (const seed of SEEDS) scores.push(await scoreCity(seed, 400))
  })
  const sum = (of: (score: CityScore) => number): number => scores.reduce((total, score) => total + of(score), 0)

  it('the 80 per cent bands of the gaps hold 70 to 90 per cent of the true gaps', () => {
    const share = sum((s) => s.inside.gap) / sum((s) => s.inside.of)
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThan(0.9)
  })

  it('the planted shortages are found, and few others', () => {
    const { precision, recall } = precisionAndRecall(
      scores.flatMap((s) => s.planted),
      scores.flatMap((s) => s.flagged),
    )
    expect(precision).toBeGreaterThanOrEqual(0.8)
    expect(recall).toBeGreaterThanOrEqual(0.6)
  })

  it('the planted surplus is never flagged as a shortage', () => {
    for (const score of scores) expect(score.flagged[OCCUPATIONS.indexOf(score.city.surplus as 'nurses')]).toBe(false)
  })

  it('the gaps are nearer to the truth than with last shares of demand and supply', () => {
    expect(sum((s) => s.error.model)).toBeLessThan(0.9 * sum((s) => s.error.lastShare))
  })
})

describe('the simulated city itself', () => {
  const city = simulateCity(4)

  it('people are conserved: every ledger closes in every year', () => {
    city.flow.ledger.forEach((cells, t) => {
      cells.forEach((cell, o) => {
        const end = COHORT_SEXES.reduce((total, sex) => {
          const { start, deaths, exits, arrivals } = cell[sex]
          return total + start - deaths - exits + Object.values(arrivals).reduce((a, b) => a + b, 0)
        }, 0)
        expect(end).toBeCloseTo(city.supply[t + 1]![o]!, 6)
      })
    })
    expect(headcount(city.stock[0]!)).toBeCloseTo(city.demand[0]![0]!, 6)
  })

  it('openings decompose: industries, shares and leavers less those who come make the true gap of every occupation', () => {
    OCCUPATIONS.forEach((_, o) => {
      const at = (t: number) =>
        SECTORS.map((_, i) => ({ employment: city.sectors[t]![i]!, share: city.shares[t]![i]![o]! }))
      const { industryEffect, shareEffect } = decomposeChange(at(PAST), at(PAST + FUTURE))
      const sum = (of: (cell: (typeof city.flow.ledger)[number][number]['F']) => number): number =>
        city.flow.ledger.reduce(
          (total, cells) => total + COHORT_SEXES.reduce((both, sex) => both + of(cells[o]![sex]), 0),
          0,
        )
      const leavers = sum(({ deaths, exits }) => deaths + exits)
      const came = sum(({ arrivals }) => Object.values(arrivals).reduce((a, b) => a + b, 0))
      const gap = city.demand[FUTURE]![o]! - city.supply[FUTURE]![o]!
      expect(industryEffect + shareEffect + leavers - came).toBeCloseTo(gap, 4)
    })
  })

  it('the planted shortages are shortages in most cities, in the mean by more than a twentieth of demand', () => {
    const gaps = SEEDS.flatMap((seed) => {
      const { planted, demand, supply } = simulateCity(seed)
      return OCCUPATIONS.flatMap((name, o) =>
        planted.has(name) ? [1 - supply[FUTURE]![o]! / demand[FUTURE]![o]!] : [],
      )
    })
    expect(gaps.filter((gap) => gap > 0.05).length / gaps.length).toBeGreaterThan(0.75)
    expect(gaps.reduce((a, b) => a + b, 0) / gaps.length).toBeGreaterThan(0.05)
  })

  it('the office publishes a break and revises its last two years only', () => {
    const early = publishStatistics(city, 'provisional').employment
    const late = publishStatistics(city, 'revised').employment
    early.forEach((row, i) => {
      expect(row.slice(0, -2)).toEqual(late[i]!.slice(0, -2))
      expect(row.at(-1)).not.toBe(late[i]!.at(-1))
    })
    const trade = late[SECTORS.indexOf(BREAK.sector)]!
    const before = BREAK.year - 1 - (BASE_YEAR - PAST)
    expect(trade[before]! / city.sectors[before]![SECTORS.indexOf(BREAK.sector)]!).toBeCloseTo(1.08, 1)
    expect(trade[before + 1]! / city.sectors[before + 1]![SECTORS.indexOf(BREAK.sector)]!).toBeCloseTo(1, 1)
  })
})
