import { AppError } from '../../domain/errors.ts'
import { type BySex, bySex, COHORT_SEXES, type CohortSex } from '../../market/supply/cohort/ages.ts'
import { type Population, projectPopulation } from '../../market/supply/cohort/population.ts'
import { logistic, logit, peopleBySingleAge, ratesBySingleAge } from '../../market/supply/cohort/single-ages.ts'
import type { Figure } from '../../storage/figures.ts'

/** Last single age; it is open. */
export const LAST_AGE = 100
export const FIRST_WORKING_AGE = 15
const POPULATION_SOURCE = 'UN_WPP'
const PARTICIPATION_SOURCE = 'ILOSTAT_LFS'
/** From this age on the survey gives one rate for all. */
const OPEN_AGE = 65
/** The total of working age, not a group of it. */
const ALL_AGES = 'Y_GE15'
/** Years a figure of five years stands for. */
const PERIOD = 5

interface AgeFigure {
  readonly from: number
  readonly sex: CohortSex
  readonly year: number
  readonly value: number
}

/** Figures of a measure by single sex and age group, e.g. `Y15-19`, `Y100+`, `Y_GE65`. */
function byAge(figures: readonly Figure[], measure: Figure['measure'], source: string): AgeFigure[] {
  return figures.flatMap((f) => {
    const from = /^Y_GE(\d+)$|^Y(\d+)/.exec(f.age)
    const isOne = f.measure === measure && f.source === source && f.frequency === 'A' && f.area === 'VN'
    if (
      !isOne ||
      !from ||
      f.age === ALL_AGES ||
      f.value === null ||
      f.sex === 'T' ||
      f.industry !== '_T' ||
      f.occupation !== '_T'
    )
      return []
    return [{ from: Number(from[1] ?? from[2]), sex: f.sex, year: f.index, value: f.value }]
  })
}

const yearsOf = (rows: readonly AgeFigure[]): number[] => [...new Set(rows.map((r) => r.year))].sort((a, b) => a - b)

function ofYear(rows: readonly AgeFigure[], sex: CohortSex, year: number): AgeFigure[] {
  return rows.filter((r) => r.sex === sex && r.year === year).sort((a, b) => a.from - b.from)
}

function missing(what: string): AppError {
  return new AppError(
    'INSUFFICIENT_HISTORY',
    `${what} is not known as of this day, so supply cannot be counted from cohorts. Choose a later day, or load data/observations.`,
  )
}

/** q by sex, single age and year: death rates by age group, straight on the log-odds between groups and years. */
export function mortalityOf(figures: readonly Figure[]): (sex: CohortSex, age: number, year: number) => number {
  const rows = byAge(figures, 'deathRate', POPULATION_SOURCE)
  const years = yearsOf(rows)
  if (years.length === 0) throw missing('The death rate by age (UN WPP 2024, published 2024-07-11)')
  const known = bySex((sex) =>
    years.map((year) => {
      const groups = ofYear(rows, sex, year)
      const probabilities = groups.map(({ value }) => 1 - Math.exp(-value))
      return ratesBySingleAge({ from: groups.map((g) => g.from), to: LAST_AGE }, probabilities)
    }),
  )
  return (sex, age, year) => {
    const k = years.findIndex((y) => y >= year)
    const a = Math.min(age, LAST_AGE)
    if (k <= 0) return known[sex].at(k)![a]!
    const part = (year - years[k - 1]!) / (years[k]! - years[k - 1]!)
    return logistic(logit(known[sex][k - 1]![a]!) * (1 - part) + logit(known[sex][k]![a]!) * part)
  }
}

/**
 * People by sex and single age from a base year on: the newest published age structure up to then, carried on by deaths and
 * international migration. Figures are of the middle of the year.
 */
