import type {
  CorrectionRow,
  IngestRow,
  QualityReport,
  RefusedFileRow,
  RefusedRow,
  RevisionRow,
} from '../../contracts/quality.ts'
import { number, type Table, text } from '../table.ts'

export const ingestTable: Table<IngestRow> = {
  name: 'ingests',
  title: { vi: 'Các tệp đã đọc', en: 'Files read' },
  columns: [
    number('id', 'Lần đọc', 'Ingest', 'count', (r) => r.id),
    text('file', 'Tệp', 'File', (r) => r.file, 44),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('at', 'Lúc', 'Read at', (r) => r.at, 26),
    text('sha256', 'SHA-256', 'SHA-256', (r) => r.sha256, 66),
    number('bytes', 'Byte', 'Bytes', 'count', (r) => r.bytes),
    number('read', 'Dòng đọc', 'Rows read', 'count', (r) => r.read),
    number('stored', 'Ghi mới', 'Stored', 'count', (r) => r.stored),
    number('unchanged', 'Không đổi', 'Unchanged', 'count', (r) => r.unchanged),
    number('withdrawn', 'Rút lại', 'Withdrawn', 'count', (r) => r.withdrawn),
    number('quarantined', 'Bị từ chối', 'Quarantined', 'count', (r) => r.quarantined),
    number('nil', 'Không có số', 'Nil', 'count', (r) => r.nil),
    number('absent', 'Số liệu không còn trong nguồn', 'Figures gone from the source', 'count', (r) => r.absent),
    number('open', 'Còn bị từ chối', 'Still refused', 'count', (r) => r.open),
    number('jumps', 'Bước nhảy', 'Jumps', 'count', (r) => r.jumps),
    number('unexplained_jumps', 'Chưa giải thích', 'Unexplained', 'count', (r) => r.unexplainedJumps),
  ],
}

export const quarantineTable: Table<RefusedRow> = {
  name: 'quarantine',
  title: { vi: 'Các dòng bị từ chối', en: 'Refused rows' },
  columns: [
    number('id', 'Số', 'Id', 'count', (r) => r.id),
    number('ingest', 'Lần đọc', 'Ingest', 'count', (r) => r.ingestId),
    text('file', 'Tệp', 'File', (r) => r.file, 44),
    number('line', 'Dòng', 'Line', 'count', (r) => r.line),
    text('column', 'Cột', 'Column', (r) => r.column, 18),
    text('reason', 'Lý do', 'Reason', (r, lang) => r.text[lang], 60),
    text('raw', 'Nguyên văn', 'Raw text', (r) => r.raw, 60),
  ],
}

export const refusedFileTable: Table<RefusedFileRow> = {
  name: 'refused-files',
  title: { vi: 'Các tệp bị từ chối nguyên tệp', en: 'Files refused whole' },
  columns: [
    number('id', 'Số', 'Id', 'count', (r) => r.id),
    text('file', 'Tệp', 'File', (r) => r.file, 44),
    text('at', 'Lúc', 'Refused at', (r) => r.at, 26),
    number('times', 'Số lần', 'Times', 'count', (r) => r.times),
    text('code', 'Mã', 'Code', (r) => r.code, 24),
    text('reason', 'Lý do', 'Reason', (r, lang) => r.text[lang], 80),
    number('bytes', 'Byte', 'Bytes', 'count', (r) => r.bytes),
    text('sha256', 'SHA-256', 'SHA-256', (r) => r.sha256, 66),
  ],
}

export const revisionTable: Table<RevisionRow> = {
  name: 'revisions',
  title: { vi: 'Điều chỉnh giữa hai lần công bố', en: 'Revisions between two vintages' },
  columns: [
    text('series', 'Chuỗi', 'Series', (r) => r.series, 60),
    text('period', 'Kỳ', 'Period', (r) => r.period, 10),
    text('unit', 'Đơn vị', 'Unit', (r) => r.unit, 8),
    text('earlier_vintage', 'Công bố trước', 'Earlier vintage', (r) => r.earlier.vintage, 12),
    number('earlier_value', 'Giá trị trước', 'Earlier value', 'decimal', (r) => r.earlier.value),
    text('earlier_status', 'Trạng thái trước', 'Earlier status', (r) => r.earlier.obsStatus, 10),
    text('later_vintage', 'Công bố sau', 'Later vintage', (r) => r.later.vintage, 12),
    number('later_value', 'Giá trị sau', 'Later value', 'decimal', (r) => r.later.value),
    text('later_status', 'Trạng thái sau', 'Later status', (r) => r.later.obsStatus, 10),
    text('withdrawn', 'Đã rút lại', 'Withdrawn', (r) => r.later.isWithdrawn, 10),
    number('difference', 'Chênh lệch', 'Difference', 'decimal', (r) => r.difference),
    number('percent', 'Phần trăm', 'Per cent', 'percent', (r) => r.percent),
    text('registered', 'Điểm gãy đã đăng ký', 'Registered break', (r) => r.registered, 24),
    text('reason', 'Lý do', 'Reason', (r, lang) => r.reason?.[lang] ?? null, 60),
    text('note', 'Ghi chú', 'Note', (r) => r.note, 40),
    text('earlier_file', 'Tệp trước', 'Earlier file', (r) => r.earlier.file, 40),
    number('earlier_line', 'Dòng trước', 'Earlier line', 'count', (r) => r.earlier.line),
    text('later_file', 'Tệp sau', 'Later file', (r) => r.later.file, 40),
    number('later_line', 'Dòng sau', 'Later line', 'count', (r) => r.later.line),
  ],
}

