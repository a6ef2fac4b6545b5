import { z } from 'zod'
import { Band, Format, Label, Lang, Meta } from './common.ts'
import { INPUT_STATUSES, PROGRAMME_LEVELS } from './programme-files.ts'

const share = z.coerce.number().min(0).max(1)
const persons = z.coerce.number().min(0).max(10_000_000)
const year = z.coerce.number().int().min(1990).max(2200)
const common = { release: z.string().optional(), lang: Lang, format: Format }

export const ProgrammeQuery = z.strictObject({
  institution: z.string().optional().describe('Id of an institution'),
  field: z.string().optional().describe('Detailed field of ISCED-F 2013, four digits'),
  level: z.enum(PROGRAMME_LEVELS).optional(),
  search: z.string().max(200).optional().describe('Words of names or codes; marks and capitals do not matter'),
  lang: Lang,
  format: Format,
})
export const ProgrammeParams = z.object({ id: z.string() })
export const ProgrammeOneQuery = z.strictObject({ lang: Lang, format: Format })

/** Inputs of an advice that a person may set; what is left out comes from the store. */
const overrides = {
  intakeYear: year.optional().describe('Autumn of the intake to decide; default the one after the last count'),
  lambda: share.optional().describe('Graduates in the labour force'),
  furtherStudy: share.optional().describe('Graduates who go on to study'),
  match: share.optional().describe('mu: graduates in an occupation of the field'),
  stay: share.optional().describe('kappa: graduates who stay in the area'),
  completion: share.optional().describe('Share of an intake that graduates at all; the distribution is scaled to it'),
  migrants: persons.optional().describe('Entrants a year who move in'),
  reEntrants: persons.optional().describe('Entrants a year who come back to work'),
  retrained: persons.optional().describe('Entrants a year retrained from other fields'),
  upgraders: persons.optional().describe('Entrants a year in work who gained the qualification'),
  cUnder: z.coerce
    .number()
    .gt(0)
    .max(1e9)
    .default(1)
    .describe('Cost of a place needed and not offered; only the ratio counts'),
  cOver: z.coerce.number().gt(0).max(1e9).default(1).describe('Cost of a place offered and not needed'),
  eta: z.coerce
    .number()
    .gt(0)
    .max(1)
    .default(0.3)
    .describe('Part of the way to the intake needed that is gone in one year'),
  cap: share.default(0.1).describe('Largest change of intake in one year, as a share'),
  set: z
    .preprocess(
      (v) => (typeof v === 'string' ? [v] : v),
      z
        .array(
          z
            .string()
            .regex(
              /^(share|openings)\/ISCO08:\d{2}=-?\d+(\.\d+)?$/,
              'write share/ISCO08:25=0.5 or openings/ISCO08:25=4000',
            ),
        )
        .max(20),
    )
    .optional()
    .describe('share/ISCO08:25=0.5 or openings/ISCO08:25=4000 for an occupation; may be repeated'),
}
export const AdviceQuery = z.strictObject({ ...overrides, ...common })
export const QuotaQuery = z.strictObject({
  day: z.iso.date().optional().describe('Day of the rules; default today'),
  lang: Lang,
  format: Format,
})
export const FieldParams = z.object({ code: z.string() })
export const CoordinationQuery = z.strictObject({
  level: z.enum(PROGRAMME_LEVELS).optional().describe('Needed when a field is taught at several levels'),
  area: z.string().default('VN-HN').describe('Area of the institutions'),
  ...overrides,
  ...common,
})
export const CobwebQuery = z.strictObject({
  years: z.coerce.number().int().min(1).max(8).default(4).describe('L, years from intake to graduation'),
  eta: z.coerce.number().min(0).max(2).default(1).describe("Share of today's gap that is added to intake"),
  step: z.coerce.number().min(-0.9).max(3).default(0.2).describe('Change of need in year 0, as a share'),
  before: z.coerce.number().gt(0).max(1e6).default(100).describe('Intake and graduates a year before the step'),
  horizon: z.coerce.number().int().min(5).max(80).default(30).describe('Years to simulate'),
  lang: Lang,
  format: Format,
})

