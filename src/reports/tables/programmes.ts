import type { LabelText, Meta } from '../../contracts/common.ts'
import type {
  AdviceAnswer,
  CobwebBody,
  CoordinationBody,
  Programme,
  QuotaBody,
  QuotaCheck,
} from '../../contracts/programmes.ts'
import { sourceLabel } from '../advice-sources.ts'
import { number, type Table, text } from '../table.ts'

/** Programmes with their institution; rates stand beside each other. */
export const programmeTable: Table<Programme> = {
  name: 'programmes',
  title: { vi: 'Chương trình đào tạo', en: 'Programmes' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 22),
    text('name', 'Tên chương trình', 'Programme', (r, lang) => r.name[lang], 42),
    text('institution', 'Cơ sở', 'Institution', (r, lang) => r.institution.name[lang], 34),
    text('institution_id', 'Mã cơ sở', 'Institution id', (r) => r.institution.id, 14),
    text('level', 'Trình độ', 'Level', (r) => r.level, 14),
    text('moet_code', 'Mã ngành', 'MOET code', (r) => r.moetCode, 12),
    text('field', 'ISCED-F', 'ISCED-F', (r) => r.field, 10),
    text('field_name', 'Lĩnh vực', 'Field', (r, lang) => r.fieldName[lang], 34),
    number('length_years', 'Số năm', 'Years', 'count', (r) => r.lengthYears),
    number('current_intake', 'Nhập học gần nhất', 'Last intake', 'count', (r) => r.currentIntake),
    number('announced', 'Chỉ tiêu đã công bố', 'Announced', 'count', (r) => r.announced),
    number('capacity', 'Năng lực', 'Capacity', 'count', (r) => r.capacity),
    number('students', 'Sinh viên', 'Students', 'count', (r) => r.students),
    number('completion', 'Tỷ lệ hoàn thành', 'Completion rate', 'share', (r) => r.completionRate),
    text('status', 'Trạng thái số liệu', 'Status', (r) => r.status, 14),
  ],
}

/** One line of the evidence behind an intake: everything the advice says, in one list that can be attached to a dossier. */
export interface EvidenceRow {
  readonly part: LabelText
  readonly item: string
  readonly label: LabelText
  readonly value: number | string | null
  readonly p10: number | null
  readonly p90: number | null
  readonly rate: number | null
  readonly source: string
  readonly status: string
}

const part = (vi: string, en: string): LabelText => ({ vi, en })
const PARTS = {
  about: part('Chương trình', 'Programme'),
  verdict: part('Đánh giá năm ra trường', 'Verdict for the years of graduation'),
  waterfall: part('Từ chỗ làm đến chỉ tiêu', 'From openings to intake'),
  intake: part('Chỉ tiêu', 'Intake'),
  regret: part('Chi phí kỳ vọng của các lựa chọn', 'Expected cost of the choices'),
  pipeline: part('Đang đào tạo', 'Enrolled already'),
  coordination: part('Phối hợp giữa các cơ sở', 'Coordination'),
  quota: part('Quy định về chỉ tiêu', 'Quota rules'),
  inputs: part('Số liệu đầu vào', 'Inputs'),
} as const

const CALCULATED = 'computed'
const same = (label: string): LabelText => ({ vi: label, en: label })