export const correctionTable: Table<CorrectionRow> = {
  name: 'corrections',
  title: { vi: 'Sổ đính chính', en: 'Register of corrections' },
  columns: [
    text('id', 'Mục', 'Entry', (r) => r.id, 24),
    text('series', 'Chuỗi', 'Series', (r) => r.series, 60),
    text('period', 'Kỳ (ngày đầu)', 'Period (first day)', (r) => r.period, 12),
    text('vintage', 'Lần công bố', 'Vintage', (r) => r.vintage, 12),
    number('expected', 'Nguồn ghi', 'Source says', 'decimal', (r) => r.expected),
    number('value', 'Lưu là', 'Stored as', 'decimal', (r) => r.value),
    text('reason', 'Lý do', 'Reason', (r, lang) => r.reason[lang], 60),
    text('provider', 'Ai phát hiện', 'Provider', (r) => r.provider, 30),
    text('reference', 'Tham chiếu', 'Reference', (r) => r.reference, 40),
  ],
}

/** One finding of a quality report; a report has findings of several kinds, a file has lines. */
export interface Finding {
  readonly kind:
    | 'file'
    | 'rows'
    | 'coverage'
    | 'status'
    | 'vintage'
    | 'jump'
    | 'sum'
    | 'lastVintage'
    | 'reason'
    | 'ignoredColumn'
    | 'disbelievedDay'
    | 'mended'
  readonly subject: string
  readonly from?: string
  readonly to?: string
  readonly before?: number
  readonly after?: number
  readonly rows?: number
  readonly explanation?: { readonly vi: string; readonly en: string } | null
}

const COUNTS = ['read', 'stored', 'unchanged', 'withdrawn', 'quarantined', 'nil', 'absent', 'open'] as const
const UNEXPLAINED = {
  vi: 'Chưa giải thích: sổ điểm gãy không có mục nào.',
  en: 'Unexplained: not in the break register.',
}

/** What a kind of finding is, and the counts of rows, in words. */
const WORDS: Readonly<Record<Finding['kind'] | (typeof COUNTS)[number], { readonly vi: string; readonly en: string }>> =
  {
    file: { vi: 'Tệp, đọc ngày', en: 'File, read on' },
    rows: { vi: 'Số dòng', en: 'Rows' },
    coverage: { vi: 'Độ phủ: kỳ đầu và kỳ cuối, số liệu', en: 'Coverage: first and last period, figures' },
    status: { vi: 'Trạng thái SDMX', en: 'SDMX status' },
    vintage: { vi: 'Ngày công bố', en: 'Vintage' },
    jump: { vi: 'Bước nhảy giữa hai kỳ liền nhau', en: 'Jump between neighbouring periods' },
    sum: { vi: 'Tổng công bố (trước) và tổng các phần (sau)', en: 'Published total (before), sum of parts (after)' },
    lastVintage: { vi: 'So với lần công bố trước', en: 'Against the last vintage' },
    reason: { vi: 'Lý do từ chối', en: 'Reason to refuse' },
    ignoredColumn: { vi: 'Cột không dùng', en: 'Column not used' },
    disbelievedDay: { vi: 'Ngày công bố không dùng', en: 'Day of publication not used' },
    mended: { vi: 'Dòng được sửa tay', en: 'Row mended by hand' },
    read: { vi: 'Dòng đã đọc', en: 'Rows read' },
    stored: { vi: 'Dòng ghi mới', en: 'Rows stored' },
    unchanged: { vi: 'Dòng không đổi', en: 'Rows unchanged' },
    withdrawn: { vi: 'Dòng rút lại', en: 'Rows withdrawn' },
    quarantined: { vi: 'Dòng bị từ chối', en: 'Rows refused' },
    nil: { vi: 'Dòng không có số', en: 'Rows without a figure' },
    absent: { vi: 'Số liệu không còn trong nguồn', en: 'Figures gone from the source' },
    open: { vi: 'Dòng bị từ chối còn chờ', en: 'Refused rows that wait' },
  }
const wordsOf = ({ kind, subject }: Finding) =>
  kind === 'rows' ? WORDS[subject as (typeof COUNTS)[number]] : WORDS[kind]

const changeOf = ({ kind, before, after }: Finding): number | null =>
  kind === 'jump' && before && after !== undefined ? 100 * (after / before - 1) : null

