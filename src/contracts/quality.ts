import { z } from 'zod'
import { FREQUENCIES } from '../domain/period.ts'
import { MEASURES } from '../domain/series.ts'
import { Format, Label, Lang, Meta, NextCursor, Paging, Status } from './common.ts'
import { Jump, Quality, QuarantinedRow } from './ingest.ts'

const count = z.number().int().min(0)
const day = z.iso.date('write the day as YYYY-MM-DD')
const rowId = z.coerce.number().int().min(1)

export const IngestQuery = z.strictObject({ ...Paging, lang: Lang, format: Format })
export const IngestParams = z.strictObject({ id: rowId.describe('Number of an ingest, as `/v1/ingests` gives it') })
export const IngestReportQuery = z.strictObject({ lang: Lang, format: Format })

/** A file that was read. read = stored + unchanged + withdrawn + quarantined + nil, which the store itself checks. */
export const IngestRow = z.object({
  id: z.number().int(),
  file: z.string(),
  sha256: z.string(),
  bytes: count,
  at: z.string().describe('When it was read, UTC'),
  kind: z
    .enum(['figures', 'reference', 'retry'])
    .describe('retry: refused rows of an earlier ingest that were read again and went in'),
  read: count,
  stored: count,
  unchanged: count.describe('Rows the store already had'),
  withdrawn: count.describe('Rows that take a figure back'),
  quarantined: count.describe('Rows refused when the file was read'),
  nil: count.describe('Rows without a figure, which the mapping calls nothing'),
  absent: count.describe('Figures known before that a complete edition no longer has; not rows of the file'),
  open: count.describe('Refused rows that nothing has taken in since'),
  jumps: count.describe('Large changes between neighbouring periods, the largest twelve'),
  unexplainedJumps: count.describe('Of these, how many the break register says nothing about'),
})
export const IngestList = z.object({ meta: Meta, rows: z.array(IngestRow), next: NextCursor })

/** Entry of the break register. */
export const BreakEntry = z.object({ id: z.string(), treatment: z.string(), reason: Label, reference: z.string() })

/** A jump with the entry of the register that explains it, as the register stands now; null: unexplained. */
export const ExplainedJump = Jump.extend({ registered: BreakEntry.nullable() })

/** What a file was like, kept with its ingest. */
const inBoth = Label.describe('The reason in both languages')
export const QualityReport = Quality.extend({
  jumps: z.array(ExplainedJump),
  reasons: z.array(Quality.shape.reasons.element.extend({ text: inBoth })),
})
export const IngestDetail = z.object({
  meta: Meta,
  ingest: IngestRow,
  quality: QualityReport.nullable().describe('null: reference tables carry no figures'),
})

export const QuarantineQuery = z.strictObject({
  ingest: rowId.optional().describe('Only rows of this ingest'),
  ...Paging,
  lang: Lang,
  format: Format,
})
export const RefusedRow = QuarantinedRow.extend({ text: inBoth })
export const QuarantineList = z.object({ meta: Meta, rows: z.array(RefusedRow), next: NextCursor })

export const RefusedRowParams = z.object({
  id: rowId.describe('Number of a refused row, as `/v1/quarantine` gives it'),
})
export const MendableRow = z.object({
  row: RefusedRow,
  fields: z
    .array(z.object({ name: z.string(), text: z.string() }))
    .describe('Headings of a tidy file; value, period and dimensions of any other'),
})
export const MendRequest = z.strictObject({
  edits: z.record(z.string().max(200), z.string().max(400)).describe('Field -> what to read instead'),
  reason: z.string().trim().min(10).max(300).describe('Why, with the source that says so; kept beside the figure'),
})

export const RefusedFileQuery = z.strictObject({ ...Paging, lang: Lang, format: Format })
export const RefusedFileParams = z.object({
  id: rowId.describe('Number of a refused file, as `/v1/refused-files` gives it'),
})
/** A file that was refused whole and that nothing has taken in since. */
export const RefusedFileRow = z.object({
  id: z.number().int(),
  file: z.string(),
  sha256: z.string(),
  bytes: count,
  at: z.string().describe('When it was refused last, UTC'),
  times: z.number().int().min(1).describe('How often these bytes have been refused'),
  code: z.string().describe('Code of the error, as a problem has it'),
  reason: z.string(),
  text: inBoth,
})
export const RefusedFileList = z.object({ meta: Meta, rows: z.array(RefusedFileRow), next: NextCursor })
/** What a person says of a refused file that it does not say itself. */
export const RefusedFileSaid = z.strictObject({
  vintage: day.optional().describe('Day of publication'),
  period: z
    .string()
    .max(40)
    .optional()
    .describe('Period of a file without a dimension of time: 2024, 2024-Q3, 2024-03'),
  format: z.string().max(40).optional().describe('Id of a reader, when the file looks like several'),
})

