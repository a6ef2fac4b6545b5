import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldLabel, LabelIndex } from '../../../src/ingest/figures/label.ts'

test.each([
  ['Hòa Bình', 'Hoà Bình'],
  ['Kỹ thuật', 'Kĩ thuật'],
  ['LAO ĐỘNG', 'lao động'],
  ['Bà Rịa - Vũng Tàu', 'Bà Rịa – Vũng Tàu'],
  ['Người', 'Ng\u01a3ời'], // PDF text of some yearbooks
  ['Đắk Lắk', 'Đắk Lắk'.normalize('NFD')],
  ['Thừa Thiên Huế', 'Thừa\u00a0Thiên -  Huế'],
])('foldLabel: "%s" and "%s" are one label', (one, other) => {
  expect(foldLabel(one)).toBe(foldLabel(other))
})

test('foldLabel: folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldLabel(foldLabel(text))).toBe(foldLabel(text))
    }),
  )
})

test('LabelIndex: a label is found in either language, in both at once, and behind its code', () => {
  const index = new LabelIndex([
    { code: 'C', names: ['Công nghiệp chế biến, chế tạo', 'Manufacturing'] },
    { code: 'A', names: ['Nông nghiệp', 'Agriculture'] },
  ])
  for (const label of [
    'C',
    'MANUFACTURING',
    'Công nghiệp chế biến chế tạo',
    'Công nghiệp chế biến, chế tạo - Manufacturing',
    'C. Công nghiệp chế biến, chế tạo',
  ]) {
    expect(index.find(label)).toBe('C')
  }
  expect(index.find('Công nghiệp')).toBeNull()
})

test('LabelIndex: a label that folds to two codes is neither, unless it is written exactly', () => {
  const index = new LabelIndex([
    { code: 'M', names: ['Nam'] },
    { code: 'Y', names: ['Năm'] },
  ])
  expect(index.find('Năm')).toBe('Y')
  expect(index.find('NAM')).toBeNull()
})
