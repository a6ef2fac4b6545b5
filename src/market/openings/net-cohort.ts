import { AppError } from '../../domain/errors.ts'

/**
 * How cohorts of an occupation changed, relative to all cohorts of the labour force of the same sex.
 *
 *     r_a = ( N[a+k, t+k] / N[a, t] ) / ( L[a+k, t+k] / L[a, t] )
 *
 * Below 1 the occupation loses people at that age beyond what ageing, death and retirement take from everybody.
 *
 * @param before       [A] people in the occupation by age group
 * @param after        [A] the same cohorts k years later
 * @param forceBefore  [A] labour force by age group
 * @param forceAfter   [A] the same cohorts k years later
 * @returns [A]; 1 where the occupation or the labour force had nobody
 */
export function relativeCohortChange(
  before: readonly number[],
  after: readonly number[],
  forceBefore: readonly number[],
  forceAfter: readonly number[],
): number[] {
  checkCohorts(before, after, forceBefore, forceAfter)
  return before.map((people, a) => {
    const force = forceAfter[a]! / forceBefore[a]!
    const change = after[a]! / people / force
    return Number.isFinite(change) ? change : 1
  })
}

/**
 * Leavers to come, from the cohorts of today and the ageing the demographic model foresees.
 *
 *     out_a = max( 0, N[a] (1 - r_a L'[a+k] / L[a]) )          leavers = sum_a out_a
 *
 * @param people       [A] people in the occupation now
 * @param relative     [A] r_a, measured in the past by `relativeCohortChange`
 * @param forceBefore  [A] labour force now
 * @param forceAfter   [A] the same cohorts k years ahead, by the supply model
 * @returns persons over the k years, for `net_cohort` openings
 * @see Willems & de Grip (1993), Int. J. Forecasting 9(2), 173-185
 */
export function projectedCohortLeavers(
  people: readonly number[],
  relative: readonly number[],
  forceBefore: readonly number[],
  forceAfter: readonly number[],
): number {
  checkCohorts(people, relative, forceBefore, forceAfter)
  return people.reduce((sum, count, a) => {
    const kept = forceBefore[a]! > 0 ? (relative[a]! * forceAfter[a]!) / forceBefore[a]! : 1
    return sum + Math.max(0, count * (1 - kept))
  }, 0)
}

function checkCohorts(...columns: readonly (readonly number[])[]): void {
  if (new Set(columns.map((column) => column.length)).size > 1)
    throw new AppError('INVALID_INPUT', `Cohorts do not match: ${columns.map((c) => c.length).join(', ')} age groups.`)
}
