import { AppError } from '../../domain/errors.ts'
import { arrivalWindow, checkHorizon, type DampingOptions } from './intake.ts'
import { checkProgramme, type GraduateRates, type Programme, pointRates } from './programme.ts'
import { checkShare, type InputStatus, type SourcedValue } from './rate.ts'

/** Where entrants to a field come from, other than from its own graduates. */
export const OTHER_SOURCES = ['migrants', 'reEntrants', 'retrained', 'upgraders'] as const
export type OtherSource = (typeof OTHER_SOURCES)[number]

/** An occupation the field leads to. */
export interface TargetOccupation {
  readonly code: string
  /** Year -> openings by the definition `permanent_exits`, persons a year; below 0 where an occupation shrinks faster. */
  readonly openings: Readonly<Record<number, number>>
  /** [draw] mean yearly openings over the window of arrival; left out, openings count as known. */
  readonly draws?: Float64Array
  readonly source: string
  readonly status: InputStatus
  /** pi[f|o]: share of those who enter the occupation that should come from the field; not the mix of all who work there. */
  readonly share: SourcedValue
}

export interface AdviceInput {
  readonly programme: Programme
  /** t: autumn of the intake to decide. */
  readonly intakeYear: number
  /** Last year of the forecast behind the openings. */
  readonly lastYear: number
  readonly occupations: readonly TargetOccupation[]
  /** Entrants a year in the window, persons. A source left out brings nobody. */
  readonly other: Readonly<Partial<Record<OtherSource, SourcedValue>>>
  readonly rates: GraduateRates
  readonly damping?: DampingOptions
}

/**
 * Years of arrival of an advice whose input holds together.
 * @throws AppError HORIZON_TOO_SHORT; INVALID_INPUT for shares outside [0, 1], or openings that miss a year of the window
 */
export function checkAdviceInput(input: AdviceInput): readonly number[] {
  const programme = checkProgramme(input.programme)
  checkHorizon(input.intakeYear, input.lastYear, programme)
  pointRates(input.rates)
  if (input.occupations.length === 0)
    throw new AppError('INVALID_INPUT', `Programme ${programme.id} leads to no occupation; name one at least.`)
  const window = arrivalWindow(input.intakeYear, programme)
  for (const { code, openings, share } of input.occupations) {
    checkShare(share, `Share of the field in entrants to ${code}`)
    const missing = window.filter((year) => !Number.isFinite(openings[year]))
    if (missing.length > 0)
      throw new AppError(
        'INVALID_INPUT',
        `Openings of ${code} are not known for ${missing.join(', ')}; programme ${programme.id} needs ${window.join(', ')}.`,
        { occupation: code, missing },
      )
  }
  return window
}

/** Mean yearly openings of an occupation over the window, persons. */
export function meanOpenings(occupation: TargetOccupation, window: readonly number[]): number {
  return window.reduce((sum, year) => sum + occupation.openings[year]!, 0) / window.length
}

/** A number of the input set by a person: `share/VSCO2020:25`, `openings/VSCO2020:25`, `other/migrants`, `rates/match`. */
export interface AdviceEdit {
  readonly input: string
  readonly value: number
  /** Who set it, and why. */
  readonly source: string
}

/**
 * The input with a person's numbers in place of ours, each marked `user`. A set number is certain: its bounds and draws go.
 * @throws AppError INVALID_INPUT for an input there is none of
 */
export function editAdvice(input: AdviceInput, edits: readonly AdviceEdit[]): AdviceInput {
  return edits.reduce(applyEdit, input)
}

function applyEdit(input: AdviceInput, { input: path, value, source }: AdviceEdit): AdviceInput {
  const split = path.indexOf('/')
  const kind = path.slice(0, split)
  const name = path.slice(split + 1)
  const set: SourcedValue = { value, source, status: 'user' }
  if (kind === 'rates' && name in input.rates) return { ...input, rates: { ...input.rates, [name]: set } }
  if (kind === 'other' && OTHER_SOURCES.some((other) => other === name))
    return { ...input, other: { ...input.other, [name]: set } }
  if ((kind === 'share' || kind === 'openings') && input.occupations.some(({ code }) => code === name)) {
    const occupations = input.occupations.map((occupation): TargetOccupation => {
      if (occupation.code !== name) return occupation
      if (kind === 'share') return { ...occupation, share: set }
      const openings = Object.fromEntries(Object.keys(occupation.openings).map((year) => [year, value]))
      return { code: name, openings, share: occupation.share, source, status: 'user' }
    })
    return { ...input, occupations }
  }
  throw new AppError('INVALID_INPUT', `There is no input ${path}. Editable: ${editableInputs(input).join(', ')}.`, {
    input: path,
  })
}

/** Names of all inputs a person may set. */
export function editableInputs(input: AdviceInput): string[] {
  return [
    ...input.occupations.flatMap(({ code }) => [`openings/${code}`, `share/${code}`]),
    ...OTHER_SOURCES.map((name) => `other/${name}`),
    ...Object.keys(input.rates).map((name) => `rates/${name}`),
  ]
}
