import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { indexOfStart, periodIndex, periodStart } from '../../../src/domain/period.ts'
import { mortalityOf, participationTable, populationFrom } from '../../../src/jobs/publish/ages.ts'
import type { Figure } from '../../../src/storage/figures.ts'
import { readPack } from '../../data/pack.ts'

/** The shipped rows of a file as the store hands them out, persons in units. */
function figures(file: string): Figure[] {
  return readPack(`observations/${file}`).map((row) => {
    const index = periodIndex(row.period!, 'A')
    return {
      seriesId: file,
      area: row.area!,
      measure: row.measure as Figure['measure'],
      sex: row.sex as Figure['sex'],
      industry: row.industry!,
      occupation: row.occupation!,
      age: row.age!,
      concept: row.concept!,
      frequency: 'A' as const,
      source: row.source!,
      index: indexOfStart(periodStart(index, 'A'), 'A'),
      value: Number(row.value) * 10 ** Number(row.unit_mult),
      obsStatus: row.obs_status as Figure['obsStatus'],
      vintage: row.vintage!,
    }
  })
}

const demography = [...figures('population-by-age-wpp.csv'), ...figures('mortality-and-migration-by-age-wpp.csv')]
const participation = figures('participation-by-age-ilostat.csv')

describe('ages of the published tables', () => {
  it('populationFrom: from 2020 it reaches the age structures the United Nations project (medium variant) within one per cent', () => {
    const [, ...lines] = readFileSync('test/golden/wpp-2024-viet-nam-medium.csv', 'utf8').trim().split('\n')
    const { people } = populationFrom(demography, 2024, 11)
    for (const year of [2025, 2030, 2035]) {
      const rows = lines.map((line) => line.split(',')).filter(([y]) => Number(y) === year)
      for (const [, age, women, men] of rows) {
        const from = Number.parseInt(age!, 10)
        // Ages reached by those alive in 2020; beyond 85 few are left and the spread within a group decides.
        if (from < 15 || from >= 85) continue
        for (const [sex, expected] of [
          ['F', Number(women)],
          ['M', Number(men)],
        ] as const) {
          const reached = people[year - 2024]![sex].slice(from, from + 5).reduce((a, b) => a + b, 0) / 1000
          const tolerance = from < 70 ? 0.012 : 0.04
          expect(Math.abs(reached / expected - 1), `${year} ${sex} ${age}: ${reached} of ${expected}`).toBeLessThan(
            tolerance,
          )
        }
      }
    }
  })

  it('mortalityOf: men die more than women at every working age, and the old more than the young', () => {
    const q = mortalityOf(demography)
    for (let age = 20; age < 80; age++) {
      expect(q('M', age, 2024), String(age)).toBeGreaterThan(q('F', age, 2024))
      if (age > 40) expect(q('M', age, 2024)).toBeGreaterThan(q('M', age - 1, 2024))
    }
    expect(q('F', 60, 2033)).toBeLessThan(q('F', 60, 2018))
  })

  it('participationTable: the mean over each published group is the published rate, the open one included', () => {
    const { people } = populationFrom(demography, 2024, 1)
    const table = participationTable(participation, people[0]!)
    const published = participation.filter((f) => f.index === periodIndex('2024', 'A') && f.age !== 'Y_GE15')
    expect(published).toHaveLength(22)
    for (const { sex, age, value } of published) {
      const from = Number(/\d+/.exec(age)![0])
      const to = age === 'Y_GE65' ? 100 : from + 4
      const rates = table.years[sex as 'F' | 'M'].get(2024)!
      let [all, active] = [0, 0]
      for (let a = from; a <= to; a++) {
        all += people[0]![sex as 'F' | 'M'][a]!
        active += people[0]![sex as 'F' | 'M'][a]! * rates[a - 15]!
      }
      expect(Math.abs(active / all - value! / 100), `${sex} ${age}`).toBeLessThan(1e-3)
    }
  })
})
