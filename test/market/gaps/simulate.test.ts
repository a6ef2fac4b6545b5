import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawIndex } from '../../../src/market/gaps/draw-index.ts'
import { normalCdf, normalQuantile } from '../../../src/market/gaps/normal-quantile.ts'
import { createPathSampler, growingWith } from '../../../src/market/gaps/quantile-path.ts'
import { GAP_RATINGS, rateGap } from '../../../src/market/gaps/rating.ts'
import { type GapFigure, type GapSimulation, type Lens, simulateGaps } from '../../../src/market/gaps/simulate.ts'
import { distance, smallMarket, walkPath } from './small-market.ts'

const LENSES: Lens[] = [
  { id: 'digital', weights: { J: 1, C: 0.1 } },
  { id: 'health', weights: { Q: 0.8 } },
]
const find = (simulation: GapSimulation, code: string, year: number): GapFigure =>
  simulation.figures.find((figure) => figure.code === code && figure.year === year)!
const width = (band: { p10: number; p90: number }): number => band.p90 - band.p10
const simulation = simulateGaps({ ...smallMarket(), lenses: LENSES })

describe('the draws', () => {
  const { market } = simulation
  it('drawMarket: people are conserved: supply of the sectors adds up to the labour force less base unemployment', () => {
    for (let d = 0; d < market.draws; d++) {
      const total = Array.from({ length: market.horizon + 1 }, (_, t) =>
        market.codes.reduce((sum, _code, i) => sum + market.supply[drawIndex(market, d, i, t)]!, 0),
      )
      expect(total[0]).toBeCloseTo(26_750, 6)
    }
    const certain = simulateGaps(smallMarket({ labourForce: walkPath(27_400, 0.01, 0, 6) })).market
    const employedShare = 26_750 / 27_400
    for (let d = 0; d < certain.draws; d++) {
      const people = certain.codes.reduce((sum, _code, i) => sum + certain.supply[drawIndex(certain, d, i, 6)]!, 0)
      expect(people).toBeCloseTo(27_400 * Math.exp(0.06) * employedShare, 6)
    }
  })

  it('growingWith: a total that is a fixed share of the labour force leaves no gap where the two err as one', () => {
    const labourForce = walkPath(27_400, 0.01, 0.01, 6)
    const input = smallMarket({ labourForce, totalDemand: growingWith(labourForce, 26_750) })
    const dependence = { totalDemand: 1, labourForce: 1 }
    for (const { gap, demand } of simulateGaps({ ...input, dependence }).figures.filter(({ kind }) => kind === 'total'))
      expect(Math.max(Math.abs(gap.p10), Math.abs(gap.p90))).toBeLessThan(1e-9 * demand.p50)
  })

  it('drawMarket: the sectors add up to the total in every draw', () => {
    const certain = simulateGaps(smallMarket({ totalDemand: walkPath(53_500, 0.01, 0, 6) })).market
    for (let d = 0; d < certain.draws; d++)
      for (let t = 1; t <= 6; t++) {
        const people = certain.codes.reduce((sum, _code, i) => sum + certain.demand[drawIndex(certain, d, i, t)]!, 0)
        expect(people).toBeCloseTo(26_750 * Math.exp(0.01 * t), 6)
      }
  })

  it('drawMarket: the gap of the base year is 0 in every sector and draw', () => {
    for (let d = 0; d < market.draws; d++)
      for (let i = 0; i < market.codes.length; i++) {
        const cell = drawIndex(market, d, i, 0)
        expect(market.demand[cell]! - market.supply[cell]!).toBe(0)
      }
  })

  it('drawMarket: a sector alone keeps the quantiles it was given', () => {
    const alone = smallMarket({ totalDemand: undefined, draws: 20_000 })
    const { figures } = simulateGaps({ ...alone, sectors: [alone.sectors[2]!] })
    const { demand } = figures.find((figure) => figure.code === 'J' && figure.year === 2030)!
    const exact = (level: number): number => 400 * Math.exp(0.24 + 0.02 * Math.sqrt(6) * normalQuantile(level))
    // Standard error of a P10 from 20,000 draws is 0.012 standard deviations, 0.3 people here.
    expect(Math.abs(demand.p10 - exact(0.1))).toBeLessThan(1.2)
    expect(Math.abs(demand.p50 - exact(0.5))).toBeLessThan(1.2)
    expect(Math.abs(demand.p90 - exact(0.9))).toBeLessThan(1.2)
  })

  it('drawMarket: neighbouring years of the macro path correlate as asked', () => {
    const { common, draws } = simulateGaps(smallMarket({ draws: 5000, dependence: { persistence: 0.7 } })).market
    let product = 0
    for (let d = 0; d < draws; d++) product += common.macro[d * 6 + 2]! * common.macro[d * 6 + 3]!
    expect(product / draws).toBeCloseTo(0.7, 1)
  })
})

