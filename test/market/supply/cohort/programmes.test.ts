import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flowsOfEnrolled, labourEntrants, programmeFlows } from '../../../../src/market/supply/cohort/programmes.ts'

const pattern = { completion: [0, 0, 0, 0.6, 0.2], dropOut: [0.1, 0.05, 0.03, 0.02, 0] }

describe('graduates of enrolled cohorts', () => {
  it('programmeFlows: two intakes come out by the completion pattern, as worked by hand', () => {
    const flows = programmeFlows(
      new Map([
        [2020, 1000],
        [2021, 500],
      ]),
      pattern,
      2023,
      3,
    )
    // 2023: 1000 * 0.6; 2024: 1000 * 0.2 + 500 * 0.6; 2025: 500 * 0.2
    expect(Array.from(flows.graduates)).toEqual([600, 500, 100])
    // 2023: 1000 * 0.02 + 500 * 0.03
    expect(flows.dropOuts[0]).toBeCloseTo(35, 9)
    expect(flows.enrolled[2]).toBeCloseTo(0, 9)
  })

  it('programmeFlows: all who entered have graduated, dropped out or are enrolled, in every year', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 8 }), (intakes) => {
        const flows = programmeFlows(new Map(intakes.map((people, k) => [2020 + k, people])), pattern, 2020, 14)
        let entered = 0
        let left = 0
        for (let t = 0; t < 14; t++) {
          entered += intakes[t] ?? 0
          left += flows.graduates[t]! + flows.dropOuts[t]!
          expect(left + flows.enrolled[t]!).toBeCloseTo(entered, 6)
        }
      }),
    )
  })

  it('flowsOfEnrolled: counting those enrolled now gives the graduates their intakes would have given', () => {
    const intakes = new Map([
      [2021, 900],
      [2022, 1000],
      [2023, 1100],
    ])
    const whole = programmeFlows(intakes, pattern, 2021, 8)
    // enrolled at the end of 2023 by years since entry
    const left = (k: number) => 1 - [0.1, 0.15, 0.18][k]!
    const enrolled = [1100 * left(0), 1000 * left(1), 900 * left(2)]
    const later = flowsOfEnrolled(enrolled, pattern, 2023, 5)
    for (let t = 0; t < 5; t++) {
      expect(later.graduates[t]).toBeCloseTo(whole.graduates[t + 3]!, 6)
      expect(later.dropOuts[t]).toBeCloseTo(whole.dropOuts[t + 3]!, 6)
    }
  })

  it('programmeFlows: refuses a pattern that loses people', () => {
    expect(() => programmeFlows(new Map(), { completion: [0.8], dropOut: [0.1] }, 2024, 1)).toThrow(/sum to 1/)
    expect(() => flowsOfEnrolled([0, 0, 0, 0, 5], pattern, 2024, 1)).toThrow(/everybody has left/)
  })

  it('labourEntrants: the worked example of 1,150 graduates', () => {
    // 1150 * 0.82 completion * 0.93 participation * 0.70 match * 0.75 stay = 460: the match is not part of the supply
    const entrants = labourEntrants(1150 * 0.82, { furtherStudy: 0, participation: 0.93, stay: 0.75 })
    expect(entrants * 0.7).toBeCloseTo(460, 0)
  })
})
