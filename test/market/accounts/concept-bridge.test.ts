import { describe, expect, it } from 'vitest'
import { bridgeToIcls19 } from '../../../src/market/accounts/concept-bridge.ts'

describe('bridge from the 13th to the 19th ICLS', () => {
  it('older years are carried over by the ratio and say so; newer years stay as published', () => {
    const bridged = bridgeToIcls19(
      [
        { year: 2021, value: 14_234, concept: 'ICLS19', status: 'A' },
        { year: 2020, value: 17_000, concept: 'ICLS13', status: 'A' },
      ],
      0.8,
    )
    expect(bridged).toEqual([
      { year: 2020, value: 13_600, status: 'E' },
      { year: 2021, value: 14_234, status: 'A' },
    ])
  })

  it('a year known on both footings keeps the newer one, whichever comes first', () => {
    const both = [
      { year: 2021, value: 18_634, concept: 'ICLS13', status: 'A' },
      { year: 2021, value: 14_234, concept: 'ICLS19', status: 'A' },
    ] as const
    for (const values of [both, both.toReversed()]) {
      expect(bridgeToIcls19(values, 0.777)).toEqual([{ year: 2021, value: 14_234, status: 'A' }])
    }
  })

  it('a ratio of 1 leaves value and status alone', () => {
    const values = [{ year: 2020, value: 300, concept: 'ICLS13', status: 'P' }] as const
    expect(bridgeToIcls19(values, 1)).toEqual([{ year: 2020, value: 300, status: 'P' }])
  })

  it('a ratio that is no ratio of new to old is refused', () => {
    expect(() => bridgeToIcls19([], 0)).toThrow(RangeError)
    expect(() => bridgeToIcls19([], Number.NaN)).toThrow(RangeError)
  })
})
