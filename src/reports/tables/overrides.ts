import type { Meta } from '../../contracts/common.ts'
import type { OverrideRow } from '../../contracts/overrides.ts'
import { number, type Table, text } from '../table.ts'

export const overrideTable = (meta: Meta): Table<OverrideRow> => ({
  name: 'overrides',
  title: { vi: 'Điều chỉnh của chuyên gia', en: 'Expert overrides' },
  columns: [
    text('id', 'Số', 'Number', (r) => r.id, 8),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('figure', 'Con số', 'Figure', (r) => r.figure, 34),
    text('year', 'Năm', 'Year', (r) => r.year, 8),
    number('value', 'Số của chuyên gia', 'Override', 'count', (r) => r.value),
    number('un_overridden', 'Số của mô hình', 'Model', 'count', (r) => r.unOverridden),
    text('reason', 'Lý do', 'Reason', (r) => r.reason, 40),
    text('author', 'Người chịu trách nhiệm', 'Owner', (r) => r.author, 20),
    text('created_on', 'Ngày lập', 'Made on', (r) => r.createdOn, 12),
    text('expires_on', 'Hết hạn', 'Expires on', (r) => r.expiresOn, 12),
    text('is_active', 'Còn hiệu lực', 'Counts today', (r) => r.isActive, 10),
    number('actual', 'Thực tế', 'Outcome', 'count', (r) => r.score?.actual ?? null),
    number(
      'override_error',
      'Sai số của chuyên gia',
      'Error of the override',
      'count',
      (r) => r.score?.overrideError ?? null,
    ),
    number('model_error', 'Sai số của mô hình', 'Error of the model', 'count', (r) => r.score?.modelError ?? null),
    number('improvement', 'Cải thiện', 'Improvement', 'decimal', (r) => r.score?.improvement ?? null),
    text('release', 'Phiên bản', 'Release', (r) => r.release ?? meta.release, 22),
  ],
})
