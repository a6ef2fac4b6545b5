import type { GapRow } from '../../src/contracts/gaps.ts'

const flat = (p50: number, spread: number) => ({ p10: p50 - spread, p50, p90: p50 + spread })

/** A gap of `persons` in a section that wants 100,000 people. */
export function gapRow(sector: string, persons: number, rest: Partial<GapRow> = {}): GapRow {
  const demand = 100_000
  return {
    id: `VN-HN:${sector}:2030:T`,
    area: 'VN-HN',
    kind: 'section',
    sector,
    label: { vi: sector, en: sector },
    year: 2030,
    sex: 'T',
    demand: flat(demand, 5000),
    supply: flat(demand - persons, 5000),
    gap: flat(persons, 7000),
    gapPercent: flat((100 * persons) / demand, 7),
    normalisedGap: 0.1,
    expansionDemand: flat(1000, 500),
    replacementDemand: flat(2000, 500),
    jobOpenings: flat(3000, 700),
    definitionId: 'permanent_exits',
    pShortage: 0.3,
    shortageThresholdPercent: 5,
    pGapPositive: 0.5,
    rating: 'balanced',
    ratingProbabilities: {
      strongShortage: 0.1,
      moderateShortage: 0.2,
      balanced: 0.4,
      moderateSurplus: 0.2,
      strongSurplus: 0.1,
    },
    ratingProbability: 0.4,
    ratingIsClear: false,
    medianRating: 'balanced',
    threeStep: null,
    occupation: '_T',
    basis: 'residence',
    base: { year: 2024, value: 98_000, obsStatus: 'E' },
    obsStatus: 'F',
    ...rest,
  }
}
