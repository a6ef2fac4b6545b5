import { assignMovers } from './assign.ts'
import type { PoolCell } from './occupation.ts'
import { type PathwayInput, pathwaysFrom } from './pathways.ts'

export interface JointPlanInput extends PathwayInput {
  /** Share of each pool that would move at all, 0 to 1. */
  readonly willing: number
  /** Occupation -> room for movers, persons; those without room are left out. */
  readonly room: Readonly<Record<string, number>>
  /** Group of an occupation: a move inside a group fills one place there and empties another, so it is not planned. */
  readonly groupOf: (occupation: string) => string
}

/**
 * Movers of every pathway when all shortages are filled at once: everybody moves once at the most, no destination takes in more
 * than it has room for, and movers times score is as large as it can be (`assignMovers`).
 * @returns `origin|destination` -> persons
 */
export function jointPlan(input: JointPlanInput): ReadonlyMap<string, number> {
  const { occupations, pools, willing, room, groupOf } = input
  const pathways = occupations
    .flatMap(({ code }) => pathwaysFrom(input, code))
    .filter(({ origin, destination }) => groupOf(origin) !== groupOf(destination))
  const { assignments } = assignMovers({ pathways, pools, willing, room })
  return new Map(assignments.map(({ origin, destination, movers }) => [`${origin}|${destination}`, movers]))
}

/** A pool of which sex alone is known. */
export const poolBySex = (occupation: string, area: string, women: number, men: number): PoolCell[] =>
  (
    [
      ['F', women],
      ['M', men],
    ] as const
  ).map(([sex, people]) => ({ occupation, sex, age: '_T', area, informal: false, people }))
