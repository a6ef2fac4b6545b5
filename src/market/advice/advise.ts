import { AppError } from '../../domain/errors.ts'
import { type Band, bandOf } from '../gaps/band.ts'
import { type AdviceDrawOptions, type AdviceDraws, drawAdvice } from './advice-draws.ts'
import type { AdviceInput } from './advice-input.ts'
import { type CobwebLimits, cobwebLimits } from './cobweb.ts'
import { type Coordination, coordinate } from './coordination.ts'
import { type DampingOptions, type RecommendedIntake, recommendIntake } from './intake.ts'
import { completionRate, type Programme } from './programme.ts'
import { leastRegretIntake, type RegretCosts, type RegretRow, regretTable } from './regret.ts'
import { type Verdict, verdictOf } from './verdict.ts'
import { intakeWaterfall, type Waterfall } from './waterfall.ts'

export interface AdviceQuestion extends AdviceInput, AdviceDrawOptions {
  /** People of the field in its occupations at the start of the window, persons; see `verdictOf`. */
  readonly field: { readonly employed: number; readonly shortTermUnemployed: number }
  /** Default: too few and too many cost the same, and the median is chosen. */
  readonly costs?: RegretCosts
}

export interface Advice {
  readonly programmeId: string
  readonly intakeYear: number
  readonly waterfall: Waterfall
  /** Places needed a year, over the draws. */
  readonly range: Band
  /** If last year's intake were kept. */
  readonly verdict: Verdict
  /** If the recommendation were followed. */
  readonly verdictIfFollowed: Verdict
  readonly costs: RegretCosts
  /** Quantile c_under / (c_under + c_over) of the places needed. */
  readonly leastRegret: number
  /** Rows: last year's intake, recommendation, P10, P50, P90, least regret. */
  readonly regret: readonly RegretRow[]
  /** How strongly the market may react to today's gap instead, before it cycles. */
  readonly cobweb: CobwebLimits
  readonly draws: AdviceDraws
}

/**
 * Advice on the intake of a programme or field: waterfall, range, verdict from both sides, and the choice of least regret.
 *
 * @throws AppError HORIZON_TOO_SHORT when the forecast ends before the graduates arrive; INVALID_INPUT
 */
export function adviseIntake(question: AdviceQuestion): Advice {
  const { programme, intakeYear, field, costs = { under: 1, over: 1 } } = question
  if (!(field.employed > 0 && field.shortTermUnemployed >= 0))
    throw new AppError(
      'INVALID_INPUT',
      `Programme ${programme.id}: the field has ${field.employed} employed and ${field.shortTermUnemployed} unemployed; a verdict needs people in it.`,
    )
  const waterfall = intakeWaterfall(question)
  const draws = drawAdvice(question, question)
  const range = bandOf(draws.intakeNeeded)
  const leastRegret = leastRegretIntake(draws.intakeNeeded, costs)
  const recommended = waterfall.recommended.places
  const candidates = [programme.currentIntake, recommended, range.p10, range.p50, range.p90, leastRegret]
  return {
    programmeId: programme.id,
    intakeYear,
    waterfall,
    range,
    verdict: verdictOf(draws, programme.currentIntake, field, waterfall.window),
    verdictIfFollowed: verdictOf(draws, recommended, field, waterfall.window),
    costs,
    leastRegret,
    regret: regretTable(draws.intakeNeeded, candidates, costs),
    cobweb: cobwebLimits(programme.lengthYears),
    draws,
  }
}

/** A programme with what coordination asks of its provider. */
export interface OfferedProgramme {
  readonly programme: Programme
  readonly quality: number
  readonly pastMatch: number
  readonly announced: number | null
  readonly quotaLimit?: number
}

/**
 * All programmes of a field as one: students, intakes and capacities added up, completion weighted by last year's intake.
 * @throws AppError INVALID_INPUT when they differ in length, lag or year of the count: those are advised on apart
 */
export function fieldProgramme(id: string, programmes: readonly Programme[]): Programme {
  const [first] = programmes
  if (!first) throw new AppError('INVALID_INPUT', `Field ${id} has no programme.`)
  const key = (p: Programme): string => `${p.lengthYears} + ${p.lagYears ?? 0} years, counted ${p.academicYear}`
  const other = programmes.find((p) => key(p) !== key(first))
  if (other)
    throw new AppError(
      'INVALID_INPUT',
      `Field ${id} mixes programmes: ${first.id} (${key(first)}) and ${other.id} (${key(other)}). Ask for each level by itself.`,
    )
  const sum = (value: (p: Programme) => number): number => programmes.reduce((total, p) => total + value(p), 0)
  const intake = sum((p) => p.currentIntake)
  const mean = (value: (p: Programme) => number): number =>
    intake > 0 ? sum((p) => p.currentIntake * value(p)) / intake : sum(value) / programmes.length
  const keys = (of: (p: Programme) => Readonly<Record<number, number>>): number[] => [
    ...new Set(programmes.flatMap((p) => Object.keys(of(p)).map(Number))),
  ]
  const planned = (p: Programme): Readonly<Record<number, number>> => p.plannedIntakes ?? {}
  const years = [...new Set(programmes.flatMap((p) => p.enrolled.map((cohort) => cohort.yearOfStudy)))]
  return {
    ...first,
    id,
    completion: Object.fromEntries(keys((p) => p.completion).map((k) => [k, mean((p) => p.completion[k] ?? 0)])),
    firstYearDropOut: mean((p) => p.firstYearDropOut ?? (1 - completionRate(p)) / 2),
    currentIntake: intake,
    capacity: sum((p) => p.capacity),
    enrolled: years.map((yearOfStudy) => ({
      yearOfStudy,
      students: sum((p) => p.enrolled.find((cohort) => cohort.yearOfStudy === yearOfStudy)?.students ?? 0),
    })),
    plannedIntakes: Object.fromEntries(
      keys(planned).map((year) => [year, sum((p) => planned(p)[year] ?? p.currentIntake)]),
    ),
  }
}

export interface FieldAdvice {
  readonly field: Advice
  readonly coordination: Coordination
  /** In the order of the programmes: a step from last year's intake towards the allocated places. */
  readonly programmes: readonly (RecommendedIntake & { readonly id: string; readonly allocated: number })[]
}

/**
 * Advice for a field and each of its programmes: the need is stated once for all, shared out by the key, and every programme
 * takes a damped step towards its share.
 */
export function adviseField(
  question: Omit<AdviceQuestion, 'programme'> & { readonly fieldId: string },
  offered: readonly OfferedProgramme[],
): FieldAdvice {
  const programme = fieldProgramme(
    question.fieldId,
    offered.map((offer) => offer.programme),
  )
  const field = adviseIntake({ ...question, programme })
  const coordination = coordinate(
    field.waterfall.intakeNeeded,
    offered.map(({ programme: { id, capacity }, quality, pastMatch, announced }) => ({
      id,
      capacity,
      quality,
      pastMatch,
      announced,
    })),
  )
  const programmes = offered.map(({ programme: own, quotaLimit }, n) => {
    const allocated = coordination.allocations[n]!.places
    const damping: DampingOptions = { ...question.damping, quotaLimit }
    return { id: own.id, allocated, ...recommendIntake(allocated, own, damping) }
  })
  return { field, coordination, programmes }
}
