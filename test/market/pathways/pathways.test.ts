import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cosine, coverage, missingSkills } from '../../../src/market/pathways/coverage.ts'
import { checkPathway, PATHWAY_LIMITS } from '../../../src/market/pathways/filters.ts'
import { type PathwayOccupation, type PoolCell, poolOf } from '../../../src/market/pathways/occupation.ts'
import {
  isUsable,
  type PathwayInput,
  pathwaysFrom,
  pathwaysInto,
  shrunkTransitionRate,
  trainingMonths,
} from '../../../src/market/pathways/pathways.ts'

const A = [4, 3, 0, 5, 2]
const B = [4, 4, 3, 3, 0]
const weights = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 })

const occupation = (code: string, skills: number[], changes: Partial<PathwayOccupation> = {}): PathwayOccupation => ({
  code,
  skills,
  jobZone: 3,
  pay: 10,
  pShortage: 0.5,
  pSurplus: 0.1,
  gap: 100,
  automationRisk: 0.3,
  aiExposure: 0.4,
  credential: 'none',
  ...changes,
})
const CLERK = occupation('clerk', [4, 3, 1, 1, 0], { pShortage: 0, pSurplus: 0.9, automationRisk: 0.6 })
const ANALYST = occupation('analyst', [4, 4, 3, 1, 0], { pShortage: 0.9, automationRisk: 0.2 })
const SELLER = occupation('seller', [3, 2, 0, 2, 0], { jobZone: 2, pay: 8 })
const NURSE = occupation('nurse', [3, 2, 0, 4, 5], { credential: 'requiredNoRoute', pShortage: 1 })
const POOLS: PoolCell[] = [
  { occupation: 'clerk', sex: 'F', age: 'Y25-34', area: 'VN-HN', informal: false, people: 600 },
  { occupation: 'clerk', sex: 'M', age: 'Y35-54', area: 'VN-HN', informal: true, people: 400 },
  { occupation: 'seller', sex: 'F', age: 'Y15-24', area: 'VN-HN', informal: true, people: 900 },
]
const INPUT: PathwayInput = {
  occupations: [CLERK, ANALYST, SELLER, NURSE],
  skills: ['reading', 'numbers', 'programming', 'service', 'care'],
  pools: POOLS,
}

describe('how much of a destination an origin covers', () => {
  it('coverage: the worked example is 0.7143 where the cosine is 0.8275', () => {
    expect(coverage(A, B)).toBeCloseTo(0.7143, 4)
    expect(cosine(A, B)).toBeCloseTo(0.8275, 4)
    // Both profiles sum to 14, which alone makes the two directions equal.
    expect(coverage(B, A)).toBeCloseTo(0.7143, 4)
  })

  it('coverage: with unequal totals the two directions differ, while the cosine does not', () => {
    expect(coverage([4, 3, 2], [2, 1, 0])).toBe(1)
    expect(coverage([2, 1, 0], [4, 3, 2])).toBeCloseTo(3 / 9, 12)
    expect(cosine([4, 3, 2], [2, 1, 0])).toBe(cosine([2, 1, 0], [4, 3, 2]))
  })

  it('coverage: lies in [0, 1], is 1 with oneself, and never falls when the origin learns', () => {
    fc.assert(
      fc.property(weights, weights, fc.nat(5), (a, b, k) => {
        const cover = coverage(a, b)
        expect(cover).toBeGreaterThanOrEqual(0)
        expect(cover).toBeLessThanOrEqual(1 + 1e-12)
        expect(coverage(b, b)).toBeCloseTo(1, 12)
        expect(coverage(a.with(k, a[k]! + 1), b)).toBeGreaterThanOrEqual(cover)
      }),
    )
  })

  it('coverage: the shared weight is the same both ways, so cover times total is symmetric', () => {
    const sum = (x: readonly number[]): number => x.reduce((p, q) => p + q, 0)
    fc.assert(
      fc.property(weights, weights, (a, b) => {
        fc.pre(sum(a) > 0 && sum(b) > 0)
        expect(coverage(a, b) * sum(b)).toBeCloseTo(coverage(b, a) * sum(a), 9)
      }),
    )
  })

  it('missingSkills: what is held suffices or is missing, and what is missing makes up the rest of the coverage', () => {
    expect(missingSkills(A, B, ['a', 'b', 'c', 'd', 'e'])).toEqual([
      { skill: 'c', shortBy: 3 },
      { skill: 'b', shortBy: 1 },
    ])
    expect(missingSkills(A, B, ['a', 'b', 'c', 'd', 'e'], 1)).toHaveLength(1)
    const missing = missingSkills(A, B, ['a', 'b', 'c', 'd', 'e']).reduce((sum, s) => sum + s.shortBy, 0)
    expect(missing / 14).toBeCloseTo(1 - coverage(A, B), 12)
  })

  it('coverage: profiles of different length are refused', () => {
    expect(() => coverage([1], [1, 2])).toThrow(/1 and 2 skills/)
  })
})

