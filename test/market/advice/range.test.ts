import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/domain/random.ts'
import { drawAdvice, entrantsFrom, intakeRange } from '../../../src/market/advice/advice-draws.ts'
import { adviseField, adviseIntake, fieldProgramme } from '../../../src/market/advice/advise.ts'
import { meanOpeningsDraws } from '../../../src/market/advice/openings-draws.ts'
import { drawValue } from '../../../src/market/advice/rate.ts'
import { criticalQuantile, leastRegretIntake, regretTable } from '../../../src/market/advice/regret.ts'
import { employersView, verdictOf } from '../../../src/market/advice/verdict.ts'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import { smallMarket } from '../gaps/small-market.ts'
import { between, EXAMPLE, known, NURSING } from './nursing.ts'

const UNCERTAIN = {
  ...EXAMPLE,
  rates: { ...EXAMPLE.rates, match: between(0.6, 0.7, 0.8), stay: between(0.65, 0.75, 0.85) },
}

describe('the range of the needed intake', () => {
  it('drawAdvice: with nothing uncertain every draw is the 1,358 places of the worked example', () => {
    const { p10, p50, p90 } = intakeRange(drawAdvice(EXAMPLE, { seed: 1, draws: 50 }))
    for (const value of [p10, p50, p90]) expect(Math.round(value)).toBe(1358)
  })

  it('drawAdvice: uncertain rates spread the places around the point, and wider bounds spread them more', () => {
    const range = intakeRange(drawAdvice(UNCERTAIN, { seed: 1 }))
    expect(range.p10).toBeLessThan(range.p50)
    expect(range.p50).toBeLessThan(range.p90)
    expect(Math.abs(range.p50 / 1358.3 - 1)).toBeLessThan(0.02)
    const narrow = { ...UNCERTAIN, rates: { ...UNCERTAIN.rates, stay: known(0.75) } }
    const narrower = intakeRange(drawAdvice(narrow, { seed: 1 }))
    expect(narrower.p90 - narrower.p10).toBeLessThan(range.p90 - range.p10)
  })

  it('drawAdvice: openings come draw by draw from the market, so the need is a draw of the market', () => {
    const [nurse] = EXAMPLE.occupations
    const draws = Float64Array.from([443.8, 543.8, 643.8, 743.8])
    const advice = drawAdvice({ ...EXAMPLE, occupations: [{ ...nurse!, draws }] }, { seed: 3 })
    expect(Array.from(advice.intakeNeeded, Math.round)).toEqual([859, 1108, 1358, 1608])
    const both = [
      { ...nurse!, draws },
      { ...nurse!, code: 'midwife', draws: draws.slice(1) },
    ]
    expect(() => drawAdvice({ ...EXAMPLE, occupations: both }, { seed: 3 })).toThrow(/4, 3 draws/)
  })

  it('drawValue: the value is the median and the bounds are never left', () => {
    const random = createRandom(5)
    const value = between(0.2, 0.3, 0.9)
    const drawn = Array.from({ length: 20_000 }, () => drawValue(value, random))
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.2)
    expect(Math.max(...drawn)).toBeLessThanOrEqual(0.9)
    // Standard error of a share near one half from 20,000 draws: 0.0035
    expect(drawn.filter((x) => x < 0.3).length / drawn.length).toBeCloseTo(0.5, 1)
  })

  it('meanOpeningsDraws: openings of all occupations are the change of demand plus replacement, in every draw', () => {
    const market = drawMarket(smallMarket({ draws: 30 }))
    const window = [2028, 2029, 2030]
    const halves = [0.3, 0.7].map((share) => meanOpeningsDraws(market, () => share, window))
    for (let d = 0; d < market.draws; d++) {
      let sum = 0
      for (let i = 0; i < market.codes.length; i++) {
        const first = drawIndex(market, d, i, 0)
        sum += market.demand[first + 6]! - market.demand[first + 3]!
        for (const t of [4, 5, 6]) sum += market.replacement[first + t]!
      }
      expect(halves[0]![d]! + halves[1]![d]!).toBeCloseTo(sum / 3, 8)
    }
    expect(() => meanOpeningsDraws(market, () => 1, [2031])).toThrow(/2025 to 2030/)
  })

  it('meanOpeningsDraws: an occupation that gains ground in a sector that stands still expands by what it gains', () => {
    const market = {
      ...drawMarket(smallMarket({ draws: 1, horizon: 2 })),
      codes: ['J'],
      demand: Float64Array.from([1000, 1000, 1000]),
      replacement: Float64Array.from([0, 20, 20]),
    }
    // From 10 to 12 to 15 per cent of 1,000: 20 and 30 new posts; 2.4 and 3 of the 20 who leave.
    const shares = [0.1, 0.12, 0.15]
    const [openings] = meanOpeningsDraws(market, (_, t) => shares[t]!, [2025, 2026])
    expect(openings).toBeCloseTo((20 + 30 + 2.4 + 3) / 2, 10)
  })
})

