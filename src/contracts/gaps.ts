import { z } from 'zod'
import { Band, Format, Label, Lang, Meta, NextCursor, Paging, SexCode, Status } from './common.ts'

import { OverrideNote } from './overrides.ts'

export const RATINGS = ['strongShortage', 'moderateShortage', 'balanced', 'moderateSurplus', 'strongSurplus'] as const
export const SECTOR_KINDS = ['total', 'section', 'lens'] as const

const year = z.coerce.number().int().min(1900).max(2200)
export const GapQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  kind: z.enum(SECTOR_KINDS).optional().describe('total, section or lens; with sector or lens it may be left out'),
  sector: z.string().optional().describe('A VSIC section, VSIC2018:C or C; or _T for the whole economy'),
  lens: z.string().optional().describe('A lens id from /v1/lenses'),
  year: year.optional(),
  from: year.optional(),
  to: year.optional(),
  sex: SexCode.optional(),
  release: z.string().optional(),
  ...Paging,
  lang: Lang,
  format: Format,
})

export const GapRow = z.object({
  id: z.string().describe('area:sector:year:sex, stable across releases'),
  area: z.string(),
  kind: z.enum(SECTOR_KINDS),
  sector: z.string().describe('_T, VSIC2018:C, or a lens id'),
  label: Label,
  year: z.number().int(),
  sex: SexCode,
  demand: Band.describe('Employment demand, persons'),
  supply: Band.describe('Labour supply attached to the sector, persons'),
  gap: Band.describe('Demand less supply, persons; positive is a shortage'),
  gapPercent: Band.describe('Gap in per cent of demand'),
  normalisedGap: z.number().describe('Median gap in per cent of mean employment a year'),
  expansionDemand: Band,
  replacementDemand: Band,
  jobOpenings: Band.describe('Expansion plus replacement, summed from the base year'),
  definitionId: z.string().describe('Definition of replacement demand, e.g. permanent_exits'),
  pShortage: z.number().describe('Probability that the gap exceeds the threshold'),
  shortageThresholdPercent: z.number(),
  pGapPositive: z.number(),
  rating: z.enum(RATINGS),
  ratingProbabilities: z.record(z.enum(RATINGS), z.number()),
  ratingProbability: z
    .number()
    .describe('Probability of the class shown, which is that of the median: below one half it is more likely another'),
  likeliestRating: z.enum(RATINGS).describe('The class with the largest probability'),
  basis: z
    .literal('residence')
    .describe(
      'People and jobs are counted where the worker lives, as the labour force survey does; commuters are not moved',
    ),
  base: z.object({ year: z.number().int(), value: z.number(), obsStatus: Status }),
  obsStatus: z.literal('F'),
})
export const GapList = z.object({
  meta: Meta,
  cutOffs: z.object({
    normalisedGapPercentPerYear: z.array(z.number()).describe('Limits between the five ratings, on both sides of zero'),
    shortageThresholdPercent: z.number(),
    version: z.string(),
  }),
  rows: z.array(GapRow),
  overrides: z
    .array(OverrideNote)
    .describe("Expert figures that count today beside the model's, which stay as they are"),
  next: NextCursor,
})

export const GapParams = z.object({ id: z.string() })
export const SKILL_DOMAINS = ['skill', 'knowledge'] as const
export const SkillFigure = z.object({
  skill: z.string(),
  label: Label,
  domain: z.enum(SKILL_DOMAINS),
  gap: Band.describe('Person-skill units, not persons; never add over skills'),
  pShortage: z.number().nullable().describe('P(gap > 0); null where a release or a filter has it not'),
  demand: z.number().nullable().describe('Needed, mean over the draws, person-skill units'),
  supply: z.number().nullable().describe('What the people attached to the occupations bring, mean over the draws'),
  between: z.number().nullable().describe('Change of demand since the base year as occupations grow or shrink'),
  within: z
    .number()
    .nullable()
    .describe('Change as the same occupations need more or less of it; null: weights are known for one time only'),
  specificity: z.number().describe('How specific the skill is to few occupation groups'),
  rank: z.number().int(),
  evidence: z.enum(['taxonomy', 'ads', 'survey']).describe('What the weights rest on'),
})

export const GapSkillsQuery = z.strictObject({ release: z.string().optional(), lang: Lang, format: Format })
export const GapSkills = z.object({
  meta: Meta,
  gap: GapRow,
  occupations: z.array(z.object({ occupation: z.string(), label: Label, share: z.number(), gap: Band })),
  skills: z.array(SkillFigure),
  attribution: z.string(),
})

export type GapQuery = z.infer<typeof GapQuery>
export type GapRow = z.infer<typeof GapRow>
export type GapSkills = z.infer<typeof GapSkills>
export type SkillFigure = z.infer<typeof SkillFigure>
export type Rating = (typeof RATINGS)[number]
