import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalIn } from '../../../src/ingest/bulk/decimal.ts'
import { addFigure } from '../../../src/ingest/bulk/digest.ts'
import { HASH_START, hashByte, KeyTable } from '../../../src/ingest/bulk/key-table.ts'
import { NeedsComparison, PeriodSet } from '../../../src/ingest/bulk/period-set.ts'
import { scaleDecimal } from '../../../src/ingest/scale.ts'

const read = (text: string, power: number, decimal = '.') =>
  decimalIn(Buffer.from(text), 0, Buffer.byteLength(text), decimal.charCodeAt(0), power)

test('decimalIn: a plain decimal is the double nearest to its exact value times the power of ten', () => {
  const digits = fc.stringMatching(/^\d{0,8}(\.\d{0,7})?$/).filter((text) => /\d/.test(text))
  fc.assert(
    fc.property(digits, fc.integer({ min: -3, max: 9 }), (text, power) => {
      expect(read(text, power)).toBe(scaleDecimal(text, power))
    }),
    { numRuns: 500 },
  )
})

test('decimalIn: thousand persons with a decimal comma', () => {
  expect(read('12148,3', 3, ',')).toBe(12_148_300)
})

test.each(['', '.', '-1', '+1', '1e3', '1 000', '1,5', '1.2.3', 'na', '1234567890123456', '\u0661'])(
  'decimalIn: %j is left to the reader of texts',
  (text) => expect(read(text, 0)).toBeNaN(),
)

const figure = fc.record({
  day: fc.integer({ min: -200_000, max: 200_000 }),
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
  flags: fc.integer({ min: 128, max: 180 }),
})
type Figure = { day: number; value: number | null; flags: number }
function digestOf(figures: readonly Figure[]) {
  const digest = { a: 0, b: 0 }
  for (const { day, value, flags } of figures) addFigure(digest, day, value, flags)
  return digest
}

test('digest: the same figures in any order have the same digest, and another value, period or status changes it', () => {
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1, maxLength: 20 }), fc.nat(), (figures, pick) => {
      const digest = digestOf(figures)
      expect(digestOf(figures.toReversed())).toEqual(digest)
      const at = pick % figures.length
      const one = figures[at]!
      for (const other of [
        { ...one, day: one.day + 1 },
        { ...one, value: one.value === null ? 0 : one.value + 1 },
        { ...one, value: one.value === null ? 1 : null },
        { ...one, flags: one.flags + 1 },
      ]) {
        if (other.value === one.value && other.day === one.day && other.flags === one.flags) continue // 1e300 + 1
        expect(digestOf(figures.with(at, other))).not.toEqual(digest)
      }
    }),
  )
})

test('KeyTable: keys are told apart by their bytes, whatever their hashes', () => {
  const fields = fc.array(fc.stringMatching(/^[a-c]{0,3}$/), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(fields, { maxLength: 2000 }), fc.boolean(), (lines, sameHash) => {
      const table = new KeyTable()
      const known = new Map<string, number>()
      const keys = Int32Array.from([0, 2])
      for (const line of lines) {
        const bytes = Buffer.from(line.join(','))
        const starts = Int32Array.from([0, line[0]!.length + 1, line[0]!.length + line[1]!.length + 2])
        const ends = starts.map((start, i) => start + line[i]!.length)
        let hash = HASH_START
        if (!sameHash) for (const k of keys) for (const byte of Buffer.from(line[k]!)) hash = hashByte(hash, byte)
        const key = `${line[0]},${line[2]}`
        expect(table.find(bytes, starts, ends, keys, hash)).toBe(known.get(key) ?? -1)
        if (known.has(key)) continue
        table.add(bytes, starts, ends, keys, hash, known.size)
        known.set(key, known.size)
      }
      expect(table.size).toBe(known.size)
    }),
    { numRuns: 60 },
  )
})

test('PeriodSet: says of every period whether it came before, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (periods) => {
      const set = new PeriodSet({ words: 1e6 })
      const seen = new Set<number>()
      for (const period of periods) {
        expect(set.add(period)).toBe(!seen.has(period))
        seen.add(period)
      }
    }),
  )
})

test('PeriodSet: periods far apart are bounded by the memory allowed, not by the machine', () => {
  const set = new PeriodSet({ words: 100 })
  set.add(0)
  expect(() => set.add(1_000_000)).toThrow(NeedsComparison)
})
