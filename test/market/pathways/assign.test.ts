import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignMovers } from '../../../src/market/pathways/assign.ts'
import type { PoolCell } from '../../../src/market/pathways/occupation.ts'
import type { Pathway } from '../../../src/market/pathways/pathways.ts'

const path = (origin: string, destination: string, score: number, usable = true): Pathway => ({
  origin,
  destination,
  score,
  feasible: usable,
  desirable: true,
  obstacles: [],
  unknown: [],
  payRatio: 1,
  coverage: 0.8,
  strong: true,
  missing: [],
  transitionRate: 0,
  trainingMonths: 0,
  pShortage: 0.5,
  pool: { people: 0, women: 0, informal: 0, byAge: {}, byArea: {} },
  aiExposure: { origin: null, destination: null },
})
const pool = (occupation: string, people: number, women = people / 2): PoolCell[] => [
  { occupation, sex: 'F', age: 'Y25-54', area: 'VN-HN', informal: true, people: women },
  { occupation, sex: 'M', age: 'Y25-54', area: 'VN-HN', informal: false, people: people - women },
]

describe('assigning movers', () => {
  it('assignMovers: takes a second-best match for one so that the whole gains more', () => {
    // Greedy by score would send x to d (10) and leave y with nothing; both placed is 9 + 8.
    const plan = assignMovers({
      pathways: [path('x', 'd', 10), path('x', 'e', 9), path('y', 'd', 8)],
      pools: [...pool('x', 100), ...pool('y', 100)],
      willing: 1,
      room: { d: 100, e: 100 },
    })
    expect(plan.assignments.map(({ origin, destination, movers }) => [origin, destination, movers])).toEqual([
      ['x', 'e', 100],
      ['y', 'd', 100],
    ])
    expect(plan.unfilled).toEqual({ d: 0, e: 0 })
  })

  it('assignMovers: only the willing part of a pool moves, made up as the pool is', () => {
    const plan = assignMovers({
      pathways: [path('x', 'd', 1)],
      pools: pool('x', 1000, 800),
      willing: 0.1,
      room: { d: 500 },
    })
    expect(plan.assignments[0]).toMatchObject({ movers: 100, who: { people: 100, women: 80, informal: 80 } })
    expect(plan.unfilled).toEqual({ d: 400 })
    expect(plan.unplaced).toEqual({ x: 0 })
  })

  it('assignMovers: a move that is not feasible takes nobody however high its score', () => {
    const plan = assignMovers({
      pathways: [path('x', 'd', 9, false)],
      pools: pool('x', 10),
      willing: 1,
      room: { d: 5 },
    })
    expect(plan.assignments).toEqual([])
    expect(plan.unfilled).toEqual({ d: 5 })
  })

  const small = fc.record({
    scores: fc.array(fc.array(fc.integer({ min: -2, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    }),
    people: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
    rooms: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
  })

  it('assignMovers: movers never exceed the pool of an origin or the room of a destination', () => {
    fc.assert(
      fc.property(small, fc.double({ min: 0, max: 1, noNaN: true }), ({ scores, people, rooms }, willing) => {
        const plan = assignMovers({ ...build(scores, people, rooms), willing })
        for (let n = 0; n < 3; n++) {
          const out = plan.assignments.filter((a) => a.origin === `o${n}`).reduce((sum, a) => sum + a.movers, 0)
          const into = plan.assignments.filter((a) => a.destination === `d${n}`).reduce((sum, a) => sum + a.movers, 0)
          expect(out).toBeLessThanOrEqual(willing * people[n]! + 1e-9)
          expect(into).toBeLessThanOrEqual(rooms[n]! + 1e-9)
          expect(into + plan.unfilled[`d${n}`]!).toBeCloseTo(rooms[n]!, 9)
        }
      }),
    )
  })

  it('assignMovers: no whole assignment of small pools scores more, all tried', () => {
    fc.assert(
      fc.property(small, ({ scores, people, rooms }) => {
        const plan = assignMovers({ ...build(scores, people, rooms), willing: 1 })
        const total = plan.assignments.reduce(
          (sum, a) => sum + a.movers * scores[Number(a.origin[1])]![Number(a.destination[1])]!,
          0,
        )
        expect(total).toBeCloseTo(bestOfAll(scores, people, rooms), 8)
      }),
      { numRuns: 60 },
    )
  })
})

function build(scores: number[][], people: number[], rooms: number[]) {
  return {
    pathways: scores.flatMap((row, o) => row.map((score, d) => path(`o${o}`, `d${d}`, score))),
    pools: people.flatMap((n, o) => pool(`o${o}`, n)),
    room: Object.fromEntries(rooms.map((places, d) => [`d${d}`, places])),
  }
}

/** Tries every destination (or none) for every person. */
function bestOfAll(scores: number[][], people: number[], rooms: number[]): number {
  const persons = people.flatMap((n, o) => Array.from({ length: n }, () => o))
  const seek = (n: number, left: readonly number[]): number => {
    if (n === persons.length) return 0
    let best = seek(n + 1, left)
    for (let d = 0; d < 3; d++)
      if (left[d]! > 0) best = Math.max(best, scores[persons[n]!]![d]! + seek(n + 1, left.with(d, left[d]! - 1)))
    return best
  }
  return seek(0, rooms)
}