const SUM_KINDS = {
  sections: { vi: 'Các ngành', en: 'Sections' },
  occupations: { vi: 'Các nghề', en: 'Occupations' },
  sexes: { vi: 'Nam và nữ', en: 'Sexes' },
  provinces: { vi: 'Các tỉnh', en: 'Provinces' },
  regions: { vi: 'Các vùng', en: 'Regions' },
}

function lastVintage(found: QualityReport['againstLastVintage']): Finding[] {
  if (!found) return []
  const lines = { series: found.series, figures: found.figures, gone: found.gone, added: found.added }
  return Object.entries(lines).map(([subject, rows]): Finding => ({ kind: 'lastVintage', subject, rows }))
}

/** The report as lines: the accounting of rows first, then each finding. */
export function findings(ingest: IngestRow, quality: QualityReport | null): Finding[] {
  const file: Finding = { kind: 'file', subject: ingest.file, from: ingest.at.slice(0, 10) }
  const counts = [file, ...COUNTS.map((name): Finding => ({ kind: 'rows', subject: name, rows: ingest[name] }))]
  if (quality === null) return counts
  return [
    ...counts,
    ...quality.coverage.map(
      ({ measure, area, frequency, figures, missing, first, last }): Finding => ({
        kind: 'coverage',
        subject: `${frequency}.${area}.${measure}`,
        from: first,
        to: last,
        rows: figures,
        explanation: { vi: `${missing} số liệu thiếu`, en: `${missing} missing` },
      }),
    ),
    ...Object.entries(quality.statuses).map(([subject, rows]): Finding => ({ kind: 'status', subject, rows })),
    ...quality.vintages.map((subject): Finding => ({ kind: 'vintage', subject })),
    ...quality.jumps.map(
      ({ series, period, before, after, registered }): Finding => ({
        kind: 'jump',
        subject: series,
        from: period,
        before,
        after,
        explanation: registered?.reason ?? UNEXPLAINED,
      }),
    ),
    ...(quality.additivity?.largest ?? []).map(
      ({ series, period, total, residual, kind, parts, tolerance }): Finding => ({
        kind: 'sum',
        subject: series,
        from: period,
        before: total,
        after: total + residual,
        explanation: {
          vi: `${SUM_KINDS[kind].vi}: ${parts} phần lệch tổng ${residual}, làm tròn chỉ giải thích được ${tolerance}.`,
          en: `${SUM_KINDS[kind].en}: ${parts} parts miss the total by ${residual}; rounding explains ${tolerance} at most.`,
        },
      }),
    ),
    ...lastVintage(quality.againstLastVintage),
    ...quality.reasons.map(
      ({ column, text: explanation, rows }): Finding => ({
        kind: 'reason',
        subject: column ?? '',
        rows,
        explanation,
      }),
    ),
    ...quality.ignoredColumns.map((subject): Finding => ({ kind: 'ignoredColumn', subject })),
    ...(quality.disbelievedDay === undefined ? [] : [disbelieved(quality.disbelievedDay)]),
    ...(quality.mended?.edits ?? []).map(({ field, from, to }): Finding => {
      const { line, reason } = quality.mended!
      const change = `${field}: ${from || '–'} → ${to || '–'}`
      const explanation = { vi: `dòng ${line}, ${change}. ${reason}`, en: `line ${line}, ${change}. ${reason}` }
      return { kind: 'mended', subject: field, explanation }
    }),
  ]
}

const disbelieved = (from: string): Finding => ({
  kind: 'disbelievedDay',
  subject: from,
  explanation: {
    vi: 'Ngày công bố tệp tự ghi nằm trước các kỳ của số liệu: không dùng.',
    en: 'The day of publication the file states lies before the periods of its figures: not used.',
  },
})

export const qualityTable: Table<Finding> = {
  name: 'quality',
  title: { vi: 'Báo cáo chất lượng của một tệp', en: 'Quality report of a file' },
  columns: [
    text('kind', 'Loại', 'Kind', (r) => r.kind, 14),
    text('subject', 'Đối tượng', 'Subject', (r) => r.subject, 60),
    text('finding', 'Mục', 'Finding', (r, lang) => wordsOf(r)[lang], 40),
    text('from', 'Từ', 'From', (r) => r.from ?? null, 12),
    text('to', 'Đến', 'To', (r) => r.to ?? null, 12),
    number('before', 'Trước', 'Before', 'decimal', (r) => r.before ?? null),
    number('after', 'Sau', 'After', 'decimal', (r) => r.after ?? null),
    number('change_percent', 'Thay đổi (%)', 'Change (%)', 'decimal', changeOf),
    number('rows', 'Số dòng', 'Rows', 'count', (r) => r.rows ?? null),
    text('explanation', 'Giải thích', 'Explanation', (r, lang) => r.explanation?.[lang] ?? null, 70),
  ],
}
