import type { Meta } from '../../contracts/common.ts'
import type { OpeningRow } from '../../contracts/openings.ts'
import { band, inOneLanguage, number, type Table, text } from '../table.ts'

/** Openings, one row per definition, sector and year. */
export const openingTable = (meta: Meta): Table<OpeningRow> => ({
  name: 'openings',
  title: { vi: 'Chỗ làm cần tuyển', en: 'Job openings' },
  columns: [
    text('definition_id', 'Định nghĩa cầu thay thế', 'Definition of replacement', (r) => r.definitionId, 20),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('sector', 'Mã ngành', 'Sector', (r) => r.sector, 14),
    text('label', 'Tên ngành', 'Sector name', (r, lang) => r.label[lang], 42),
    number('year', 'Năm', 'Year', 'text', (r) => r.year),
    number('years', 'Số năm cộng dồn', 'Years summed', 'count', (r) => r.years),
    ...band<OpeningRow>('expansion_demand', 'Cầu mở rộng', 'Expansion demand', 'count', (r) => r.expansionDemand),
    ...band<OpeningRow>(
      'replacement_demand',
      'Cầu thay thế',
      'Replacement demand',
      'count',
      (r) => r.replacementDemand,
    ),
    ...band<OpeningRow>('job_openings', 'Chỗ làm cần tuyển', 'Job openings', 'count', (r) => r.jobOpenings),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('obs_status', 'Trạng thái', 'Status', () => 'F', 10),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})
