import { z } from 'zod'
import type { ObsStatus } from '../domain/series.ts'

const count = z.number().int().min(0)

/** A figure that jumped from one period to the next, and whether the break register knows why. */
export const Jump = z.object({
  series: z.string(),
  period: z.string().describe('First day of the later period'),
  before: z.number(),
  after: z.number(),
  ratio: z.number().describe('after / before'),
  registered: z.string().nullable().describe('Entry of the break register at that period; null: unexplained'),
})

export const Coverage = z.object({
  measure: z.string(),
  area: z.string(),
  frequency: z.string(),
  series: count,
  figures: count,
  missing: count,
  first: z.string().describe('First day of the earliest period'),
  last: z.string().describe('First day of the latest period'),
})

/** A published total that its parts miss by more than rounding can explain. */
export const Residual = z.object({
  kind: z.enum(['sections', 'occupations', 'sexes', 'provinces', 'regions']),
  series: z.string(),
  period: z.string(),
  vintage: z.string(),
  total: z.number(),
  parts: count.describe('How many parts were published'),
  residual: z.number().describe('Sum of the parts less the total'),
  tolerance: z.number().describe('Largest residual that rounding alone can leave'),
})

/** A refused row that a person wrote anew: what was changed, and why. Its own text stays in the quarantine. */
export const Mended = z.object({
  row: z.number().int().describe('Number of the refused row'),
  line: z.number().int(),
  edits: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  reason: z.string(),
})

/** What a file was like, kept with the ingest. Nothing is repaired: it is shown. */
export const Quality = z.object({
  series: count,
  seriesLength: z
    .object({ count, min: z.number(), median: z.number(), max: z.number() })
    .nullable()
    .describe('Figures in a series; a short one is hard to forecast'),
  coverage: z.array(Coverage).describe('By measure, area and frequency, the largest first'),
  statuses: z.record(z.string(), count).describe('Rows by SDMX status'),
  vintages: z.array(z.string()),
  breaksFlagged: count.describe('Rows the source itself marks as a break'),
  outsideValidity: count.describe('Figures of a territory outside the days it existed'),
  jumps: z.array(Jump).describe('Largest changes between neighbouring periods'),
  reasons: z.array(z.object({ column: z.string().nullable(), reason: z.string(), rows: count })),
  ignoredColumns: z.array(z.string()),
  disbelievedDay: z
    .string()
    .optional()
    .describe('Day of publication the document states, before the periods of its figures: not used'),
  additivity: z
    .object({ checked: count, off: count, largest: z.array(Residual) })
    .optional()
    .describe('Sections, occupations, sexes, provinces against their totals; left out for bulk files'),
  published: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .optional()
    .describe('Datasets kept as published, with the lists of codes of their source; forecasts do not use them'),
  mended: Mended.optional().describe('Of a row taken in as a person wrote it'),
  againstLastVintage: z
    .object({ series: count, figures: count, gone: count, added: count, examples: z.array(z.string()) })
    .nullish()
    .describe('Coverage against the vintage before; null: there was none'),
})

export const IngestReport = z.object({
  ingestId: z.number().int().nullable().describe('null: nothing was recorded, since nothing changed'),
  file: z.string(),
  sha256: z.string(),
  format: z.string().describe('As which it was read: tidy-csv, px, jsonstat-2, ...'),
  read: count,
  stored: count,
  unchanged: count,
  withdrawn: count.describe('Rows that take a figure back'),
  quarantined: count,
  nil: count.describe('Rows without a figure, which the mapping calls nothing'),
  absent: count.describe('Figures known before that a complete edition no longer has: withdrawn from its vintage on'),
  recognised: z.boolean().describe('The same bytes had been read before'),
  quality: Quality.nullable(),
})

export const QuarantinedRow = z.object({
  id: z.number().int(),
  ingestId: z.number().int(),
  file: z.string(),
  line: z.number().int(),
  raw: z.string(),
  column: z.string().nullable(),
  reason: z.string(),
})

export type Jump = z.infer<typeof Jump>
export type Coverage = z.infer<typeof Coverage>
export type Quality = z.infer<typeof Quality>
export type IngestReport = z.infer<typeof IngestReport>
export type QuarantinedRow = z.infer<typeof QuarantinedRow>

/** A row on its way into the store: a figure, or why it is refused. */
export interface StagedRow {
  readonly line: number
  readonly raw: string
  readonly figure: StagedFigure | null
  readonly refusal: Refusal | null
}

export interface Refusal {
  readonly column: string | null
  readonly reason: string
  /** Codes that may have been meant, the nearest first. */
  readonly candidates?: readonly string[]
}

export interface StagedFigure {
  readonly seriesId: string
  /** The columns of `series` after its id, in the order of the table. */
  readonly series: readonly (string | number)[]
  readonly periodStart: string
  readonly vintage: string
  /** In the unit of the series; null when missing. */
  readonly value: number | null
  readonly obsStatus: ObsStatus
  readonly isBreak: boolean
  readonly note: string | null
  /** The row takes back the figure known before; default false. */
  readonly isWithdrawn?: boolean
}
export type Mended = z.infer<typeof Mended>
