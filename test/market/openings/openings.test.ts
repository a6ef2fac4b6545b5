import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobOpenings, netCohortLeavers } from '../../../src/market/openings/openings.ts'

// 12,000 to 13,800 in five equal steps.
const employment = [12_000, 12_360, 12_720, 13_080, 13_440, 13_800]

describe('job openings', () => {
  it('jobOpenings: the worked example, 3,219 by permanent exits', () => {
    const { cumulative, byYear } = jobOpenings({ definitionId: 'permanent_exits', employment, exitRate: 0.022 })
    expect(cumulative.expansionDemand).toBe(1800)
    expect(cumulative.replacementDemand).toBeCloseTo(1419, 9)
    expect(cumulative.jobOpenings).toBeCloseTo(3219, 9)
    expect(cumulative.jobOpenings / 5).toBeCloseTo(643.8, 9)
    expect(byYear).toHaveLength(5)
    expect(byYear.reduce((sum, year) => sum + year.jobOpenings, 0)).toBeCloseTo(3219, 9)
  })

  it('jobOpenings: the worked example, 5,218.5 by separations, 62 per cent more', () => {
    const rates = { exitRate: 0.022, transferRate: 0.031 }
    const { cumulative } = jobOpenings({ definitionId: 'bls_separations', employment, ...rates })
    expect(cumulative.replacementDemand).toBeCloseTo(1419 + 1999.5, 9)
    expect(cumulative.jobOpenings).toBeCloseTo(5218.5, 9)
    expect(cumulative.jobOpenings / 3219).toBeCloseTo(1.62, 2)
  })

  it('jobOpenings: net cohorts replace only what a shrinking occupation keeps', () => {
    const leavers = [60, 60]
    const openings = (path: number[]): number[] => {
      const { cumulative } = jobOpenings({ definitionId: 'net_cohort', employment: path, cohortLeavers: leavers })
      return [cumulative.expansionDemand, cumulative.replacementDemand, cumulative.jobOpenings]
    }
    expect(openings([1000, 1020, 1040])).toEqual([40, 120, 160])
    expect(openings([1000, 960, 920])).toEqual([-80, 40, 40])
    expect(openings([1000, 900, 800])).toEqual([-200, 0, 0])
  })

  it('jobOpenings: by net cohorts openings are max(0, XD + leavers)', () => {
    const people = fc.integer({ min: 0, max: 5000 })
    fc.assert(
      fc.property(people, people, people, (start, end, leavers) => {
        const input = { definitionId: 'net_cohort', employment: [start, end], cohortLeavers: [leavers] } as const
        expect(jobOpenings(input).cumulative.jobOpenings).toBe(Math.max(0, end - start + leavers))
      }),
    )
  })

  it('jobOpenings: openings are expansion plus replacement in every year by the two rate definitions', () => {
    const path = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(path, fc.constantFrom('bls_separations', 'permanent_exits'), (E, definitionId) => {
        const { byYear, cumulative } = jobOpenings({ definitionId, employment: E, exitRate: 0.02, transferRate: 0.03 })
        for (const flows of [...byYear, cumulative])
          expect(flows.jobOpenings).toBe(flows.expansionDemand + flows.replacementDemand)
        expect(cumulative.expansionDemand).toBe(E.at(-1)! - E[0]!)
      }),
    )
  })

  it('netCohortLeavers: cohorts that grew count as entry, not as negative leaving', () => {
    expect(netCohortLeavers([100, 200, 150], [130, 180, 90])).toBe(80)
  })

  it('jobOpenings: refuses a definition without its rates', () => {
    expect(() => jobOpenings({ definitionId: 'bls_separations', employment, exitRate: 0.02 })).toThrow(/transferRate/)
    expect(() => jobOpenings({ definitionId: 'permanent_exits', employment, exitRate: 2.2 })).toThrow(/exitRate/)
    expect(() => jobOpenings({ definitionId: 'net_cohort', employment })).toThrow(/5 years/)
  })
})
