import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scaleDecimal } from '../../src/ingest/scale.ts'

test('scaleDecimal: thousands become persons exactly where a product of doubles does not', () => {
  expect(scaleDecimal('52654.9', 3)).toBe(52_654_900)
  expect(scaleDecimal('1.005', 3)).toBe(1005)
  expect(1.005 * 1000).not.toBe(1005)
  expect(scaleDecimal('8.2', 6)).toBe(8_200_000)
  expect(scaleDecimal('-.5e1', 2)).toBe(-500)
  expect(scaleDecimal('0', 9)).toBe(0)
})

test('scaleDecimal: equals exact integer arithmetic for every decimal with as many places as the power', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 9 }), (digits, power) => {
      const text = digits.toString().padStart(power + 1, '0')
      const decimal = `${text.slice(0, -power)}.${text.slice(-power)}`
      expect(BigInt(scaleDecimal(decimal, power))).toBe(digits)
    }),
  )
})
