import { z } from 'zod'
import { ERROR_CODES } from '../domain/errors.ts'
import { OBS_STATUSES, SEXES } from '../domain/series.ts'

/** RFC 9457 problem document, the body of every error. */
export const Problem = z
  .object({
    type: z.string().describe('Address of the explanation of this code'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What happened, the numbers, what to do'),
    instance: z.string(),
    code: z.enum(ERROR_CODES),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .describe('RFC 9457 problem')

export const Label = z.object({ vi: z.string(), en: z.string() })
export const Status = z
  .enum(OBS_STATUSES)
  .describe('SDMX CL_OBS_STATUS: A normal, E estimated, F forecast, P provisional, U low reliability, M/L/O/Q missing')
export const SexCode = z.enum(SEXES).describe('T both, F women, M men')
export const Lang = z.enum(['vi', 'en']).default('vi').describe('Language of labels in CSV and XLSX')
export const Format = z.enum(['json', 'csv', 'xlsx']).optional().describe('Overrides the Accept header')
/** Formats of figures: those of lists, and what statistical software reads. */
export const StatisticalFormat = z
  .enum(['json', 'csv', 'xlsx', 'json-stat', 'sdmx-csv'])
  .optional()
  .describe('Overrides the Accept header; json-stat is JSON-stat 2.0, sdmx-csv is SDMX-CSV 2.0')
export const ReportFormat = z
  .enum(['json', 'csv', 'xlsx', 'json-stat', 'sdmx-csv', 'pdf'])
  .optional()
  .describe('As elsewhere; pdf is a report on all of the area in one year')
/** Where an export says what it is. Every data route has it. */
export const MetadataPlace = z
  .enum(['comments', 'only'])
  .optional()
  .describe(
    'comments: provenance as # lines above the CSV and a last # line with the number of rows, without which it was cut; only: the provenance alone, as JSON',
  )
export const SdmxLabels = z
  .enum(['id', 'both', 'name'])
  .default('id')
  .describe('SDMX-CSV only: codes, `code: name`, or names in columns of their own')

/** Three quantiles of one distribution. */
export const Band = z.object({ p10: z.number(), p50: z.number(), p90: z.number() })

/** What every data response says about itself. */
export const Meta = z.object({
  release: z.string().nullable().describe('Release the figures belong to; null for raw observations'),
  asOf: z.string().describe('Data vintage: nothing published after this day was read'),
  unit: z.string().describe('Unit of the values, e.g. PS (persons)'),
  method: z.string().describe('How the figures were made, one sentence'),
  status: z.string().describe('Statuses that occur in the rows'),
  licence: z.string(),
  id: z.string().optional().describe('Permanent id of this answer: same id, same figures'),
  citation: z.string().optional().describe('How to cite it, with the address that gives it again'),
})

export const Paging = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(5000)
    .optional()
    .describe('Rows a page. Default: 500 in JSON; CSV and XLSX hold the whole result unless a limit is given'),
  cursor: z.string().optional().describe('Opaque key from `next` of the page before'),
}
export const NextCursor = z.string().nullable().describe('Cursor of the next page; null at the end')
export type LabelText = z.infer<typeof Label>
export type BandValues = z.infer<typeof Band>
export type Meta = z.infer<typeof Meta>
export type Lang = z.infer<typeof Lang>
export type Problem = z.infer<typeof Problem>
