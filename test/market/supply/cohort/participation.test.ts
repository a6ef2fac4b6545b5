import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectParticipation } from '../../../../src/market/supply/cohort/participation.ts'
import { logistic, logit } from '../../../../src/market/supply/cohort/single-ages.ts'

/** Each generation of women starts a step higher on the log-odds than the one before and keeps its lead for life. */
const generations = (years: number, ages: number): number[][] =>
  Array.from({ length: years }, (_, t) =>
    Array.from({ length: ages }, (_, a) => logistic(-0.5 + 0.05 * a + 0.03 * (t - a))),
  )

describe('participation', () => {
  it('projectParticipation: rates that never moved stay where they are', () => {
    const history = Array.from({ length: 6 }, () => [0.4, 0.7, 0.6])
    const { rates } = projectParticipation({ history, firstAge: 20, horizon: 8, cohortWeight: 0 })
    expect(Array.from(rates[7]!)).toEqual([0.4, 0.7, 0.6].map((rate) => expect.closeTo(rate, 12)))
  })

  it('projectParticipation: a trend of 0.1 log-odds a year fades by 0.9, as worked by hand', () => {
    const history = [0, 1, 2, 3].map((t) => [logistic(-1 + 0.1 * t)])
    const { rates } = projectParticipation({ history, firstAge: 30, horizon: 2, damping: 0.9 })
    // y = -0.7 + 0.1 (0.9 + 0.81)
    expect(logit(rates[1]![0]!)).toBeCloseTo(-0.529, 9)
  })

  it('projectParticipation: carries the lead of each generation along its diagonal', () => {
    const history = generations(10, 30)
    const { rates } = projectParticipation({ history, firstAge: 25, horizon: 5, cohortWeight: 1, cohortAges: [25, 59] })
    const truth = generations(15, 30)
    // from the second age on; the first has no elder year of the same cohort
    for (let a = 6; a < 30; a++) expect(rates[4]![a]).toBeCloseTo(truth[14]![a]!, 2)
  })

  it('projectParticipation: no rate leaves (0, 1) or moves faster than all but a twentieth of the past', () => {
    const rate = fc.double({ min: 0.02, max: 0.98, noNaN: true })
    const years = fc.array(fc.array(rate, { minLength: 4, maxLength: 4 }), { minLength: 5, maxLength: 9 })
    fc.assert(
      fc.property(years, fc.constantFrom(0, 0.5, 1), (history, cohortWeight) => {
        const { rates, bound } = projectParticipation({ history, firstAge: 30, horizon: 6, cohortWeight })
        const path = [history.at(-1)!, ...rates]
        for (let h = 1; h < path.length; h++)
          for (let a = 0; a < 4; a++) {
            expect(Math.abs(path[h]![a]! - path[h - 1]![a]!)).toBeLessThanOrEqual(bound + 1e-12)
            expect(path[h]![a]).toBeGreaterThan(0)
            expect(path[h]![a]).toBeLessThan(1)
          }
      }),
    )
  })

  it('projectParticipation: three years are too few', () => {
    expect(() => projectParticipation({ history: [[0.5], [0.5], [0.5]], firstAge: 20, horizon: 1 })).toThrow(
      /four years/,
    )
  })
})
