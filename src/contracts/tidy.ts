import { z } from 'zod'
import { FREQUENCIES } from '../domain/period.ts'
import { MEASURES, OBS_STATUSES, PUBLISHED_MEASURE, SEXES } from '../domain/series.ts'

/** One row of a tidy file after its mapping: everything an observation needs, still as it crossed the boundary. */
export const TidyRow = z.object({
  measure: z.enum(MEASURES),
  area: z.string().min(1),
  industry: z.string().regex(/^(_T|[A-Z0-9]+:[A-Z0-9.]+)$/, 'write SCHEME:code, e.g. VSIC2018:C, or _T'),
  occupation: z.string().regex(/^(_T|[A-Z0-9]+:[A-Z0-9.+]+)$/, 'write SCHEME:code, e.g. VSCO2020:2, or _T'),
  sex: z.enum(SEXES),
  age: z.string().min(1),
  concept: z.enum(['ICLS13', 'ICLS19', '_Z']),
  frequency: z.enum(FREQUENCIES),
  period: z.string().min(4),
  value: z.number().nullable(),
  unit: z.string().min(1).describe('SDMX unit: PS, PT, VND'),
  unitMult: z.number().int().min(-3).max(9).describe('Power of ten of value: 3 is thousand'),
  obsStatus: z.enum(OBS_STATUSES),
  isBreak: z.boolean(),
  vintage: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write the day of publication as YYYY-MM-DD'),
  source: z.string().min(1),
  note: z.string().nullable(),
})
export type TidyRow = z.infer<typeof TidyRow>

/**
 * A figure of a dataset that is kept as published: its measure is the dataset, what its other dimensions say stands in
 * `dimensions`, and our classifications do not apply.
 */
export const PublishedRow = TidyRow.extend({
  measure: z.string().regex(PUBLISHED_MEASURE, 'write SOURCE:dataset'),
  industry: z.literal('_Z'),
  occupation: z.literal('_Z'),
  age: z.literal('_Z'),
  unit: z.string().min(1).max(60),
  unitMult: z.number().int().min(-15).max(15),
  dimensions: z.record(z.string(), z.string()),
})
export type PublishedRow = z.infer<typeof PublishedRow>
/** Either, as it is shown. */
export const AnyRow = z.union([PublishedRow, TidyRow])
export type AnyRow = z.infer<typeof AnyRow>

const FIELDS = TidyRow.keyof().options
/**
 * How the columns of a CSV become tidy rows. A field comes from a column, or is the same for the whole file; what is given
 * in neither way takes the default (sex T, industry, occupation and age _T, concept _Z, unitMult 0, obsStatus A).
 */
export const Mapping = z
  .object({
    columns: z.partialRecord(z.enum(FIELDS), z.string()).default({}).describe('Field: column heading'),
    constants: z.partialRecord(z.enum(FIELDS), z.union([z.string(), z.number(), z.boolean()])).default({}),
    codes: z
      .partialRecord(z.enum(FIELDS), z.record(z.string(), z.string()))
      .default({})
      .describe('Field: { text in the file: our code }'),
    prefixes: z.partialRecord(z.enum(FIELDS), z.string()).default({}).describe('Put before a code, e.g. VSIC2018:'),
    nullSymbols: z.array(z.string()).default(['', 'na', 'NaN', '..', ':']),
    delimiter: z.string().length(1).default(','),
    decimal: z.enum(['.', ',']).default('.'),
    encoding: z.string().default('utf-8'),
  })
  .strict()
export type Mapping = z.infer<typeof Mapping>