const Origin = z.enum([...INPUT_STATUSES, 'computed'])
export const Programme = z.object({
  id: z.string(),
  name: Label,
  level: z.enum(PROGRAMME_LEVELS),
  moetCode: z.string(),
  field: z.string().describe('Detailed field of ISCED-F 2013'),
  fieldName: Label,
  institution: z.object({ id: z.string(), name: Label, kind: z.string(), area: z.string() }),
  lengthYears: z.number().int(),
  lagYears: z.number().int(),
  capacity: z.number(),
  intakeYear: z.number().int().describe('Autumn of currentIntake'),
  currentIntake: z.number(),
  announced: z.number().nullable().describe('Places announced for the next autumn; null: not announced'),
  students: z.number().describe('All years of study, last count'),
  completionRate: z.number(),
  firstYearDropOut: z.number(),
  rates: z.array(
    z.object({
      rate: z.string(),
      value: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      responseRate: z.number().nullable(),
      source: z.string(),
      status: z.string(),
    }),
  ),
  status: z.enum(INPUT_STATUSES).describe('synthetic: invented for trying things out, not for decisions'),
})
const Notice = Label.nullable().describe(
  'What must be known before anything here is used; null when nothing is invented',
)
export const ProgrammeList = z.object({ meta: Meta, notice: Notice, rows: z.array(Programme) })
export const ProgrammeAnswer = z.object({ meta: Meta, notice: Notice, programme: Programme })

export const WaterfallStep = z.object({
  id: z.string(),
  code: z.string().nullable().describe('Occupation or other source the step is about'),
  label: Label.nullable(),
  scope: z.enum(['field', 'programme']),
  value: z.number().describe('Persons a year, places from intakeNeeded on'),
  change: z.number().nullable(),
  rate: z.number().nullable(),
  source: z.string(),
  sourceLabel: Label.optional().describe('The source in words'),
  status: Origin,
  input: z.string().nullable().describe('Parameter that sets it: `match`, or `share/ISCO08:25` for `set`'),
})
const VerdictClass = { graduates: z.string(), employers: z.string() }
const Verdict = z.object({
  ...VerdictClass,
  window: z.array(z.number().int()).describe('Years in which the graduates arrive'),
  places: z.number().describe('Places a year of all programmes of the field that it assumes'),
  indicator: Band,
  probabilities: z.array(z.object({ ...VerdictClass, probability: z.number() })),
  pTooFew: z.number(),
})
export const CoordinationBody = z.object({
  field: z.string(),
  fieldName: Label,
  level: z.enum(PROGRAMME_LEVELS),
  intakeYear: z.number().int(),
  window: z.array(z.number().int()),
  needed: z.number(),
  range: Band.describe('Places the field needs'),
  announced: z.number(),
  overSubscription: z.number().describe('Announced less needed; positive is too many'),
  pOverSubscribed: z.number().describe('Probability that the announced places exceed the need'),
  status: z.enum(['over', 'under', 'balanced']),
  unallocated: z.number().describe('Needed places that no programme can hold'),
  recommended: z.number().describe('Sum of the recommended intakes'),
  programmes: z.array(
    z.object({
      id: z.string(),
      name: Label,
      institution: Label,
      key: z.number().describe('capacity x quality x past match, of 1'),
      capacity: z.number(),
      currentIntake: z.number(),
      allocated: z.number(),
      announced: z.number().nullable(),
      difference: z.number().nullable().describe('Announced less allocated'),
      recommended: z.number(),
      limit: z.string(),
      status: z.enum(INPUT_STATUSES),
    }),
  ),
})
export const QuotaCheck = z.object({
  id: z.string(),
  text: Label,
  legalReference: Label,
  status: z.enum(['inForce', 'draft']),
  inForceFrom: z.string().nullable(),
  inForceTo: z.string().nullable(),
  binds: z.boolean().describe('Whether the rule is in force on the day asked for'),
  outcome: z.enum(['pass', 'atRisk', 'fail', 'unknown']),
  value: z.number().nullable(),
  parameter: z.number(),
  margin: z.number().nullable(),
  valueStatus: z.enum(INPUT_STATUSES),
  basis: z.string(),
})
export const QuotaBody = z.object({ day: z.string(), limit: z.number().nullable(), checks: z.array(QuotaCheck) })
const CobwebLimits = z.object({ years: z.number(), stableBelow: z.number(), noOvershootUpTo: z.number() })

