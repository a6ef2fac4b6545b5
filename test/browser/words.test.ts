import { expect, test } from 'vitest'
import { wordsOf } from '../../src/dashboard/language.ts'
import english from '../../src/dashboard/planner/messages/en.json' with { type: 'json' }
import vietnamese from '../../src/dashboard/planner/messages/vi.json' with { type: 'json' }

const messages = { vi: vietnamese, en: english }
const vi = wordsOf('vi', messages)
const en = wordsOf('en', messages)

test('words: persons are shown in thousands, 1.234,5 in Vietnamese and 1,234.5 in English', () => {
  expect(vi.thousands(1_234_512)).toBe('1.234,5')
  expect(en.thousands(1_234_512)).toBe('1,234.5')
})

test('words: a gap carries its sign, a true minus for a surplus, and none when it rounds to zero', () => {
  expect(vi.signedThousands(12_340)).toBe('+12,3')
  expect(vi.signedThousands(-12_340)).toBe('\u221212,3')
  expect(vi.signedThousands(-20)).toBe('0,0')
  expect(en.signedPercent(-4.06)).toBe('\u22124.1%')
})

test('words: a probability is never shown as certain or impossible', () => {
  expect([0, 0.004, 0.47, 0.996, 1].map((p) => vi.probability(p))).toEqual(['<1%', '<1%', '47%', '>99%', '>99%'])
})

test('words: one section has a probability, two have', () => {
  const params = { sections: 21, threshold: '5' }
  expect(en.count('headline.likely', 1, params)).toMatch(/^1 of 21 sections has /)
  expect(en.count('headline.likely', 2, params)).toMatch(/^2 of 21 sections have /)
  expect(vi.count('headline.likely', 1, params)).toMatch(/^1 trên 21 ngành có /)
})

test('words: a day is written as the language writes it', () => {
  expect(vi.day('2025-10-07')).toBe('7 thg 10, 2025')
  expect(en.day('2025-10-07')).toBe('7 Oct 2025')
})
