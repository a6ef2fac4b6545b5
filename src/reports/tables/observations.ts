import type { Meta } from '../../contracts/common.ts'
import type { ObservationRow, SeriesRow } from '../../contracts/observations.ts'
import { number, type Table, text } from '../table.ts'

export const observationTable = (meta: Meta): Table<ObservationRow> => ({
  name: 'observations',
  title: { vi: 'Số liệu đã công bố', en: 'Observations' },
  columns: [
    text('series', 'Chuỗi', 'Series', (r) => r.series, 60),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('measure', 'Chỉ tiêu', 'Measure', (r) => r.measure, 20),
    text('sex', 'Giới tính', 'Sex', (r) => r.sex, 9),
    text('industry', 'Ngành', 'Industry', (r) => r.industry, 14),
    text('occupation', 'Nghề', 'Occupation', (r) => r.occupation, 14),
    text('age', 'Tuổi', 'Age', (r) => r.age, 10),
    text('concept', 'Khái niệm', 'Concept', (r) => r.concept, 10),
    text('frequency', 'Tần suất', 'Frequency', (r) => r.frequency, 10),
    text('period', 'Kỳ', 'Period', (r) => r.period, 10),
    number('value', 'Giá trị', 'Value', 'decimal', (r) => r.value),
    text('unit', 'Đơn vị', 'Unit', (r) => r.unit, 8),
    text('obs_status', 'Trạng thái', 'Status', (r) => r.obsStatus, 10),
    text('conf_status', 'Bảo mật', 'Confidentiality', (r) => r.confStatus, 10),
    text('is_break', 'Gián đoạn chuỗi', 'Break in series', (r) => r.isBreak, 10),
    text('vintage', 'Ngày công bố', 'Published on', (r) => r.vintage, 12),
    text('as_of', 'Tính đến ngày', 'As known on', () => meta.asOf, 12),
    text('source', 'Nguồn', 'Source', (r) => r.source, 18),
    text('file', 'Tệp', 'File', (r) => r.file, 40),
    number('line', 'Dòng', 'Line', 'count', (r) => r.line),
    text('note', 'Ghi chú', 'Note', (r) => r.note, 40),
  ],
})

export const seriesTable: Table<SeriesRow> = {
  name: 'series',
  title: { vi: 'Danh mục chuỗi số liệu', en: 'Series' },
  columns: [
    text('id', 'Chuỗi', 'Series', (r) => r.id, 60),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('measure', 'Chỉ tiêu', 'Measure', (r) => r.measure, 20),
    text('sex', 'Giới tính', 'Sex', (r) => r.sex, 9),
    text('industry', 'Ngành', 'Industry', (r) => r.industry, 14),
    text('occupation', 'Nghề', 'Occupation', (r) => r.occupation, 14),
    text('age', 'Tuổi', 'Age', (r) => r.age, 10),
    text('concept', 'Khái niệm', 'Concept', (r) => r.concept, 10),
    text('frequency', 'Tần suất', 'Frequency', (r) => r.frequency, 10),
    text('source', 'Nguồn', 'Source', (r) => r.source, 18),
    text('unit', 'Đơn vị', 'Unit', (r) => r.unit, 8),
    number('unit_mult', 'Luỹ thừa 10', 'Power of ten', 'count', (r) => r.unitMult),
    text('first', 'Kỳ đầu', 'First period', (r) => r.first, 10),
    text('last', 'Kỳ cuối', 'Last period', (r) => r.last, 10),
    number('observations', 'Số kỳ', 'Periods', 'count', (r) => r.observations),
    text('vintages', 'Các ngày công bố', 'Publication days', (r) => r.vintages.join(' '), 30),
  ],
}
