import { z } from 'zod'
import { OBS_STATUSES } from '../domain/series.ts'
import { TidyRow } from './tidy.ts'

const Field = z.enum(TidyRow.keyof().options)
const Sets = z.partialRecord(Field, z.union([z.string(), z.number(), z.boolean()]))
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write the day as YYYY-MM-DD')

/** What one dimension of a document means. */
export const DimensionRule = z
  .object({
    field: Field.optional().describe('The field its codes become; left out: its codes set fields, or it is ignored'),
    scheme: z.string().optional().describe('Classification of its codes and labels, e.g. VSIC2018'),
    strip: z.string().optional().describe('Text before a code that is taken off first, e.g. ECO_ISIC4_'),
    codes: z
      .record(z.string(), z.union([z.string(), Sets, z.null()]))
      .default({})
      .describe(
        'Code or label as published -> our code, or several fields at once, or null: not a figure of this mapping, kept as published',
      ),
    match: z
      .enum(['code', 'label', 'both'])
      .default('both')
      .describe('What identifies: with both, a code and a label that mean different things are refused'),
    otherwise: z
      .enum(['refuse', 'nil'])
      .default('refuse')
      .describe(
        'A code nobody knows: quarantine its rows, or leave them to what is kept as published, where a file holds more than is mapped',
      ),
    slices: z
      .record(z.string(), z.tuple([z.number().int().min(0), z.number().int().min(1)]))
      .optional()
      .describe(
        'Parts of the code by place, first and after last character, each read by the rule of that name: LAUST08..., area from 3 to 7',
      ),
    keep: z
      .boolean()
      .optional()
      .describe('Of a dataset kept as published: its codes stay as they are, as a list of the source'),
    list: z
      .string()
      .regex(/^[A-Z][A-Z0-9_.]{0,60}$/, 'capital letters, digits, underscores and points')
      .optional()
      .describe(
        'Name of the list of territories of the source: one nobody here knows is kept as LIST:code, apart from ours',
      ),
    ignore: z.boolean().default(false).describe('Says nothing about the figure'),
  })
  .strict()

/** The ways numbers are written as text. */
export const NUMBER_STYLES = ['1234.5', '1.234,5', '1,234.5', '1 234,5'] as const

/** What a mapping declares about the writing of a file; what is left out is found out from the file. */
export const Writing = z
  .object({
    numbers: z.enum(NUMBER_STYLES).optional().describe('How numbers that stand as text are written'),
    delimiter: z.string().length(1).optional().describe('Of a delimited table'),
    encoding: z.string().max(30).optional().describe('Of a delimited table: utf-8, utf-16le, windows-1258, tcvn3 ...'),
  })
  .strict()

/**
 * How the figures of a document become tidy rows: which dimension is which field, what its codes and labels mean, units,
 * flags, basis. Kept with the source; an analyst writes one without touching code.
 */
export const FigureMapping = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens')
      .describe('e.g. ilostat-employment-by-section'),
    title: z.string(),
    source: z.string().describe('Source of data/reference/source.csv'),
    dataset: z.string().describe("The agency's name of the table, e.g. V0234"),
    recognise: z
      .object({
        formats: z.array(z.string()).default([]).describe('Formats it is for; empty: any'),
        dimensions: z.array(z.string()).default([]).describe('Dimensions the document must have'),
        title: z.string().optional().describe('Words the title must hold, accents and case apart'),
        codes: z
          .record(z.string(), z.array(z.string()))
          .default({})
          .describe('Dimension -> codes, one of which it must show first; LNS* stands for all that begin so'),
      })
      .strict(),
    writing: Writing.optional(),
    constants: Sets.default({}).describe('Fields that are the same for the whole document'),
    dimensions: z.record(z.string(), DimensionRule).default({}),
    units: z
      .object({
        attributes: z.array(z.string()).default(['UNIT', 'UNITS', 'UNIT_MEASURE', 'unit']),
        multiplier: z.string().default('UNIT_MULT').describe('Attribute with the power of ten'),
        meanings: z
          .record(z.string(), z.object({ unit: z.string(), unitMult: z.number().int() }))
          .default({})
          .describe('Unit as published -> SDMX unit and power of ten'),
      })
      .strict()
      .prefault({}),
    flags: z
      .record(z.string(), z.object({ obsStatus: z.enum(OBS_STATUSES).optional(), isBreak: z.boolean().optional() }))
      .default({})
      .describe('Flag as published -> status, break'),
    missing: z
      .object({
        symbols: z
          .record(z.string(), z.enum(['L', 'M', 'O', 'Q']))
          .default({})
          .describe('Text of a missing figure -> status'),
        isNil: z
          .boolean()
          .default(false)
          .describe('A figure without value says nothing and is counted as nil, not kept as missing'),
      })
      .strict()
      .prefault({}),
    concept: z
      .array(z.object({ before: Day.optional(), concept: z.enum(['ICLS13', 'ICLS19', '_Z']) }))
      .default([{ concept: '_Z' }])
      .describe('Statistical concept by the first day of the period: the first entry whose day lies after it'),
    territory: z
      .union([z.enum(['start', 'end']), Day])
      .optional()
      .describe(
        'Day whose borders a name or code means: start or end of the period, or a day. Left out: refused where they differ',
      ),
    dayFirst: z.boolean().default(true),
    stockDay: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]|30)$/, 'write the day as MM-DD, e.g. 07-01')
      .optional()
      .describe(
        'Day of the year on which figures printed under a bare year were counted: 01-01, 07-01 ("thời điểm 1/7")',
      ),
    proposed: z
      .boolean()
      .default(false)
      .describe('Made by the program from what the document says of itself: its figures are kept as published'),
    datasetFrom: z
      .array(z.string())
      .default([])
      .describe(
        'Attributes that name the dataset of a figure kept as published, the first that is there; PART: its place',
      ),
    otherFlags: z
      .enum(['refuse', 'note'])
      .default('refuse')
      .describe('A flag nobody knows: quarantine the figure, or keep it with the flag as its note'),
    complete: z
      .boolean()
      .default(false)
      .describe('A document holds the whole dataset: what it no longer has is withdrawn'),
  })
  .strict()

export type Writing = z.infer<typeof Writing>
export type DimensionRule = z.infer<typeof DimensionRule>
export type FigureMapping = z.infer<typeof FigureMapping>

/** A mapping as it was used for one document. */
export interface UsedFigureMapping {
  readonly figures: FigureMapping
  /** Day of publication, given or from the document. */
  readonly vintage: string
  readonly format: string
  /** How figures that the mapping leaves out are kept as published, so that none is lost. */
  readonly rest?: FigureMapping
  /** Day of publication by the document's own word, where it lies before the periods of its figures and another was given. */
  readonly disbelieved?: string
  /** Set when these are rows of that ingest's quarantine. */
  readonly retryOf?: number
}