describe('gaps by simulation', () => {
  it('simulateGaps: the same seed gives the same figures, another seed others', () => {
    expect(simulateGaps({ ...smallMarket(), lenses: LENSES }).figures).toEqual(simulation.figures)
    expect(find(simulateGaps(smallMarket({ seed: 8 })), 'J', 2030).gap.p50).not.toBe(
      find(simulation, 'J', 2030).gap.p50,
    )
  })

  it('simulateGaps: probabilities lie between 0 and 1, those of the five ratings sum to 1, bands do not cross', () => {
    for (const figure of simulation.figures) {
      const classes = GAP_RATINGS.map((rating) => figure.ratingProbabilities[rating])
      for (const p of [...classes, figure.pShortage, figure.pGapPositive]) {
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
      }
      expect(classes.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
      for (const band of [figure.demand, figure.supply, figure.gap, figure.gapPercent, figure.jobOpenings]) {
        expect(band.p10).toBeLessThanOrEqual(band.p50)
        expect(band.p50).toBeLessThanOrEqual(band.p90)
      }
      expect(figure.rating).toBe(rateGap(figure.normalisedGap))
    }
  })

  it('simulateGaps: one figure for the total, each sector and each lens in each year', () => {
    expect(simulation.figures.map((figure) => `${figure.kind} ${figure.code} ${figure.year}`).slice(0, 7)).toEqual([
      ...[2025, 2026, 2027, 2028, 2029, 2030].map((year) => `total _T ${year}`),
      'section A 2025',
    ])
    expect(simulation.figures).toHaveLength((1 + 4 + 2) * 6)
  })

  it('simulateGaps: the order of the sectors plays no part', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const input = smallMarket({ draws: 50 })
        const turned = simulateGaps({ ...input, sectors: order.map((i) => input.sectors[i]!) })
        for (const figure of simulateGaps(input).figures) {
          const other = find(turned, figure.code, figure.year)
          expect(distance(other.gap.p10, figure.gap.p10)).toBeLessThan(1e-9)
          expect(distance(other.jobOpenings.p90, figure.jobOpenings.p90)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 10 },
    )
  })

  it('simulateGaps: counting in thousands changes persons by 1,000 and rates not at all', () => {
    const input = smallMarket()
    const scale = (path: ReturnType<typeof walkPath>): ReturnType<typeof walkPath> => ({
      ...path,
      base: path.base * 1000,
      values: path.values.map((row) => Array.from(row, (value) => value * 1000)),
    })
    const persons = simulateGaps({
      ...input,
      sectors: input.sectors.map((sector) => ({ ...sector, demand: scale(sector.demand) })),
      totalDemand: scale(input.totalDemand!),
      labourForce: scale(input.labourForce),
    })
    for (const figure of simulateGaps(input).figures) {
      const other = find(persons, figure.code, figure.year)
      expect(distance(other.gap.p50, 1000 * figure.gap.p50)).toBeLessThan(1e-9)
      expect(distance(other.normalisedGap, figure.normalisedGap)).toBeLessThan(1e-9)
      expect(other.pShortage).toBeCloseTo(figure.pShortage, 12)
    }
  })

  it('simulateGaps: a less certain labour force widens the band of the gap', () => {
    const widths = [0.002, 0.02, 0.06].map((sd) =>
      width(find(simulateGaps(smallMarket({ labourForce: walkPath(27_400, 0.003, sd, 6) })), '_T', 2030).gap),
    )
    expect(widths[1]).toBeGreaterThan(widths[0]!)
    expect(widths[2]).toBeGreaterThan(widths[1]!)
  })

  it('simulateGaps: demand and labour force that err together leave a narrower gap in total', () => {
    const at = (labourForce: number): number =>
      width(find(simulateGaps(smallMarket({ dependence: { totalDemand: 0.9, labourForce } })), '_T', 2030).gap)
    expect(at(0.9)).toBeLessThan(at(0))
  })

  it('simulateGaps: a whole economy whose demand and labour force are one and the same forecast never has a gap', () => {
    const [sector] = smallMarket().sectors
    const { figures } = simulateGaps({
      ...smallMarket({ totalDemand: undefined, labourForce: walkPath(1040, 0.01, 0.02, 6) }),
      sectors: [{ ...sector!, code: '_T', demand: walkPath(1000, 0.01, 0.02, 6) }],
      dependence: { totalDemand: 1, sectorDemand: 0, labourForce: 1 },
    })
    expect(width(figures.at(-1)!.demand)).toBeGreaterThan(50)
    for (const { gap } of figures) for (const value of [gap.p10, gap.p50, gap.p90]) expect(value).toBeCloseTo(0, 8)
  })

  it('simulateGaps: openings are expansion plus replacement, and replacement is the exit rate times mid-year demand', () => {
    const growth = 0.02
    const sector = {
      code: '_T',
      demand: walkPath(1000, growth, 0, 5),
      exitRate: { low: 0.03, high: 0.03 },
      entrantShare: 1,
    }
    const { figures } = simulateGaps({
      ...smallMarket({ totalDemand: undefined, horizon: 5, labourForce: walkPath(1040, 0.01, 0, 5) }),
      sectors: [sector],
    })
    const path = [0, 1, 2, 3, 4, 5].map((t) => 1000 * Math.exp(growth * t))
    const replaced = [1, 2, 3, 4, 5].reduce((sum, t) => sum + (0.03 * (path[t - 1]! + path[t]!)) / 2, 0)
    const last = figures.at(-1)!
    expect(figures).toHaveLength(5)
    expect(last.definitionId).toBe('permanent_exits')
    expect(last.replacementDemand.p50).toBeCloseTo(replaced, 8)
    expect(last.expansionDemand.p50).toBeCloseTo(path[5]! - 1000, 8)
    expect(last.jobOpenings.p50).toBeCloseTo(path[5]! - 1000 + replaced, 8)
    // gap: demand 1000 e^0.1, supply 1000 e^0.05
    expect(last.gap.p50).toBeCloseTo(1000 * (Math.exp(0.1) - Math.exp(0.05)), 8)
    const meanDemand = path.reduce((a, b) => a + b, 0) / 6
    expect(last.normalisedGap).toBeCloseTo((100 * last.gap.p50) / (5 * meanDemand), 10)
    expect(last.pGapPositive).toBe(1)
    expect(last.rating).toBe('strongShortage')
  })

  it('simulateGaps: a lens of one whole sector is that sector, and a lens of all is the total', () => {
    const lenses: Lens[] = [
      { id: 'J only', weights: { J: 1 } },
      { id: 'all', weights: { A: 1, C: 1, J: 1, Q: 1 } },
    ]
    const result = simulateGaps({ ...smallMarket(), lenses })
    expect(find(result, 'J only', 2030).gap).toEqual(find(result, 'J', 2030).gap)
    expect(find(result, 'all', 2030).gap).toEqual(find(result, '_T', 2030).gap)
  })

  it('simulateGaps: refuses crossing or withheld quantiles, unknown lens sectors and impossible rates', () => {
    const input = smallMarket()
    const withPath = (values: number[][]): ReturnType<typeof smallMarket> => ({
      ...input,
      horizon: 1,
      labourForce: { base: 10, levels: [0.1, 0.9], values },
    })
    expect(() => simulateGaps(withPath([[11], [10]]))).toThrow(/cross/)
    expect(() => simulateGaps(withPath([[Number.NaN], [10]]))).toThrow(/withheld/)
    expect(() => simulateGaps({ ...input, lenses: [{ id: 'x', weights: { Z: 1 } }] })).toThrow(/names sector Z/)
    const odd = { ...input.sectors[0]!, exitRate: { low: 0.5, high: 0.1 } }
    expect(() => simulateGaps({ ...input, sectors: [odd] })).toThrow(/exit rate/)
    expect(() => simulateGaps(smallMarket({ dependence: { persistence: 2 } }))).toThrow(/persistence/)
  })
})

