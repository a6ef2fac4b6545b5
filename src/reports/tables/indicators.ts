import type { Meta } from '../../contracts/common.ts'
import type { IndicatorRow } from '../../contracts/indicators.ts'
import { INDICATOR_CLASS_NAMES } from '../glossary.ts'
import { number, type Table, text } from '../table.ts'

/** Indicators of occupation groups, one row per group and year. */
export const indicatorTable = (meta: Meta): Table<IndicatorRow> => ({
  name: 'indicators',
  title: { vi: 'Chỉ số thị trường theo nghề', en: 'Indicators by occupation' },
  columns: [
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('occupation', 'Mã nghề', 'Occupation', (r) => r.occupation, 12),
    text('label', 'Tên nhóm nghề', 'Occupation group', (r, lang) => r.label[lang], 42),
    number('year', 'Năm', 'Year', 'text', (r) => r.year),
    number('years', 'Số năm cộng dồn', 'Years summed', 'count', (r) => r.years),
    number('employment', 'Việc làm năm gốc', 'Employment in the base year', 'count', (r) => r.employment),
    number('inflow', 'Người đến', 'Inflow', 'count', (r) => r.inflow),
    number(
      'short_term_unemployed',
      'Thất nghiệp ngắn hạn (giả định)',
      'Short-term unemployed (assumed)',
      'count',
      (r) => r.shortTermUnemployed,
    ),
    number('expansion_demand', 'Cầu mở rộng', 'Expansion demand', 'count', (r) => r.expansionDemand),
    number('replacement_demand', 'Cầu thay thế', 'Replacement demand', 'count', (r) => r.replacementDemand),
    number('indicator', 'Chỉ số thị trường (kiểu ITA)', 'Market indicator (ITA-like)', 'decimal', (r) => r.indicator),
    text('indicator_class', 'Mức', 'Class', (r) => r.indicatorClass ?? '', 12),
    text(
      'class_label',
      'Triển vọng của người tìm việc',
      'Prospects of those who seek work',
      (r, lang) => (r.indicatorClass ? INDICATOR_CLASS_NAMES[r.indicatorClass][lang] : ''),
      24,
    ),
    number('flow_ratio', 'Tỷ số dòng', 'Flow ratio', 'decimal', (r) => r.flowRatio),
    number('mix_fill', 'Độ lấp đầy cơ cấu trình độ', 'Mix fill', 'share', (r) => r.mixFill),
    number(
      'women_of_employment',
      'Tỷ lệ nữ trong việc làm',
      'Women of employment',
      'share',
      (r) => r.womenOfEmployment,
    ),
    number('women_of_openings', 'Tỷ lệ nữ trong chỗ cần tuyển', 'Women of openings', 'share', (r) => r.womenOfOpenings),
    number('women_of_seekers', 'Tỷ lệ nữ trong người đến', 'Women of seekers', 'share', (r) => r.womenOfSeekers),
    number('segregation', 'Chỉ số Duncan', "Duncan's index", 'share', (r) => r.segregation),
    number('openings_adv', 'Cần tuyển: cao đẳng trở lên', 'Openings: tertiary', 'count', (r) => r.openingsByLevel.ADV),
    number(
      'openings_int',
      'Cần tuyển: trung học phổ thông, trung cấp',
      'Openings: upper secondary',
      'count',
      (r) => r.openingsByLevel.INT,
    ),
    number(
      'openings_bas',
      'Cần tuyển: tiểu học, trung học cơ sở',
      'Openings: basic',
      'count',
      (r) => r.openingsByLevel.BAS,
    ),
    number(
      'openings_ltb',
      'Cần tuyển: dưới tiểu học',
      'Openings: less than basic',
      'count',
      (r) => r.openingsByLevel.LTB,
    ),
    text('usual_education', 'Trình độ thường đòi hỏi', 'Education usually asked for', (r) => r.usualEducation, 14),
    number('tightness', 'Chỗ trống trên một người thất nghiệp', 'Vacancies per unemployed', 'decimal', (r) =>
      r.tightness ? r.tightness.value : null,
    ),
    text(
      'tightness_class',
      'Mức căng (phía doanh nghiệp)',
      'Tightness (for employers)',
      (r) => r.tightness?.class ?? '',
      12,
    ),
    number('fill_rate', 'Tỷ lệ tuyển được', 'Fill rate', 'share', (r) => (r.fillRate ? r.fillRate.value : null)),
    text('basis', 'Tính theo nơi', 'Counted at', (r) => r.basis, 10),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('obs_status', 'Trạng thái', 'Status', (r) => r.obsStatus, 10),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', () => meta.method, 60),
  ],
})
