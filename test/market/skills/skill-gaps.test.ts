import { describe, expect, it } from 'vitest'
import { skillGaps, skillSpecificity } from '../../../src/market/skills/skill-gaps.ts'

describe('skills that gaps are made of', () => {
  it('skillGaps: the worked example, +1,000 and -400 people give +820, -220 and +300 person-skill units', () => {
    const weights = [
      [0.9, 0.1, 0.5],
      [0.2, 0.8, 0.5],
    ]
    expect(skillGaps([1000, -400], weights)).toEqual([820, -220, 300].map((v) => expect.closeTo(v, 9)))
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
})
