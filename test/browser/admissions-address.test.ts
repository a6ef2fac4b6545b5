import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AdmissionsAddress,
  formatAdmissions,
  isSet,
  OVERRIDES,
  parseAdmissions,
  withInput,
} from '../../src/dashboard/admissions/address.ts'

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((v) => Number(v.toFixed(4)) + 0)

const address: fc.Arbitrary<AdmissionsAddress> = fc.record(
  {
    lang: fc.constantFrom('vi' as const, 'en' as const),
    programme: fc.constantFrom('SYN-U01-it', 'ĐH/1 & 2'),
    search: fc.string(),
    overrides: fc.dictionary(fc.constantFrom(...OVERRIDES), number),
    set: fc.dictionary(fc.constantFrom('share/ISCO08:25', 'openings/ISCO08:35'), number),
    reaction: number,
    step: number,
  },
  { requiredKeys: ['lang', 'search', 'overrides', 'set', 'reaction', 'step'] },
)

test('admissions address: what is written is read back, with every number a reader set', () => {
  fc.assert(
    fc.property(address, (a) => {
      const normal = { ...a, overrides: { ...a.overrides }, set: { ...a.set } }
      expect(parseAdmissions(formatAdmissions(a))).toEqual(normal)
    }),
  )
})

test('admissions address: an input set and taken back leaves the address as it was', () => {
  fc.assert(
    fc.property(address, fc.constantFrom('match', 'share/ISCO08:21'), number, (a, input, value) => {
      const changed = withInput(a, input, value)
      expect(isSet(changed, input)).toBe(true)
      expect(isSet(withInput(changed, input, undefined), input)).toBe(false)
    }),
  )
})

test('admissions address: what cannot be understood counts as absent', () => {
  expect(parseAdmissions('?view=admissions&match=high&set=share%2FISCO08:25=x&lang=fr')).toMatchObject({
    lang: 'vi',
    overrides: {},
    set: {},
  })
})
