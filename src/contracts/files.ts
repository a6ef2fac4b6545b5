import { z } from 'zod'
import { Label, Lang } from './common.ts'
import { FigureMapping } from './figure-mapping.ts'
import { AnyRow } from './tidy.ts'

const count = z.number().int().min(0)
const Day = z.iso.date('write the day as YYYY-MM-DD')
const Format = z.string().max(40).optional().describe('Id of a reader, when the file looks like several')

/** Largest file taken in over the API; larger ones are loaded from the command line. */
export const MAX_UPLOAD_BYTES = 64 * 1024 ** 2

export const UploadQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(160)
    .regex(/^[^/\\\p{Cc}]+$/u, 'a file name without a path')
    .describe('What a person calls the file; its ending helps to tell formats apart'),
  lang: Lang,
})
export const FileParams = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a file, as /v1/files gives it')
    .describe('SHA-256 of the file'),
})
export const UploadedFile = z.object({
  id: z.string().describe('SHA-256 of the bytes'),
  name: z.string(),
  bytes: count,
  at: z.string().describe('When it was taken in first, UTC'),
  ingests: z.array(z.number().int()).describe('Ingests that read these bytes'),
})
export const FileList = z.object({ rows: z.array(UploadedFile) })

/** A value of a dimension as the file writes it. */
export const Coordinate = z.object({ code: z.string().nullable(), label: z.string().nullable() })

export const InspectionQuery = z.strictObject({
  format: Format,
  numbers: z.string().max(10).optional(),
  delimiter: z.string().max(1).optional(),
  encoding: z.string().max(30).optional(),
  lang: Lang,
})
/** What a file is, before anything of it is loaded. */
export const FileInspection = z.object({
  file: z.string(),
  format: z.string(),
  describes: Label,
  title: z.string().nullable(),
  publisher: z.string().nullable(),
  published: z.string().nullable(),
  notes: z.array(z.string()),
  figures: count,
  missing: count.describe('Figures without a value'),
  faults: z.array(z.object({ place: z.string(), reason: z.string(), text: Label })),
  faultCount: count,
  isPartial: z.boolean().describe('Only the beginning was looked at'),
  dimensions: z.array(
    z.object({ id: z.string(), label: z.string().nullable(), values: count, shown: z.array(z.string()) }),
  ),
  periods: z.object({ count, shown: z.array(z.string()) }),
  units: z.array(z.string()),
  flags: z.record(z.string(), count),
  sample: z.array(
    z.object({
      place: z.string(),
      dimensions: z.record(z.string(), z.string()),
      period: z.string(),
      text: z.string(),
      value: z.number().nullable(),
      unit: z.string().nullable(),
    }),
  ),
  mapping: FigureMapping.nullable().describe('The mapping it would be loaded with; null: one has to be written'),
  draft: FigureMapping.nullable().describe('A beginning of one'),
  proposal: FigureMapping.nullable().describe(
    'Where there is no mapping: how the file is loaded as published, under its own dataset, which forecasts do not use',
  ),
})

export const PreviewRequest = z.strictObject({
  mapping: FigureMapping,
  vintage: Day.optional().describe('Day of publication, when the file does not state it'),
  format: Format,
})

/** Why figures are refused, with one of them to look at. */
export const Refused = z.object({
  column: z.string().nullable(),
  reason: z.string(),
  text: Label.describe('The reason in both languages'),
  candidates: z.array(z.string()).describe('Codes that may have been meant'),
  rows: count,
  place: z.string(),
  raw: z.string(),
})
/** What becomes of a file by a mapping; nothing is stored. */
export const Preview = z.object({
  format: z.string(),
  vintage: z.string(),
  figures: count.describe('Figures looked at; good + nil + refused'),
  good: count,
  nil: count,
  refused: count,
  isPartial: z.boolean().describe('Only the beginning was looked at'),
  rows: z.array(z.object({ place: z.string(), text: z.string(), row: AnyRow })),
  refusals: z.array(Refused),
  dimensions: z.array(
    z.object({
      id: z.string(),
      values: z.array(
        Coordinate.extend({
          means: z
            .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
            .nullable()
            .describe('Fields it gives; null: refused, or no figure of this mapping'),
          isNil: z.boolean(),
          candidates: z.array(z.string()),
          figures: count,
        }),
      ),
    }),
  ),
})

export const KeptFile = z.object({ file: UploadedFile, isNew: z.boolean() })
export const SavedMapping = z.object({ id: z.string(), version: z.number().int() })

export const MappingRow = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  dataset: z.string(),
  version: z.number().int().nullable().describe('null: shipped with the data pack and never used here'),
  isShipped: z.boolean(),
})
export const MappingList = z.object({ rows: z.array(MappingRow) })
export const MappingParams = z.object({ id: z.string().min(1).max(80) })
export const KeptMapping = z.object({ version: z.number().int().nullable(), mapping: FigureMapping })

export const NewSource = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,30}$/, 'capital letters, digits and underscores, e.g. HANOI_YEARBOOK')
    .describe('Id of the source'),
  name: z.object({ vi: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) }),
  publisher: z.string().trim().min(1).max(200),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  licence: z.string().trim().min(1).max(300).describe('As the publisher states it; say so where it states none'),
  citation: z.string().trim().min(1).max(400),
})

export type UploadedFile = z.infer<typeof UploadedFile>
export type FileInspection = z.infer<typeof FileInspection>
export type PreviewRequest = z.infer<typeof PreviewRequest>
export type Preview = z.infer<typeof Preview>
export type MappingRow = z.infer<typeof MappingRow>
export type NewSource = z.infer<typeof NewSource>
