import { z } from 'zod'

/** Origin of a number of the advice; the same words as in the mathematics. */
export const INPUT_STATUSES = ['published', 'measured', 'forecast', 'prior', 'user', 'synthetic'] as const
export const PROGRAMME_LEVELS = ['undergraduate', 'postgraduate', 'college'] as const
export const GRADUATE_RATES = [
  'furtherStudy',
  'participation',
  'match',
  'stay',
  'employmentRate',
  'relevantJobRate',
] as const

const text = z.string().min(1, 'is empty')
const number = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'write a number with a decimal point and no thousands separator')
  .transform(Number)
const persons = number.refine((v) => v >= 0, 'must be at least 0')
const whole = number.refine((v) => Number.isInteger(v) && v >= 0, 'must be a whole number from 0')
const from1 = whole.refine((v) => v >= 1, 'must be at least 1')
const year = whole.refine((v) => v >= 1990 && v <= 2100, 'must be a year from 1990 to 2100')
const share = number.refine((v) => v >= 0 && v <= 1, 'must be a share from 0 to 1')
const optional = <T extends z.ZodType>(schema: T) =>
  z
    .literal('')
    .transform(() => null)
    .or(schema)
const status = z.enum(INPUT_STATUSES)
const level = z.enum(PROGRAMME_LEVELS)
const field = z.string().regex(/^\d{4}$/, 'write the four digits of a detailed field of ISCED-F 2013')

/**
 * The files of a set of institutions and programmes: name of the file, and what its columns hold. `data/synthetic/README.md`
 * explains the columns. Rates are shares of 1, people are persons.
 */
export const PROGRAMME_FILES = {
  institutions: z.strictObject({
    institution_id: text,
    name_vi: text,
    name_en: text,
    kind: z.enum(['university', 'college']),
    area: text,
    floor_area_m2: persons,
    other_students: persons,
    accredited: z.enum(['0', '1']).transform((v) => v === '1'),
    status,
  }),
  programmes: z.strictObject({
    programme_id: text,
    institution_id: text,
    name_vi: text,
    name_en: text,
    level,
    moet_code: z.string().regex(/^\d{7}$/, "write the seven digits of the ministry's list"),
    isced_f: z.string().regex(/^\d{3}$/, 'write the three digits of a narrow field of ISCED-F 2013'),
    isced_f_detailed: field,
    length_years: from1,
    lag_years: whole,
    capacity: persons,
    intake_year: year,
    current_intake: persons,
    quality: persons,
    first_year_drop_out: share,
    status,
  }),
  completion: z.strictObject({ programme_id: text, years_after_entry: from1, share, status }),
  enrolment: z.strictObject({
    programme_id: text,
    academic_year: year,
    year_of_study: from1,
    students: persons,
    women: optional(persons),
    status,
  }),
  rates: z.strictObject({
    programme_id: text,
    rate: z.enum(GRADUATE_RATES),
    value: share,
    low: optional(share),
    high: optional(share),
    response_rate: optional(share),
    source: text,
    status,
  }),
  announced: z.strictObject({ programme_id: text, intake_year: year, places: optional(persons), status }),
  target_mix: z.strictObject({
    isced_f_detailed: field,
    level,
    occupation: z.string().regex(/^ISCO08:\d{2}$/, 'write ISCO08: and two digits, e.g. ISCO08:25'),
    share,
    low: share,
    high: share,
    source: text,
    status,
  }),
} as const
export type ProgrammeFile = keyof typeof PROGRAMME_FILES
export type ProgrammeRows = { readonly [F in ProgrammeFile]: readonly z.infer<(typeof PROGRAMME_FILES)[F]>[] }
