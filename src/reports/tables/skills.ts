import type { Meta } from '../../contracts/common.ts'
import type { SkillRow } from '../../contracts/skills.ts'
import { band, number, type Table, text } from '../table.ts'

export const skillTable = (meta: Meta): Table<SkillRow> => ({
  name: 'skills',
  title: { vi: 'Thiếu hụt kỹ năng', en: 'Skill gaps' },
  columns: [
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('sector', 'Ngành', 'Sector', (r) => r.sector, 14),
    text('sector_label', 'Tên ngành', 'Sector name', (r, lang) => r.sectorLabel[lang], 34),
    text('occupation', 'Nhóm nghề', 'Occupation group', (r) => r.occupation, 14),
    text('year', 'Năm', 'Year', (r) => r.year, 8),
    number('rank', 'Hạng', 'Rank', 'count', (r) => r.rank),
    text('skill', 'Mã kỹ năng', 'Skill', (r) => r.skill, 12),
    text('label', 'Kỹ năng, kiến thức', 'Skill or knowledge', (r, lang) => r.label[lang], 40),
    text('domain', 'Nhóm', 'Domain', (r) => r.domain, 12),
    ...band<SkillRow>('gap', 'Thiếu hụt (+)', 'Gap (+ shortage)', 'decimal', (r) => r.gap),
    number('p_shortage', 'Xác suất thiếu', 'P(shortage)', 'share', (r) => r.pShortage),
    number('demand', 'Cầu (trung bình)', 'Demand (mean)', 'decimal', (r) => r.demand),
    number('supply', 'Cung (trung bình)', 'Supply (mean)', 'decimal', (r) => r.supply),
    number('between', 'Do nghề tăng, giảm', 'Between occupations', 'decimal', (r) => r.between),
    number('within', 'Do nghề đổi yêu cầu', 'Within occupations', 'decimal', (r) => r.within),
    number('specificity', 'Độ đặc thù', 'Specificity', 'decimal', (r) => r.specificity),
    text('evidence', 'Căn cứ', 'Evidence', (r) => r.evidence, 10),
    text('unit', 'Đơn vị', 'Unit', () => 'person-skill', 12),
    text('obs_status', 'Trạng thái', 'Status', (r) => r.obsStatus, 10),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
  ],
})
