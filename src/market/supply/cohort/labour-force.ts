import { AppError } from '../../../domain/errors.ts'
import { type AgeRate, type BySex, bySex, COHORT_SEXES, type CohortSex, headcount } from './ages.ts'
import type { Population } from './population.ts'
import type { RetirementPath } from './retirement.ts'
import { logistic, logit } from './single-ages.ts'

export interface LabourForceInput {
  /** People by sex and single age from 0, base year first. */
  readonly population: Population
  /** First age that can be in the labour force, e.g. 15. */
  readonly firstAge: number
  /** Share of each age in the labour force, in the base year and after it. */
  readonly participation: AgeRate
  /** Labour force of each sex in the base year as published on the footing wanted, persons. */
  readonly published: BySex<number>
  /** Share of workers in social insurance by sex and age: the only ones a statutory age binds. */
  readonly insured: (sex: CohortSex, age: number) => number
  /** h_insured: share of insured workers who leave for good in a year, by years past the statutory age and sex. */
  readonly hazard: (yearsPast: number, sex: CohortSex) => number
  readonly path: RetirementPath
}

export interface LabourForceProjection {
  readonly firstAge: number
  readonly baseYear: number
  /** [T+1] persons by sex and single age from `firstAge`. */
  readonly force: readonly BySex<Float64Array>[]
  /** Points of logit by which participation was moved to meet the published labour force of each sex. */
  readonly shift: BySex<number>
}

/** Ages from which a statutory age can have been reached on any path of the Labour Code. */
const FIRST_RETIRING_AGE = 50
const MONTHS = 12

/**
 * Labour force by sex and single age, on the footing of the published one.
 *
 *     LF[a,s,t] = P[a,s,t] logistic( logit(lambda[a,s,t]) + shift_s ) (1 + insured (R[a,s,t] - 1))
 *     R[a,s,t]  = prod_{k<=a} (1 - h(k, path in the year the cohort was k)) / (1 - h(k, path as it stood in the base year))
 *
 * Rates by age come from a survey whose footing differs a little from the official total: one shift of the log-odds of each
 * sex closes the difference in the base year, and takes most from the ages whose participation is weakest, as those who
 * farm for themselves are. R is what a rising statutory age adds to the insured beyond what past rates already tell: it is 1
 * in the base year and at every age the path does not touch.
 *
 * @throws AppError MARGINS_INCONSISTENT when the population is too small for the published labour force
 */
export function projectLabourForce(input: LabourForceInput): LabourForceProjection {
  const { population, firstAge, participation, published, insured, hazard, path } = input
  const { baseYear, people } = population
  const start = people[0]!
  const ages = start.F.length - firstAge
  const shift = bySex((sex) => {
    const force = (points: number): number => {
      let sum = 0
      for (let k = 0; k < ages; k++)
        sum += start[sex][firstAge + k]! * shifted(participation(sex, firstAge + k, baseYear), points)
      return sum
    }
    if (!(force(8) > published[sex] && force(-8) < published[sex]))
      throw new AppError(
        'MARGINS_INCONSISTENT',
        `A labour force of ${published[sex]} (${sex}) cannot come from ${force(8)} people of working age; check that both are of one year.`,
      )
    let [low, high] = [-8, 8]
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2
      if (force(middle) < published[sex]) low = middle
      else high = middle
    }
    return (low + high) / 2
  })
  const kept = reformRatio(hazard, path, baseYear)
  const force = people.map((year, t) =>
    bySex((sex) =>
      Float64Array.from({ length: ages }, (_, k) => {
        const age = firstAge + k
        const rate = shifted(participation(sex, age, baseYear + t), shift[sex])
        const reform = 1 + insured(sex, age) * (kept(sex, age, baseYear + t) - 1)
        return year[sex][age]! * Math.min(1, rate * reform)
      }),
    ),
  )
  return { firstAge, baseYear, force, shift }
}

function shifted(rate: number, points: number): number {
  return rate === 0 ? 0 : logistic(logit(rate) + points)
}

/** R: share of insured workers still at work at an age in a year, over the share had the base year's age stayed. */
function reformRatio(
  hazard: LabourForceInput['hazard'],
  path: RetirementPath,
  baseYear: number,
): (sex: CohortSex, age: number, year: number) => number {
  const known = new Map<string, number>()
  const past = (sex: CohortSex, age: number, year: number): number => age + 0.5 - path(sex, year) / MONTHS
  const kept = (sex: CohortSex, age: number, year: number): number => {
    if (age < FIRST_RETIRING_AGE || year <= baseYear) return 1
    const key = `${sex}${age}|${year}`
    const found = known.get(key)
    if (found !== undefined) return found
    const ratio =
      ((1 - hazard(past(sex, age, year), sex)) / (1 - hazard(past(sex, age, baseYear), sex))) *
      kept(sex, age - 1, year - 1)
    known.set(key, ratio)
    return ratio
  }
  return kept
}

/**
 * People who leave the labour force of a sex for good within each year: the dead of all ages, and from `settledAge` on everybody
 * by whom a cohort shrinks. Younger cohorts grow or pause; who stops at 25 for a child is not a retirement.
 *
 * @param mortality q by sex, age and year
 * @returns [T] persons by sex
 */
export function permanentExits(
  { force, firstAge, baseYear }: LabourForceProjection,
  mortality: AgeRate,
  settledAge = 40,
): BySex<number>[] {
  return force.slice(1).map((after, t) =>
    bySex((sex) => {
      const before = force[t]![sex]
      const last = before.length - 1
      let leaving = 0
      for (let k = 0; k <= last; k++) {
        const age = firstAge + k
        const next = after[sex][Math.min(k + 1, last)]!
        const dead = before[k]! * mortality(sex, age, baseYear + t)
        // The open last age keeps its survivors: only its dead can be told apart.
        leaving += age < settledAge || k >= last - 1 ? dead : Math.max(dead, before[k]! - next)
      }
      return leaving
    }),
  )
}

/** [T+1] persons in the labour force, both sexes. */
export const totalForce = ({ force }: LabourForceProjection): number[] => force.map((year) => headcount(year))

/** [T+1] women's share of the labour force. */
export function womenOfForce({ force }: LabourForceProjection): number[] {
  return force.map((year) => {
    const sums = COHORT_SEXES.map((sex) => year[sex].reduce((a, b) => a + b, 0))
    return sums[0]! / (sums[0]! + sums[1]!)
  })
}
