import type { Meta } from '../../contracts/common.ts'
import type { ComparedRow, Scenario } from '../../contracts/scenarios.ts'
import { band, inOneLanguage, number, type Table, text } from '../table.ts'

/** Scenarios, one a row; the changes as JSON, as they were posted. */
export const scenarioTable = (meta: Meta): Table<Scenario> => ({
  name: 'scenarios',
  title: { vi: 'Kịch bản', en: 'Scenarios' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 22),
    text('name', 'Tên', 'Name', (r, lang) => r.name[lang], 36),
    text('note', 'Giả định', 'Assumptions', (r, lang) => r.note[lang], 60),
    text('owner', 'Người chịu trách nhiệm', 'Owner', (r) => r.owner, 18),
    text('created_on', 'Ngày', 'Date', (r) => r.createdOn, 12),
    text('is_shipped', 'Có sẵn', 'Shipped', (r) => r.isShipped, 8),
    text('changes', 'Thay đổi', 'Changes', (r) => JSON.stringify(r.changes), 60),
    text('release', 'Phiên bản', 'Release', (r) => r.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})

/** Scenario less base, one row per sector and year. */
export const comparisonTable = (meta: Meta, scenario: Scenario): Table<ComparedRow> => ({
  name: `scenario-${scenario.id}`,
  title: { vi: 'So sánh kịch bản', en: 'Scenario comparison' },
  columns: [
    text('scenario', 'Kịch bản', 'Scenario', () => scenario.id, 20),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 10),
    text('sector', 'Mã ngành', 'Sector', (r) => r.sector, 14),
    text('label', 'Tên ngành', 'Sector name', (r, lang) => r.label[lang], 42),
    number('year', 'Năm', 'Year', 'text', (r) => r.year),
    ...part('demand', 'Cầu', 'Demand', (r) => r.demand),
    ...part('supply', 'Cung', 'Supply', (r) => r.supply),
    ...part('gap', 'Thiếu hụt (+)', 'Gap (+ shortage)', (r) => r.gap),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})

const part = (key: string, vi: string, en: string, of: (row: ComparedRow) => ComparedRow['gap']) => [
  number<ComparedRow>(`${key}_base`, `${vi}, cơ sở P50`, `${en}, base P50`, 'count', (r) => of(r).base),
  number<ComparedRow>(`${key}_scenario`, `${vi}, kịch bản P50`, `${en}, scenario P50`, 'count', (r) => of(r).scenario),
  ...band<ComparedRow>(`${key}_difference`, `${vi}, chênh`, `${en}, difference`, 'count', (r) => of(r).difference),
  number<ComparedRow>(`${key}_p_higher`, `${vi}, xác suất cao hơn`, `${en}, P(higher)`, 'share', (r) => of(r).pHigher),
]
