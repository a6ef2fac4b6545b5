import { z } from 'zod'
import { Format, Label, Lang, Meta, SexCode, Status } from './common.ts'
import { OverrideNote } from './overrides.ts'

export const ForecastQuery = z.strictObject({
  area: z.string().default('VN'),
  measure: z.enum(['employment', 'labourForce']).default('employment'),
  industry: z.string().default('_T').describe('VSIC section as VSIC2018:C, or _T'),
  sex: SexCode.default('T'),
  release: z.string().optional().describe('A release id; default the current one'),
  lang: Lang,
  format: Format,
})
export const ForecastPoint = z.object({
  period: z.string(),
  horizon: z.number().int(),
  mean: z.number(),
  quantiles: z.record(z.string(), z.number()).describe('Value by quantile, keys like 0.1'),
  obsStatus: z.literal('F'),
})
export const HistoryPoint = z.object({ period: z.string(), value: z.number().nullable(), obsStatus: Status })
export const BreakNote = z.object({
  id: z.string(),
  from: z.string(),
  treatment: z.string(),
  reason: Label,
  reference: z.string(),
})
export const ForecastMethod = z.object({
  name: z.string(),
  published: z
    .string()
    .optional()
    .describe('combination, or the benchmark published in its place because the blend lost to it in the backtest'),
  weights: z.record(z.string(), z.number()).describe('Weight of each contender in the published combination'),
  trainedOn: z.string().describe('Window the contenders saw, e.g. 2009..2024'),
  breaks: z.array(BreakNote),
  calibration: z.string().describe('How the intervals were calibrated, or why they are withheld'),
  intervalsWithheld: z.boolean(),
})
export const ForecastResponse = z.object({
  meta: Meta,
  target: z.string(),
  baseStatus: Status,
  history: z.array(HistoryPoint),
  rows: z.array(ForecastPoint),
  overrides: z
    .array(OverrideNote)
    .describe("Expert figures that count today beside the model's, which stay as they are"),
  method: ForecastMethod,
})

export const AccuracyQuery = z.strictObject({
  area: z.string().optional(),
  measure: z.enum(['employment', 'labourForce']).optional(),
  industry: z.string().optional(),
  sex: SexCode.optional(),
  horizon: z.coerce.number().int().min(1).max(120).optional(),
  contender: z.string().optional().describe('Only this one, e.g. combination'),
  release: z.string().optional(),
  lang: Lang,
  format: Format,
})
export const CoverageQuery = AccuracyQuery.omit({ horizon: true, format: true })
export const AccuracyRow = z.object({
  target: z.string(),
  area: z.string(),
  measure: z.string(),
  industry: z.string(),
  sex: SexCode,
  contender: z.string().describe('naive, drift, ets, theta, neural, combination, ...'),
  horizon: z.number().int(),
  n: z.number().int().describe('Forecast errors behind the row'),
  mae: z.number().nullable(),
  mase: z.number().nullable().describe('Below 1 beats the in-sample naive forecast'),
  wape: z.number().nullable().describe('Sum of absolute errors over sum of outcomes'),
  sCRPS: z.number().nullable(),
  cov80: z.number().nullable().describe('Share of outcomes inside the 80 % band'),
  cov95: z.number().nullable(),
  weight: z.number(),
  published: z.boolean().describe('This is what the release publishes'),
})
export const AccuracyResponse = z.object({ meta: Meta, rows: z.array(AccuracyRow) })

export type ForecastQuery = z.infer<typeof ForecastQuery>
export type ForecastPoint = z.infer<typeof ForecastPoint>
export type ForecastMethod = z.infer<typeof ForecastMethod>
export type HistoryPoint = z.infer<typeof HistoryPoint>
export type AccuracyQuery = z.infer<typeof AccuracyQuery>
export type AccuracyRow = z.infer<typeof AccuracyRow>
