import { z } from 'zod'
import { Format, Label, Lang, Meta, SexCode, Status } from './common.ts'

/** Measures that count heads: a bridge splits and adds counts, never shares. */
export const COUNTED = ['employment', 'labourForce', 'unemployment'] as const

export const BridgedQuery = z.strictObject({
  area: z.string().default('VN'),
  measure: z.enum(COUNTED).default('employment'),
  from: z.string().default('VSIC2018').describe('Scheme in which the figures are published'),
  to: z.string().default('VSIC2025').describe('Scheme to show them in'),
  source: z.string().optional(),
  period: z.string().optional().describe('Only this period, e.g. 2024; default all'),
  relativeStandardError: z.coerce
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      'Relative standard error of each published count, per cent, as the survey states it; carried through the bridge',
    ),
  asOf: z.iso.date('write the day as YYYY-MM-DD').optional().describe('Figures as known on this day; default today'),
  lang: Lang,
  format: Format,
})

/** A count in the codes of another scheme, with what it was made of. */
export const BridgedRow = z.object({
  area: z.string(),
  measure: z.enum(COUNTED),
  period: z.string(),
  sex: SexCode,
  concept: z.string(),
  source: z.string(),
  code: z.string().describe('SCHEME:code of the scheme asked for'),
  label: Label,
  value: z.number().nullable().describe('Persons; null when a part of it is missing'),
  standardError: z.number().nullable().describe('Persons; null when no relativeStandardError was given'),
  obsStatus: Status.describe('E once a count was split, else that of its parts'),
  parts: z.array(z.object({ code: z.string(), weight: z.number(), value: z.number().nullable(), method: z.string() })),
})
export const BridgedList = z.object({ meta: Meta, rows: z.array(BridgedRow) })

export type BridgedQuery = z.infer<typeof BridgedQuery>
export type BridgedRow = z.infer<typeof BridgedRow>
