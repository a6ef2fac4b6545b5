import type { Meta } from '../../contracts/common.ts'
import type { GapRow, GapSkills, Rating } from '../../contracts/gaps.ts'
import { RATING_NAMES } from '../glossary.ts'
import { band, inOneLanguage, number, type Table, text } from '../table.ts'

/** Gaps, one row per area, sector, year and sex. */
export const gapTable = (meta: Meta): Table<GapRow> => ({
  name: 'gaps',
  title: { vi: 'Chênh lệch cung cầu', en: 'Gaps' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 28),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('sector', 'Mã ngành', 'Sector', (r) => r.sector, 14),
    text('occupation', 'Mã nghề', 'Occupation', (r) => r.occupation, 12),
    text('label', 'Tên ngành hoặc nghề', 'Sector or occupation', (r, lang) => r.label[lang], 42),
    number('year', 'Năm', 'Year', 'text', (r) => r.year),
    text('sex', 'Giới tính', 'Sex', (r) => r.sex, 9),
    ...band<GapRow>('demand', 'Cầu', 'Demand', 'count', (r) => r.demand),
    ...band<GapRow>('supply', 'Cung', 'Supply', 'count', (r) => r.supply),
    ...band<GapRow>('gap', 'Thiếu hụt (+)', 'Gap (+ shortage)', 'count', (r) => r.gap),
    ...band<GapRow>('gap_percent', 'Thiếu hụt, % của cầu', 'Gap, % of demand', 'percent', (r) => r.gapPercent),
    number(
      'normalised_gap',
      'Thiếu hụt chuẩn hoá, %/năm',
      'Normalised gap, % a year',
      'decimal',
      (r) => r.normalisedGap,
    ),
    ...band<GapRow>('expansion_demand', 'Cầu mở rộng', 'Expansion demand', 'count', (r) => r.expansionDemand),
    ...band<GapRow>('replacement_demand', 'Cầu thay thế', 'Replacement demand', 'count', (r) => r.replacementDemand),
    ...band<GapRow>('job_openings', 'Chỗ làm cần tuyển', 'Job openings', 'count', (r) => r.jobOpenings),
    text('definition_id', 'Định nghĩa cầu thay thế', 'Definition of replacement', (r) => r.definitionId, 20),
    number('p_shortage', 'Xác suất thiếu hụt', 'P(shortage)', 'share', (r) => r.pShortage),
    number(
      'shortage_threshold_percent',
      'Ngưỡng thiếu hụt, %',
      'Shortage threshold, %',
      'percent',
      (r) => r.shortageThresholdPercent,
    ),
    number('p_gap_positive', 'Xác suất cầu vượt cung', 'P(demand exceeds supply)', 'share', (r) => r.pGapPositive),
    text('rating', 'Mức', 'Rating code', (r) => r.rating, 18),
    text('rating_label', 'Xếp hạng', 'Rating', (r, lang) => RATING_NAMES[r.rating as Rating][lang], 20),
    number('rating_probability', 'Xác suất của mức', 'Probability of the class', 'share', (r) => r.ratingProbability),
    text('rating_is_clear', 'Mức rõ', 'Class is clear', (r) => r.ratingIsClear, 8),
    text('median_rating', 'Mức của trung vị', 'Class of the median', (r) => r.medianRating, 18),
    text('basis', 'Tính theo nơi', 'Counted at', (r) => r.basis, 10),
    number('base_year', 'Năm gốc', 'Base year', 'text', (r) => r.base.year),
    number('base_value', 'Việc làm năm gốc', 'Employment in the base year', 'count', (r) => r.base.value),
    text('base_status', 'Trạng thái gốc', 'Base status', (r) => r.base.obsStatus, 10),
    text('obs_status', 'Trạng thái', 'Status', (r) => r.obsStatus, 10),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})

/** One line of the split of a gap: an occupation group in persons, or a skill in person-skill units. */
export interface GapPart {
  readonly part: 'occupation' | 'skill' | 'knowledge'
  readonly code: string
  readonly label: { vi: string; en: string }
  readonly rank: number
  readonly share: number | null
  readonly specificity: number | null
  readonly gap: { p10: number; p50: number; p90: number }
}

/** Occupations by share, then skills by rank. The two have different units and are never added. */
export function gapParts(gap: Pick<GapSkills, 'occupations' | 'skills'>): GapPart[] {
  return [
    ...gap.occupations.map(
      (o, i): GapPart => ({
        part: 'occupation',
        code: o.occupation,
        label: o.label,
        rank: i + 1,
        share: o.share,
        specificity: null,
        gap: o.gap,
      }),
    ),
    ...gap.skills.map(
      (s): GapPart => ({
        part: s.domain,
        code: s.skill,
        label: s.label,
        rank: s.rank,
        share: null,
        specificity: s.specificity,
        gap: s.gap,
      }),
    ),
  ]
}

export const gapPartTable = (meta: Meta, gapId: string): Table<GapPart> => ({
  name: 'gap-skills',
  title: { vi: 'Nghề và kỹ năng', en: 'Occupations and skills' },
  columns: [
    text('gap_id', 'Mã chênh lệch', 'Gap id', () => gapId, 28),
    text('part', 'Phần', 'Part', (r) => r.part, 12),
    text('code', 'Mã', 'Code', (r) => r.code, 14),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 44),
    number('rank', 'Hạng', 'Rank', 'count', (r) => r.rank),
    number('share', 'Tỷ trọng việc làm', 'Share of employment', 'share', (r) => r.share),
    number('specificity', 'Độ đặc thù', 'Specificity', 'decimal', (r) => r.specificity),
    ...band<GapPart>('gap', 'Thiếu hụt (+)', 'Gap (+ shortage)', 'decimal', (r) => r.gap),
    text('unit', 'Đơn vị', 'Unit', (r) => (r.part === 'occupation' ? 'PS' : 'person-skill'), 12),
    text('obs_status', 'Trạng thái', 'Status', () => 'F', 10),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})
