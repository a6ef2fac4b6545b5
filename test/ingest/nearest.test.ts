import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/ingest/nearest.ts'

const AREAS = [
  { code: 'VN', names: ['Việt Nam', 'Viet Nam'] },
  { code: 'VN-HN', names: ['Hà Nội', 'Ha Noi'] },
  { code: 'VN-SG', names: ['Thành phố Hồ Chí Minh', 'Ho Chi Minh City'] },
]

test('nearest: finds the code behind a slip of the pen, and behind a name with or without its accents', () => {
  expect(nearest('VN-HNN', AREAS)[0]).toBe('VN-HN (Hà Nội)')
  expect(nearest('ha nội', AREAS)).toEqual(['VN-HN (Hà Nội)'])
  expect(nearest('Ho Chi Min City', AREAS)).toEqual(['VN-SG (Thành phố Hồ Chí Minh)'])
  expect(nearest('Paris, France', AREAS)).toEqual([])
})

test('editDistance: the textbook examples', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('saturday', 'sunday')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
})

test('editDistance: a metric, and never above the limit plus one', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(word, word, word, fc.nat(5), (a, b, c, limit) => {
      expect(editDistance(a, a)).toBe(0)
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
      expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b), limit + 1))
    }),
  )
})
