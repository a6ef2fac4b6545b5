import { z } from 'zod'
import { Band, Format, Label, Lang, Meta, Status } from './common.ts'

export const OBSTACLES = ['skills', 'skillLevel', 'credential', 'pay', 'surplus', 'automation'] as const
export const NOT_KNOWN = ['pay', 'automation', 'credential', 'observedMoves', 'age', 'informality'] as const

export const PathwayQuery = z.strictObject({
  from: z.string().optional().describe('ISCO-08 sub-major group people leave, e.g. ISCO08:52 or 52'),
  to: z.string().optional().describe('ISCO-08 sub-major group that is short of people; one of from and to, or both'),
  area: z.string().default('VN-HN').describe('VN or VN-HN: whose market and pool'),
  year: z.coerce.number().int().min(1900).max(2200).default(2030).describe('Year of the market of the destination'),
  willing: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('Share of each pool that would move at all, for `movers`; nobody has measured it, so it is yours to set'),
  release: z.string().optional(),
  lang: Lang,
  format: Format,
})

const Occupation = z.object({
  code: z.string(),
  label: Label,
  skillLevel: z.number().int().min(1).max(4).describe('ISCO-08 skill level, 1 to 4'),
})
export const PathwayRow = z.object({
  from: Occupation,
  to: Occupation,
  coverage: z.number().describe('Share of the skills of `to` that people in `from` already hold, weighted; 0 to 1'),
  coverageBack: z.number().describe('The same the other way round; the two differ'),
  strong: z.boolean(),
  missing: z.array(z.object({ skill: z.string(), label: Label, shortBy: z.number() })).describe('Largest first'),
  feasible: z.boolean(),
  desirable: z.boolean().describe('Unless the destination is more likely than not in surplus'),
  obstacles: z.array(z.enum(OBSTACLES)),
  score: z.number(),
  trainingMonths: z
    .number()
    .describe('Rough: the part of the skills that is missing, times the months of the skill level of the destination'),
  market: z
    .object({ occupation: z.string(), year: z.number().int(), gap: Band, pShortage: z.number(), pSurplus: z.number() })
    .describe('Market of the VSCO major group that `to` belongs to: gaps are not published finer'),
  pool: z
    .object({
      occupation: z.string(),
      people: z.number().nullable().describe('Null: not published for this group'),
      women: z
        .number()
        .nullable()
        .describe('By the part of women of the group in the country; null where it is not published'),
      informal: z.number().nullable().describe('In informal employment; null: not published by occupation'),
      byAge: z.record(z.string(), z.number()).nullable().describe('Null: not published by occupation'),
      obsStatus: Status,
    })
    .describe(
      'People in `from`, base year: of its major group the part it has of the employed in the country; what is not known is null',
    ),
  room: z
    .number()
    .describe('Median shortage of the major group of `to` times the part it has of its people, persons; 0 without one'),
  mostMovers: z.number().describe('The lesser of pool and room: neither can give or take more'),
  movers: z
    .number()
    .describe(
      'In the plan that fills all shortages at once: everybody moves once at the most, no destination takes more than its room, and movers times score is the most there can be. 0: others suit better, or the move stays inside a major group',
    ),
})
export const PathwayList = z.object({
  meta: Meta,
  area: z.string(),
  limits: z.object({
    version: z.string(),
    minCoverage: z.number(),
    strongCoverage: z.number(),
    maxSkillLevelStep: z.number(),
    maxSurplusProbability: z.number(),
  }),
  notKnown: z.array(z.enum(NOT_KNOWN)).describe('Facts without a source here; nothing is held against a move for them'),
  rows: z.array(PathwayRow).describe('Feasible and desirable first, then by score'),
  attribution: z.string(),
})
export type PathwayQuery = z.infer<typeof PathwayQuery>
export type PathwayRow = z.infer<typeof PathwayRow>
export type PathwayLimits = z.infer<typeof PathwayList>['limits']
