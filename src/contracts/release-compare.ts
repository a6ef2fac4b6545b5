import { z } from 'zod'
import { Format, Label, Lang, Meta, SexCode } from './common.ts'
import { SECTOR_KINDS } from './gaps.ts'

export const CAUSES = ['data', 'model', 'assumptions'] as const

export const CompareReleasesParams = z.object({ a: z.string().min(1), b: z.string().min(1) })
export const CompareReleasesQuery = z.strictObject({
  area: z.string().default('VN-HN'),
  kind: z.enum(SECTOR_KINDS).optional(),
  sector: z.string().optional().describe('_T, a section (VSIC2018:C or C) or a lens id'),
  year: z.coerce.number().int().min(1900).max(2200).optional(),
  sex: SexCode.default('T'),
  lang: Lang,
  format: Format,
})

const change = z.object({ before: z.number(), after: z.number(), change: z.number() })
export const ReleaseChange = z.object({
  id: z.string().describe('Gap id, the same in both releases'),
  kind: z.enum(SECTOR_KINDS),
  sector: z.string(),
  label: Label,
  year: z.number().int(),
  sex: SexCode,
  gap: change.describe('Median gap, persons'),
  demand: change,
  supply: change,
  baseRevision: z
    .number()
    .nullable()
    .describe('Revision of the base figure, persons; null where the base years differ'),
  cause: z
    .enum([...CAUSES, 'several', 'unknown', 'none'])
    .describe('What made the change, where one thing alone differs between the releases'),
  link: z.string().describe('The same figure in every year'),
})
export const ReleaseComparison = z.object({
  meta: Meta,
  before: z.string(),
  after: z.string(),
  causes: z
    .object({ data: z.boolean().nullable(), model: z.boolean(), assumptions: z.boolean().nullable() })
    .describe(
      'What differs between the releases: data published or revised, program and settings, registered assumptions; null where it cannot be told',
    ),
  largest: z.array(ReleaseChange).describe('The three sections whose gap changed most in the chosen year'),
  rows: z.array(ReleaseChange),
})
export type ReleaseChange = z.infer<typeof ReleaseChange>
export type ReleaseComparison = z.infer<typeof ReleaseComparison>
