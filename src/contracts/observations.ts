import { z } from 'zod'
import { FREQUENCIES } from '../domain/period.ts'
import { MEASURES, PUBLISHED_MEASURE } from '../domain/series.ts'
import { Format, Lang, Meta, NextCursor, Paging, SexCode, Status } from './common.ts'

const filters = {
  area: z.string().optional(),
  measure: z
    .union([z.enum(MEASURES), z.string().regex(PUBLISHED_MEASURE, 'a measure of /v1/definitions, or SOURCE:dataset')])
    .optional()
    .describe('A measure of /v1/definitions, or the id of a dataset of /v1/published-datasets'),
  industry: z.string().optional().describe('SCHEME:code or _T'),
  occupation: z.string().optional().describe('SCHEME:code or _T'),
  sex: SexCode.optional(),
  frequency: z.enum(FREQUENCIES).optional(),
  source: z.string().optional(),
}
const day = z.iso.date('write the day as YYYY-MM-DD')

const OwnDimensions = z
  .record(z.string(), z.string())
  .optional()
  .describe('Of a dataset kept as published: its other dimensions, with the codes of its source')

export const SeriesQuery = z.strictObject({ ...filters, ...Paging, lang: Lang, format: Format })
export const SeriesRow = z.object({
  id: z.string(),
  area: z.string(),
  measure: z.string(),
  sex: SexCode,
  industry: z.string(),
  occupation: z.string(),
  age: z.string(),
  concept: z.string().describe('Statistical concept: ICLS13, ICLS19, or _Z'),
  frequency: z.enum(FREQUENCIES),
  source: z.string(),
  unit: z.string(),
  unitMult: z.number().int(),
  dimensions: OwnDimensions,
  first: z.string(),
  last: z.string(),
  observations: z.number().int(),
  vintages: z.array(z.string()),
})
export const SeriesList = z.object({ meta: Meta, rows: z.array(SeriesRow), next: NextCursor })

export const ObservationQuery = z.strictObject({
  ...filters,
  series: z.string().optional().describe('A series id'),
  from: z.string().optional().describe('First period, e.g. 2024 or 2024-Q3'),
  to: z.string().optional(),
  asOf: day.optional().describe('Read the data as known on this day; default today'),
  includeHistory: z.stringbool().default(false).describe('Every vintage up to asOf, not only the newest'),
  ...Paging,
  lang: Lang,
  format: Format,
})
export const ObservationRow = z.object({
  series: z.string(),
  area: z.string(),
  measure: z.string(),
  sex: SexCode,
  industry: z.string(),
  occupation: z.string(),
  age: z.string(),
  concept: z.string(),
  dimensions: OwnDimensions,
  frequency: z.enum(FREQUENCIES),
  period: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  obsStatus: Status,
  confStatus: z.enum(['F', 'C', 'N']).describe('SDMX CL_CONF_STATUS: F free, C confidential; then the value is null'),
  isBreak: z.boolean(),
  vintage: z.string(),
  source: z.string(),
  file: z.string().describe('File the figure was read from'),
  line: z.number().int().describe('Line in that file'),
  note: z.string().nullable(),
})
export const ObservationList = z.object({ meta: Meta, rows: z.array(ObservationRow), next: NextCursor })

const PublishedDataset = z.object({
  id: z.string().describe('Measure of its series, SOURCE:dataset'),
  source: z.string(),
  title: z.string().describe('As published'),
  format: z.string(),
  vintage: z.string().describe('Day of publication of the newest edition'),
  series: z.number().int(),
  usedByForecasts: z.literal(false).describe('Kept as published: no mapping translates it into our measures'),
  dimensions: z.array(z.object({ id: z.string(), codes: z.number().int() })),
})
export const PublishedDatasetList = z.object({ meta: Meta, rows: z.array(PublishedDataset) })
export const PublishedCodesQuery = z.strictObject({
  dataset: z.string().regex(PUBLISHED_MEASURE, 'an id of /v1/published-datasets'),
  lang: Lang,
})
export const PublishedCodeList = z.object({
  meta: Meta,
  rows: z.array(z.object({ dimension: z.string(), code: z.string(), label: z.string().nullable() })),
})

export type SeriesQuery = z.infer<typeof SeriesQuery>
export type SeriesRow = z.infer<typeof SeriesRow>
export type ObservationQuery = z.infer<typeof ObservationQuery>
export type ObservationRow = z.infer<typeof ObservationRow>
