import { AppError } from '../../domain/errors.ts'
import { checkShare, type SourcedValue } from './rate.ts'

/** Students of one year of study, counted in the autumn of `academicYear`. */
export interface EnrolledCohort {
  /** 1 is the first year. Students who take longer than the programme stand in years above its length. */
  readonly yearOfStudy: number
  readonly students: number
}

/** A programme, or all programmes of a field together. */
export interface Programme {
  readonly id: string
  /** L, nominal length in years, rounded up to the year in which students graduate. */
  readonly lengthYears: number
  /** Default 0. Whole years between graduating and looking for work (military service, practice for a licence). */
  readonly lagYears?: number
  /** c[k]: share of an intake that graduates k years after entry. Sums to the completion rate, at most 1. */
  readonly completion: Readonly<Record<number, number>>
  /** Default: half of those who never graduate leave in the first year, the others evenly until the last regular year. */
  readonly firstYearDropOut?: number
  /** Intake of the last academic year, I[t-1], persons. */
  readonly currentIntake: number
  /** Most that can be taken in: places, staff, floor space. */
  readonly capacity: number
  readonly enrolled: readonly EnrolledCohort[]
  /** Autumn in which `enrolled` was counted. */
  readonly academicYear: number
  /** Places already decided for autumns after `academicYear`; an autumn left out takes in as many as the last one. */
  readonly plannedIntakes?: Readonly<Record<number, number>>
}

/** What becomes of graduates; all shares of 1. */
export interface GraduateRates {
  /** Goes on to study and does not seek work yet. */
  readonly furtherStudy: SourcedValue
  /** lambda: in the labour force. */
  readonly participation: SourcedValue
  /** mu: works in an occupation of the field. */
  readonly match: SourcedValue
  /** kappa: stays in the area. */
  readonly stay: SourcedValue
}

/** sum_k c[k]: share of an intake that graduates at all. */
export function completionRate(programme: Pick<Programme, 'completion'>): number {
  return Object.values(programme.completion).reduce((sum, share) => sum + share, 0)
}

/** Usable entrants per graduate: (1 - further study) lambda mu kappa. */
export function yieldPerGraduate(rates: { readonly [K in keyof GraduateRates]: number }): number {
  return (1 - rates.furtherStudy) * rates.participation * rates.match * rates.stay
}

/** The rates without their bounds and sources. */
export function pointRates(rates: GraduateRates): { readonly [K in keyof GraduateRates]: number } {
  return {
    furtherStudy: checkShare(rates.furtherStudy, 'furtherStudy').value,
    participation: checkShare(rates.participation, 'participation').value,
    match: checkShare(rates.match, 'match').value,
    stay: checkShare(rates.stay, 'stay').value,
  }
}

/** @throws AppError INVALID_INPUT naming the programme and the field that cannot be */
export function checkProgramme(programme: Programme): Programme {
  const { id, lengthYears, lagYears = 0, completion, firstYearDropOut = 0, currentIntake, capacity } = programme
  const fail = (what: string): never => {
    throw new AppError('INVALID_INPUT', `Programme ${id}: ${what}`, { programme: id })
  }
  if (!(Number.isInteger(lengthYears) && lengthYears >= 1)) fail(`length ${lengthYears} must be whole years from 1.`)
  if (!(Number.isInteger(lagYears) && lagYears >= 0)) fail(`lag ${lagYears} must be whole years from 0.`)
  const shares = Object.entries(completion)
  if (shares.some(([k, share]) => !(Number(k) >= 1 && share >= 0)))
    fail('completion shares must be >= 0, by years after entry from 1.')
  const rate = completionRate(programme)
  if (!(rate > 0 && rate <= 1 + 1e-9)) fail(`completion shares sum to ${rate}; they must lie within 0 and 1, above 0.`)
  if (!(firstYearDropOut >= 0 && firstYearDropOut <= 1 - rate + 1e-9))
    fail(`first-year drop-out ${firstYearDropOut} is more than the ${(1 - rate).toFixed(3)} who never graduate.`)
  if (!(currentIntake >= 0 && capacity >= 0)) fail(`intake ${currentIntake} and capacity ${capacity} must be >= 0.`)
  for (const { yearOfStudy, students } of programme.enrolled)
    if (!(Number.isInteger(yearOfStudy) && yearOfStudy >= 1 && students >= 0))
      fail(`${students} students in year of study ${yearOfStudy} cannot be.`)
  return programme
}
