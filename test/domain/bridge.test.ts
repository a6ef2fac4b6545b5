import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BridgeLink, bridgeCounts } from '../../src/domain/bridge.ts'

const exact = (count: number) => ({ count, variance: 0 })

test('bridgeCounts: 62 = 1,000 and 58 = 500, of which 30 % become K62, are 1,150 in K62 and 350 in J58', () => {
  // DOMAIN 4.13, trap 4, worked by hand.
  const links = [
    { from: 'VSIC2018:58', to: 'VSIC2025:58', weight: 0.7 },
    { from: 'VSIC2018:58', to: 'VSIC2025:62', weight: 0.3 },
    { from: 'VSIC2018:62', to: 'VSIC2025:62', weight: 1 },
  ]
  const counts = new Map([
    ['VSIC2018:62', exact(1000)],
    ['VSIC2018:58', exact(500)],
  ])
  expect(bridgeCounts(counts, links)).toEqual(
    new Map([
      ['VSIC2025:58', exact(350)],
      ['VSIC2025:62', exact(1150)],
    ]),
  )
})

test('bridgeCounts: the variance of a part is the square of its share: 100 persons squared split in halves are 25 and 25', () => {
  const links = [
    { from: 'a', to: 'x', weight: 0.5 },
    { from: 'a', to: 'y', weight: 0.5 },
  ]
  const bridged = bridgeCounts(new Map([['a', { count: 80, variance: 100 }]]), links)
  expect([...bridged.values()]).toEqual([
    { count: 40, variance: 25 },
    { count: 40, variance: 25 },
  ])
})

test('bridgeCounts: whatever splits and merges, nobody is lost or made, and no variance is made', () => {
  const code = fc.integer({ min: 0, max: 7 })
  const parts = fc.array(fc.record({ from: code, to: code, part: fc.integer({ min: 1, max: 9 }) }), { minLength: 1 })
  fc.assert(
    fc.property(parts, fc.array(fc.nat(1e6), { minLength: 8, maxLength: 8 }), (drawn, persons) => {
      const sums = new Map<number, number>()
      for (const { from, part } of drawn) sums.set(from, (sums.get(from) ?? 0) + part)
      const links: BridgeLink[] = drawn.map(({ from, to, part }) => ({
        from: `old:${from}`,
        to: `new:${to}`,
        weight: part / sums.get(from)!,
      }))
      const counts = new Map(
        [...sums.keys()].map((from) => [`old:${from}`, { count: persons[from]!, variance: persons[from]! }]),
      )
      const bridged = [...bridgeCounts(counts, links).values()]
      const total = [...counts.values()].reduce((sum, { count }) => sum + count, 0)
      expect(bridged.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(total, 3)
      expect(bridged.reduce((sum, { variance }) => sum + variance, 0)).toBeLessThanOrEqual(total + 1e-6)
    }),
  )
})

test('bridgeCounts: a code without a link, or with weights that do not sum to 1, is refused by name', () => {
  const links = [{ from: 'VSIC2018:J', to: 'VSIC2025:K', weight: 0.78 }]
  expect(() => bridgeCounts(new Map([['VSIC2018:K', exact(1)]]), links)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_CLASSIFICATION', message: expect.stringContaining('VSIC2018:K') }),
  )
  expect(() => bridgeCounts(new Map([['VSIC2018:J', exact(1)]]), links)).toThrow(
    expect.objectContaining({ code: 'NOT_COMPARABLE', message: expect.stringContaining('sum to 0.78') }),
  )
})
