import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Frame, loadFrame } from '../../src/ingest/frame/frame.ts'

let frame: Frame
beforeAll(async () => {
  frame = await loadFrame()
})

const key = fc.constantFrom('VN', 'VN-HN', 'a-b', 'a', 'b-c', 'c', '01', '1', '', 'constructor', '__proto__', 'Hà Nội')
const count = fc.integer({ min: 0, max: 2_000_000_000 })
const rows = fc.array(fc.record({ area: key, measure: key, figures: count, first: count }), { maxLength: 30 })
const AGGREGATES = {
  n: ['count', 'figures'],
  total: ['sum', 'figures'],
  least: ['min', 'first'],
  most: ['max', 'first'],
} as const

test('groupBy: sums, counts, least and most are those of plain JavaScript, whatever the keys look like', () => {
  fc.assert(
    fc.property(rows, (table) => {
      const groups = new Map<string, typeof table>()
      for (const row of table) {
        const id = JSON.stringify([row.area, row.measure])
        groups.set(id, [...(groups.get(id) ?? []), row])
      }
      const expected = [...groups.values()].map((group) => ({
        area: group[0]!.area,
        measure: group[0]!.measure,
        n: group.length,
        total: group.reduce((sum, row) => sum + row.figures, 0),
        least: Math.min(...group.map((row) => row.first)),
        most: Math.max(...group.map((row) => row.first)),
      }))
      expect(frame.groupBy(table, ['area', 'measure'], AGGREGATES)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('groupBy: head-counts keep their last person', () => {
  const table = [
    { area: 'VN', persons: 101_598_527 },
    { area: 'VN', persons: 16_777_216 },
  ]
  expect(frame.groupBy(table, ['area'], { persons: ['sum', 'persons'] })).toEqual([
    { area: 'VN', persons: 118_375_743 },
  ])
})

test('groupBy: refuses a column with a missing value, which danfojs would count as 0', () => {
  const table = [
    { area: 'VN', persons: 1 },
    { area: 'VN', persons: null },
  ]
  expect(() => frame.groupBy(table, ['area'], { persons: ['sum', 'persons'] })).toThrow(
    /row 1 has no finite number in "persons"/,
  )
})

test('describe: count, least, middle and most are those of plain JavaScript, missing values left out', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: 20 }), (values) => {
      const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
      const middle = sorted.length / 2
      const median = Number.isInteger(middle)
        ? (sorted[middle - 1]! + sorted[middle]!) / 2
        : sorted[Math.floor(middle)]!
      const expected = sorted.length === 0 ? null : { count: sorted.length, min: sorted[0], median, max: sorted.at(-1) }
      expect(frame.describe(values)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})
