import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FREQUENCIES, formatPeriod, indexOfStart } from '../../../src/domain/period.ts'
import { readPeriod } from '../../../src/ingest/formats/period-text.ts'

const read = (text: string, hints = {}) => {
  const reading = readPeriod(text, hints)
  return reading.kind === 'period' ? `${reading.frequency} ${reading.index} ${reading.basis}` : reading.why
}

describe('period texts', () => {
  it.each([
    // text, frequency and index by hand: 2024*4+2 = 8098, 2024*12+2 = 24290, 2024*2 = 4048
    ['2024', 'A 2024 calendar'],
    ['Năm 2024', 'A 2024 calendar'],
    ['2024 [YR2024]', 'A 2024 calendar'],
    ['2024A01', 'A 2024 calendar'],
    ['2024Q3', 'Q 8098 calendar'],
    ['2024-Q3', 'Q 8098 calendar'],
    ['2024K3', 'Q 8098 calendar'],
    ['2024Q03', 'Q 8098 calendar'],
    ['Q3 2024', 'Q 8098 calendar'],
    ['Quý III/2024', 'Q 8098 calendar'],
    ['Quý 3 năm 2024', 'Q 8098 calendar'],
    ['2024M03', 'M 24290 calendar'],
    ['2024-03', 'M 24290 calendar'],
    ['2024-M03', 'M 24290 calendar'],
    ['Tháng 3 năm 2024', 'M 24290 calendar'],
    ['Mar 2024', 'M 24290 calendar'],
    ['2024-S1', 'S 4048 calendar'],
    ['2024H1', 'S 4048 calendar'],
    ['2020-2021', 'A 2020 school-year'],
    ['Năm học 2020–2021', 'A 2020 school-year'],
    ['2020/21', 'A 2020 school-year'],
    ['2020-09-01/P1Y', 'A 2020 school-year'],
    ['2024-01-01/P1Y', 'A 2024 calendar'],
    ['2024-07-01/P3M', 'Q 8098 calendar'],
    ['2024-03-01T00:00:00/P1M', 'M 24290 calendar'],
    ['2024M13', 'A 2024 annual-average'],
    ['tại thời điểm 1/7/2024', 'A 2024 point-in-time'],
    ['31/12/2024', 'A 2024 point-in-time'],
    // 1970-01-01 was a Thursday: its ISO week is week 1 of 1970, index 0
    ['1970-W01', 'W 0 calendar'],
    ['1970-01-02', 'D 1 calendar'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['2024-13', 'impossible'],
    ['2024Q5', 'impossible'],
    ['2024-02-30', 'impossible'],
    ['2023-02-29/P1D', 'impossible'],
    ['2024-W53', 'impossible'],
    ['0204', 'impossible'],
    ['1/7/2024', 'ambiguous'],
    ['2011/12', 'ambiguous'],
    ['2024T3', 'ambiguous'],
    ['2016 - 4', 'ambiguous'],
    ['2018-2020', 'range'],
    ['9 tháng năm 2024', 'range'],
    ['2024-08-15/P1Y', 'range'],
    ['20245', 'not-a-period'],
    ['Tổng số', 'not-a-period'],
    ['', 'not-a-period'],
    ['24', 'not-a-period'],
  ])('%s is refused as %s, with a reason', (text, why) => {
    const reading = readPeriod(text)
    expect(reading).toMatchObject({ kind: 'refused', why })
    expect((reading as { reason: string }).reason.length).toBeGreaterThan(20)
  })

  it('provisional figures: the word leaves the period, and is kept with the status P', () => {
    for (const text of ['Sơ bộ 2021', 'Sơ bộ 2021'.normalize('NFD'), 'Sơ bộ\nPrel.\n2021', '2021 (sơ bộ)']) {
      expect(readPeriod(text)).toMatchObject({ kind: 'period', frequency: 'A', index: 2021, status: 'P' })
    }
    expect(readPeriod('Ước 2024')).toMatchObject({ index: 2024, status: 'E', marks: ['Ước'] })
    expect(readPeriod('2021(*)')).toMatchObject({ index: 2021, status: null, marks: ['(*)'] })
  })

  it('a part of a year takes its year from the column beside it', () => {
    expect(read('M03', { year: 2024 })).toBe('M 24290 calendar')
    expect(read('M13', { year: 2024 })).toBe('A 2024 annual-average')
    expect(read('Quý III', { year: 2024 })).toBe('Q 8098 calendar')
    expect(read('1/7', { year: 2024, dayFirst: true })).toBe('A 2024 point-in-time')
    expect(readPeriod('1/7', { year: 2024, dayFirst: true })).toMatchObject({ day: '2024-07-01' })
    expect(readPeriod('1/7/2024', { dayFirst: false })).toMatchObject({ day: '2024-01-07' })
  })

  it('a declared frequency decides what a first day means, and a contradiction is refused', () => {
    expect(read('2014-02-01', { frequency: 'M' })).toBe(`M ${2014 * 12 + 1} calendar`)
    expect(read('2014-02-01', { frequency: 'Q' })).toBe('range')
    expect(read('2024', { frequency: 'Q' })).toBe('conflict')
    expect(read('2024T3', { frequency: 'Q' })).toBe('Q 8098 calendar')
    expect(read('2024 - 3', { frequency: 'Q' })).toBe('Q 8098 calendar')
    expect(read('2024 - 3', { frequency: 'M' })).toBe('M 24290 calendar')
    expect(read('2024M13', { frequency: 'M' })).toBe('A 2024 annual-average')
  })

  it('every period the store writes is read back as itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FREQUENCIES),
        fc.integer({ min: 1900, max: 2100 }),
        fc.nat(11),
        (f, year, part) => {
          const index = indexOfStart(`${year}-${String(part + 1).padStart(2, '0')}-01`, f)
          // 2010/11 is a month to some, so a school year says that it is one.
          const reading = readPeriod(formatPeriod(index, f), f === 'AY' ? { frequency: f } : {})
          const expected = f === 'AY' ? { frequency: 'A', basis: 'school-year' } : { frequency: f, basis: 'calendar' }
          expect(reading).toMatchObject({ kind: 'period', ...expected, index, status: null })
        },
      ),
      { numRuns: 300, seed: 4 },
    )
  })

  it('any text is read or refused, never thrown over', () => {
    const pieces = fc.constantFrom('2024', '-', '/', 'M', 'Q', '13', 'P1Y', 'Sơ bộ', 'Quý', '(*)', ' ', '1', 'T', '\n')
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readPeriod(text)
        if (reading.kind === 'period') expect(Number.isInteger(reading.index)).toBe(true)
        else expect(reading.reason).not.toBe('')
      }),
      { numRuns: 2000, seed: 4 },
    )
  })
})
