import { describe, expect, it } from 'vitest'
import { priorEffects } from '../../../src/market/supply/prior.ts'

const prior = (id: string, low: number, value: number, high: number) => ({ id, low, value, high, source: 'judgement' })

describe('what an answer owes to its priors', () => {
  it('priorEffects: moves one prior at a time and puts the strongest first', () => {
    const { answer, effects } = priorEffects(
      [prior('exit', 0.02, 0.025, 0.03), prior('match', 0.6, 0.7, 0.75)],
      (v) => 1000 * v['exit']! - 100 * v['match']!,
    )
    expect(answer).toBeCloseTo(-45, 9)
    expect(effects.map((e) => e.prior.id)).toEqual(['match', 'exit'])
    expect(effects[0]).toMatchObject({
      atLow: expect.closeTo(-35, 9),
      atHigh: expect.closeTo(-50, 9),
      swing: expect.closeTo(15, 9),
    })
    expect(effects[1]!.swing).toBeCloseTo(10, 9)
  })

  it('priorEffects: refuses a value outside its range and two of one name', () => {
    expect(() => priorEffects([prior('exit', 0.02, 0.05, 0.03)], () => 0)).toThrow(/outside its range/)
    expect(() => priorEffects([prior('exit', 0, 0, 0), prior('exit', 0, 0, 0)], () => 0)).toThrow(/same id/)
  })
})
