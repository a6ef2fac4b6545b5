import { AppError } from '../../domain/errors.ts'

/** All areas of the inputs, the country among them. */
export const ALL_AREAS = '*'

/** First and last year of a change. Growth counts in each of them; a level is reached evenly, in full in the last. */
export interface Years {
  readonly from: number
  readonly to: number
}

/** One change against the base. `area` is `VN`, an area of the inputs, or `*`. */
export type ScenarioChange =
  /** Demand of a sector grows faster by so many percentage points a year. */
  | (Years & {
      readonly kind: 'sectorGrowth'
      readonly area: string
      readonly sector: string
      readonly pointsPerYear: number
      /** Default true: the jobs are new. False: the other sectors lose as many. Of the country only. */
      readonly totalFollows?: boolean
    })
  /** The participation rate rises from `fromPercent` by `points` percentage points, reached in `to`. */
  | (Years & {
      readonly kind: 'participation'
      readonly area: string
      readonly fromPercent: number
      readonly points: number
    })
  /** The statutory retirement path moves by `shiftYears` (positive: later), in full in `to`. */
  | (Years & {
      readonly kind: 'retirement'
      readonly area: string
      readonly shiftYears: number
      /** Share of workers the statutory age binds: those with social insurance, 0 to 1. */
      readonly insuredShare: number
      /** Share of the labour force in one single year of age at retirement. */
      readonly cohortShare: number
    })
  /** More people move in than in the base, a year; negative: fewer. In the unit of the labour force. */
  | (Years & {
      readonly kind: 'migration'
      readonly area: string
      readonly personsPerYear: number
      readonly participationPercent: number
    })
  /** Completion of a field's programmes changes by a factor, from `from` on in full. */
  | (Years & FieldChange & { readonly kind: 'completion' })
  /** Intake of a field's programmes changes by a factor; graduates follow `lengthYears` later. */
  | (Years & FieldChange & { readonly kind: 'intake'; readonly lengthYears: number })
  /** A sector gives so many points of the economy's employment to another, in full in `to`; the total stays. Of the country. */
  | (Years & {
      readonly kind: 'sectorShare'
      readonly area: string
      readonly fromSector: string
      readonly toSector: string
      readonly points: number
    })
  /** Within a sector an occupation gives so many points of its staffing to another. */
  | {
      readonly kind: 'staffingShare'
      readonly sector: string
      readonly fromOccupation: string
      readonly toOccupation: string
      readonly points: number
    }
  /** Exposure to automation or AI: shown beside the figures. It changes none, since exposure is no projection of jobs. */
  | { readonly kind: 'exposure'; readonly code: string; readonly exposure: number; readonly source: string }

interface FieldChange {
  readonly area: string
  /** ISCED-F code. */
  readonly field: string
  /** 1.1 is a tenth more. */
  readonly factor: number
  /** Sector -> share of its entrants who come from the field, 0 to 1. */
  readonly entrantsFromField: Readonly<Record<string, number>>
}

export type ChangeKind = ScenarioChange['kind']

/** A base and what is assumed otherwise. Not an interval, and never training data. */
export interface Scenario {
  readonly id: string
  readonly baseReleaseId: string
  readonly name: { readonly vi: string; readonly en: string }
  readonly owner: string
  /** `YYYY-MM-DD`. */
  readonly createdOn: string
  readonly changes: readonly ScenarioChange[]
}

/** @throws AppError INVALID_INPUT for a scenario without owner, day, name or change, or a change whose years or numbers cannot be */
export function checkScenario(scenario: Scenario): Scenario {
  const { id, owner, createdOn, name, changes } = scenario
  const fail = (what: string): never => {
    throw new AppError('INVALID_INPUT', `Scenario ${id}: ${what}`, { scenario: id })
  }
  if (owner.trim() === '') fail('it needs an owner.')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(createdOn)) fail(`the day ${createdOn} must be written YYYY-MM-DD.`)
  if (name.vi.trim() === '' || name.en.trim() === '') fail('it needs a name in Vietnamese and English.')
  if (changes.length === 0) fail('it changes nothing; a scenario without changes is the base.')
  for (const change of changes) checkChange(change)
  return scenario
}

/** @throws AppError INVALID_INPUT when the years do not ascend or a share lies outside [0, 1] */
export function checkChange(change: ScenarioChange): void {
  if ('from' in change && !(change.from <= change.to))
    throw new AppError(
      'INVALID_INPUT',
      `A ${change.kind} change runs from ${change.from} to ${change.to}; years must ascend.`,
    )
  if ('factor' in change && !(change.factor >= 0))
    throw new AppError('INVALID_INPUT', `The factor of a ${change.kind} change is ${change.factor}; it must be >= 0.`)
  for (const [name, value] of sharesOf(change))
    if (!(value >= 0 && value <= 1))
      throw new AppError(
        'INVALID_INPUT',
        `${name} of a ${change.kind} change is ${value}; it must lie between 0 and 1.`,
      )
  for (const [name, value] of Object.entries(change))
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new AppError('INVALID_INPUT', `${name} of a ${change.kind} change is ${value}; it must be a number.`)
}

function sharesOf(change: ScenarioChange): [string, number][] {
  switch (change.kind) {
    case 'participation':
      return [['The new participation rate', (change.fromPercent + change.points) / 100]]
    case 'retirement':
      return [
        ['insuredShare', change.insuredShare],
        ['cohortShare', change.cohortShare],
      ]
    case 'migration':
      return [['The participation rate', change.participationPercent / 100]]
    case 'completion':
    case 'intake':
      return Object.entries(change.entrantsFromField)
    case 'exposure':
      return [['exposure', change.exposure]]
    default:
      return []
  }
}
