import { z } from 'zod'
import { Format, Label, Lang, Meta } from './common.ts'
import { GapRow } from './gaps.ts'

/**
 * Drivers of a gap in the order they are told: four of demand, five of supply. The last two are of earlier releases, which told
 * newcomers apart by whom they replaced.
 */
export const DRIVERS = [
  'economy',
  'sectorMix',
  'staffing',
  'areaLead',
  'exits',
  'graduates',
  'migration',
  'areaInflow',
  'otherEntrants',
  'labourForce',
  'entrants',
] as const
/** Drivers that make the change of demand; the others make the change of supply. */
export const DEMAND_DRIVERS: readonly string[] = ['economy', 'sectorMix', 'staffing', 'areaLead']

export const GapDriversQuery = z.strictObject({
  round: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Round to multiples of this many persons so that drivers still add up to both changes and the mean gap'),
  release: z.string().optional(),
  lang: Lang,
  format: Format,
})

export const GapDriverRow = z.object({
  driver: z.enum(DRIVERS),
  side: z.enum(['demand', 'supply']),
  label: Label,
  persons: z
    .number()
    .describe('Mean over the draws since the base year; positive widens a shortage, negative relieves it'),
})

export const GapDrivers = z.object({
  meta: Meta,
  gap: GapRow,
  meanGap: z.number().describe('Mean over the draws, persons: the sum of the drivers. gap.gap.p50 is the median'),
  demandChange: z.number().describe('Mean change of demand since the base year: the sum of the drivers of demand'),
  supplyChange: z.number().describe('Mean change of supply since the base year: less the sum of the drivers of supply'),
  drivers: z.array(GapDriverRow),
  sentence: Label.describe('The same numbers in words'),
})

export type Driver = (typeof DRIVERS)[number]
export type GapDriverRow = z.infer<typeof GapDriverRow>
export type GapDrivers = z.infer<typeof GapDrivers>
