import type { ProgrammeUpload, RefusedProgrammeRow } from '../../contracts/programme-uploads.ts'
import { number, type Table, text } from '../table.ts'

export const uploadTable: Table<ProgrammeUpload> = {
  name: 'programme-uploads',
  title: { vi: 'Các lần nạp chương trình', en: 'Uploads of programmes' },
  columns: [
    number('id', 'Lần nạp', 'Upload', 'count', (r) => r.id),
    text('at', 'Lúc', 'At', (r) => r.at, 26),
    text('origin', 'Từ', 'Origin', (r) => r.origin, 40),
    text('outcome', 'Kết quả', 'Outcome', (r) => r.outcome, 12),
    number('read', 'Dòng đọc', 'Rows read', 'count', (r) => r.read),
    number('refused', 'Lỗi', 'Faults', 'count', (r) => r.refused),
    text('set_id', 'Mã nội dung', 'Set id', (r) => r.setId, 66),
  ],
}

export const refusedProgrammeTable: Table<RefusedProgrammeRow> = {
  name: 'programme-faults',
  title: { vi: 'Dòng bị từ chối', en: 'Refused rows' },
  columns: [
    text('table', 'Tệp hoặc trang tính', 'File or sheet', (r) => r.table, 22),
    number('line', 'Dòng', 'Line', 'text', (r) => r.line),
    text('column', 'Cột', 'Column', (r) => r.column, 22),
    text('reason', 'Lý do', 'Reason', (r, lang) => r.reason[lang], 60),
    text('raw', 'Nguyên văn', 'Raw text', (r) => r.raw, 80),
  ],
}
