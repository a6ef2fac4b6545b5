import { z } from 'zod'
import { Format, Lang, Meta } from './common.ts'

export const OVERRIDE_KINDS = ['forecast', 'gap'] as const

export const OverrideRequest = z.strictObject({
  kind: z.enum(OVERRIDE_KINDS),
  figure: z
    .string()
    .min(1)
    .max(200)
    .describe('Target of /v1/forecasts, e.g. VN.employment.VSIC2018:C.T; or a gap id, VN-HN:VSIC2018:C:2030:T'),
  year: z.number().int().min(1900).max(2200).describe('Year of the figure; of a gap, the one in its id'),
  value: z.number().describe('Persons'),
  reason: z.string().min(10).max(2000).describe('What the model misses'),
  author: z.string().min(1).max(200).describe('Who answers for it'),
  expiresOn: z.iso.date().describe('It counts until the day before'),
  release: z.string().optional().describe('Release whose figure it replaces; default the current one'),
})
export const OverrideQuery = z.strictObject({
  figure: z.string().optional(),
  active: z.stringbool().optional().describe('true: those that count today'),
  lang: Lang,
  format: Format,
})
export const OverrideRow = z.object({
  id: z.number().int(),
  release: z.string(),
  kind: z.enum(OVERRIDE_KINDS),
  figure: z.string(),
  year: z.number().int(),
  value: z.number().describe("The person's figure, persons"),
  unOverridden: z.number().describe("The model's median, persons"),
  reason: z.string(),
  author: z.string(),
  createdOn: z.string(),
  expiresOn: z.string(),
  isActive: z.boolean(),
  score: z
    .object({
      actual: z.number(),
      overrideError: z.number(),
      modelError: z.number(),
      improvement: z.number().nullable().describe("Share of the model's error taken away; below 0 it got worse"),
    })
    .nullable()
    .describe('Null until the outcome is published; gaps that came true are not observed and are never scored'),
})
export const OverrideList = z.object({ meta: Meta, rows: z.array(OverrideRow) })
/** What stands beside an overridden figure. */
export const OverrideNote = OverrideRow.pick({
  id: true,
  figure: true,
  year: true,
  value: true,
  unOverridden: true,
  reason: true,
  author: true,
  expiresOn: true,
})
export type OverrideRequest = z.infer<typeof OverrideRequest>
export type OverrideRow = z.infer<typeof OverrideRow>
export type OverrideNote = z.infer<typeof OverrideNote>
