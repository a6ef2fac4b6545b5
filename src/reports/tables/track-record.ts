import type { Meta } from '../../contracts/common.ts'
import type { TrackCaseRow, TrackRecordRow } from '../../contracts/track-record.ts'
import { number, type Table, text } from '../table.ts'

export const trackRecordTable = (meta: Meta): Table<TrackRecordRow> => ({
  name: 'track-record',
  title: { vi: 'Dự báo cũ đối chiếu với thực tế', en: 'Track record' },
  columns: [
    text('kind', 'Loại', 'Kind', (r) => r.kind, 14),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('measure', 'Chỉ tiêu', 'Measure', (r) => r.measure, 16),
    text('unit', 'Mã', 'Unit', (r) => r.unit, 16),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 30),
    text('contender', 'Phương pháp dự báo', 'Contender', (r) => r.contender, 18),
    number('horizon', 'Tầm dự báo (năm; 0: tất cả)', 'Horizon (years; 0: all)', 'count', (r) => r.horizon),
    number('rounds', 'Số vòng', 'Rounds', 'count', (r) => r.rounds),
    number('cases', 'Số lần dự báo', 'Cases', 'count', (r) => r.cases),
    number('wape', 'WAPE, %', 'WAPE, %', 'percent', (r) => r.wape),
    number('mape', 'MAPE (trên 1.000), %', 'MAPE (above 1,000), %', 'percent', (r) => r.mape),
    number('mase', 'MASE', 'MASE', 'decimal', (r) => r.mase),
    number('skill', 'Hơn giá trị cuối', 'Skill against last value', 'decimal', (r) => r.skill),
    number('expansion_wape', 'WAPE cầu mở rộng, %', 'WAPE of expansion, %', 'percent', (r) => r.expansionWape),
    number('direction_hits', 'Đúng chiều', 'Direction hits', 'share', (r) => r.directionHits),
    number('relative_growth_hits', 'Đúng nhanh/chậm hơn', 'Relative growth hits', 'share', (r) => r.relativeGrowthHits),
    number('dissimilarity', 'Chỉ số khác biệt, %', 'Dissimilarity, %', 'percent', (r) => r.dissimilarity),
    number('spearman', 'Tương quan hạng', 'Spearman', 'decimal', (r) => r.spearman),
    number('precision_at_top', 'Đúng nhóm dẫn đầu', 'Precision at top', 'share', (r) => r.precisionAtTop),
    number('coverage_80', 'Độ phủ khoảng 80 %', 'Coverage of 80 %', 'share', (r) => r.coverage80),
    number('coverage_low', 'Độ phủ ngẫu nhiên, thấp', 'Coverage by chance, low', 'share', (r) => r.coverageLow),
    number('coverage_high', 'Độ phủ ngẫu nhiên, cao', 'Coverage by chance, high', 'share', (r) => r.coverageHigh),
    number('winkler', 'Điểm khoảng (Winkler)', 'Winkler score', 'decimal', (r) => r.winkler),
    number('crps', 'CRPS', 'CRPS', 'decimal', (r) => r.crps),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
  ],
})

export const trackCaseTable = (meta: Meta): Table<TrackCaseRow> => ({
  name: 'track-record-cases',
  title: { vi: 'Từng dự báo cũ và thực tế', en: 'Past forecasts and outcomes' },
  columns: [
    text('kind', 'Loại', 'Kind', (r) => r.kind, 14),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('measure', 'Chỉ tiêu', 'Measure', (r) => r.measure, 16),
    text('unit', 'Mã', 'Unit', (r) => r.unit, 16),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 30),
    text('origin', 'Năm gốc', 'Origin', (r) => r.origin, 8),
    text('target', 'Năm dự báo', 'Target year', (r) => r.target, 8),
    text('known_on', 'Số liệu biết đến ngày', 'Data known on', (r) => r.knownOn ?? 'latest', 14),
    number('base', 'Số năm gốc', 'Figure of the origin', 'count', (r) => r.base),
    number('forecast', 'Dự báo', 'Forecast', 'count', (r) => r.forecast),
    number('p10', 'P10', 'P10', 'count', (r) => r.p10),
    number('p90', 'P90', 'P90', 'count', (r) => r.p90),
    number('actual', 'Thực tế', 'Outcome', 'count', (r) => r.actual),
    text('actual_status', 'Trạng thái', 'Status', (r) => r.actualStatus, 8),
    number('error', 'Sai số', 'Error', 'count', (r) => r.error),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
  ],
})