describe('feasible and desirable', () => {
  it('checkPathway: each obstacle alone is enough, and is named', () => {
    const check = (changes: Partial<PathwayOccupation>, cover = 0.8) =>
      checkPathway(CLERK, { ...ANALYST, ...changes }, cover)
    expect(check({})).toMatchObject({ feasible: true, desirable: true, obstacles: [] })
    expect(check({}, 0.29)).toMatchObject({ feasible: false, obstacles: ['skills'] })
    expect(check({ jobZone: 5 })).toMatchObject({ feasible: false, obstacles: ['jobZone'] })
    expect(check({ credential: 'requiredNoRoute' })).toMatchObject({ feasible: false, obstacles: ['credential'] })
    expect(check({ credential: 'requiredWithRoute' })).toMatchObject({ feasible: true })
    expect(check({ pay: 7.5 })).toMatchObject({ desirable: false, obstacles: ['pay'], payRatio: 0.75 })
    expect(check({ pSurplus: 0.6 })).toMatchObject({ desirable: false, obstacles: ['surplus'] })
    expect(check({ automationRisk: 0.7 })).toMatchObject({ desirable: false, obstacles: ['automation'] })
  })

  it('checkPathway: what is not known is named and not held against the move', () => {
    const unknown = { ...ANALYST, pay: null, jobZone: null, automationRisk: null }
    expect(checkPathway(CLERK, unknown, 0.8)).toMatchObject({
      feasible: true,
      desirable: true,
      unknown: ['jobZone', 'pay', 'automation'],
      payRatio: null,
    })
  })

  it('PATHWAY_LIMITS: the published defaults', () => {
    expect(PATHWAY_LIMITS).toMatchObject({
      minCoverage: 0.3,
      strongCoverage: 0.4,
      minPayRatio: 0.75,
      maxJobZoneStep: 1,
    })
  })

  it('pathwaysFrom: AI exposure is shown and moves neither filter nor score', () => {
    const exposed = { ...INPUT, occupations: INPUT.occupations.map((o) => ({ ...o, aiExposure: 1 })) }
    const before = pathwaysFrom(INPUT, 'clerk')
    const after = pathwaysFrom(exposed, 'clerk')
    expect(after.map((p) => p.score)).toEqual(before.map((p) => p.score))
    expect(after.map(isUsable)).toEqual(before.map(isUsable))
    expect(after[0]!.aiExposure).toEqual({ origin: 1, destination: 1 })
  })
})

describe('both directions', () => {
  it('pathwaysFrom: a clerk goes to analyst first; nursing needs a licence and comes last', () => {
    const paths = pathwaysFrom(INPUT, 'clerk')
    expect(paths.map((p) => p.destination)).toEqual(['analyst', 'seller', 'nurse'])
    expect(paths[0]).toMatchObject({ strong: true, coverage: 9 / 12, missing: [{ skill: 'programming' }, {}] })
    expect(paths[2]!.feasible).toBe(false)
  })

  it('pathwaysInto: feeders of a shortage come with their pools, women and informal workers among them', () => {
    const feeders = pathwaysInto(INPUT, 'analyst')
    expect(feeders.map((p) => p.origin).sort()).toEqual(['clerk', 'nurse', 'seller'])
    expect(feeders.find((p) => p.origin === 'clerk')!.pool).toEqual({
      people: 1000,
      women: 600,
      informal: 400,
      byAge: { 'Y25-34': 600, 'Y35-54': 400 },
      byArea: { 'VN-HN': 1000 },
    })
    expect(poolOf(POOLS, 'analyst').people).toBe(0)
  })

  it('pathway: from and into give the same answer for the same move', () => {
    expect(pathwaysInto(INPUT, 'analyst').find((p) => p.origin === 'clerk')).toEqual(
      pathwaysFrom(INPUT, 'clerk').find((p) => p.destination === 'analyst'),
    )
  })

  it('pathway: the score is coverage, transition, shortage less months of training', () => {
    const [best] = pathwaysFrom(INPUT, 'clerk')
    // (0 + 50/3)/(0 + 50) = 1/3; a quarter of 12 months is 3.
    expect(best!.score).toBeCloseTo(0.75 + 1 / 3 + 0.5 * 0.9 - 0.02 * 3, 12)
  })

  it('shrunkTransitionRate: few observed leavers say little, many are believed', () => {
    expect(shrunkTransitionRate(null, 40)).toBeCloseTo(1 / 40, 12)
    expect(shrunkTransitionRate({ leavers: 2, movers: 2 }, 40)).toBeCloseTo(3.25 / 52, 12)
    expect(shrunkTransitionRate({ leavers: 10_000, movers: 3000 }, 40)).toBeCloseTo(0.3, 2)
  })

  it('trainingMonths: nothing to learn takes no time, and a higher job zone takes longer', () => {
    expect(trainingMonths(1, 5)).toBe(0)
    expect(trainingMonths(0.5, 4)).toBe(12)
    expect(trainingMonths(0.5, 2)).toBe(3)
  })

  it('pathwaysFrom: an occupation that is not there is refused with those that are', () => {
    expect(() => pathwaysFrom(INPUT, 'pilot')).toThrow(/No occupation pilot; there are clerk/)
  })
})
