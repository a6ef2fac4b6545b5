import { type AgeRate, type BySex, bySex } from '../../market/supply/cohort/ages.ts'
import {
  carryOn,
  chooseParticipation,
  type ParticipationChoice,
  type ParticipationHistory,
} from '../../market/supply/cohort/participation-choice.ts'
import type { Population } from '../../market/supply/cohort/population.ts'
import type { Figure } from '../../storage/figures.ts'
import { FIRST_WORKING_AGE, mortalityOf, participationTable, populationFrom, ratesBetween } from './ages.ts'
import type { NationalAccounts } from './national.ts'

/** Participation before and after the new survey of 2021 is not compared. */
const NEW_SURVEY = 2021
const FIRST_PARTICIPATION_YEAR = 2009
/** Longest horizon participation is tested at; beyond it the error grows with the square root of time. */
const TESTED_YEARS = 8

/** People of the country and who of them take part in work: what follows from figures alone, whatever is assumed. */
export interface Demography {
  /** By sex and single age from the base year on. */
  readonly population: Population
  readonly mortality: AgeRate
  readonly choice: ParticipationChoice
  readonly participation: AgeRate
  /** Labour force of each sex in the base year, persons. */
  readonly published: BySex<number>
}

/**
 * Projects the country's people and their participation, carried on by the model that has forecast its own past best.
 *
 * @throws AppError INSUFFICIENT_HISTORY naming the table that is not known as of the day
 */
export function demographyOf(figures: readonly Figure[], accounts: NationalAccounts, horizon: number): Demography {
  const { baseYear } = accounts
  const population = populationFrom(figures, baseYear, horizon)
  const table = participationTable(figures, population.people[0]!)
  const weights = bySex((sex) => Array.from(population.people[0]![sex]).slice(FIRST_WORKING_AGE))
  const history = (from: number, to: number): ParticipationHistory => ({
    rates: ratesBetween(table, from, to),
    firstAge: FIRST_WORKING_AGE,
    weights,
  })
  const choice = chooseParticipation(history(FIRST_PARTICIPATION_YEAR, NEW_SURVEY - 1), TESTED_YEARS)
  const recent = history(NEW_SURVEY, baseYear)
  const ahead = carryOn(recent, choice.model, horizon)
  return {
    population,
    mortality: mortalityOf(figures),
    choice,
    participation: (sex, age, year) =>
      (year <= baseYear ? recent.rates[sex].at(-1)! : ahead[sex].rates[year - baseYear - 1]!)[age - FIRST_WORKING_AGE]!,
    published: bySex((sex) => accounts.bySex.get(sex)!.labourForce.get(baseYear)!.value),
  }
}
