import { describe, expect, it } from 'vitest'
import { estimateRegionalSections, type RegionalEstimateInput } from '../../../src/market/staffing/regional.ts'

// A country of 1,000 in three sections; trained 20, 90 and 90 of 500, 300 and 200: 200 in all. Of every trained worker
// 0.3 live in the city, of every untrained 0.05, in each section: city trained 60, untrained 40.
const city = (changes: Partial<RegionalEstimateInput> = {}): RegionalEstimateInput => ({
  sections: [
    { code: 'A', national: 500, trainedShare: 0.04, logSd: 0.3 },
    { code: 'C', national: 300, trainedShare: 0.3, logSd: 0.2 },
    { code: 'J', national: 200, trainedShare: 0.45, logSd: 0.2 },
  ],
  areaTotal: 100,
  restTotal: 900,
  areaTrainedShare: 0.6,
  nationalTrainedShare: 0.2,
  seed: 1,
  ...changes,
})
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('an area by section', () => {
  it('estimateRegionalSections: finds the city whose sections differ only by how many are trained', () => {
    const { sections, trainedShift, nationalRescaling } = estimateRegionalSections(city())
    // A: 0.3 * 20 + 0.05 * 480; C: 0.3 * 90 + 0.05 * 210; J: 0.3 * 90 + 0.05 * 110
    expect(sections.map((section) => section.value)).toEqual([30, 37.5, 32.5].map((v) => expect.closeTo(v, 5)))
    expect(sections.map((section) => section.trained)).toEqual([6, 27, 27].map((v) => expect.closeTo(v, 5)))
    // J: 32.5 of 200 against 100 of 1,000
    expect(sections[2]!.locationQuotient).toBeCloseTo(1.625, 6)
    expect(trainedShift).toBeCloseTo(0, 9)
    expect(nationalRescaling).toBe(1)
  })

  it('estimateRegionalSections: every margin holds after two sources were reconciled', () => {
    const { sections, nationalRescaling, residual } = estimateRegionalSections(
      city({ areaTotal: 96, restTotal: 860, nationalTrainedShare: 0.26 }),
    )
    expect(nationalRescaling).toBeCloseTo(0.956, 12)
    expect(residual).toBeLessThan(1e-8)
    expect(sum(sections.map((section) => section.value))).toBeCloseTo(96, 6)
    expect(sum(sections.map((section) => section.trained))).toBeCloseTo(0.6 * 96, 6)
  })

  it('estimateRegionalSections: a lower seed for farming moves people to the other sections', () => {
    const plain = estimateRegionalSections(city()).sections
    const seeded = estimateRegionalSections(
      city({ sections: city().sections.map((s) => (s.code === 'A' ? { ...s, areaSeed: 0.5, restSeed: 0.7 } : s)) }),
    )
    expect(seeded.sections[0]!.value).toBeLessThan(plain[0]!.value)
    expect(seeded.sections[1]!.value).toBeGreaterThan(plain[1]!.value)
    expect(seeded.klDivergence).toBeGreaterThan(0)
  })

  it('estimateRegionalSections: the band holds the estimate, and is a point when the error is 0', () => {
    const { sections } = estimateRegionalSections(city())
    for (const { value, band } of sections) {
      expect(band.p10).toBeLessThan(value)
      expect(band.p90).toBeGreaterThan(value)
    }
    const sure = estimateRegionalSections(city({ sections: city().sections.map((s) => ({ ...s, logSd: 0 })) }))
    for (const { value, band } of sure.sections) {
      expect(band.p10).toBeCloseTo(value, 9)
      expect(band.p90).toBeCloseTo(value, 9)
    }
  })

  it('estimateRegionalSections: refuses sources that cannot be one country', () => {
    expect(() => estimateRegionalSections(city({ restTotal: 500 }))).toThrow(/differ by more than 15 %/)
    expect(() => estimateRegionalSections(city({ nationalTrainedShare: 0.05 }))).toThrow(/trained among 900/)
    expect(() => estimateRegionalSections(city({ nationalTrainedShare: 20 }))).toThrow(/fractions/)
  })
})
