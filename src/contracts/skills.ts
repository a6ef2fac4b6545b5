import { z } from 'zod'
import { Format, Label, Lang, Meta, NextCursor, Paging } from './common.ts'
import { SECTOR_KINDS, SKILL_DOMAINS, SkillFigure } from './gaps.ts'

export const SkillQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  kind: z.enum(SECTOR_KINDS).optional().describe('total, section or lens; with sector or lens it may be left out'),
  sector: z.string().optional().describe('A VSIC section, VSIC2018:C or C; or _T for the whole economy, the default'),
  lens: z.string().optional().describe('A lens id from /v1/lenses'),
  occupation: z
    .string()
    .optional()
    .describe(
      'A VSCO major group, VSCO2020:2 or 2: the part of the gap that lies in it; demand and supply are then null',
    ),
  year: z.coerce.number().int().min(1900).max(2200).optional(),
  from: z.coerce.number().int().min(1900).max(2200).optional(),
  to: z.coerce.number().int().min(1900).max(2200).optional(),
  domain: z.enum(SKILL_DOMAINS).optional(),
  skill: z.string().optional().describe('One element, e.g. 2.A.1.a'),
  release: z.string().optional(),
  ...Paging,
  lang: Lang,
  format: Format,
})
export const SkillRow = SkillFigure.extend({
  area: z.string(),
  kind: z.enum(SECTOR_KINDS),
  sector: z.string(),
  sectorLabel: Label,
  occupation: z.string().nullable(),
  year: z.number().int(),
  obsStatus: z.literal('F'),
})
export const SkillList = z.object({
  meta: Meta.extend({ attribution: z.string() }),
  rows: z.array(SkillRow),
  next: NextCursor,
})
export type SkillQuery = z.infer<typeof SkillQuery>
export type SkillRow = z.infer<typeof SkillRow>
