import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceStaffing, meanLogGrowth, occupationMargin } from '../../../src/market/staffing/occupation-margin.ts'
import { projectShares } from '../../../src/market/staffing/share-trend.ts'

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const row = (length: number) =>
  fc
    .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .map((weights) => weights.map((w) => w / sum(weights)))
const people = (length: number) =>
  fc.array(fc.double({ min: 10, max: 5000, noNaN: true }), { minLength: length, maxLength: length })
const slope = fc.double({ min: -0.1, max: 0.1, noNaN: true })
const [I, O, T] = [3, 4, 5]
const problem = fc.record({
  shares: fc.array(row(O), { minLength: I, maxLength: I }),
  slopes: fc.array(fc.array(slope, { minLength: O, maxLength: O }), { minLength: I, maxLength: I }),
  base: people(O),
  growth: fc.array(slope, { minLength: O, maxLength: O }),
  industries: fc.array(people(I), { minLength: T + 1, maxLength: T + 1 }),
})

describe('meanLogGrowth', () => {
  it('is the slope within the spans, whatever happened between them', () => {
    const before = new Map([0, 1, 2, 3, 4].map((t) => [2010 + t, 100 * Math.exp(0.03 * t)]))
    const since = new Map([0, 2].map((t) => [2021 + t, 40 * Math.exp(0.06 * t)]))
    expect(meanLogGrowth([before])).toBeCloseTo(0.03, 12)
    expect(meanLogGrowth([before, since])).toBeCloseTo((4 * 0.03 + 2 * 0.06) / 6, 12)
  })

  it('a span of one year, or without people, tells nothing', () => {
    expect(meanLogGrowth([new Map([[2021, 5]]), new Map(), new Map([2010, 2011].map((year) => [year, 0]))])).toBe(0)
  })
})

describe('occupationMargin', () => {
  it('worked by hand: one year, no damping, a mean of the two in logs, scaled to the total', () => {
    const past = { base: [100, 100], growth: [Math.log(1.21), 0] }
    const margin = occupationMargin([100, 100], past, 300, 1, 1)
    expect(margin[0]! / margin[1]!).toBeCloseTo(1.1, 12)
    expect(sum(margin)).toBeCloseTo(300, 9)
  })
})

describe('balanceStaffing', () => {
  it('adds up to industries and occupations in every year, and the base year is as published', () => {
    fc.assert(
      fc.property(problem, ({ shares, slopes, base, growth, industries }) => {
        const balanced = balanceStaffing({ shares, slopes }, { base, growth }, industries)
        const now = industries[0]!
        for (const own of balanced.shares) expect(sum(own)).toBeCloseTo(1, 6)
        base.forEach((published, o) => {
          const staffed = sum(balanced.shares.map((own, i) => own[o]! * now[i]!))
          expect(staffed / sum(now)).toBeCloseTo(published / sum(base), 6)
        })
        const h = T
        const moved = (tilted: boolean) =>
          balanced.shares.map((own, i) => {
            const ahead = projectShares(own, slopes[i]!, h).map((s, o) =>
              tilted ? s * Math.exp(balanced.tilt[h]![o]!) : s,
            )
            return ahead.map((s) => (s / sum(ahead)) * industries[h]![i]!)
          })
        const totals = (table: readonly (readonly number[])[]) => base.map((_, o) => sum(table.map((own) => own[o]!)))
        const scaled = base.map((n) => (n * sum(now)) / sum(base))
        const margin = occupationMargin(totals(moved(false)), { base: scaled, growth }, sum(industries[h]!), h)
        totals(moved(true)).forEach((got, o) => {
          expect(got / margin[o]!).toBeCloseTo(1, 5)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('moves nothing where the staffing says of the occupations what their own past does', () => {
    const shares = [
      [0.3, 0.7],
      [0.6, 0.4],
    ]
    const industries = [
      [100, 100],
      [100, 100],
    ]
    const none = [
      [0, 0],
      [0, 0],
    ]
    const { shares: same, tilt } = balanceStaffing(
      { shares, slopes: none },
      { base: [90, 110], growth: [0, 0] },
      industries,
    )
    expect(same.flat()).toEqual(shares.flat().map((share) => expect.closeTo(share, 9)))
    expect(tilt[1]![0]! - tilt[1]![1]!).toBeCloseTo(0, 9)
  })

  it('refuses an occupation that has people and works nowhere', () => {
    const shares = [[1, 0]]
    const past = { base: [5, 5], growth: [0, 0] }
    expect(() => balanceStaffing({ shares, slopes: [[0, 0]] }, past, [[10], [10]])).toThrow(/one without the other/)
  })
})
