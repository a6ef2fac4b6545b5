import type { Meta } from '../../contracts/common.ts'
import type { ReleaseChange } from '../../contracts/release-compare.ts'
import { number, type Table, text } from '../table.ts'

export const releaseChangeTable = (meta: Meta, before: string): Table<ReleaseChange> => ({
  name: 'release-changes',
  title: { vi: 'Thay đổi giữa hai phiên bản', en: 'Changes between two releases' },
  columns: [
    text('gap_id', 'Mã', 'Id', (r) => r.id, 28),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('sector', 'Ngành', 'Sector', (r) => r.sector, 14),
    text('label', 'Tên', 'Name', (r, lang) => r.label[lang], 34),
    text('year', 'Năm', 'Year', (r) => r.year, 8),
    text('sex', 'Giới tính', 'Sex', (r) => r.sex, 9),
    ...(['gap', 'demand', 'supply'] as const).flatMap((what) => {
      const name = { gap: ['Thiếu hụt (+)', 'Gap'], demand: ['Cầu', 'Demand'], supply: ['Cung', 'Supply'] }[what]
      return [
        number<ReleaseChange>(
          `${what}_before`,
          `${name[0]}, trước`,
          `${name[1]}, before`,
          'count',
          (r) => r[what].before,
        ),
        number<ReleaseChange>(`${what}_after`, `${name[0]}, sau`, `${name[1]}, after`, 'count', (r) => r[what].after),
        number<ReleaseChange>(
          `${what}_change`,
          `${name[0]}, thay đổi`,
          `${name[1]}, change`,
          'count',
          (r) => r[what].change,
        ),
      ]
    }),
    number('base_revision', 'Số gốc sửa', 'Revision of the base', 'count', (r) => r.baseRevision),
    text('cause', 'Nguyên nhân', 'Cause', (r) => r.cause, 12),
    text('release_before', 'Lần trước', 'Release before', () => before, 22),
    text('release', 'Lần sau', 'Release', () => meta.release, 22),
  ],
})
