import { describe, expect, it } from 'vitest'
import { annualMeanOfQuarters } from '../../../src/market/accounts/annual-mean.ts'

const quarter = (year: number, q: number, value: number | null) => ({ index: year * 4 + q - 1, value })

describe('annual mean of quarters', () => {
  it('a complete year is the mean of its four quarters', () => {
    // Employment of Viet Nam 2021, thousand persons, GSO: 49 904, 49 839, 47 248.9, 49 073.6; mean 49 016.375 by hand.
    const quarters = [49_904, 49_839, 47_248.9, 49_073.6].map((value, k) => quarter(2021, k + 1, value))
    expect(annualMeanOfQuarters(quarters).get(2021)).toBeCloseTo(49_016.375, 9)
  })

  it('a year with a quarter missing or withheld has no mean', () => {
    const quarters = [quarter(2023, 1, 10), quarter(2023, 2, 10), quarter(2023, 3, 10), quarter(2024, 1, null)]
    expect(annualMeanOfQuarters([...quarters, quarter(2023, 4, null)]).size).toBe(0)
  })

  it('the order of the quarters does not matter', () => {
    const quarters = [1, 2, 3, 6].map((value, k) => quarter(2020, k + 1, value))
    expect(annualMeanOfQuarters(quarters.toReversed())).toEqual(annualMeanOfQuarters(quarters))
  })
})
