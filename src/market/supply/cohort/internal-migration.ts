import { AppError } from '../../../domain/errors.ts'
import { type BySex, bySex, COHORT_SEXES, type CohortSex } from './ages.ts'

/**
 * Net migration between the regions of one country in a year, from out-migration rates and where people go.
 *
 *     M[r->r',a,s] = P[r,a,s] m[r,s,a] d[r,r']          net[r] = sum_r' ( M[r'->r] - M[r->r'] )
 *
 * Everybody who leaves one region arrives in another, so the regions' nets sum to 0 at every age: migration inside a
 * country makes nobody and loses nobody.
 *
 * @param people       [R] people of each region by sex and single age
 * @param outRate      share of a region's people of an age who leave it in the year, [0, 1]
 * @param destinations [R][R] where those who leave go; each row sums to 1, with 0 for the region itself
 * @returns [R] persons by sex and age, positive where more come than go; for `PopulationInput.netMigration`
 * @throws AppError INVALID_INPUT for a row of destinations that does not sum to 1 or keeps people at home
 */
export function internalNetMigration(
  people: readonly BySex<ArrayLike<number>>[],
  outRate: (region: number, sex: CohortSex, age: number) => number,
  destinations: readonly (readonly number[])[],
): BySex<Float64Array>[] {
  destinations.forEach((row, r) => {
    const sum = row.reduce((a, b) => a + b, 0)
    if (Math.abs(sum - 1) > 1e-9 || row[r] !== 0 || row.length !== people.length)
      throw new AppError(
        'INVALID_INPUT',
        `Destinations of region ${r} sum to ${sum} over ${row.length} regions, ${row[r]} of it at home; they must sum to 1 elsewhere.`,
      )
  })
  const net = people.map((region) => bySex((sex) => new Float64Array(region[sex].length)))
  people.forEach((region, from) => {
    for (const sex of COHORT_SEXES)
      for (let a = 0; a < region[sex].length; a++) {
        const leaving = region[sex][a]! * outRate(from, sex, a)
        net[from]![sex][a] = net[from]![sex][a]! - leaving
        destinations[from]!.forEach((share, to) => {
          net[to]![sex][a] = net[to]![sex][a]! + leaving * share
        })
      }
  })
  return net
}
