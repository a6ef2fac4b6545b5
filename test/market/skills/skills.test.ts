import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decomposeSkillDemand, skillGapFigures, skillSupply } from '../../../src/market/skills/balance.ts'
import { escoWeights, mergeSkillWeights, onetWeight } from '../../../src/market/skills/weights.ts'

const weights = [
  [0.9, 0.1, 0.5],
  [0.2, 0.8, 0.5],
]

describe('demand for skills', () => {
  it('decomposeSkillDemand: the worked example, all of it between occupations', () => {
    const changes = decomposeSkillDemand({ before: [5000, 3000], after: [6000, 2600] }, { before: weights })
    expect(changes.map((c) => c.between)).toEqual([820, -220, 300].map((v) => expect.closeTo(v, 9)))
    expect(changes.map((c) => c.within)).toEqual([0, 0, 0])
  })

  it('decomposeSkillDemand: between and within add up to the change, whatever the numbers', () => {
    const people = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 2 })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const table = fc.array(fc.array(share, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 })
    fc.assert(
      fc.property(people, people, table, table, (before, after, w0, w1) => {
        decomposeSkillDemand({ before, after }, { before: w0, after: w1 }).forEach((c, k) => {
          expect(Math.abs(c.between + c.within - c.change)).toBeLessThan(1e-6)
          expect(c.change).toBeCloseTo(
            w1[0]![k]! * after[0]! + w1[1]![k]! * after[1]! - w0[0]![k]! * before[0]! - w0[1]![k]! * before[1]!,
            5,
          )
        })
      }),
    )
  })

  it('skillSupply: people by the skills of their occupations', () => {
    const expected = [90 + 10, 10 + 40, 50 + 25].map((v) => expect.closeTo(v, 9))
    expect(skillSupply([100, 50], weights)).toEqual(expected)
  })

  it('skillGapFigures: a skill two occupations need alike has no gap where theirs cancel in every draw', () => {
    const short = Float64Array.from([100, 200, 300, 400, 500])
    const figures = skillGapFigures([short, short.map((v) => -v)], {
      occupations: ['A', 'B'],
      skills: ['a', 'b', 'both'],
      weights,
    })
    expect(figures[2]!.gap).toEqual({ p10: 0, p50: 0, p90: 0 })
    expect(figures[0]!.gap.p50).toBeCloseTo(0.7 * 300, 9)
    expect(figures[1]!.gap.p10).toBeCloseTo(-0.7 * 460, 9)
    expect(figures.map((f) => f.pShortage)).toEqual([1, 0, 0])
    expect(figures[2]!.rank).toBe(3)
  })
})

describe('skill weights', () => {
  it('onetWeight: importance 3 of 1 to 5 and level 3.5 of 7 is a quarter', () => {
    expect(onetWeight(3, 3.5)).toBeCloseTo(0.25, 12)
    expect(onetWeight(1, 7)).toBe(0)
    expect(onetWeight(5, 7)).toBe(1)
    expect(() => onetWeight(0, 3)).toThrow(/1 to 5/)
  })

  it('escoWeights: an ISCO unit is the mean of its ESCO occupations', () => {
    const relations = new Map([
      [
        'nurse',
        new Map([
          ['care', 'essential'],
          ['teach', 'optional'],
        ] as const),
      ],
      ['midwife', new Map([['care', 'essential']] as const)],
    ])
    const merged = escoWeights(new Map([['2221', ['nurse', 'midwife']]]), relations)
    expect(merged).toEqual({ occupations: ['2221'], skills: ['care', 'teach'], weights: [[1, 0.25]] })
    expect(() => escoWeights(new Map([['9', []]]), relations)).toThrow(/no ESCO/)
  })

  it('mergeSkillWeights: averages what both know, keeps what one knows', () => {
    const esco = {
      occupations: ['2221', '4110'],
      skills: ['care', 'type'],
      weights: [
        [1, 0],
        [0, 1],
      ],
    }
    const onet = {
      occupations: ['2221', '8332'],
      skills: ['Service', 'Hearing'],
      weights: [
        [0.6, 0.3],
        [0.2, 0.4],
      ],
    }
    const merged = mergeSkillWeights(esco, onet, [{ esco: 'care', onet: 'Service' }])
    expect(merged.skills).toEqual(['care', 'type', 'Hearing'])
    expect(merged.occupations).toEqual(['2221', '4110', '8332'])
    expect(merged.weights).toEqual([
      [0.8, 0, 0.3],
      [0, 1, 0],
      [0.2, 0, 0.4],
    ])
    expect(() => mergeSkillWeights(esco, onet, [{ esco: 'care', onet: 'Sight' }])).toThrow(/neither list/)
  })
})
