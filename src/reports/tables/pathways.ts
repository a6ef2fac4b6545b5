import type { Meta } from '../../contracts/common.ts'
import type { PathwayRow } from '../../contracts/pathways.ts'
import { band, inOneLanguage, number, type Table, text } from '../table.ts'

/** Retraining pathways, one move a row. */
export const pathwayTable = (meta: Meta, area: string): Table<PathwayRow> => ({
  name: 'pathways',
  title: { vi: 'Lộ trình đào tạo lại', en: 'Retraining pathways' },
  columns: [
    text('area', 'Địa bàn', 'Area', () => area, 10),
    text('from', 'Từ mã nghề', 'From', (r) => r.from.code, 12),
    text('from_label', 'Từ nghề', 'From occupation', (r, lang) => r.from.label[lang], 36),
    text('to', 'Đến mã nghề', 'To', (r) => r.to.code, 12),
    text('to_label', 'Đến nghề', 'To occupation', (r, lang) => r.to.label[lang], 36),
    number('from_level', 'Bậc kỹ năng từ', 'Skill level from', 'count', (r) => r.from.skillLevel),
    number('to_level', 'Bậc kỹ năng đến', 'Skill level to', 'count', (r) => r.to.skillLevel),
    number('coverage', 'Kỹ năng đã có', 'Coverage', 'share', (r) => r.coverage),
    number('coverage_back', 'Chiều ngược lại', 'Coverage back', 'share', (r) => r.coverageBack),
    text('feasible', 'Khả thi', 'Feasible', (r) => r.feasible, 10),
    text('desirable', 'Nên làm', 'Desirable', (r) => r.desirable, 10),
    text('obstacles', 'Trở ngại', 'Obstacles', (r) => r.obstacles.join(' '), 20),
    text(
      'missing',
      'Kỹ năng cần học',
      'Missing skills',
      (r, lang) => r.missing.map((m) => m.label[lang]).join('; '),
      60,
    ),
    number('score', 'Điểm', 'Score', 'decimal', (r) => r.score),
    text('market', 'Thị trường của nhóm nghề', 'Market of group', (r) => r.market.occupation, 14),
    number('year', 'Năm', 'Year', 'text', (r) => r.market.year),
    ...band<PathwayRow>('gap', 'Thiếu hụt (+)', 'Gap (+ shortage)', 'count', (r) => r.market.gap),
    number('p_shortage', 'Xác suất thiếu hụt', 'P(shortage)', 'share', (r) => r.market.pShortage),
    number('p_surplus', 'Xác suất dư thừa', 'P(surplus)', 'share', (r) => r.market.pSurplus),
    text('pool_of', 'Nguồn người của nghề', 'Pool of', (r) => r.pool.occupation, 14),
    number('pool', 'Số người', 'Pool', 'count', (r) => r.pool.people),
    number('pool_women', 'Trong đó nữ', 'Of them women', 'count', (r) => r.pool.women),
    number('pool_informal', 'Trong đó phi chính thức', 'Of them informal', 'count', (r) => r.pool.informal),
    number('training_months', 'Tháng đào tạo (ước)', 'Months of training (rough)', 'decimal', (r) => r.trainingMonths),
    number('room', 'Chỗ nhận', 'Room', 'count', (r) => r.room),
    number('most_movers', 'Nhiều nhất chuyển được', 'Most movers', 'count', (r) => r.mostMovers),
    number('movers', 'Chuyển trong kế hoạch chung', 'Movers in the joint plan', 'count', (r) => r.movers),
    text('pool_status', 'Trạng thái', 'Status', (r) => r.pool.obsStatus, 10),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})
