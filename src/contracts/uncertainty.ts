import { z } from 'zod'
import { Format, Label, Lang, Meta } from './common.ts'
import { GapRow } from './gaps.ts'

export const UncertaintyQuery = z.strictObject({ release: z.string().optional(), lang: Lang, format: Format })

export const UncertaintyRow = z.object({
  kind: z.enum(['component', 'prior']),
  item: z.string().describe('Component of the simulation, or kind of assumption'),
  label: Label,
  varianceShare: z
    .number()
    .nullable()
    .describe(
      'Of a component: share of the variance that would go if it alone were known; negative where it errs together with what it offsets. Shares need not add up to 1',
    ),
  widthIfKnown: z.number().nullable().describe('P90 - P10 that would be left, persons'),
  gapAtLow: z.number().nullable().describe('Of an assumption: change of the median gap with its low end, persons'),
  gapAtHigh: z.number().nullable().describe('The same with its high end'),
  widthAtLow: z.number().nullable().describe('Change of P90 - P10 with its low end, persons'),
  widthAtHigh: z.number().nullable(),
})

export const GapUncertainty = z.object({
  meta: Meta,
  gap: GapRow,
  width: z.number().describe('P90 - P10 of the published gap, persons'),
  rows: z
    .array(UncertaintyRow)
    .describe('Components by share of the variance, then assumptions by effect on the median'),
  sentence: Label.describe('The same in words'),
})

export type UncertaintyRow = z.infer<typeof UncertaintyRow>
export type GapUncertainty = z.infer<typeof GapUncertainty>

type Ends = readonly [low: number, published: number, high: number]

/** Columns as in table `gap_uncertainty`: a component of the simulation, or a kind of assumption. */
export type UncertaintyRecord =
  | {
      readonly gap_id: string
      readonly kind: 'component'
      readonly item: string
      readonly variance_share: number
      readonly width: number
    }
  | {
      readonly gap_id: string
      readonly kind: 'prior'
      readonly item: string
      readonly gap: Ends
      readonly widths: Ends
    }
