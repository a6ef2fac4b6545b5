import { z } from 'zod'
import { Format, Label, Lang, Meta, NextCursor, Paging, Status } from './common.ts'
import { RATINGS } from './gaps.ts'

export const TRACKED_KINDS = [
  'sector',
  'total',
  'sex',
  'occupation',
  'labourSupply',
  'province',
  'replacement',
] as const
export type TrackedKind = (typeof TRACKED_KINDS)[number]

const filter = {
  area: z.string().optional().describe('VN, VN-HN; provinces are units of VN'),
  kind: z.enum(TRACKED_KINDS).optional(),
  measure: z.enum(['employment', 'labourForce', 'replacementDemand']).optional(),
  sector: z.string().optional().describe('A section, VSIC2018:C or C'),
  occupation: z.string().optional().describe('A VSCO major group, VSCO2020:2 or 2'),
  unit: z.string().optional().describe('Any unit by its id; `all` for all units of a kind together'),
  release: z.string().optional().describe('A release id; default the current one'),
}
const horizon = z.coerce.number().int().min(0).max(60).optional().describe('Years ahead; 0 for all together')

export const TrackRecordQuery = z.strictObject({
  ...filter,
  horizon,
  contender: z.string().optional().describe('published, blend, naive, drift, ...'),
  ...Paging,
  lang: Lang,
  format: Format,
})
export const TrackCaseQuery = z.strictObject({
  ...filter,
  horizon: z.coerce.number().int().min(1).max(60).optional(),
  ...Paging,
  lang: Lang,
  format: Format,
})

export const TrackRecordRow = z.object({
  kind: z.enum(TRACKED_KINDS),
  area: z.string(),
  measure: z.string(),
  unit: z.string().describe('`all`: all units of the kind together'),
  label: Label,
  horizon: z.number().int().describe('Years from origin to target; 0: all together'),
  contender: z.string().describe('`published` is what the rules of this release would have chosen at each origin'),
  rounds: z.number().int().describe('Origins'),
  cases: z.number().int(),
  wape: z.number().describe('Sum of absolute errors over sum of outcomes, per cent'),
  mape: z.number().nullable().describe('Mean absolute percentage error, outcomes above 1,000 only'),
  mase: z.number().nullable().describe('Mean absolute error over the mean yearly change known at the origin'),
  skill: z.number().nullable().describe('1 - WAPE / WAPE of the last value'),
  expansionWape: z.number().nullable().describe('Sum of absolute errors over sum of absolute changes, per cent'),
  directionHits: z.number().nullable(),
  relativeGrowthHits: z.number().nullable().describe('Rightly seen to grow faster, or slower, than all units together'),
  dissimilarity: z.number().nullable().describe('Per cent of people put in the wrong unit'),
  spearman: z.number().nullable().describe('Rank correlation of growth'),
  precisionAtTop: z.number().nullable().describe('Of those said to grow most, the share that did'),
  coverage80: z.number().nullable().describe('Share of outcomes inside the 80 % band'),
  coverageLow: z.number().nullable().describe('What chance alone allows a right band at this number of cases'),
  coverageHigh: z.number().nullable(),
  winkler: z.number().nullable().describe('Mean interval score, in the unit of the figure'),
  crps: z.number().describe('Continuous ranked probability score; of a point, its absolute error'),
})

export const TrackVerdict = z.object({
  kind: z.enum(TRACKED_KINDS),
  area: z.string(),
  measure: z.string(),
  published: z.string().describe('Contender this release publishes'),
  best: z.string().describe('Contender with the lowest WAPE'),
  lostTo: z.array(z.string()).describe('Benchmarks closer over all cases and in more than half of the rounds'),
  obeys: z.boolean().describe('The model that loses is not published'),
  wape: z.record(z.string(), z.number()),
  rounds: z.number().int(),
  agreement: z
    .object({
      classes: z.array(z.enum(RATINGS)),
      counts: z.array(z.array(z.number().int())).describe('[actual][forecast] of what would have been published'),
      cases: z.number().int(),
      exact: z.number().describe('Share of cases in their class'),
      withinOne: z.number().describe('Share of cases at most one class off'),
      kappa: z
        .record(z.string(), z.number().nullable())
        .describe('Quadratic weighted kappa by contender: 1 perfect, 0 chance; null where all are in one class'),
    })
    .nullable()
    .describe(
      'How forecast classes of growth beyond that of all units agree with the outcome, by the limits of the rating; null for a lone unit and in earlier releases',
    ),
})

export const TrackRecordList = z.object({
  meta: Meta,
  state: z
    .enum(['complete', 'computing'])
    .describe('Rounds are run after publishing; until they are, there are no rows'),
  verdicts: z.array(TrackVerdict),
  rows: z.array(TrackRecordRow),
  next: NextCursor,
})

export const TrackCaseRow = z.object({
  kind: z.enum(TRACKED_KINDS),
  area: z.string(),
  measure: z.string(),
  unit: z.string(),
  label: Label,
  origin: z.number().int().describe('Last year that was known'),
  target: z.number().int(),
  horizon: z.number().int(),
  knownOn: z.string().nullable().describe('Day the data were cut at; null: newest vintage, cut at the origin'),
  base: z.number(),
  forecast: z.number().describe('What would have been published'),
  p10: z.number().nullable(),
  p90: z.number().nullable(),
  actual: z.number(),
  actualStatus: Status,
  error: z.number().describe('Forecast less outcome'),
  contenders: z.record(z.string(), z.number()),
})
export const TrackCaseList = z.object({ meta: Meta, rows: z.array(TrackCaseRow), next: NextCursor })

export type TrackRecordQuery = z.infer<typeof TrackRecordQuery>
export type TrackRecordRow = z.infer<typeof TrackRecordRow>
export type TrackVerdict = z.infer<typeof TrackVerdict>
export type TrackCaseRow = z.infer<typeof TrackCaseRow>
