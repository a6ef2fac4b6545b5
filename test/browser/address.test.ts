import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CELLS, COMPARED, formatAddress, PANELS, parseAddress, SORT_KEYS } from '../../src/dashboard/planner/address.ts'

test('address: what is written is read back unchanged', () => {
  const subject = fc.oneof(
    fc.constantFrom('_T', 'VSIC2018:C', 'VSIC2018:J').map((id) => ({ kind: 'sector' as const, id })),
    fc.constantFrom('it-digital', 'logistics').map((id) => ({ kind: 'lens' as const, id })),
  )
  const address = fc.record({
    lang: fc.constantFrom('vi' as const, 'en' as const),
    area: fc.option(fc.constantFrom('VN', 'VN-HN', 'VN-P24.2004'), { nil: undefined }),
    year: fc.option(fc.integer({ min: 1900, max: 2200 }), { nil: undefined }),
    subject: fc.option(subject, { nil: undefined }),
    sex: fc.constantFrom('T' as const, 'F' as const, 'M' as const),
    cells: fc.constantFrom(...CELLS),
    sort: fc.constantFrom(...SORT_KEYS),
    compared: fc.constantFrom(...COMPARED),
    open: fc.uniqueArray(fc.constantFrom(...PANELS)),
  })
  fc.assert(
    fc.property(address, (value) => {
      expect(parseAddress(formatAddress(value))).toEqual(value)
    }),
  )
})

test('address: a letter is a section of VSIC 2018', () => {
  expect(parseAddress('?sector=C').subject).toEqual({ kind: 'sector', id: 'VSIC2018:C' })
})

test('address: what is not understood counts as absent, so that an old link still opens', () => {
  expect(parseAddress('?lang=fr&year=soon&sex=X&cells=map&sort=luck&compared=luck&open=cellar')).toEqual({
    lang: 'vi',
    area: undefined,
    year: undefined,
    subject: undefined,
    sex: 'T',
    cells: 'percent',
    sort: 'code',
    compared: 'gap',
    open: [],
  })
})

test('address: the cells of a link made before they had a name of their own', () => {
  expect(parseAddress('?view=persons').cells).toBe('persons')
})
