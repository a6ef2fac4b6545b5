import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editAdvice, editableInputs } from '../../../src/market/advice/advice-input.ts'
import { checkHorizon, graduatesPerPlace, neededIntake, recommendIntake } from '../../../src/market/advice/intake.ts'
import { arrivals, pipeline, retention } from '../../../src/market/advice/pipeline.ts'
import { intakeWaterfall, WATERFALL_STEPS } from '../../../src/market/advice/waterfall.ts'
import { EXAMPLE, known, NURSING } from './nursing.ts'

const needOf = (need: number): number =>
  neededIntake({ need, other: 100, pipeline: 0, perGraduate: 0.93 * 0.7 * 0.75, perPlace: 0.82 }).intakeNeeded

describe('needed and recommended intake', () => {
  it('neededIntake: the worked example asks for 1,358 places, and for 1,108 and 1,608 with a need 100 off', () => {
    expect(Math.round(needOf(643.8))).toBe(1358)
    expect(Math.round(needOf(543.8))).toBe(1108)
    expect(Math.round(needOf(743.8))).toBe(1608)
  })

  it('neededIntake: the 1,150 places of today yield 460 usable entrants a year', () => {
    expect(Math.round(1150 * 0.82 * 0.93 * 0.7 * 0.75)).toBe(460)
    expect(needOf(100 + 1150 * 0.82 * 0.93 * 0.7 * 0.75)).toBeCloseTo(1150, 8)
  })

  it('recommendIntake: with eta 0.3 the example becomes 1,212, and a cap of 10 per cent (1,265) does not bind', () => {
    const { places, limit } = recommendIntake(needOf(643.8), NURSING, { eta: 0.3, cap: 0.1 })
    expect(Math.round(places)).toBe(1212)
    expect(limit).toBe('none')
    expect(recommendIntake(3000, NURSING, { eta: 0.3, cap: 0.1 })).toMatchObject({
      places: 1265,
      limit: 'cap',
    })
  })

  it('recommendIntake: capacity and quota win over the floor, and say so', () => {
    const small = { currentIntake: 1000, capacity: 700 }
    expect(recommendIntake(2000, small)).toMatchObject({ places: 700, limit: 'capacity' })
    expect(recommendIntake(2000, { ...small, capacity: 5000 }, { quotaLimit: 1000 })).toMatchObject({
      places: 1000,
      limit: 'quota',
    })
    expect(recommendIntake(0, { ...small, capacity: 5000 })).toMatchObject({ places: 900, limit: 'floor' })
  })

  it('recommendIntake: lies between last year and the need, changes by the cap at most, and never exceeds capacity', () => {
    const places = fc.double({ min: 0, max: 5000, noNaN: true })
    fc.assert(
      fc.property(places, places, places, (needed, currentIntake, capacity) => {
        const result = recommendIntake(needed, { currentIntake, capacity }, { eta: 0.3, cap: 0.1 })
        expect(result.places).toBeLessThanOrEqual(capacity)
        if (capacity >= 1.1 * currentIntake && currentIntake > 0) {
          expect(Math.abs(result.places - currentIntake)).toBeLessThanOrEqual(0.1 * currentIntake + 1e-9)
          expect(result.places).toBeGreaterThanOrEqual(Math.min(needed, currentIntake) - 1e-9)
          expect(result.places).toBeLessThanOrEqual(Math.max(needed, currentIntake) + 1e-9)
        }
      }),
    )
  })

  it('neededIntake: more need never asks for fewer places, more pipeline never for more', () => {
    const persons = fc.double({ min: -2000, max: 5000, noNaN: true })
    fc.assert(
      fc.property(persons, persons, fc.double({ min: 0, max: 500, noNaN: true }), (need, other, step) => {
        const at = (more: number, pipelined: number): number =>
          neededIntake({ need: need + more, other, pipeline: 50 + pipelined, perGraduate: 0.5, perPlace: 0.8 })
            .intakeNeeded
        expect(at(step, 0)).toBeGreaterThanOrEqual(at(0, 0))
        expect(at(0, step)).toBeLessThanOrEqual(at(0, 0))
        expect(at(0, 0)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('the horizon', () => {
  it('checkHorizon: a six-year programme of 2026 needs a forecast to 2035, and 2034 is refused with the numbers', () => {
    const medicine = { id: 'medicine', lengthYears: 6 }
    expect(() => checkHorizon(2026, 2035, medicine)).not.toThrow()
    expect(() => checkHorizon(2026, 2034, medicine)).toThrow(/forecast to 2035.*ends in 2034.*8 years, 9 are needed/)
    try {
      checkHorizon(2026, 2034, medicine)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'HORIZON_TOO_SHORT', detail: { horizon: 8, needed: 9, lengthYears: 6 } })
    }
  })

  it('checkHorizon: a lag of two years until work moves the window and the year needed', () => {
    expect(() => checkHorizon(2026, 2033, { id: 'law', lengthYears: 4, lagYears: 2 })).toThrow(/to 2034/)
    expect(() => checkHorizon(2026, 2034, { id: 'law', lengthYears: 4, lagYears: 2 })).not.toThrow()
  })

  it('intakeWaterfall: refuses a forecast that ends before the graduates arrive', () => {
    expect(() => intakeWaterfall({ ...EXAMPLE, lastYear: 2030 })).toThrow(/HORIZON|horizon is 4 years, 7 are needed/)
  })
})

describe('the pipeline', () => {
  const slow = {
    ...NURSING,
    completion: { 4: 0.6, 5: 0.15, 6: 0.05 },
    firstYearDropOut: 0.1,
    enrolled: [
      { yearOfStudy: 1, students: 1000 },
      { yearOfStudy: 2, students: 900 },
      { yearOfStudy: 4, students: 800 },
      { yearOfStudy: 5, students: 300 },
    ],
  }

  it('retention: of 100 who enter 10 leave in the first year, 10 in the next three, and those who graduate go', () => {
    const staying = [1, 2, 3, 4, 5, 6, 7].map((y) => retention(slow, y))
    const byHand = [1, 0.9, 0.9 - 0.1 / 3, 0.9 - 0.2 / 3, 0.2, 0.05, 0]
    for (const [n, value] of byHand.entries()) expect(staying[n]).toBeCloseTo(value, 12)
  })

  it('pipeline: each year of study graduates in the years its completion says', () => {
    const [first, second, fourth, fifth] = pipeline(slow, 2026)
    expect([...first!.graduates]).toEqual([
      [2029, 600],
      [2030, 150],
      [2031, 50],
    ])
    expect(second!.entryYear).toBe(2024)
    expect(second!.graduates.get(2028)).toBeCloseTo(900 * (0.6 / 0.9), 9)
    expect(fourth!.graduates.get(2026)).toBeCloseTo(800 * (0.6 / (0.9 - 0.2 / 3)), 9)
    expect([...fifth!.graduates.keys()]).toEqual([2026, 2027])
    expect(fifth!.graduates.get(2026)).toBeCloseTo(300 * (0.15 / 0.2), 9)
    expect(arrivals(pipeline(slow, 2026), 2031)).toBeCloseTo(50, 9)
  })

  it('pipeline: an intake decided before the one advised on counts as planned, or as large as the last', () => {
    const later = pipeline({ ...slow, plannedIntakes: { 2027: 500 } }, 2028)
    expect(later.filter((cohort) => cohort.yearOfStudy === 0)).toMatchObject([
      { entryYear: 2026, students: 1150 },
      { entryYear: 2027, students: 500 },
    ])
    expect(later.at(-1)!.graduates.get(2031)).toBe(300)
  })

  it('pipeline: no year of study brings more graduates than students', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 8 }),
        (shares, yearOfStudy) => {
          fc.pre(shares.some((share) => share > 0.01))
          const completion = Object.fromEntries(shares.map((share, n) => [4 + n, share]))
          const [cohort] = pipeline({ ...NURSING, completion, enrolled: [{ yearOfStudy, students: 100 }] }, 2026)
          const graduates = [...cohort!.graduates.values()].reduce((a, b) => a + b, 0)
          expect(graduates).toBeLessThanOrEqual(100 + 1e-9)
        },
      ),
    )
  })

  it('graduatesPerPlace: with everybody on time it is the completion rate, slower students count in part', () => {
    expect(graduatesPerPlace(NURSING)).toBeCloseTo(0.82, 12)
    expect(graduatesPerPlace(slow)).toBeCloseTo((0.6 + 0.75 + 0.8) / 3, 12)
  })

  it('intakeWaterfall: an intake held at the places needed brings the graduates needed, pipeline included', () => {
    const input = { ...EXAMPLE, programme: slow }
    const { intakeNeeded, graduatesNeeded, window } = intakeWaterfall(input)
    const held = { ...slow, currentIntake: intakeNeeded }
    // The same students counted again by the pipeline itself, with the intakes of 2026 to 2028 as planned.
    const arriving = window.map((year) => arrivals(pipeline(held, 2029), year))
    expect(arriving.reduce((a, b) => a + b, 0) / 3).toBeCloseTo(graduatesNeeded, 8)
  })
})

describe('the waterfall', () => {
  const waterfall = intakeWaterfall(EXAMPLE)

  it('intakeWaterfall: the worked example from 643.8 openings over 543.8 entrants to 1,358 places', () => {
    expect(waterfall.window).toEqual([2030, 2031, 2032])
    expect(waterfall.entrantsNeeded).toBeCloseTo(543.8, 9)
    expect(waterfall.graduatesNeeded).toBeCloseTo(543.8 / 0.48825, 9)
    expect(Math.round(waterfall.intakeNeeded)).toBe(1358)
    expect(Math.round(waterfall.recommended.places)).toBe(1212)
  })

  it('intakeWaterfall: every step follows from the one before by its change, and carries source and status', () => {
    let value = 0
    for (const step of waterfall.steps) {
      if (step.change !== null) expect(step.value).toBeCloseTo(value + step.change, 9)
      value = step.value
      expect(step.source.length).toBeGreaterThan(0)
      expect(WATERFALL_STEPS).toContain(step.id)
    }
    const order = waterfall.steps.map((step) => WATERFALL_STEPS.indexOf(step.id))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(waterfall.steps.find((step) => step.id === 'match')).toMatchObject({ rate: 0.7, input: 'rates/match' })
  })

  it('editAdvice: a changed rate changes the result and is marked as the user s', () => {
    const edited = intakeWaterfall(
      editAdvice(EXAMPLE, [{ input: 'rates/match', value: 0.8, source: 'own survey 2025' }]),
    )
    expect(edited.intakeNeeded).toBeCloseTo((waterfall.intakeNeeded * 0.7) / 0.8, 8)
    expect(edited.steps.find((step) => step.id === 'match')).toMatchObject({
      status: 'user',
      source: 'own survey 2025',
    })
    const halved = editAdvice(EXAMPLE, [
      { input: 'share/nurse', value: 0.5, source: 'x' },
      { input: 'openings/nurse', value: 1000, source: 'x' },
      { input: 'other/retrained', value: 50, source: 'x' },
    ])
    expect(intakeWaterfall(halved).entrantsNeeded).toBeCloseTo(1000 * 0.5 - 150, 9)
  })

  it('editAdvice: an input there is none of is refused with those there are', () => {
    expect(() => editAdvice(EXAMPLE, [{ input: 'rates/luck', value: 1, source: 'x' }])).toThrow(/rates\/match/)
    expect(editableInputs(EXAMPLE)).toContain('openings/nurse')
  })

  it('intakeWaterfall: every editable input is used, since setting it changes the waterfall', () => {
    for (const input of editableInputs(EXAMPLE)) {
      const edited = intakeWaterfall(editAdvice(EXAMPLE, [{ input, value: 0.37, source: 'test' }]))
      expect(edited.steps, input).not.toEqual(waterfall.steps)
    }
  })

  it('intakeWaterfall: a surplus asks for no places, and shows by how much other sources exceed the need', () => {
    const surplus = intakeWaterfall({ ...EXAMPLE, other: { migrants: known(900) } })
    expect(surplus.intakeNeeded).toBe(0)
    expect(surplus.steps.find((step) => step.id === 'otherSource')!.value).toBeCloseTo(-256.2, 9)
    expect(surplus.recommended).toMatchObject({ limit: 'floor', places: 1035 })
  })

  it('intakeWaterfall: openings that miss a year of the window are refused by name', () => {
    const [nurse] = EXAMPLE.occupations
    expect(() => intakeWaterfall({ ...EXAMPLE, occupations: [{ ...nurse!, openings: { 2030: 1, 2031: 1 } }] })).toThrow(
      /nurse are not known for 2032/,
    )
  })
})
