import { AppError } from '../../../domain/errors.ts'
import { type BySex, bySex, COHORT_SEXES, type CohortSex } from './ages.ts'
import type { Qualification } from './stock-flow.ts'

/**
 * Where people with a qualification work: shares M[f,e -> o | sex, age band]. The last column is everybody who works in
 * none of the listed occupations, or is unemployed, so that each row sums to 1.
 */
export interface FlexibilityMatrix {
  readonly qualifications: readonly Qualification[]
  readonly occupations: readonly string[]
  /** [B] first ages of the bands; the first covers all younger ages too. */
  readonly bandsFrom: readonly number[]
  /** [sex][band][cell][O+1] */
  readonly shares: BySex<readonly (readonly (readonly number[])[])[]>
}

/** Row of a cell at an age. */
export function flexibilityRow(
  matrix: FlexibilityMatrix,
  cell: number,
  sex: CohortSex,
  age: number,
): readonly number[] {
  let band = 0
  while (band < matrix.bandsFrom.length - 1 && age >= matrix.bandsFrom[band + 1]!) band++
  return matrix.shares[sex][band]![cell]!
}

/**
 * People by occupation from people by qualification: S[o] = sum_{f,e} S[f,e] M[f,e -> o]. Nobody is lost: occupations and
 * `elsewhere` add up to the stock.
 *
 * @param stock [cell] active people by sex and age from `firstAge`
 * @throws AppError INVALID_INPUT for a row that does not sum to 1
 */
export function supplyByOccupation(
  stock: readonly BySex<ArrayLike<number>>[],
  firstAge: number,
  matrix: FlexibilityMatrix,
): { readonly occupations: BySex<Float64Array>; readonly elsewhere: BySex<number> } {
  checkFlexibility(matrix)
  const width = matrix.occupations.length
  const sums = bySex((sex) => {
    const people = new Float64Array(width + 1)
    stock.forEach((cell, c) => {
      for (let k = 0; k < cell[sex].length; k++) {
        const row = flexibilityRow(matrix, c, sex, firstAge + k)
        for (let o = 0; o <= width; o++) people[o] = people[o]! + cell[sex][k]! * row[o]!
      }
    })
    return people
  })
  return {
    occupations: bySex((sex) => sums[sex].slice(0, width)),
    elsewhere: bySex((sex) => sums[sex][width]!),
  }
}

export interface MatchRates {
  /** mu: share who work in any occupation the field trains for. */
  readonly match: number
  /** Share who work in the one occupation it is the training for; never above `match`. */
  readonly stayer: number
  /** Of those in a listed occupation, the share in one that asks for a lower level than theirs. */
  readonly overQualification: number
}

/**
 * Three numbers of one row, which mean different things and are never put for one another.
 *
 * @param row       [O+1] shares of one qualification
 * @param level     its level
 * @param own       positions of the occupations the field trains for; the first is the main one
 * @param required  [O] level each occupation asks for
 * @throws AppError INVALID_INPUT when the field trains for no listed occupation
 */
export function matchRates(
  row: readonly number[],
  level: number,
  own: readonly number[],
  required: readonly number[],
): MatchRates {
  if (own.length === 0 || !own.every((o) => o in required))
    throw new AppError(
      'INVALID_INPUT',
      `The field trains for positions ${own.join(', ')} of ${required.length} occupations.`,
    )
  const listed = row.slice(0, required.length)
  const working = listed.reduce((a, b) => a + b, 0)
  const below = listed.reduce((sum, share, o) => (required[o]! < level ? sum + share : sum), 0)
  return {
    match: [...new Set(own)].reduce((sum, o) => sum + row[o]!, 0),
    stayer: row[own[0]!]!,
    overQualification: working > 0 ? below / working : 0,
  }
}

/**
 * Shrinks rows from small samples towards the mean of their level.
 *
 *     M~[f,e -> o] = w M[f,e -> o] + (1 - w) Mbar[e -> o]          w = n / (n + k)
 *
 * Mbar weighs the fields of a level by their sample. Rows that sum to 1 still do.
 *
 * @param rows        [cell][O+1] shares as sampled
 * @param respondents [cell] n, people behind each row
 * @param strength    k, default 50: a row of 50 people is moved half-way
 */
export function shrinkToLevel(
  rows: readonly (readonly number[])[],
  qualifications: readonly Qualification[],
  respondents: readonly number[],
  strength = 50,
): number[][] {
  const means = new Map<number, number[]>()
  for (const level of new Set(qualifications.map((q) => q.level))) {
    const members = rows.flatMap((_, c) => (qualifications[c]!.level === level ? [c] : []))
    const sampled = members.reduce((sum, c) => sum + respondents[c]!, 0)
    const weight = (c: number): number => (sampled > 0 ? respondents[c]! / sampled : 1 / members.length)
    means.set(
      level,
      rows[0]!.map((_, o) => members.reduce((sum, c) => sum + weight(c) * rows[c]![o]!, 0)),
    )
  }
  return rows.map((row, c) => {
    const w = respondents[c]! / (respondents[c]! + strength)
    const level = means.get(qualifications[c]!.level)!
    return row.map((share, o) => w * share + (1 - w) * level[o]!)
  })
}

function checkFlexibility({ shares, occupations }: FlexibilityMatrix): void {
  for (const sex of COHORT_SEXES)
    shares[sex].forEach((band, b) => {
      band.forEach((row, c) => {
        const sum = row.reduce((x, y) => x + y, 0)
        if (row.length !== occupations.length + 1 || Math.abs(sum - 1) > 1e-9 || !row.every((share) => share >= 0))
          throw new AppError(
            'INVALID_INPUT',
            `Row ${c} of sex ${sex}, band ${b} has ${row.length} shares summing to ${sum}; it needs ${occupations.length} occupations and elsewhere, summing to 1.`,
          )
      })
    })
}