/** The whole advice as rows; parts in the order a reader asks. */
export function evidenceRows(answer: AdviceAnswer): EvidenceRow[] {
  const row = (
    of: keyof typeof PARTS,
    item: string,
    label: LabelText,
    value: number | string | null,
    more: Partial<EvidenceRow> = {},
  ): EvidenceRow => ({
    part: PARTS[of],
    item,
    label,
    value,
    p10: null,
    p90: null,
    rate: null,
    source: '',
    status: CALCULATED,
    ...more,
  })
  const { about, programme, field, coordination, quota } = answer
  const verdicts = [
    ['kept', part('Nếu giữ chỉ tiêu năm trước', "If last year's intakes are kept"), answer.verdict],
    ['followed', part('Nếu theo khuyến nghị', 'If the advice is followed'), answer.verdictIfFollowed],
    [
      'announced',
      part('Nếu tuyển như đã công bố', 'If the announced plans are carried out'),
      answer.verdictIfAnnounced,
    ],
  ] as const
  const band = ({ p10, p90 }: { p10: number; p90: number }) => ({ p10, p90 })
  return [
    row('about', about.id, about.name, about.moetCode, { source: about.institution.name.vi, status: about.status }),
    row('about', 'intakeYear', part('Năm tuyển sinh', 'Autumn of the intake'), answer.intakeYear),
    row('about', 'window', part('Những năm ra trường', 'Years of arrival'), answer.window.join(', ')),
    ...verdicts.flatMap(([item, label, verdict]) =>
      verdict === null
        ? []
        : [
            row('verdict', item, label, verdict.indicator.p50, {
              ...band(verdict.indicator),
              source: `graduates: ${verdict.graduates}; employers: ${verdict.employers}`,
            }),
            ...verdict.probabilities.map((p) =>
              row(
                'verdict',
                `${item}.${p.graduates}`,
                same(`P(graduates: ${p.graduates}, employers: ${p.employers})`),
                null,
                {
                  rate: p.probability,
                },
              ),
            ),
          ],
    ),
    ...answer.waterfall.map((step) =>
      row('waterfall', step.code ? `${step.id}/${step.code}` : step.id, step.label ?? same(step.id), step.value, {
        rate: step.rate,
        source: step.source,
        status: step.status,
      }),
    ),
    row('intake', 'field', part('Cả ngành cần', 'The field needs'), field.range.p50, band(field.range)),
    row(
      'intake',
      'programme',
      part('Phần của chương trình', "The programme's share"),
      programme.range.p50,
      band(programme.range),
    ),
    row('intake', 'recommended', part('Khuyến nghị', 'Recommended'), programme.recommended, {
      source: `limit: ${programme.limit}`,
    }),
    ...answer.regret.map((r) =>
      row('regret', r.choice, same(r.choice), r.expectedCost, {
        source: `places ${Math.round(r.places)}; short ${Math.round(r.expectedShort)}, over ${Math.round(r.expectedOver)}; c_under ${answer.costs.under}, c_over ${answer.costs.over}`,
      }),
    ),
    ...answer.pipeline.map((c) =>
      row(
        'pipeline',
        String(c.entryYear),
        part(`Khóa nhập học ${c.entryYear}`, `Entered in ${c.entryYear}`),
        c.graduates,
        {
          source: `students ${c.students}`,
          status: about.status,
        },
      ),
    ),
    row('coordination', 'needed', part('Cả ngành cần', 'Needed'), coordination.needed, band(coordination.range)),
    row('coordination', 'announced', part('Đã công bố', 'Announced'), coordination.announced, {
      source: coordination.status,
    }),
    row('coordination', 'overSubscription', part('Vượt nhu cầu', 'Over-subscription'), coordination.overSubscription, {
      rate: coordination.pOverSubscribed,
    }),
    ...coordination.programmes.map((p) =>
      row('coordination', p.id, p.institution, p.allocated, {
        rate: p.key,
        source: `announced ${p.announced ?? 'not yet'}; recommended ${Math.round(p.recommended)} (${p.limit})`,
        status: p.status,
      }),
    ),
    ...quota.checks.map((check) =>
      row('quota', check.id, check.text, check.outcome, {
        rate: check.value,
        source: `${check.legalReference.en}; ${check.binds ? 'in force' : 'not in force'}; limit ${check.parameter}`,
        status: check.valueStatus,
      }),
    ),
    ...answer.inputs.map((input) =>
      row('inputs', input.input, same(input.input), input.value, {
        p10: input.low,
        p90: input.high,
        source: input.source,
        status: input.status,
      }),
    ),
  ]
}

export const evidenceTable = (meta: Meta, id: string): Table<EvidenceRow> => ({
  name: `advice-${id}`,
  title: { vi: 'Hồ sơ chỉ tiêu', en: 'Evidence for an intake' },
  columns: [
    text('part', 'Phần', 'Part', (r, lang) => r.part[lang], 30),
    text('item', 'Mục', 'Item', (r) => r.item, 26),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 60),
    number('value', 'Giá trị', 'Value', 'decimal', (r) => r.value),
    number('low', 'Thấp (P10)', 'Low (P10)', 'decimal', (r) => r.p10),
    number('high', 'Cao (P90)', 'High (P90)', 'decimal', (r) => r.p90),
    number('rate', 'Tỷ lệ, xác suất', 'Rate, probability', 'share', (r) => r.rate),
    text('source', 'Nguồn', 'Source', (r, lang) => sourceLabel(r.source)[lang], 60),
    text('status', 'Trạng thái', 'Status', (r) => r.status, 12),
    text('release', 'Phiên bản', 'Release', () => meta.release, 22),
  ],
})

