import { expect, it } from 'vitest'
import type { MemoRow } from '../../src/contracts/orders.ts'
import { NO_ORDER } from '../../src/jobs/orders/memo.ts'
import { memoSummary } from '../../src/reports/order-memo.ts'

const row = (occupation: string, p50: number, pShortage: number, more: Partial<MemoRow> = {}): MemoRow => ({
  occupation,
  label: { vi: `nhóm ${occupation}`, en: `group ${occupation}` },
  gap: { p10: p50 - 100, p50, p90: p50 + 100 },
  pShortage,
  pSurplus: 0.1,
  ordered: 0,
  coverage: p50 > 0 ? 0 : null,
  exceedsGap: false,
  ...NO_ORDER,
  ...more,
})

it('memoSummary: names what is short and not ordered, what is ordered and not short, and what is too much', () => {
  const order = row('2', -50, 0.2, { order: 'o-1', places: 60, ordered: 60, exceedsCapacity: true, exceedsGap: true })
  const sentences = memoSummary([row('3', 900, 0.74), order], 'en').join('\n')
  expect(sentences).toContain('short: group 3 (900; 74%)')
  expect(sentences).toContain('Nothing has been ordered against: group 3')
  expect(sentences).toContain('no shortage: group 2 (\u221250; 20%)')
  expect(sentences).toContain('than the programme has free: o-1')
  expect(sentences).toContain('P90 of the gap: group 2')
  expect(sentences).toContain('Open orders: 1, 60 places')
})

it('memoSummary: says nothing of what is not there', () => {
  const sentences = memoSummary([row('3', 900, 0.4)], 'vi')
  expect(sentences).toEqual([
    'Không nhóm nghề nào có khả năng thiếu hụt từ một nửa trở lên.',
    'Đơn đang mở: 0, tổng 0 chỗ.',
  ])
})