export const AdviceBody = z.object({
  intakeYear: z.number().int(),
  window: z.array(z.number().int()),
  lastYear: z.number().int().describe('Last year of the release'),
  verdict: Verdict.describe("If last year's intakes are kept"),
  verdictIfFollowed: Verdict.describe('If every programme of the field takes its recommended intake'),
  verdictIfAnnounced: Verdict.nullable().describe(
    'If the announced intakes are carried out; null when nobody announced',
  ),
  waterfall: z.array(WaterfallStep),
  pipeline: z.array(
    z.object({
      entryYear: z.number().int(),
      yearOfStudy: z.number().int(),
      students: z.number(),
      graduates: z.number(),
    }),
  ),
  inputs: z.array(
    z.object({
      input: z.string(),
      value: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      own: z.number().nullable().describe('Of this programme alone, where it has one'),
      source: z.string(),
      sourceLabel: Label.optional().describe('The source in words'),
      status: z.enum(INPUT_STATUSES),
    }),
  ),
  field: z.object({ intakeNeeded: z.number(), range: Band, graduatesNeeded: z.number(), pipeline: z.number() }),
  programme: z.object({
    currentIntake: z.number(),
    announced: z.number().nullable(),
    allocated: z.number().describe('Share of the places the field needs'),
    range: Band.describe('Places of this programme over the draws'),
    damped: z.number(),
    recommended: z.number(),
    limit: z.enum(['none', 'floor', 'cap', 'capacity', 'quota']),
  }),
  costs: z.object({ under: z.number(), over: z.number() }),
  leastRegret: z.number().describe('Places of least expected cost'),
  regret: z.array(
    z.object({
      choice: z.string(),
      places: z.number(),
      expectedShort: z.number(),
      expectedOver: z.number(),
      expectedCost: z.number(),
      excessCost: z.number(),
    }),
  ),
  coordination: CoordinationBody,
  quota: QuotaBody,
  cobweb: CobwebLimits,
})
export const AdviceAnswer = AdviceBody.extend({ meta: Meta, notice: Notice, about: Programme })
export const QuotaAnswer = QuotaBody.extend({ meta: Meta, notice: Notice, about: Programme })
export const CoordinationAnswer = CoordinationBody.extend({ meta: Meta, notice: Notice })

export const CobwebBody = z.object({
  limits: CobwebLimits,
  stable: z.boolean(),
  overshoots: z.boolean(),
  need: z.number(),
  rows: z.array(
    z.object({
      year: z.number().int(),
      need: z.number(),
      intake: z.number(),
      graduates: z.number(),
      planIntake: z.number(),
      planGraduates: z.number(),
    }),
  ),
})
export const CobwebAnswer = CobwebBody.extend({ meta: Meta })

export type Programme = z.infer<typeof Programme>
export type AdviceQuery = z.infer<typeof AdviceQuery>
export type CoordinationQuery = z.infer<typeof CoordinationQuery>
export type CobwebQuery = z.infer<typeof CobwebQuery>
export type AdviceBody = z.infer<typeof AdviceBody>
export type AdviceAnswer = z.infer<typeof AdviceAnswer>
export type CoordinationBody = z.infer<typeof CoordinationBody>
export type QuotaBody = z.infer<typeof QuotaBody>
export type QuotaCheck = z.infer<typeof QuotaCheck>
export type CobwebBody = z.infer<typeof CobwebBody>
export type WaterfallStep = z.infer<typeof WaterfallStep>
/** What an advice may be asked with; the same for a field. */
export type AdviceOverrides = Omit<AdviceQuery, 'lang' | 'format' | 'release'>
