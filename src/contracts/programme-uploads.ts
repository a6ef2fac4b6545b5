import { z } from 'zod'
import { Format, Label, Lang, Meta } from './common.ts'
import { PROGRAMME_FILES, type ProgrammeFile } from './programme-files.ts'

const count = z.number().int().min(0)
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const tables = Object.keys(PROGRAMME_FILES) as [ProgrammeFile, ...ProgrammeFile[]]

/** A set as JSON: each table a list of rows, the columns as in the CSV files. */
export const ProgrammeSetRequest = z.strictObject(
  Object.fromEntries(tables.map((table) => [table, z.array(z.record(z.string(), cell)).max(100_000)])) as Record<
    ProgrammeFile,
    z.ZodArray<z.ZodRecord<z.ZodString, typeof cell>>
  >,
)
export const ProgrammeSetReport = z.object({
  upload: z.number().int(),
  setId: z.string(),
  changed: z.boolean().describe('False: the same set had been loaded before'),
  rows: z.record(z.enum(tables), count),
})
export const ProgrammeUpload = z.object({
  id: z.number().int(),
  at: z.string(),
  origin: z.string(),
  setId: z.string(),
  outcome: z.enum(['stored', 'unchanged', 'refused']),
  read: count,
  refused: count.describe('Faults found; a set with one is not stored at all'),
})
export const RefusedProgrammeRow = z.object({
  table: z.string().describe('File, sheet or list'),
  line: z.number().int().describe('Line of the file, row of the sheet, place in the list from 1'),
  column: z.string().nullable(),
  reason: Label,
  raw: z.string().describe('The row as it was read'),
})
export const UploadQuery = z.strictObject({ lang: Lang, format: Format })
export const UploadParams = z.object({ id: z.coerce.number().int().min(1) })
export const UploadList = z.object({ meta: Meta, rows: z.array(ProgrammeUpload) })
export const UploadDetail = z.object({ meta: Meta, upload: ProgrammeUpload, rows: z.array(RefusedProgrammeRow) })

export type ProgrammeSetRequest = z.infer<typeof ProgrammeSetRequest>
export type ProgrammeSetReport = z.infer<typeof ProgrammeSetReport>
export type ProgrammeUpload = z.infer<typeof ProgrammeUpload>
export type RefusedProgrammeRow = z.infer<typeof RefusedProgrammeRow>