export const quotaTable: Table<QuotaCheck> = {
  name: 'quota-checks',
  title: { vi: 'Quy định về chỉ tiêu', en: 'Quota rules' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 30),
    text('text', 'Quy định', 'Rule', (r, lang) => r.text[lang], 60),
    text('legal_reference', 'Căn cứ', 'Legal reference', (r, lang) => r.legalReference[lang], 44),
    text('rule_status', 'Hiệu lực', 'Status of the rule', (r) => r.status, 12),
    text('in_force_from', 'Từ ngày', 'In force from', (r) => r.inForceFrom),
    text('in_force_to', 'Đến ngày', 'In force to', (r) => r.inForceTo),
    text('binds', 'Đang áp dụng', 'Binds', (r) => r.binds, 10),
    text('outcome', 'Kết quả', 'Outcome', (r) => r.outcome, 10),
    number('value', 'Giá trị', 'Value', 'decimal', (r) => r.value),
    number('parameter', 'Ngưỡng', 'Limit', 'decimal', (r) => r.parameter),
    number('margin', 'Còn cách', 'Margin', 'decimal', (r) => r.margin),
    text('status', 'Trạng thái số liệu', 'Status of the value', (r) => r.valueStatus, 12),
    text('basis', 'Ghi chú', 'Basis', (r, lang) => sourceLabel(r.basis)[lang], 50),
  ],
}
export type QuotaRows = QuotaBody['checks']

type Share = CoordinationBody['programmes'][number]
export const coordinationTable = (body: CoordinationBody): Table<Share> => ({
  name: `coordination-${body.field}-${body.level}`,
  title: { vi: 'Phối hợp chỉ tiêu', en: 'Coordination of intakes' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 22),
    text('institution', 'Cơ sở', 'Institution', (r, lang) => r.institution[lang], 34),
    text('name', 'Chương trình', 'Programme', (r, lang) => r.name[lang], 40),
    number('key', 'Tỷ phần', 'Share of the key', 'share', (r) => r.key),
    number('capacity', 'Năng lực', 'Capacity', 'count', (r) => r.capacity),
    number('current_intake', 'Năm trước', 'Last intake', 'count', (r) => r.currentIntake),
    number('allocated', 'Được phân', 'Allocated', 'count', (r) => r.allocated),
    number('announced', 'Đã công bố', 'Announced', 'count', (r) => r.announced),
    number('difference', 'Công bố trừ phân', 'Announced less allocated', 'count', (r) => r.difference),
    number('recommended', 'Khuyến nghị', 'Recommended', 'count', (r) => r.recommended),
    text('limit', 'Giới hạn', 'Held back by', (r) => r.limit, 12),
    text('status', 'Trạng thái số liệu', 'Status', (r) => r.status, 12),
    number('field_needed', 'Cả ngành cần', 'Field needs', 'count', () => body.needed),
    number('field_announced', 'Cả ngành công bố', 'Field announced', 'count', () => body.announced),
    number('field_over', 'Vượt nhu cầu', 'Over-subscription', 'count', () => body.overSubscription),
  ],
})

export const cobwebTable: Table<CobwebBody['rows'][number]> = {
  name: 'cobweb',
  title: { vi: 'Chu kỳ mạng nhện', en: 'Pig cycle' },
  columns: [
    number('year', 'Năm', 'Year', 'text', (r) => r.year),
    number('need', 'Cần', 'Needed', 'decimal', (r) => r.need),
    number('intake', 'Tuyển theo thiếu hụt hôm nay', "Intake by today's gap", 'decimal', (r) => r.intake),
    number('graduates', 'Tốt nghiệp', 'Graduates', 'decimal', (r) => r.graduates),
    number('plan_intake', 'Tuyển theo năm ra trường', 'Intake by plan', 'decimal', (r) => r.planIntake),
    number('plan_graduates', 'Tốt nghiệp theo kế hoạch', 'Graduates by plan', 'decimal', (r) => r.planGraduates),
  ],
}
