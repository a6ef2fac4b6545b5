import { AppError } from '../../../domain/errors.ts'
import { type AgeFlow, type AgeRate, type BySex, bySex, COHORT_SEXES, headcount } from './ages.ts'

export interface PopulationInput {
  readonly baseYear: number
  /** T, years projected. */
  readonly years: number
  /** [A] persons by single age 0 .. A-1 at the start of the base year; the last age is open. */
  readonly base: BySex<ArrayLike<number>>
  /** q: share of those of an age who die within the year. Also applied to the newborn, at age 0. */
  readonly mortality: AgeRate
  /** Net migration within the year, persons, at the age people have when the year begins. Default none. */
  readonly netMigration?: AgeFlow
  /** Births of a year, from the women alive at its start ([A] by age). Default none: enough for those who work by then. */
  readonly births?: (year: number, women: ArrayLike<number>) => number
  /** Default 0.512: share of boys among the newborn (105 to 100). Viet Nam's is higher: about 0.527 in the census of 2019. */
  readonly boysShare?: number
}

/** Flows of one year, persons. start + births - deaths + netMigration = end, for each sex. */
export interface PopulationYear {
  readonly year: number
  readonly births: BySex<number>
  readonly deaths: BySex<number>
  readonly netMigration: BySex<number>
}

export interface Population {
  readonly baseYear: number
  /** [T+1] people by sex and single age at the start of each year. */
  readonly people: readonly BySex<Float64Array>[]
  /** [T] */
  readonly flows: readonly PopulationYear[]
}

/**
 * Cohort-component projection by sex and single year of age.
 *
 *     P[a+1,s,t+1] = P[a,s,t] (1 - q[a,s,t]) + NM[a,s,t]          P[0,s,t+1] = births * sex share * (1 - q0)
 *
 * Migrants of the year bear no mortality in the year they move. The open group at the end keeps its survivors and takes in
 * those who reach it.
 *
 * @throws AppError INVALID_INPUT when q leaves [0, 1], ages of the sexes differ, or more people leave an age than are there
 * @see Preston, Heuveline & Guillot (2001), Demography, ch. 6
 */
export function projectPopulation(input: PopulationInput): Population {
  const { base, baseYear, years } = input
  const ages = base.F.length
  if (ages < 2 || base.M.length !== ages)
    throw new AppError(
      'INVALID_INPUT',
      `Women have ${ages} ages and men ${base.M.length}; both need the same, two at least.`,
    )
  const people: BySex<Float64Array>[] = [bySex((sex) => Float64Array.from(base[sex]))]
  const flows: PopulationYear[] = []
  for (let t = 0; t < years; t++) {
    const { next, flow } = oneYear(input, people[t]!, baseYear + t)
    people.push(next)
    flows.push(flow)
  }
  return { baseYear, people, flows }
}

function oneYear(input: PopulationInput, start: BySex<Float64Array>, year: number) {
  const { mortality, netMigration = () => 0, births = () => 0, boysShare = 0.512 } = input
  const ages = start.F.length
  const born = births(year, start.F)
  const share = { F: 1 - boysShare, M: boysShare }
  const flow = { births: { F: 0, M: 0 }, deaths: { F: 0, M: 0 }, netMigration: { F: 0, M: 0 } }
  const next = bySex((sex) => {
    const after = new Float64Array(ages)
    for (let a = 0; a < ages; a++) {
      const dying = start[sex][a]! * checkShare(mortality(sex, a, year), 'Mortality', sex, a, year)
      const moving = netMigration(sex, a, year)
      const there = start[sex][a]! - dying + moving
      if (!(there >= -1e-9))
        throw new AppError(
          'INVALID_INPUT',
          `Net migration of ${moving} at age ${a}, sex ${sex}, in ${year} takes away more than the ${start[sex][a]! - dying} people there.`,
          { sex, age: a, year },
        )
      const to = Math.min(a + 1, ages - 1)
      after[to] = after[to]! + Math.max(0, there)
      flow.deaths[sex] += dying
      flow.netMigration[sex] += moving
    }
    const babies = born * share[sex]
    const dying = babies * mortality(sex, 0, year)
    after[0] = babies - dying
    flow.births[sex] = babies
    flow.deaths[sex] += dying
    return after
  })
  return { next, flow: { year, ...flow } }
}

/** Births of a year from fertility rates by age of the mother, for `PopulationInput.births`. */
export function birthsFromFertility(fertility: (age: number, year: number) => number) {
  return (year: number, women: ArrayLike<number>): number => {
    let births = 0
    for (let a = 0; a < women.length; a++) births += women[a]! * fertility(a, year)
    return births
  }
}

/** LF[a,s] = P[a,s] lambda[a,s]: the labour force of a projected population, by sex and single age. */
export function labourForceOf(
  people: BySex<ArrayLike<number>>,
  participation: AgeRate,
  year: number,
): BySex<Float64Array> {
  return bySex((sex) =>
    Float64Array.from({ length: people[sex].length }, (_, a) => {
      const rate = participation(sex, a, year)
      return people[sex][a]! * checkShare(rate, 'Participation', sex, a, year)
    }),
  )
}

/** Hands a yearly share back, or says which one is none. */
export function checkShare(value: number, what: string, sex: string, age: number, year: number): number {
  if (value >= 0 && value <= 1) return value
  throw new AppError(
    'INVALID_INPUT',
    `${what} of sex ${sex} at age ${age} in ${year} is ${value}; it must lie between 0 and 1.`,
  )
}

/** Largest relative difference of start + births - deaths + net migration from the next year's people: 0 but for rounding. */
export function populationResidual({ people, flows }: Population): number {
  return flows.reduce((worst, flow, t) => {
    const net = COHORT_SEXES.reduce((sum, sex) => sum + flow.births[sex] - flow.deaths[sex] + flow.netMigration[sex], 0)
    const end = headcount(people[t + 1]!)
    return Math.max(worst, Math.abs(headcount(people[t]!) + net - end) / Math.max(1, end))
  }, 0)
}
