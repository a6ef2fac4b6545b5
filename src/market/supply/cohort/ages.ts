/** The two sexes of a cohort model, in the order of its arrays. */
export const COHORT_SEXES = ['F', 'M'] as const
export type CohortSex = (typeof COHORT_SEXES)[number]

export type BySex<T> = Readonly<Record<CohortSex, T>>

/** A yearly probability or share by sex, single year of age (last birthday) and calendar year. */
export type AgeRate = (sex: CohortSex, age: number, year: number) => number

/** Persons a year by sex, age and calendar year; negative where more leave than come. */
export type AgeFlow = AgeRate

export function bySex<T>(make: (sex: CohortSex) => T): BySex<T> {
  return { F: make('F'), M: make('M') }
}

/** Sum of all people of both sexes. */
export function headcount(people: BySex<ArrayLike<number>>): number {
  let sum = 0
  for (const sex of COHORT_SEXES) for (let a = 0; a < people[sex].length; a++) sum += people[sex][a]!
  return sum
}