describe('the regret rule', () => {
  it('criticalQuantile: too few three times as dear as too many takes the 0.75 quantile', () => {
    expect(criticalQuantile({ under: 3, over: 1 })).toBe(0.75)
    expect(criticalQuantile({ under: 1, over: 1 })).toBe(0.5)
    expect(() => criticalQuantile({ under: 1, over: 0 })).toThrow(/positive/)
  })

  it('regretTable: worked by hand for needs of 100, 200 and 300 places', () => {
    const needed = Float64Array.from([100, 200, 300])
    const rows = regretTable(needed, [200, 300], { under: 3, over: 1 })
    expect(rows[0]!.expectedShort).toBeCloseTo(100 / 3, 12)
    expect(rows[0]!.expectedCost).toBeCloseTo((3 * 100 + 100) / 3, 12)
    expect(rows[1]!.expectedOver).toBeCloseTo(100, 12)
    expect(rows.map((row) => Number(row.excessCost.toFixed(6)))).toEqual([33.333333, 0])
  })

  it('leastRegretIntake: no other intake costs less in the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { minLength: 5, maxLength: 60 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (values, under) => {
          const needed = Float64Array.from(values)
          const costs = { under, over: 1 }
          const best = leastRegretIntake(needed, costs)
          const [own, ...others] = regretTable(needed, [best, ...values], costs)
          // The quantile lies between two draws; the cost is piecewise linear, so a draw can be better by a fraction.
          const slack = ((under + 1) * 3000) / values.length
          for (const row of others) expect(own!.expectedCost).toBeLessThanOrEqual(row.expectedCost + slack)
        },
      ),
    )
    const needed = drawAdvice(UNCERTAIN, { seed: 4, draws: 4000 }).intakeNeeded
    const costs = { under: 1, over: 3 }
    const best = leastRegretIntake(needed, costs)
    const [own, ...others] = regretTable(
      needed,
      [best, ...[-0.02, -0.01, 0.01, 0.02].map((x) => best * (1 + x))],
      costs,
    )
    for (const row of others) expect(own!.expectedCost).toBeLessThan(row.expectedCost)
  })

  it('adviseIntake: a dear programme is advised fewer places than a cheap one', () => {
    const field = { employed: 10_000, shortTermUnemployed: 100 }
    const at = (over: number): number =>
      adviseIntake({ ...UNCERTAIN, seed: 2, field, costs: { under: 1, over } }).leastRegret
    expect(at(4)).toBeLessThan(at(1))
    expect(at(1)).toBeLessThan(at(0.25))
  })
})

describe('the verdict', () => {
  const field = { employed: 10_000, shortTermUnemployed: 300 }

  it('verdictOf: worked by hand: 460 graduates and 100 others a year against 643.8 openings', () => {
    const draws = drawAdvice(EXAMPLE, { seed: 1, draws: 20 })
    const verdict = verdictOf(draws, 1150, field, [2030, 2031, 2032])
    const byHand = (10_000 + 3 * (1150 * 0.400365 + 100) + 300) / (10_000 + 3 * 643.8)
    expect(verdict.indicator.p50).toBeCloseTo(byHand, 10)
    expect(verdict).toMatchObject({
      graduates: 'reasonable',
      employers: 'reasonable',
      pTooFew: 1,
      window: [2030, 2031, 2032],
    })
  })

  it('verdictOf: what graduates find very good employers find very hard', () => {
    expect(employersView('veryGood')).toBe('veryHard')
    expect(employersView('poor')).toBe('veryEasy')
    expect(employersView('reasonable')).toBe('reasonable')
  })

  it('verdictOf: probabilities sum to 1, and more places never better the prospects of graduates', () => {
    const draws = drawAdvice(UNCERTAIN, { seed: 1, draws: 500 })
    const verdicts = [0, 500, 1150, 3000, 9000].map((places) => verdictOf(draws, places, field, [2030]))
    for (const { probabilities } of verdicts)
      expect(probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12)
    for (let k = 1; k < verdicts.length; k++) {
      expect(verdicts[k]!.indicator.p50).toBeGreaterThan(verdicts[k - 1]!.indicator.p50)
      expect(verdicts[k]!.pTooFew).toBeLessThanOrEqual(verdicts[k - 1]!.pTooFew)
    }
    expect(verdicts.at(-1)!.graduates).toBe('poor')
  })

  it('entrantsFrom: as many places as a draw needs bring exactly its entrants', () => {
    const draws = drawAdvice(UNCERTAIN, { seed: 6, draws: 40 })
    draws.intakeNeeded.forEach((places, d) => {
      expect(entrantsFrom(draws, places)[d]! + draws.other[d]!).toBeCloseTo(draws.need[d]!, 8)
    })
  })
})

describe('a field of several programmes', () => {
  const offered = [
    { programme: { ...NURSING, id: 'a', currentIntake: 600 }, quality: 1, pastMatch: 0.8, announced: 900 },
    { programme: { ...NURSING, id: 'b', currentIntake: 550 }, quality: 1, pastMatch: 0.4, announced: 800 },
  ]
  const question = { ...EXAMPLE, fieldId: '0913', seed: 1, field: { employed: 10_000, shortTermUnemployed: 300 } }

  it('adviseField: the need is stated once and shared out; plans that close it twice are over-subscribed', () => {
    const { coordination, programmes, field } = adviseField(question, offered)
    expect(Math.round(field.waterfall.intakeNeeded)).toBe(1358)
    expect(coordination.allocations.map((a) => a.places)).toEqual([905, 453])
    expect(coordination).toMatchObject({ announced: 1700, overSubscription: 342, status: 'over', unallocated: 0 })
    expect(programmes[0]).toMatchObject({ id: 'a', allocated: 905, limit: 'cap' })
    expect(programmes[0]!.places).toBeCloseTo(660, 9)
  })

  it('fieldProgramme: intakes, students and capacities add up; lengths must agree', () => {
    const students = [{ yearOfStudy: 1, students: 100 }]
    const sum = fieldProgramme(
      'f',
      offered.map(({ programme }) => ({ ...programme, enrolled: students })),
    )
    expect(sum).toMatchObject({ currentIntake: 1150, capacity: 4000, enrolled: [{ yearOfStudy: 1, students: 200 }] })
    expect(sum.completion[4]).toBeCloseTo(0.82, 12)
    const college = { ...NURSING, id: 'c', lengthYears: 3 }
    expect(() => fieldProgramme('f', [NURSING, college])).toThrow(/each level by itself/)
  })
})
