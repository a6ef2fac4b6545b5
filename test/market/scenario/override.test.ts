import { describe, expect, it } from 'vitest'
import { applyOverrides, checkOverride, type Override, scoreOverride } from '../../../src/market/scenario/override.ts'

const NURSES = 'VN-HN VSCO2020:32 2030 demand'
const override = (changes: Partial<Override> = {}): Override => ({
  id: 'o1',
  figure: NURSES,
  value: 12_000,
  reason: 'Two hospitals of 1,000 beds open in 2028; the trend cannot know.',
  author: 'health department',
  createdOn: '2026-03-01',
  expiresOn: '2027-03-01',
  ...changes,
})
const FIGURES = new Map([
  [NURSES, 10_000],
  ['other', 5],
])

describe('overrides', () => {
  it('applyOverrides: counts from its day until it expires, and the model s figure stays beside it', () => {
    const value = (day: string) => applyOverrides(FIGURES, [override()], day)[0]
    expect(value('2026-02-28')).toMatchObject({ value: 10_000, override: null })
    expect(value('2026-03-01')).toMatchObject({ value: 12_000, unOverridden: 10_000, override: { id: 'o1' } })
    expect(value('2027-02-28')!.value).toBe(12_000)
    expect(value('2027-03-01')!.value).toBe(10_000)
    expect(applyOverrides(FIGURES, [override()], '2026-06-01')[1]).toMatchObject({ value: 5, override: null })
  })

  it('applyOverrides: the newest of two counts, and one of an unknown figure is refused', () => {
    const newer = override({ id: 'o2', value: 11_000, createdOn: '2026-05-01' })
    expect(applyOverrides(FIGURES, [newer, override()], '2026-06-01')[0]!.override!.id).toBe('o2')
    expect(() => applyOverrides(FIGURES, [override({ figure: 'nobody' })], '2026-06-01')).toThrow(/nobody/)
  })

  it('checkOverride: a reason, an author and an expiry after its creation', () => {
    expect(() => checkOverride(override({ reason: 'because' }))).toThrow(/says too little/)
    expect(() => checkOverride(override({ author: '' }))).toThrow(/author/)
    expect(() => checkOverride(override({ expiresOn: '' }))).toThrow(/always expires/)
    expect(() => checkOverride(override({ expiresOn: '2026-03-01' }))).toThrow(/not after/)
  })

  it('scoreOverride: judged against the forecast it replaced', () => {
    const [shown] = applyOverrides(FIGURES, [override()], '2026-06-01')
    expect(scoreOverride(shown!, 11_500)).toEqual({ overrideError: 500, modelError: 1500, improvement: 1 - 500 / 1500 })
    expect(scoreOverride(shown!, 9000).improvement).toBe(-2)
    expect(scoreOverride(shown!, 10_000).improvement).toBeNull()
  })
})
