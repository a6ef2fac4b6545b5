import { type AdviceInput, checkAdviceInput, meanOpenings, OTHER_SOURCES } from './advice-input.ts'
import { graduatesPerPlace, type IntakeNeed, neededIntake, type RecommendedIntake, recommendIntake } from './intake.ts'
import { arrivals, type PipelineCohort, pipeline } from './pipeline.ts'
import { completionRate, type GraduateRates, pointRates, yieldPerGraduate } from './programme.ts'
import type { InputStatus, SourcedValue } from './rate.ts'

export const WATERFALL_STEPS = [
  'openings',
  'targetMix',
  'otherSource',
  'entrantsNeeded',
  'stay',
  'match',
  'participation',
  'furtherStudy',
  'graduatesNeeded',
  'pipeline',
  'completion',
  'intakeNeeded',
  'currentIntake',
  'damped',
  'recommended',
] as const
export type WaterfallStepId = (typeof WATERFALL_STEPS)[number]

/** One step from openings to intake. Persons a year in the window of arrival, places from `intakeNeeded` on. */
export interface WaterfallStep {
  readonly id: WaterfallStepId
  /** Occupation or other source the step is about. */
  readonly code: string | null
  /** Value after the step. */
  readonly value: number
  /** What the step adds to (or takes from) the running value; null for a result that only states it. */
  readonly change: number | null
  /** Share the running value is multiplied with or divided by; null where persons are added or taken away. */
  readonly rate: number | null
  readonly source: string
  readonly status: InputStatus | 'computed'
  /** Name of the input behind it for `editAdvice`; null for what is computed. */
  readonly input: string | null
}

export interface Waterfall extends IntakeNeed {
  /** Years of arrival the yearly figures are means of. */
  readonly window: readonly number[]
  /** Entrants wanted a year: sum_o openings * share. */
  readonly need: number
  /** Entrants a year from other sources. */
  readonly other: number
  /** Mean yearly graduates in the window from cohorts on their way. */
  readonly pipeline: number
  readonly cohorts: readonly PipelineCohort[]
  /** Usable entrants per graduate, and graduates per place. */
  readonly perGraduate: number
  readonly perPlace: number
  readonly recommended: RecommendedIntake
  readonly steps: readonly WaterfallStep[]
}

const METHOD = 'computed from the steps above'

/**
 * From openings to intake, step by step (formulas at `neededIntake` and `recommendIntake`).
 *
 *     need = sum_o openings[o] pi[o]     entrants = need - other     graduates = entrants / (kappa mu lambda (1 - study))
 *     intake = (graduates - pipeline) / own
 *
 * The results are floored at 0, the steps are not: a negative value shows by how much the other sources exceed the need.
 *
 * @throws AppError HORIZON_TOO_SHORT, INVALID_INPUT; see `checkAdviceInput`
 */
export function intakeWaterfall(input: AdviceInput): Waterfall {
  const { programme, intakeYear, occupations, rates } = input
  const window = checkAdviceInput(input)
  const cohorts = pipeline(programme, intakeYear)
  const onTheirWay = window.reduce((sum, year) => sum + arrivals(cohorts, year), 0) / window.length
  const need = occupations.reduce((sum, o) => sum + meanOpenings(o, window) * o.share.value, 0)
  const other = OTHER_SOURCES.reduce((sum, name) => sum + (input.other[name]?.value ?? 0), 0)
  const perGraduate = yieldPerGraduate(pointRates(rates))
  const perPlace = graduatesPerPlace(programme)
  const result = neededIntake({ need, other, pipeline: onTheirWay, perGraduate, perPlace })
  const recommended = recommendIntake(result.intakeNeeded, programme, input.damping)

  const ladder = createLadder()
  for (const o of occupations) {
    const openings = meanOpenings(o, window)
    ladder.add('openings', openings, o, o.code, `openings/${o.code}`)
  }
  for (const o of occupations) {
    const outside = -meanOpenings(o, window) * (1 - o.share.value)
    ladder.add('targetMix', outside, o.share, o.code, `share/${o.code}`, o.share.value)
  }
  for (const name of OTHER_SOURCES) {
    const flow = input.other[name]
    if (flow) ladder.add('otherSource', -flow.value, flow, name, `other/${name}`)
  }
  ladder.state('entrantsNeeded', result.entrantsNeeded)
  for (const [id, share] of divisors(rates)) ladder.divide(id, share, rates[id])
  ladder.state('graduatesNeeded', result.graduatesNeeded)
  const enrolment = { source: `enrolment, autumn ${programme.academicYear}`, status: 'measured' as const }
  ladder.add('pipeline', -onTheirWay, enrolment)
  const completed = completionRate(programme)
  const completion: SourcedValue = { value: completed, source: 'completion distribution', status: 'measured' }
  ladder.divide('completion', perPlace, completion, null)
  ladder.state('intakeNeeded', result.intakeNeeded)
  ladder.state('currentIntake', programme.currentIntake)
  ladder.state('damped', recommended.damped)
  ladder.state('recommended', recommended.places)
  return {
    ...result,
    window,
    need,
    other,
    pipeline: onTheirWay,
    cohorts,
    perGraduate,
    perPlace,
    recommended,
    steps: ladder.steps,
  }
}

function divisors(rates: GraduateRates): [keyof GraduateRates & WaterfallStepId, number][] {
  return [
    ['stay', rates.stay.value],
    ['match', rates.match.value],
    ['participation', rates.participation.value],
    ['furtherStudy', 1 - rates.furtherStudy.value],
  ]
}

function createLadder() {
  const steps: WaterfallStep[] = []
  let value = 0
  type Origin = { readonly source: string; readonly status: InputStatus }
  const add = (
    id: WaterfallStepId,
    change: number,
    { source, status }: Origin,
    code: string | null = null,
    input: string | null = null,
    rate: number | null = null,
  ): void => {
    value += change
    steps.push({ id, code, value, change, rate, source, status, input })
  }
  return {
    steps,
    add,
    divide: (id: WaterfallStepId, share: number, origin: Origin, input: string | null = `rates/${id}`): void =>
      add(id, value / share - value, origin, null, input, share),
    state: (id: WaterfallStepId, result: number): void => {
      value = result
      steps.push({ id, code: null, value, change: null, rate: null, source: METHOD, status: 'computed', input: null })
    },
  }
}