export const CorrectionQuery = z.strictObject({ lang: Lang, format: Format })
/** Entry of the register of corrections: a known error of a source, stored otherwise for a stated reason. */
export const CorrectionRow = z.object({
  id: z.string(),
  series: z.string(),
  period: z.string().describe('First day of the period'),
  vintage: z.string().nullable().describe('null: in every vintage'),
  expected: z.number().describe('What the source says; an ingest fails once it says something else'),
  value: z.number().nullable().describe('What is stored; null: withheld as missing'),
  reason: Label,
  provider: z.string().describe('Who found it, and whether the source has been told'),
  reference: z.string(),
})
export const CorrectionList = z.object({ meta: Meta, rows: z.array(CorrectionRow) })

export const RevisionQuery = z.strictObject({
  series: z.string().optional().describe('A series id'),
  area: z.string().optional(),
  measure: z.enum(MEASURES).optional(),
  frequency: z.enum(FREQUENCIES).optional(),
  source: z.string().optional(),
  from: z.string().optional().describe('First period, e.g. 2024 or 2024-Q3'),
  to: z.string().optional(),
  asOf: day.optional().describe('Only vintages published up to this day; default today'),
  includeUnchanged: z.stringbool().default(false).describe('Also pairs whose value stayed: revisions of zero'),
  ...Paging,
  lang: Lang,
  format: Format,
})
const Vintage = z.object({
  vintage: z.string(),
  value: z.number().nullable(),
  obsStatus: Status,
  isWithdrawn: z.boolean().describe('From this vintage on the source no longer publishes the figure'),
  file: z.string(),
  line: z.number().int(),
})
/** One period as two neighbouring vintages say it. */
export const RevisionRow = z.object({
  series: z.string(),
  area: z.string(),
  measure: z.string(),
  period: z.string(),
  unit: z.string(),
  earlier: Vintage,
  later: Vintage,
  difference: z.number().nullable().describe('later - earlier, in the unit; percentage points for PT'),
  percent: z
    .number()
    .nullable()
    .describe('100 x difference / |earlier|; null for PT, for an earlier value of 0, and where a value is missing'),
  note: z.string().nullable().describe('What the later file says of the figure'),
  registered: z.string().nullable().describe('Entry of the break register that begins with this period'),
  reason: Label.nullable().describe('Why, as the break register says'),
})
export const RevisionList = z.object({ meta: Meta, rows: z.array(RevisionRow), next: NextCursor })

export type IngestRow = z.infer<typeof IngestRow>
export type CorrectionRow = z.infer<typeof CorrectionRow>
export type RefusedRow = z.infer<typeof RefusedRow>
/** A report as the store keeps it, before the reasons are said in both languages. */
export type StoredReport = Omit<QualityReport, 'reasons'> & Pick<Quality, 'reasons'>
export type QualityReport = z.infer<typeof QualityReport>
export type RevisionQuery = z.infer<typeof RevisionQuery>
export type RevisionRow = z.infer<typeof RevisionRow>

/** A source that is fetched by itself, with what came of it last. */
export const ScheduleRow = z.object({
  id: z.string(),
  connector: z.string(),
  everyHours: z.number().positive(),
  loads: z.boolean().describe('What is fetched is loaded too'),
  nextDue: z.string().describe('UTC'),
  lastAt: z.string().nullable().describe('End of the last attempt, UTC'),
  failures: count.describe('In a row'),
  lastError: z.string().nullable(),
  lastErrorText: Label.nullable().describe('The error in both languages, as far as there is one'),
  lastResult: z
    .object({
      bodies: count,
      fresh: count.describe('Bodies with something new'),
      ingests: z.array(z.object({ id: z.number().int().nullable(), stored: count, quarantined: count })),
    })
    .nullable()
    .describe('Of the last attempt that went well'),
})
/** One answer of a source, as it was recorded. */
export const AnswerRow = z.object({
  id: z.number().int(),
  at: z.string(),
  source: z.string(),
  file: z.string(),
  outcome: z.enum(['stored', 'unchanged', 'empty', 'split', 'refused']),
  status: z.number().int().nullable(),
  bytes: count.nullable(),
  reason: z.string().nullable(),
  address: z.string(),
  licence: z.string(),
})
export const FetchQuery = z.strictObject({ lang: Lang, format: Format })
export const FetchList = z.object({ meta: Meta, schedules: z.array(ScheduleRow), rows: z.array(AnswerRow) })
export type ScheduleRow = z.infer<typeof ScheduleRow>
export type AnswerRow = z.infer<typeof AnswerRow>
export type RefusedFileRow = z.infer<typeof RefusedFileRow>
