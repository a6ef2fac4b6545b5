import type { LabelText, Meta } from '../contracts/common.ts'
import type { GapRow } from '../contracts/gaps.ts'
import type { UncertaintyRecord, UncertaintyRow } from '../contracts/uncertainty.ts'
import { numberFormats } from './format.ts'
import { inOneLanguage, number, type Table, text } from './table.ts'

const label = (vi: string, en: string): LabelText => ({ vi, en })

const NAMES: Readonly<Record<string, LabelText>> = {
  totalDemand: label('Tổng việc làm so với lực lượng lao động', 'Total employment beside the labour force'),
  sectorDemand: label('Dự báo từng ngành', 'Forecasts of the sectors'),
  labourForce: label('Dự báo lực lượng lao động', 'Forecast of the labour force'),
  newcomers: label('Người mới chọn ngành và nghề nào', 'Which sectors and occupations newcomers choose'),
  exits: label('Bao nhiêu người rời hẳn', 'How many leave for good'),
  staffing: label('Cơ cấu nghề trong ngành', 'Staffing of the sectors'),
  baseEstimate: label('Ước tính việc làm năm gốc của địa bàn', 'Estimated base year of the area'),
  areaLead: label('Địa bàn đi trước cả nước bao xa', 'How far the area leads the country'),
  retirement_hazard: label('Nguy cơ nghỉ việc theo tuổi', 'Hazards of leaving by age'),
  insured_share: label('Tỷ lệ có bảo hiểm theo nghề', 'Insured share by occupation'),
  graduate_inflow: label('Số sinh viên tốt nghiệp vào làm', 'Inflow of graduates'),
  exit_sd: label('Sai số của tỷ lệ rời hẳn', 'Error of the exit rates'),
  entrant_share_sd: label('Sai số của sức hút các ngành', 'Error of the pull of sectors'),
  women_supply_sd: label('Sai số tỷ lệ nữ trong cung', "Error of women's part of supply"),
  demand_supply_correlation: label('Cầu và cung sai cùng nhau', 'Demand and supply err together'),
  sector_macro_correlation: label('Các ngành sai cùng nền kinh tế', 'Sectors err with the economy'),
  ipf_log_sd: label('Sai số của ước tính cho địa bàn', 'Error of the estimate for the area'),
  hanoi_trained_odds_ratio: label('Hà Nội có nhiều lao động qua đào tạo hơn', 'Hanoi has more trained workers'),
}

/** Components by their share, then assumptions by what they do to the median. */
export function uncertaintyLines(records: readonly UncertaintyRecord[]): UncertaintyRow[] {
  const none = {
    varianceShare: null,
    widthIfKnown: null,
    gapAtLow: null,
    gapAtHigh: null,
    widthAtLow: null,
    widthAtHigh: null,
  }
  const rows = records.map((row): UncertaintyRow => {
    const head = { ...none, kind: row.kind, item: row.item, label: NAMES[row.item] ?? label(row.item, row.item) }
    if (row.kind === 'component') return { ...head, varianceShare: row.variance_share, widthIfKnown: row.width }
    const [low, published, high] = row.gap
    const [narrow, width, wide] = row.widths
    return {
      ...head,
      gapAtLow: low - published,
      gapAtHigh: high - published,
      widthAtLow: narrow - width,
      widthAtHigh: wide - width,
    }
  })
  const size = (row: UncertaintyRow): number =>
    row.varianceShare ?? Math.max(Math.abs(row.gapAtLow ?? 0), Math.abs(row.gapAtHigh ?? 0))
  return rows.sort((a, b) => a.kind.localeCompare(b.kind) || size(b) - size(a))
}

/** Why the band is so wide, in a sentence. */
export function uncertaintySentence(gap: GapRow, rows: readonly UncertaintyRow[], lang: 'vi' | 'en'): string {
  const { persons, share } = numberFormats(lang)
  const [first, second] = rows.filter((row) => row.varianceShare !== null && row.varianceShare >= 0.05)
  const prior = rows.find((row) => row.kind === 'prior')
  const width = persons(gap.gap.p90 - gap.gap.p10)
  const per = (row: UncertaintyRow): string => `${row.label[lang].toLowerCase()} (${share(row.varianceShare!)})`
  const causes = [first, second].flatMap((row) => (row ? [per(row)] : [])).join(lang === 'vi' ? ' và ' : ' and ')
  const most = prior ? persons(Math.max(Math.abs(prior.gapAtLow!), Math.abs(prior.gapAtHigh!))) : ''
  return lang === 'vi'
    ? `Khoảng P10-P90 rộng ${width} người, phần lớn phương sai do ${causes}.${prior ? ` Giả định ảnh hưởng nhiều nhất: ${prior.label.vi.toLowerCase()}, dời trung vị tới ${most} người.` : ''}`
    : `P10 to P90 spans ${width} persons; most of the variance comes from ${causes}.${prior ? ` The assumption that matters most: ${prior.label.en.toLowerCase()}, which moves the median by up to ${most} persons.` : ''}`
}

export const uncertaintyTable = (meta: Meta, gapId: string): Table<UncertaintyRow> => ({
  name: 'gap-uncertainty',
  title: { vi: 'Vì sao khoảng rộng', en: 'Why the band is so wide' },
  columns: [
    text('gap_id', 'Mã chênh lệch', 'Gap id', () => gapId, 28),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('item', 'Mã', 'Item', (r) => r.item, 22),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 44),
    number('variance_share', 'Phần phương sai', 'Share of the variance', 'share', (r) => r.varianceShare),
    number('width_if_known', 'Khoảng còn lại nếu biết', 'Width left if known', 'count', (r) => r.widthIfKnown),
    number('gap_at_low', 'Trung vị đổi, mức thấp', 'Median moves, low end', 'count', (r) => r.gapAtLow),
    number('gap_at_high', 'Trung vị đổi, mức cao', 'Median moves, high end', 'count', (r) => r.gapAtHigh),
    number('width_at_low', 'Khoảng đổi, mức thấp', 'Width moves, low end', 'count', (r) => r.widthAtLow),
    number('width_at_high', 'Khoảng đổi, mức cao', 'Width moves, high end', 'count', (r) => r.widthAtHigh),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})
