import { expect, test } from 'vitest'
import { moveOf } from '../../src/dashboard/planner/figures/heat-keys.ts'
import { isSignKnown, panelOf } from '../../src/dashboard/planner/panel.ts'
import { levelOfRow, PERCENT_LIMITS, personLimits } from '../../src/dashboard/planner/scale.ts'
import { gapRow } from './gap-rows.ts'

const percent = (p50: number) => gapRow('VSIC2018:C', p50 * 1000)

test('heat map: a class begins at its limit, on either side of zero', () => {
  const levels = [-20, -19.9, -2.4, 0, 2.4, 2.5, 5, 10, 20].map((p) =>
    levelOfRow('percent', percent(p), PERCENT_LIMITS),
  )
  expect(levels).toEqual([-4, -3, 0, 0, 0, 1, 2, 3, 4])
})

test('heat map: the limits in persons are round numbers that rise', () => {
  const limits = personLimits([gapRow('VSIC2018:C', 66_800), gapRow('VSIC2018:G', -94_000)])
  // 94,000 / 2 -> 20,000; a half, a quarter and an eighth of it rounded down to 1, 2 or 5 times a power of ten
  expect(limits).toEqual([2000, 5000, 10_000, 20_000])
})

test('heat map: the sign is known only when the 80 % band leaves out zero', () => {
  const row = gapRow('VSIC2018:C', 1000)
  expect(isSignKnown({ ...row, gap: { p10: -1, p50: 10, p90: 20 } })).toBe(false)
  expect(isSignKnown({ ...row, gap: { p10: 0, p50: 10, p90: 20 } })).toBe(false)
  expect(isSignKnown({ ...row, gap: { p10: 1, p50: 10, p90: 20 } })).toBe(true)
  expect(isSignKnown({ ...row, gap: { p10: -20, p50: -10, p90: -1 } })).toBe(true)
})

test('heat map: arrow keys stay inside the grid, Home and End run to the ends', () => {
  const to = (key: string, row: number, column: number, control = false) =>
    moveOf(key, control)?.({ row, column }, 20, 10)
  expect(to('ArrowLeft', 3, 0)).toEqual({ row: 3, column: 0 })
  expect(to('ArrowRight', 3, 9)).toEqual({ row: 3, column: 10 })
  expect(to('ArrowDown', 20, 4)).toEqual({ row: 20, column: 4 })
  expect(to('End', 3, 2)).toEqual({ row: 3, column: 10 })
  expect(to('Home', 3, 2, true)).toEqual({ row: 0, column: 0 })
  expect(moveOf('a', false)).toBeUndefined()
})

test('heat map: rows come in the order of their codes, years in order, and a missing cell is missing', () => {
  const panel = panelOf([
    gapRow('VSIC2018:J', 1, { year: 2031 }),
    gapRow('VSIC2018:C', 2),
    gapRow('logistics', 3, { kind: 'lens' }),
  ])
  expect(panel.sections).toEqual(['VSIC2018:C', 'VSIC2018:J'])
  expect(panel.years).toEqual([2030, 2031])
  expect(panel.find('VSIC2018:J', 2030)).toBeUndefined()
  expect(panel.sexesOf('VSIC2018:C')).toEqual(['T'])
})
