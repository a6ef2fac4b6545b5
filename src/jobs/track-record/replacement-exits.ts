import { bySex, COHORT_SEXES } from '../../market/supply/cohort/ages.ts'
import { permanentExits, projectLabourForce, totalForce } from '../../market/supply/cohort/labour-force.ts'
import { labourCodePath } from '../../market/supply/cohort/retirement.ts'
import type { Figure } from '../../storage/figures.ts'
import { FIRST_WORKING_AGE, mortalityOf, participationTable, populationFrom, ratesBetween } from '../publish/ages.ts'

/**
 * Permanent exits of the years after an origin, share of the labour force of the origin, counted from cohorts with what was known
 * then: the population of that year, carried on, and its participation by age, kept (the rule the release chose, and the only
 * one that so few years allow). No reform was in the law, so the statutory age adds nothing.
 *
 * Death rates by age are stored from 2015-2020 on: the earliest stand for the years before, a little lower than they were.
 *
 * @throws AppError INSUFFICIENT_HISTORY without population or participation of the origin
 */
export function cohortExits(figures: readonly Figure[], origin: number, years: number): number {
  const population = populationFrom(figures, origin, years)
  const rates = ratesBetween(participationTable(figures, population.people[0]!), origin, origin)
  const participation = (sex: 'F' | 'M', age: number): number => rates[sex][0]![age - FIRST_WORKING_AGE]!
  const published = bySex((sex) =>
    population.people[0]![sex].reduce(
      (sum, people, age) => sum + (age < FIRST_WORKING_AGE ? 0 : people * participation(sex, age)),
      0,
    ),
  )
  const projection = projectLabourForce({
    population,
    firstAge: FIRST_WORKING_AGE,
    participation,
    published,
    insured: () => 0,
    hazard: () => 0,
    path: labourCodePath,
  })
  const exits = permanentExits(projection, mortalityOf(figures))
  const leaving = exits.reduce((sum, year) => sum + COHORT_SEXES.reduce((both, sex) => both + year[sex], 0), 0)
  return leaving / totalForce(projection)[0]!
}
