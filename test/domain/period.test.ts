import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FREQUENCIES, formatPeriod, indexOfStart, periodIndex, periodStart } from '../../src/domain/period.ts'

describe('periods', () => {
  test('parse(format(p)) is p, and a first day leads back to its period, in every frequency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FREQUENCIES), fc.integer({ min: 1900, max: 2100 }), (frequency, year) => {
        const index = indexOfStart(`${year}-09-15`, frequency)
        expect(periodIndex(formatPeriod(index, frequency), frequency)).toBe(index)
        expect(indexOfStart(periodStart(index, frequency), frequency)).toBe(index)
        expect(periodStart(index, frequency) < periodStart(index + 1, frequency)).toBe(true)
      }),
    )
  })

  test.each([
    ['2024/25', 2024],
    ['2024-2025', 2024],
    ['1999/00', 1999],
    ['2010-11', 2010],
  ])('a school year %s begins in %i', (text, year) => {
    expect(periodIndex(text, 'AY')).toBe(year)
    expect(periodStart(year, 'AY')).toBe(`${year}-09-01`)
  })

  test('the summer of 2025 still lies in the school year 2024/25', () => {
    expect(formatPeriod(indexOfStart('2025-08-31', 'AY'), 'AY')).toBe('2024/25')
    expect(formatPeriod(indexOfStart('2025-09-01', 'AY'), 'AY')).toBe('2025/26')
  })

  test.each([
    ['2024/26', 'AY'],
    ['2024/24', 'AY'],
    ['2024', 'AY'],
    ['2023-02-29', 'D'],
    ['2024-13-01', 'D'],
    ['2024-04', 'D'],
  ] as const)('%s is no period of frequency %s', (text, frequency) => {
    expect(() => periodIndex(text, frequency)).toThrow(/is not a period of frequency/)
  })
})
