import { expect, test } from 'vitest'
import { Mapping } from '../../src/contracts/tidy.ts'
import { compileMapping, ignoredColumns, tidyMapping } from '../../src/ingest/mapping.ts'

const HEADINGS = ['Năm', 'Giới', 'Ngành', 'Nghìn người', 'Ghi chú']
const MAPPING = Mapping.parse({
  columns: { period: 'Năm', sex: 'Giới', industry: 'Ngành', value: 'Nghìn người' },
  constants: {
    measure: 'employment',
    area: 'VN',
    frequency: 'A',
    unit: 'PS',
    unitMult: 3,
    vintage: '2025-06-30',
    source: 'GSO_PX',
  },
  codes: { sex: { Nam: 'M', Nữ: 'F', Chung: 'T' } },
  prefixes: { industry: 'VSIC2018:' },
  decimal: ',',
})

test('mapping: columns, constants, codes and prefixes make a tidy row; what is given nowhere takes the default', () => {
  const read = compileMapping(MAPPING, HEADINGS)
  expect(read(['2024', ' Nữ ', 'C', '12148,3', 'x'])).toEqual({
    valueText: '12148.3',
    row: {
      measure: 'employment',
      area: 'VN',
      industry: 'VSIC2018:C',
      occupation: '_T',
      sex: 'F',
      age: '_T',
      concept: '_Z',
      frequency: 'A',
      period: '2024',
      value: 12148.3,
      unit: 'PS',
      unitMult: 3,
      obsStatus: 'A',
      isBreak: false,
      vintage: '2025-06-30',
      source: 'GSO_PX',
      note: null,
    },
  })
  expect(ignoredColumns(MAPPING, HEADINGS)).toEqual(['Ghi chú'])
})

test('mapping: a code is found in either Unicode form of its accents', () => {
  const read = compileMapping(MAPPING, HEADINGS)
  expect(read(['2024', 'Nữ'.normalize('NFD'), 'C', '1', ''])).toMatchObject({ row: { sex: 'F' } })
})

test('mapping: an empty value is missing, and a prefix is not put before the total', () => {
  const read = compileMapping(MAPPING, HEADINGS)
  expect(read(['2024', 'Chung', '_T', '..', ''])).toMatchObject({
    valueText: null,
    row: { value: null, obsStatus: 'O', industry: '_T', sex: 'T' },
  })
})

test('mapping: a number with a thousands separator is refused, not guessed', () => {
  const read = compileMapping(MAPPING, HEADINGS)
  expect(read(['2024', 'Nam', 'C', '12.148,3', ''])).toMatchObject({ column: 'Nghìn người' })
  const english = compileMapping(Mapping.parse({ ...MAPPING, decimal: '.' }), HEADINGS)
  expect(english(['2024', 'Nam', 'C', '12,148', ''])).toMatchObject({ column: 'Nghìn người' })
})

test('mapping: a wrong row names its column in the words of the file, and what stands there', () => {
  const read = compileMapping(MAPPING, HEADINGS)
  expect(read(['2024', 'X', 'C', '1', ''])).toMatchObject({
    column: 'Giới',
    reason: expect.stringContaining('Giới: "X"'),
  })
  expect(read(['', 'Nam', 'C', '1', ''])).toMatchObject({
    column: 'Năm',
    reason: expect.stringContaining('Năm: is empty'),
  })
  expect(read(['2024', 'Nam', 'C'])).toEqual({ column: null, reason: 'the row has 3 fields, the heading has 5' })
})

test('mapping: headings that are not there or stand twice, and fields nothing gives, are all named', () => {
  const mapping = Mapping.parse({ ...MAPPING, columns: { ...MAPPING.columns, sex: 'Gioi', value: 'Năm' } })
  const wrong = () => compileMapping({ ...mapping, constants: {} }, [...HEADINGS, 'Năm'])
  expect(wrong).toThrow(expect.objectContaining({ code: 'MAPPING_INVALID' }))
  expect(wrong).toThrow(/columns\.sex: there is no column "Gioi"/)
  expect(wrong).toThrow(/columns\.value: "Năm" stands twice/)
  expect(wrong).toThrow(/area: neither a column nor a constant gives it/)
  expect(wrong).toThrow(/The columns are: Năm, Giới, Ngành, Nghìn người, Ghi chú/)
})

test('mapping: a tidy file is its own mapping, and one without a value column is refused', () => {
  expect(tidyMapping(['measure', 'unit_mult', 'colour']).columns).toEqual({ measure: 'measure', unitMult: 'unit_mult' })
  expect(() => compileMapping(tidyMapping(['measure', 'area']), ['measure', 'area'])).toThrow(/value: neither/)
})
