import { z } from 'zod'
import { Format, Label, Lang, Meta } from './common.ts'

export const ReferenceQuery = z.strictObject({ lang: Lang, format: Format })
export const SectorQuery = z.strictObject({
  scheme: z.enum(['VSIC2018', 'VSIC2025']).default('VSIC2018').describe('One scheme at a time: the two do not mix'),
  level: z.coerce.number().int().min(1).max(5).default(1).describe('1 sections, 2 divisions, ...'),
  lang: Lang,
  format: Format,
})

export const Area = z.object({
  id: z.string().describe('ISO 3166-2 style: VN, VN-HN; other provinces carry the year they became valid: VN-P24.2004'),
  kind: z
    .enum(['country', 'group', 'region', 'province', 'state', 'commune', 'published'])
    .describe(
      'group: of countries; province: of Viet Nam; state: first level of another country; published: of a source of its own, as EUROSTAT:DE1',
    ),
  gsoCode: z.string().nullable(),
  name: Label,
  parent: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  predecessors: z.array(z.object({ area: z.string(), weight: z.number() })),
  hasGaps: z.boolean().describe('The current release publishes gaps for this area'),
  unavailableReason: Label.nullable().describe('Why there are none'),
})
export const AreaList = z.object({ meta: Meta, rows: z.array(Area) })

export const Sector = z.object({
  scheme: z.string(),
  code: z.string(),
  id: z.string().describe('SCHEME:code, as used in queries, e.g. VSIC2018:C'),
  level: z.number().int(),
  parent: z.string().nullable(),
  name: Label,
  nameStatus: z.string(),
})
export const SectorList = z.object({ meta: Meta, scheme: z.string(), rows: z.array(Sector) })

export const Lens = z.object({
  id: z.string(),
  version: z.string(),
  name: Label,
  note: Label,
  additive: z.literal(false).describe('Lenses overlap: adding them counts people twice'),
  members: z.array(z.object({ sector: z.string(), divisions: z.string(), weight: z.number(), status: z.string() })),
})
export const LensList = z.object({ meta: Meta, rows: z.array(Lens) })

export const AssumptionQuery = z.strictObject({
  kind: z.string().optional().describe('e.g. retirement_hazard, age_share.Y15-24; left out: every kind'),
  status: z.string().optional().describe('prior: judgement; sourced or measured: from a publication'),
  lang: Lang,
  format: Format,
})
export const AssumptionItem = z.object({
  id: z.string(),
  kind: z.string(),
  area: z.string().nullable(),
  industry: z.string().nullable(),
  occupation: z.string().nullable(),
  value: z.number(),
  low: z
    .number()
    .nullable()
    .describe('Least plausible value; the effect of both ends is under /v1/gaps/{id}/uncertainty'),
  high: z.number().nullable(),
  unit: Label,
  status: z.string(),
  basis: Label.describe('Where it comes from'),
})
export const AssumptionList = z.object({ meta: Meta, rows: z.array(AssumptionItem) })

export const Source = z.object({
  id: z.string(),
  name: Label,
  publisher: z.string(),
  url: z.string().nullable(),
  licence: z.string(),
  citation: z.string(),
  lastVintage: z.string().nullable(),
  observations: z.number().int(),
  ingests: z.array(
    z.object({
      file: z.string(),
      sha256: z.string(),
      at: z.string(),
      read: z.number().int(),
      stored: z.number().int(),
      unchanged: z.number().int(),
      quarantined: z.number().int(),
    }),
  ),
})
export const SourceList = z.object({ meta: Meta, rows: z.array(Source) })

export type Area = z.infer<typeof Area>
export type Sector = z.infer<typeof Sector>
export type Lens = z.infer<typeof Lens>
export type Source = z.infer<typeof Source>
export type AssumptionItem = z.infer<typeof AssumptionItem>