export function populationFrom(figures: readonly Figure[], baseYear: number, years: number): Population {
  const rows = byAge(figures, 'population', POPULATION_SOURCE).filter((r) => r.year <= baseYear)
  const start = yearsOf(rows).at(-1)
  if (start === undefined) throw missing('Population by age and sex (UN WPP 2024, published 2024-07-11)')
  const base = bySex((sex) => {
    const groups = ofYear(rows, sex, start)
    return peopleBySingleAge(
      { from: groups.map((g) => g.from), to: LAST_AGE },
      groups.map((g) => g.value),
    )
  })
  const flows = byAge(figures, 'netMigration', POPULATION_SOURCE)
  const middles = yearsOf(flows)
  const netMigration = (sex: CohortSex, age: number, year: number): number => {
    // Those born after the start are not projected: they are too young to work within the years asked for.
    if (age < year - start) return 0
    const middle = middles.reduce((best, y) => (Math.abs(y - year) < Math.abs(best - year) ? y : best), middles[0]!)
    const group = ofYear(flows, sex, middle).findLast((g) => g.from <= age)
    return (group?.value ?? 0) / (PERIOD * PERIOD)
  }
  const all = projectPopulation({
    baseYear: start,
    years: baseYear - start + years,
    base,
    mortality: mortalityOf(figures),
    ...(middles.length > 0 && { netMigration }),
  })
  const skipped = baseYear - start
  return { baseYear, people: all.people.slice(skipped), flows: all.flows.slice(skipped) }
}

export interface ParticipationTable {
  readonly firstAge: number
  /** year -> [A] shares by single age. */
  readonly years: BySex<ReadonlyMap<number, Float64Array>>
}

/**
 * Participation by sex and single age. The open group is a line on the log-odds from the group before it whose mean over the
 * people there are is the published rate: level to the end it would put the very old to work.
 *
 * @param people weights of the ages in the open group
 */
export function participationTable(figures: readonly Figure[], people: BySex<ArrayLike<number>>): ParticipationTable {
  const rows = byAge(figures, 'participationRate', PARTICIPATION_SOURCE)
  const years = yearsOf(rows)
  if (years.length < 4) throw missing('Participation by age and sex (ILOSTAT, published 2025-10-07)')
  const one = (sex: CohortSex, year: number): Float64Array => {
    const groups = ofYear(rows, sex, year)
    const closed = groups.filter((g) => g.from < OPEN_AGE)
    const from = closed.map((g) => g.from)
    const rates = withGroupMeans(
      from,
      closed.map((g) => g.value / 100),
      people[sex],
    )
    const open = groups.find((g) => g.from === OPEN_AGE)!.value / 100
    return Float64Array.from([...rates, ...openGroup(rates.at(-1)!, open, people[sex])])
  }
  return {
    firstAge: FIRST_WORKING_AGE,
    years: bySex((sex) => new Map(years.map((year) => [year, one(sex, year)] as const))),
  }
}

/**
 * Rates by single age whose means over the people of each group are the published rates. Lines between the middles of groups
 * alone miss the mean where rates bend (between 15 and 24, and from 55 on), so the middles are moved until they do not.
 */
function withGroupMeans(from: readonly number[], rates: readonly number[], people: ArrayLike<number>): Float64Array {
  const groups = { from, to: OPEN_AGE - 1 }
  let middles = [...rates]
  for (let round = 0; round < 40; round++) {
    const single = ratesBySingleAge(groups, middles)
    middles = middles.map((middle, g) => {
      let [all, active] = [0, 0]
      for (let age = from[g]!; age < (from[g + 1] ?? OPEN_AGE); age++) {
        all += people[age]!
        active += people[age]! * single[age - from[0]!]!
      }
      return logistic(logit(middle) + logit(rates[g]!) - logit(active / all))
    })
  }
  return ratesBySingleAge(groups, middles)
}

function openGroup(before: number, mean: number, people: ArrayLike<number>): number[] {
  const ages = Array.from({ length: LAST_AGE - OPEN_AGE + 1 }, (_, k) => k)
  const line = (slope: number): number[] => ages.map((k) => logistic(logit(before) - slope * (k + 1)))
  const average = (rates: readonly number[]): number => {
    const all = ages.reduce((sum, k) => sum + people[OPEN_AGE + k]!, 0)
    return rates.reduce((sum, rate, k) => sum + rate * people[OPEN_AGE + k]!, 0) / all
  }
  let [low, high] = [-1, 3]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (average(line(middle)) > mean) low = middle
    else high = middle
  }
  return line((low + high) / 2)
}

/** [T][A] rates of consecutive years, as plain arrays. */
export function ratesBetween(table: ParticipationTable, from: number, to: number): BySex<number[][]> {
  return bySex((sex) => {
    const rows: number[][] = []
    for (let year = from; year <= to; year++) {
      const row = table.years[sex].get(year)
      if (row) rows.push(Array.from(row))
    }
    return rows
  })
}

/** People of one single age, both sexes. */
export const peopleOfAge = (population: Population, age: number, t: number): number =>
  COHORT_SEXES.reduce((sum, sex) => sum + population.people[t]![sex][age]!, 0)
