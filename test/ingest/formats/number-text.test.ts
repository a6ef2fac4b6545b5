import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BLS_NUMBERS,
  ENGLISH_NUMBERS,
  EUROSTAT_NUMBERS,
  MACHINE_NUMBERS,
  readNumber,
  rulesThatFit,
  SPACED_NUMBERS,
  VIETNAMESE_NUMBERS,
} from '../../../src/ingest/formats/number-text.ts'

const RULES = { MACHINE_NUMBERS, VIETNAMESE_NUMBERS, ENGLISH_NUMBERS, SPACED_NUMBERS, EUROSTAT_NUMBERS, BLS_NUMBERS }
const read = (text: string, rules: keyof typeof RULES) => {
  const reading = readNumber(text, RULES[rules])
  return reading.kind === 'number' ? reading.value : reading.kind
}

describe('number texts', () => {
  it.each([
    ['1.234,5', 'VIETNAMESE_NUMBERS', 1234.5],
    ['8.718.000', 'VIETNAMESE_NUMBERS', 8718000],
    ['54,75', 'VIETNAMESE_NUMBERS', 54.75],
    ['338339', 'VIETNAMESE_NUMBERS', 338339],
    ['1,234.5', 'ENGLISH_NUMBERS', 1234.5],
    ['1 234,5', 'SPACED_NUMBERS', 1234.5],
    ['1\u00a0234,5', 'SPACED_NUMBERS', 1234.5],
    ['1\u202f234\u202f567', 'SPACED_NUMBERS', 1234567],
    ['\u22120,4', 'SPACED_NUMBERS', -0.4],
    ['5.2E-3', 'MACHINE_NUMBERS', 0.0052],
    [' 12.0 ', 'MACHINE_NUMBERS', 12],
    ['-0', 'MACHINE_NUMBERS', 0],
  ] as const)('%s by %s is %d', (text, rules, value) => {
    expect(read(text, rules)).toBe(value)
  })

  it.each([
    ['1,234', 'MACHINE_NUMBERS'], // 1234 or 1.234
    ['7 347.0', 'MACHINE_NUMBERS'],
    ['1234.5', 'VIETNAMESE_NUMBERS'],
    ['1.23', 'VIETNAMESE_NUMBERS'],
    ['1.234.56', 'VIETNAMESE_NUMBERS'],
    ['0.123', 'VIETNAMESE_NUMBERS'],
    ['12.5', 'SPACED_NUMBERS'],
    ['1,23', 'ENGLISH_NUMBERS'],
    ['1,234,5', 'VIETNAMESE_NUMBERS'],
    ['12%', 'VIETNAMESE_NUMBERS'],
    ['12,5(*)', 'VIETNAMESE_NUMBERS'],
    ['1e999', 'MACHINE_NUMBERS'],
    ['Infinity', 'MACHINE_NUMBERS'],
    ['0x1F', 'MACHINE_NUMBERS'],
    ['=1+1', 'MACHINE_NUMBERS'],
    ['constructor', 'MACHINE_NUMBERS'],
    ['..', 'MACHINE_NUMBERS'],
    ['-', 'MACHINE_NUMBERS'],
  ] as const)('%s by %s is refused', (text, rules) => {
    expect(read(text, rules)).toBe('refused')
  })

  it('"-" is zero in a yearbook and missing at BLS', () => {
    expect(readNumber('-', VIETNAMESE_NUMBERS)).toEqual({ kind: 'nil', value: 0, symbol: '-' })
    expect(readNumber('–', VIETNAMESE_NUMBERS)).toMatchObject({ kind: 'nil', value: 0 })
    expect(readNumber('-', BLS_NUMBERS)).toEqual({ kind: 'missing', symbol: '-', status: 'O' })
    expect(readNumber('#', BLS_NUMBERS)).toMatchObject({ kind: 'missing', status: 'Q' })
    expect(readNumber(':', EUROSTAT_NUMBERS)).toMatchObject({ kind: 'missing' })
    expect(readNumber('NaN', MACHINE_NUMBERS)).toMatchObject({ kind: 'missing' })
  })

  it('a column that fits two rules says so instead of being guessed', () => {
    const candidates = { vi: VIETNAMESE_NUMBERS, en: ENGLISH_NUMBERS }
    expect(rulesThatFit(['34.915', '12,5'], candidates)).toEqual(['vi'])
    expect(rulesThatFit(['1,234', '12.5'], candidates)).toEqual(['en'])
    expect(rulesThatFit(['338339', '..'], candidates)).toEqual(['vi', 'en'])
    expect(rulesThatFit(['1.234,5', '1,234.5'], candidates)).toEqual([])
  })

  it('a number written by the rules is read back exactly', () => {
    const written = (value: number, group: string, decimal: string) => {
      const [whole, fraction] = value.toFixed(2).split('.')
      return `${whole!.replace(/\B(?=(\d{3})+$)/g, group)}${decimal}${fraction}`
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_99 }), (hundredths) => {
        const value = hundredths / 100
        expect(read(written(value, '.', ','), 'VIETNAMESE_NUMBERS')).toBe(Number(value.toFixed(2)))
        expect(read(written(value, ',', '.'), 'ENGLISH_NUMBERS')).toBe(Number(value.toFixed(2)))
        expect(read(written(value, '\u00a0', ','), 'SPACED_NUMBERS')).toBe(Number(value.toFixed(2)))
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('any text is a finite number, missing, nil or refused', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+0-9., eE']{0,20}$/))
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.values(RULES)), (text, rules) => {
        const reading = readNumber(text, rules)
        if (reading.kind === 'number') expect(Number.isFinite(reading.value)).toBe(true)
      }),
      { numRuns: 2000, seed: 4 },
    )
  })
})
