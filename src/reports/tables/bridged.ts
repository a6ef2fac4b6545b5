import type { BridgedRow } from '../../contracts/bridged.ts'
import type { Meta } from '../../contracts/common.ts'
import { number, type Table, text } from '../table.ts'

export const bridgedTable = (meta: Meta): Table<BridgedRow> => ({
  name: 'bridged-counts',
  title: { vi: 'Số liệu chuyển sang phân loại khác', en: 'Counts in another classification' },
  columns: [
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('measure', 'Chỉ tiêu', 'Measure', (r) => r.measure, 14),
    text('period', 'Kỳ', 'Period', (r) => r.period, 10),
    text('sex', 'Giới tính', 'Sex', (r) => r.sex, 6),
    text('concept', 'Khái niệm', 'Concept', (r) => r.concept, 10),
    text('source', 'Nguồn', 'Source', (r) => r.source, 18),
    text('code', 'Mã', 'Code', (r) => r.code, 14),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 48),
    number('value', 'Giá trị', 'Value', 'decimal', (r) => r.value),
    number('standard_error', 'Sai số chuẩn', 'Standard error', 'decimal', (r) => r.standardError),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('obs_status', 'Trạng thái', 'Status', (r) => r.obsStatus, 10),
    text('parts', 'Gồm', 'Made of', (r) => r.parts.map(({ code, weight }) => `${weight} x ${code}`).join(' + '), 40),
    text('as_of', 'Tính đến ngày', 'As known on', () => meta.asOf, 12),
  ],
})