describe('the quantile function of a forecast', () => {
  it('normalQuantile: 0.975 is 1.959964, 0.1 is -1.281552, and normalCdf takes it back', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
    expect(normalQuantile(0.1)).toBeCloseTo(-1.2815515655446004, 12)
    expect(normalCdf(normalQuantile(0.731))).toBeCloseTo(0.731, 12)
  })

  it('createPathSampler: a normal forecast comes back exactly, tails beyond the last quantile included', () => {
    const levels = [0.1, 0.5, 0.9]
    const path = { base: 100, levels, values: levels.map((level) => [100 + 4 * normalQuantile(level)]) }
    const sample = createPathSampler(path, 1, 'test')
    for (const z of [-3, -1.5, -0.3, 0, 0.8, 2, 3]) expect(sample(1, z)).toBeCloseTo(100 + 4 * z, 9)
  })

  it('createPathSampler: never falls when the score rises, and never empties a sector', () => {
    const sample = createPathSampler({ base: 100, levels: [0.1, 0.5, 0.9], values: [[10], [100], [150]] }, 1, 'test')
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (z, step) => {
          expect(sample(1, z + step)).toBeGreaterThanOrEqual(sample(1, z))
          expect(sample(1, z)).toBeGreaterThanOrEqual(1)
        },
      ),
    )
  })
})

describe('ratings', () => {
  it('rateGap: the published limits are 0.25 and 0.75 per cent a year either way', () => {
    const classes = [0.76, 0.75, 0.26, 0.25, 0, -0.25, -0.26, -0.75, -0.76].map(rateGap)
    expect(classes).toEqual([
      'strongShortage',
      'moderateShortage',
      'moderateShortage',
      'balanced',
      'balanced',
      'balanced',
      'moderateSurplus',
      'moderateSurplus',
      'strongSurplus',
    ])
  })
})
