import { z } from 'zod'
import { Band, Format, Label, Lang, Meta } from './common.ts'
import { SECTOR_KINDS } from './gaps.ts'

export const OPENING_DEFINITIONS = ['bls_separations', 'permanent_exits', 'net_cohort'] as const

const year = z.coerce.number().int().min(1900).max(2200).optional()
export const OpeningQuery = z.strictObject({
  definition: z
    .enum(OPENING_DEFINITIONS)
    .optional()
    .describe('What counts as replacement; all three side by side if left out'),
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  kind: z.enum(SECTOR_KINDS).optional(),
  sector: z.string().optional().describe('A VSIC section, VSIC2018:C or C; or _T'),
  lens: z.string().optional(),
  year,
  from: year,
  to: year,
  release: z.string().optional(),
  lang: Lang,
  format: Format,
})
export const OpeningRow = z.object({
  definitionId: z
    .enum(OPENING_DEFINITIONS)
    .describe('Explained by /v1/definitions; figures of two definitions are not compared'),
  area: z.string(),
  kind: z.enum(SECTOR_KINDS),
  sector: z.string(),
  label: Label,
  year: z.number().int(),
  years: z.number().int().describe('Years since the base year, over which the flows are summed'),
  expansionDemand: Band,
  replacementDemand: Band,
  jobOpenings: Band.describe('Persons, summed from the base year; divide by years for a yearly figure'),
})
export const OpeningList = z.object({
  meta: Meta,
  assumptions: z
    .array(
      z.object({
        id: z.string(),
        definitionId: z.enum(OPENING_DEFINITIONS).nullable().describe('Null: used by two definitions'),
        value: z.number(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        unit: Label,
        status: z.string(),
        basis: Label,
      }),
    )
    .describe('Rates that are assumed, as registered now'),
  rows: z.array(OpeningRow),
})
export type OpeningRow = z.infer<typeof OpeningRow>
export type OpeningDefinition = (typeof OPENING_DEFINITIONS)[number]
