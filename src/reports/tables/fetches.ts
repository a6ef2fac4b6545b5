import type { AnswerRow } from '../../contracts/quality.ts'
import { number, type Table, text } from '../table.ts'

export const answerTable: Table<AnswerRow> = {
  name: 'fetches',
  title: { vi: 'Câu trả lời của các nguồn', en: 'Answers of the sources' },
  columns: [
    number('id', 'Số', 'Id', 'count', (r) => r.id),
    text('at', 'Lúc', 'At', (r) => r.at, 26),
    text('source', 'Máy chủ', 'Server', (r) => r.source, 30),
    text('file', 'Tệp', 'File', (r) => r.file, 40),
    text('outcome', 'Kết quả', 'Outcome', (r) => r.outcome, 12),
    number('status', 'Mã HTTP', 'HTTP status', 'count', (r) => r.status),
    number('bytes', 'Byte', 'Bytes', 'count', (r) => r.bytes),
    text('reason', 'Lý do', 'Reason', (r) => r.reason, 60),
    text('address', 'Địa chỉ', 'Address', (r) => r.address, 80),
    text('licence', 'Giấy phép', 'Licence', (r) => r.licence, 40),
  ],
}
