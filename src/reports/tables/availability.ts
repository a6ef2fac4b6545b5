import type { AvailabilityRow } from '../../contracts/availability.ts'
import { type Table, text } from '../table.ts'

export const availabilityTable = (area: string): Table<AvailabilityRow> => ({
  name: 'availability',
  title: { vi: 'Có số liệu nào', en: 'Availability' },
  columns: [
    text('area', 'Địa bàn', 'Area', () => area, 12),
    text('dataset', 'Bộ số liệu', 'Data set', (r) => r.dataset, 14),
    text('item', 'Mục', 'Item', (r) => r.item, 34),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 44),
    text('available', 'Có', 'Available', (r) => r.available, 10),
    text('from', 'Từ', 'From', (r) => r.from, 10),
    text('to', 'Đến', 'To', (r) => r.to, 10),
    text('reason', 'Mã lý do', 'Reason', (r) => r.reason, 16),
    text('text', 'Lý do', 'Why', (r, lang) => r.text?.[lang] ?? null, 70),
  ],
})
