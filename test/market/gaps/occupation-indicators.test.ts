import { describe, expect, it } from 'vitest'
import type { CellFlows } from '../../../src/market/gaps/cell-drivers.ts'
import type { CellMargins } from '../../../src/market/gaps/cell-margins.ts'
import { occupationIndicators } from '../../../src/market/gaps/occupation-indicators.ts'

const row = (...values: number[]) => Float64Array.from(values)
// Two groups, women first, one draw, one year. The first is the worked example of the stock form: 10,000 people, 2,600 come,
// 800 more wanted and 2,400 leave; 3 % of them out of work makes 300.
const margins: CellMargins = {
  occupations: ['a', 'b'],
  base: row(6000, 4000, 1000, 3000),
  demand: [row(6400, 4400, 900, 2700)],
  supply: [row(6000, 4000, 1000, 3000)],
  left: [row(1200, 800, 60, 140)],
  replaced: [row(1440, 960, 50, 150)],
  gap: [],
  meanDemand: [],
  baseDemand: row(),
  meanSupply: [],
}
const flows: CellFlows = {
  occupations: 2,
  economy: [],
  sectorMix: [],
  staffing: [],
  areaLead: [],
  left: [],
  came: [row(1500, 1100, 30, 70)],
  cut: [],
  labourSupply: [],
}
const education = [
  { ADV: 0.5, INT: 0.3, BAS: 0.2, LTB: 0 },
  { ADV: 0, INT: 0.2, BAS: 0.6, LTB: 0.2 },
]
const [a, b, all] = occupationIndicators(margins, flows, 1, {
  shortTermUnemployedShare: 0.03,
  education,
  graduates: [[0.25, 0]],
})

describe('indicators of an occupation', () => {
  it('the worked example: 0.9773 and good for those who seek work; its flow ratio is another number, 0.9063', () => {
    expect(a!.indicator).toBeCloseTo(12_900 / 13_200, 12)
    expect(a!.indicator).toBeCloseTo(0.9773, 4)
    expect(a!.indicatorClass).toBe('good')
    expect(a!.flowRatio).toBeCloseTo(0.9063, 4)
  })

  it('mixFill: 3,200 openings, half of them tertiary; 650 graduates come and 1,950 others', () => {
    expect(a!.mixFill).toBeCloseTo((650 + 1600) / 3200, 12)
    expect(a!.openingsByLevel).toEqual({ ADV: 1600, INT: 960, BAS: 640, LTB: 0 })
  })

  it('an occupation that shrinks faster than people leave has no openings, so neither flows nor a mix to be filled', () => {
    expect(b!.flows).toMatchObject({ employment: 4000, expansionDemand: -400, replacementDemand: 200 })
    expect([b!.flowRatio, b!.mixFill]).toEqual([null, null])
    expect(b!.openingsByLevel.BAS).toBe(0)
    expect(b!.indicator).toBeCloseTo((4000 + 100 + 120) / 3800, 12)
    expect(b!.indicatorClass).toBe('moderate')
  })

  it('women: of employment, openings and seekers, and the segregation of all groups by hand', () => {
    expect(a!.women.womenOfEmployment).toBeCloseTo(6400 / 10_800, 12)
    expect(a!.women.womenOfOpenings).toBeCloseTo((400 + 1440) / 3200, 12)
    expect(a!.women.womenOfSeekers).toBeCloseTo(1500 / 2600, 12)
    expect(a!.women.womenOfIntake).toBeNull()
    // 6,400 of 7,300 women and 4,400 of 7,100 men work in the first group.
    expect(all!.women.segregation).toBeCloseTo(6400 / 7300 - 4400 / 7100, 12)
  })

  it('all together: people and openings by level are the sums of the groups', () => {
    expect(all!.occupation).toBe('_T')
    expect(all!.flows.employment).toBe(14_000)
    expect(all!.flows.inflow).toBe(2700)
    expect(all!.openingsByLevel.ADV).toBe(1600)
    expect(all!.mixFill).toBeNull()
  })
})
