import { describe, expect, it } from 'vitest'
import { scaleBand } from '../../../src/market/gaps/band.ts'
import { drawMarket } from '../../../src/market/gaps/draws.ts'
import { lensWeights, simulateGaps } from '../../../src/market/gaps/simulate.ts'
import { splitGap } from '../../../src/market/gaps/split.ts'
import { skillGaps, skillSpecificity } from '../../../src/market/skills/skill-gaps.ts'
import { smallMarket } from './small-market.ts'

const market = drawMarket(smallMarket())
const staffing = [
  [0.1, 0.9],
  [0.2, 0.8],
  [0.9, 0.1],
  [0.7, 0.3],
]
const skills = {
  occupations: ['VSCO2020:2', 'VSCO2020:9'],
  skills: ['programming', 'stamina', 'speaking'],
  weights: [
    [0.9, 0.1, 0.5],
    [0.2, 0.8, 0.5],
  ],
}
const gapOf = (code: string): { p10: number; p50: number; p90: number } =>
  simulateGaps(smallMarket()).figures.find((figure) => figure.code === code && figure.year === 2030)!.gap

describe('the gap split to occupations and skills', () => {
  it('skillGaps: the worked example, +1,000 and -400 people give +820, -220 and +300 person-skill units', () => {
    expect(skillGaps([1000, -400], skills.weights)).toEqual([820, -220, 300].map((v) => expect.closeTo(v, 9)))
  })

  it('splitGap: within one sector every part is its share of the sector gap', () => {
    const { occupations, skills: parts } = splitGap(market, [0, 0, 1, 0], staffing, skills, 6)
    const gap = gapOf('J')
    expect(occupations[0]!.share).toBeCloseTo(0.9, 12)
    expect(occupations[0]!.gap.p10).toBeCloseTo(0.9 * gap.p10, 9)
    expect(occupations[1]!.gap.p90).toBeCloseTo(0.1 * gap.p90, 9)
    // programming: 0.9 * 0.9 + 0.2 * 0.1
    expect(parts[0]!.gap.p50).toBeCloseTo(0.83 * gap.p50, 9)
  })

  it('splitGap: two sectors staffed alike split as their common gap does, shares weighted by demand', () => {
    const gap = simulateGaps({ ...smallMarket(), lenses: [{ id: 'two', weights: { C: 0.5, Q: 1 } }] }).figures.find(
      (figure) => figure.code === 'two' && figure.year === 2030,
    )!.gap
    const alike = market.codes.map(() => [0.25, 0.75])
    const { occupations, skills: parts } = splitGap(market, [0, 0.5, 0, 1], alike, skills, 6)
    expect(occupations[0]!.share).toBeCloseTo(0.25, 12)
    expect(occupations[1]!.gap.p90).toBeCloseTo(0.75 * gap.p90, 8)
    // stamina: 0.25 * 0.1 + 0.75 * 0.8
    expect(parts[1]!.gap.p10).toBeCloseTo(0.625 * gap.p10, 8)
  })

  it('splitGap: the occupations of a one-sector economy add up to its gap', () => {
    const alone = drawMarket({ ...smallMarket(), sectors: [smallMarket().sectors[2]!], totalDemand: undefined })
    const { occupations } = splitGap(alone, [1], [staffing[2]!], skills, 6)
    const total = simulateGaps({ ...smallMarket(), sectors: [smallMarket().sectors[2]!], totalDemand: undefined })
    const gap = total.figures.find((figure) => figure.kind === 'total' && figure.year === 2030)!.gap
    expect(occupations[0]!.gap.p50 + occupations[1]!.gap.p50).toBeCloseTo(gap.p50, 9)
  })

  it('splitGap: a shortage and a surplus inside a lens offset each other in each draw', () => {
    const members = lensWeights(market.codes, { id: 'two', weights: { A: 1, J: 1 } })
    const { occupations } = splitGap(
      market,
      members,
      [staffing[0]!, staffing[1]!, staffing[0]!, staffing[3]!],
      skills,
      6,
    )
    const lens = simulateGaps({ ...smallMarket(), lenses: [{ id: 'two', weights: { A: 1, J: 1 } }] })
    const gap = lens.figures.find((figure) => figure.code === 'two' && figure.year === 2030)!.gap
    expect(occupations[1]!.gap.p10).toBeCloseTo(0.9 * gap.p10, 9)
    expect(occupations[1]!.gap.p90).toBeCloseTo(0.9 * gap.p90, 9)
    expect(gap.p90).not.toBeCloseTo(gapOf('A').p90 + gapOf('J').p90, 0)
  })

  it('skillSpecificity: 0 when all occupations need it alike, 1 when one does', () => {
    expect(
      skillSpecificity([
        [1, 1, 0.5],
        [0, 1, 0.5],
      ]),
    ).toEqual([1, 0, 0].map((v) => expect.closeTo(v, 12)))
    // weights 3 : 1 over two occupations: 1 - (3/4 log2 4/3 + 1/4 log2 4)
    expect(skillSpecificity([[0.9], [0.3]])[0]).toBeCloseTo(1 - (0.75 * Math.log2(4 / 3) + 0.5), 12)
  })

  it('splitGap: a skill that every occupation needs alike ranks last however large its gap', () => {
    const { skills: parts } = splitGap(market, [0, 0, 1, 0], staffing, skills, 6)
    expect(parts.find((part) => part.skill === 'speaking')!.rank).toBe(3)
    expect(parts.map((part) => part.rank).sort()).toEqual([1, 2, 3])
  })

  it('splitGap: refuses staffing shares that do not sum to 1', () => {
    expect(() => splitGap(market, [1, 0, 0, 0], [[0.5, 0.4], ...staffing.slice(1)], skills, 1)).toThrow(/sum to 0.9/)
    expect(() => splitGap(market, [1], staffing, skills, 1)).toThrow(/4 sectors/)
  })

  it('scaleBand: a negative factor turns the tails round', () => {
    expect(scaleBand({ p10: 1, p50: 2, p90: 4 }, -2)).toEqual({ p10: -8, p50: -4, p90: -2 })
  })
})
