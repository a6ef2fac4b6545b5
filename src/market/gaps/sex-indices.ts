import { AppError } from '../../domain/errors.ts'
import { duncanIndex } from './metrics.ts'

/** Persons by sex in one occupation, sector or programme. */
export interface SexCounts {
  readonly women: number
  readonly men: number
}

export interface SexIndices {
  /** Women's share of each flow or stock, 0 to 1; null where there is nobody. */
  readonly womenOfEmployment: number | null
  readonly womenOfOpenings: number | null
  readonly womenOfSeekers: number | null
  readonly womenOfIntake: number | null
  /** Duncan's index of employment over the occupations: the part of one sex that would have to move. */
  readonly segregation: number
}

/**
 * Sex indices of a set of occupations, each with employment and, where known, openings, seekers and intake by sex.
 *
 * Openings of an occupation have no sex of their own: they are counted by who fills them now or in the projection, which the
 * caller decides. Negative openings (an occupation that shrinks faster than people leave) count as none.
 *
 * @throws AppError INVALID_INPUT when one sex has no employment at all
 */
export function sexIndices(
  occupations: readonly {
    readonly employment: SexCounts
    readonly openings?: SexCounts
    readonly seekers?: SexCounts
    readonly intake?: SexCounts
  }[],
): SexIndices {
  const share = (of: 'employment' | 'openings' | 'seekers' | 'intake'): number | null => {
    const counts = occupations.flatMap((occupation) => occupation[of] ?? [])
    const women = counts.reduce((sum, count) => sum + Math.max(0, count.women), 0)
    const men = counts.reduce((sum, count) => sum + Math.max(0, count.men), 0)
    return women + men > 0 ? women / (women + men) : null
  }
  return {
    womenOfEmployment: share('employment'),
    womenOfOpenings: share('openings'),
    womenOfSeekers: share('seekers'),
    womenOfIntake: share('intake'),
    segregation: duncanIndex(
      occupations.map((occupation) => occupation.employment.women),
      occupations.map((occupation) => occupation.employment.men),
    ),
  }
}

/**
 * Women's pay over men's in one occupation, same measure of pay and hours; 1 is parity.
 * @throws AppError INVALID_INPUT when men's pay is not positive
 */
export function payRatio(womenPay: number, menPay: number): number {
  if (!(menPay > 0)) throw new AppError('INVALID_INPUT', `Men's pay is ${menPay}; a ratio needs a positive one.`)
  return womenPay / menPay
}
