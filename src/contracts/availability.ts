import { z } from 'zod'
import { Format, Label, Lang, Meta } from './common.ts'

export const DATASETS = ['gaps', 'openings', 'forecasts', 'observations'] as const
export const UNAVAILABLE = ['noData', 'suppressed', 'notComparable', 'notYetPublished'] as const

export const AvailabilityQuery = z.strictObject({
  area: z.string().default('VN-HN').describe('An area of /v1/areas'),
  dataset: z.enum(DATASETS).optional().describe('Default all'),
  release: z.string().optional(),
  lang: Lang,
  format: Format,
})
export const AvailabilityRow = z.object({
  dataset: z.enum(DATASETS),
  item: z
    .string()
    .describe('What is asked for there: a sector, a lens, an occupation group, a forecast quantity, a measure'),
  label: Label,
  available: z.boolean(),
  from: z.string().nullable().describe('First period'),
  to: z.string().nullable().describe('Last period'),
  reason: z.enum(UNAVAILABLE).nullable().describe('Why there is nothing; null where there is'),
  text: Label.nullable().describe('The reason in words'),
})
export const Availability = z.object({
  meta: Meta,
  area: z.object({ id: z.string(), name: Label }),
  rows: z.array(AvailabilityRow),
})
export type AvailabilityRow = z.infer<typeof AvailabilityRow>
export type UnavailableReason = (typeof UNAVAILABLE)[number]
