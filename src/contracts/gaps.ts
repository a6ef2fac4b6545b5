import { z } from 'zod'
import { Band, Format, Label, Lang, Meta, NextCursor, Paging, SexCode, Status } from './common.ts'

import { OverrideNote } from './overrides.ts'

export const RATINGS = ['strongShortage', 'moderateShortage', 'balanced', 'moderateSurplus', 'strongSurplus'] as const
export const SECTOR_KINDS = ['total', 'section', 'lens'] as const
/** What a gap can be of. Occupation groups are another view of the same people, listed only when they are asked for. */
export const GAP_KINDS = [...SECTOR_KINDS, 'occupation'] as const

const year = z.coerce.number().int().min(1900).max(2200)
export const GapQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('VN or VN-HN'),
  kind: z
    .enum(GAP_KINDS)
    .optional()
    .describe(
      'total, section, lens or occupation; with sector, lens or occupation it may be left out. Left out altogether: all but occupations',
    ),
  sector: z.string().optional().describe('A VSIC section, VSIC2018:C or C; or _T for the whole economy'),
  lens: z.string().optional().describe('A lens id from /v1/lenses'),
  occupation: z
    .string()
    .optional()
    .describe('An occupation group over all sectors, VSCO2020:2 or 2; with sex=F or M, its women or men'),
  year: year.optional(),
  from: year.optional(),
  to: year.optional(),
  sex: SexCode.optional(),
  release: z.string().optional(),
  ...Paging,
  lang: Lang,
  format: Format,
})

/** How an occupation group was rated: recent score, projected score, and both together. */
export const ThreeStep = z.object({
  recentScore: z.number().nullable().describe('R, mean z of the indicators; null: too few can be read'),
  recentRating: z.enum(RATINGS).nullable(),
  indicators: z.record(z.string(), z.number()).describe('z of each indicator that can be read, + is tight'),
  fewestIndicators: z.number().int().describe('With fewer there is no recent score and the projection speaks alone'),
  projectedRating: z.enum(RATINGS).describe('Class of the median normalised gap'),
  versions: z.object({ recent: z.string(), projected: z.string(), combination: z.string() }),
})
export type ThreeStep = z.infer<typeof ThreeStep>

export const GapRow = z.object({
  id: z.string().describe('area:code:year:sex, stable across releases; the code is the sector, lens or occupation'),
  area: z.string(),
  kind: z.enum(GAP_KINDS),
  sector: z.string().describe('_T, VSIC2018:C, or a lens id'),
  occupation: z.string().describe('_T, or VSCO2020:2 where kind is occupation'),
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
  rating: z.enum(RATINGS).describe('The likeliest class'),
  ratingProbabilities: z.record(z.enum(RATINGS), z.number()),
  ratingProbability: z.number().describe('Probability of the class shown'),
  ratingIsClear: z
    .boolean()
    .describe(
      'Whether the class shown is as likely as all others together or more (/v1/definitions: clearRatingFrom); if not, the rating is unclear',
    ),
  medianRating: z.enum(RATINGS).describe('Class of the median gap; it can be one of the least likely'),
  threeStep: ThreeStep.nullable().describe('Of occupation groups; null where the projection alone is rated'),
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
