import type { Meta } from '../../contracts/common.ts'
import type { GapDriverRow } from '../../contracts/drivers.ts'
import { inOneLanguage, number, type Table, text } from '../table.ts'

/** Drivers of one gap: the column of persons adds up to the mean gap. */
export const driverTable = (meta: Meta, gapId: string): Table<GapDriverRow> => ({
  name: 'gap-drivers',
  title: { vi: 'Nguyên nhân của chênh lệch', en: 'Drivers of a gap' },
  columns: [
    text('gap_id', 'Mã chênh lệch', 'Gap id', () => gapId, 28),
    text('driver', 'Mã nguyên nhân', 'Driver', (r) => r.driver, 14),
    text('side', 'Bên', 'Side', (r) => r.side, 10),
    text('label', 'Nguyên nhân', 'Name', (r, lang) => r.label[lang], 48),
    number('persons', 'Số người (+ tăng thiếu hụt)', 'Persons (+ widens)', 'decimal', (r) => r.persons),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('obs_status', 'Trạng thái', 'Status', () => 'F', 10),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})
