import { AppError } from '../../domain/errors.ts'
import type { Programme } from './programme.ts'

/** Years of arrival that advice looks at together; one year alone is noise. */
export const WINDOW_YEARS = 3

/** The years in which the students of an intake arrive on the labour market. */
export function arrivalWindow(
  intakeYear: number,
  programme: Pick<Programme, 'lengthYears' | 'lagYears'>,
): readonly number[] {
  const first = intakeYear + programme.lengthYears + (programme.lagYears ?? 0)
  return Array.from({ length: WINDOW_YEARS }, (_, k) => first + k)
}

/**
 * Refuses advice that would look past the forecast: the horizon, counted from the intake, must reach three years beyond the
 * programme's length and cover the whole window of arrival.
 *
 * @param lastYear last year of the forecast
 * @throws AppError HORIZON_TOO_SHORT with the years there are and the years needed
 */
export function checkHorizon(
  intakeYear: number,
  lastYear: number,
  programme: Pick<Programme, 'id' | 'lengthYears' | 'lagYears'>,
): void {
  const { id, lengthYears, lagYears = 0 } = programme
  const needed = Math.max(lengthYears + 3, lengthYears + lagYears + WINDOW_YEARS - 1)
  const horizon = lastYear - intakeYear
  if (horizon >= needed) return
  throw new AppError(
    'HORIZON_TOO_SHORT',
    `Programme ${id} takes ${lengthYears} years (and ${lagYears} until work): an intake of ${intakeYear} needs a forecast to ${intakeYear + needed}, and this one ends in ${lastYear}. Its horizon is ${horizon} years, ${needed} are needed. Ask for an earlier intake, a shorter programme, or a release that reaches further.`,
    { programme: id, lengthYears, lagYears, intakeYear, lastYear, horizon, needed, neededYear: intakeYear + needed },
  )
}

/**
 * Graduates a year that one place a year brings in the window, when intake is held from the intake year on.
 *
 *     own = mean_{j=0..2} sum_{k <= L+j} c[k]
 *
 * In the first year of the window only the regular students of the first cohort arrive, later also its slower ones and the
 * next cohorts. With everybody graduating on time it is the completion rate.
 */
export function graduatesPerPlace({ completion, lengthYears }: Pick<Programme, 'completion' | 'lengthYears'>): number {
  let sum = 0
  for (let j = 0; j < WINDOW_YEARS; j++)
    for (const [k, share] of Object.entries(completion)) if (Number(k) <= lengthYears + j) sum += share
  return sum / WINDOW_YEARS
}

export interface IntakeNeed {
  /** Usable entrants needed a year from this supply: max(0, need - other sources). */
  readonly entrantsNeeded: number
  /** G*, graduates needed a year. */
  readonly graduatesNeeded: number
  /** I*, places a year; 0 when those enrolled already are enough. */
  readonly intakeNeeded: number
}

/**
 * Intake that a need asks for.
 *
 *     G* = max(0, need - other) / yield          I* = max(0, G* - pipeline) / own
 *
 * @param need      entrants wanted a year in the window, persons; below 0 where the occupations shrink
 * @param other     entrants a year from other sources
 * @param pipeline  graduates a year in the window from cohorts that are enrolled already
 * @param perGraduate usable entrants per graduate, in (0, 1]
 * @param perPlace  graduates per place, `graduatesPerPlace`, in (0, 1]
 * @throws AppError INVALID_INPUT when a yield is not in (0, 1]
 */
export function neededIntake(input: {
  readonly need: number
  readonly other: number
  readonly pipeline: number
  readonly perGraduate: number
  readonly perPlace: number
}): IntakeNeed {
  const { need, other, pipeline, perGraduate, perPlace } = input
  if (!(perGraduate > 0 && perGraduate <= 1 && perPlace > 0 && perPlace <= 1 + 1e-9))
    throw new AppError(
      'INVALID_INPUT',
      `A place yields ${perPlace} graduates and a graduate ${perGraduate} entrants; both must lie in (0, 1], else no intake meets the need.`,
      { perGraduate, perPlace },
    )
  const entrantsNeeded = Math.max(0, need - other)
  const graduatesNeeded = entrantsNeeded / perGraduate
  return { entrantsNeeded, graduatesNeeded, intakeNeeded: Math.max(0, graduatesNeeded - pipeline) / perPlace }
}

export interface DampingOptions {
  /** Default 0.3. eta: part of the way to I* that is gone in one year. */
  readonly eta?: number
  /** Default 0.1. Largest change of intake in one year, as a share of last year's. */
  readonly cap?: number
  /** Default none. Most places the quota rules allow. */
  readonly quotaLimit?: number
}

export interface RecommendedIntake {
  /** Places, not rounded. */
  readonly places: number
  /** I[t-1] + eta (I* - I[t-1]), before any limit. */
  readonly damped: number
  /** What held the recommendation back. */
  readonly limit: 'none' | 'floor' | 'cap' | 'capacity' | 'quota'
}

/**
 * Recommended intake: a step towards I*, within what one year may change, what the place can hold and the rules allow.
 *
 *     clamp( I[t-1] + eta (I* - I[t-1]),  I[t-1] (1 - cap),  min( I[t-1] (1 + cap), capacity, quota limit ) )
 *
 * When capacity or quota lie below the floor they win. A programme without intake so far (I[t-1] = 0) has no cap.
 *
 * @throws AppError INVALID_INPUT for eta outside (0, 1] or cap outside [0, 1]
 */
export function recommendIntake(
  intakeNeeded: number,
  { currentIntake, capacity }: Pick<Programme, 'currentIntake' | 'capacity'>,
  { eta = 0.3, cap = 0.1, quotaLimit = Number.POSITIVE_INFINITY }: DampingOptions = {},
): RecommendedIntake {
  if (!(eta > 0 && eta <= 1 && cap >= 0 && cap <= 1))
    throw new AppError('INVALID_INPUT', `eta ${eta} must lie in (0, 1] and cap ${cap} in [0, 1].`, { eta, cap })
  const damped = currentIntake + eta * (intakeNeeded - currentIntake)
  const floor = currentIntake * (1 - cap)
  const ceilings = [
    { limit: 'cap', places: currentIntake > 0 ? currentIntake * (1 + cap) : Number.POSITIVE_INFINITY },
    { limit: 'capacity', places: capacity },
    { limit: 'quota', places: quotaLimit },
  ] as const
  const lowest = ceilings.reduce((a, b) => (b.places < a.places ? b : a))
  if (Math.max(damped, floor) > lowest.places) return { places: lowest.places, damped, limit: lowest.limit }
  if (damped < floor) return { places: floor, damped, limit: 'floor' }
  return { places: damped, damped, limit: 'none' }
}
