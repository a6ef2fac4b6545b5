import { AppError } from '../../domain/errors.ts'
import { type PoolCell, type PoolSummary, summarisePool } from './occupation.ts'
import { isUsable, type Pathway } from './pathways.ts'

export interface AssignInput {
  /** Only usable ones with a positive score are used. */
  readonly pathways: readonly Pathway[]
  readonly pools: readonly PoolCell[]
  /** Share of each pool that would move at all, 0 to 1. */
  readonly willing: number
  /** Destination -> room for movers: its shortage, or its training places if they are fewer. */
  readonly room: Readonly<Record<string, number>>
}

export interface Assignment {
  readonly origin: string
  readonly destination: string
  /** Persons. */
  readonly movers: number
  /** Movers as the origin's pool is made up: by sex, informality, age and area. */
  readonly who: PoolSummary
}

export interface AssignmentPlan {
  readonly assignments: readonly Assignment[]
  /** Destination -> room that nobody fills. */
  readonly unfilled: Readonly<Record<string, number>>
  /** Origin -> willing people for whom there is no place. */
  readonly unplaced: Readonly<Record<string, number>>
}

const LEAST_MOVE = 1e-9

/**
 * Assigns movers to destinations so that the sum of movers times score is as large as it can be, while nobody moves twice
 * and no destination takes in more than it has room for: a transport problem, solved by best augmenting paths.
 *
 * @throws AppError INVALID_INPUT for a willing share outside [0, 1] or a negative room
 */
export function assignMovers({ pathways, pools, willing, room }: AssignInput): AssignmentPlan {
  if (!(willing >= 0 && willing <= 1) || Object.values(room).some((places) => !(places >= 0)))
    throw new AppError('INVALID_INPUT', `Willing ${willing} must be a share, and every room >= 0.`, { willing })
  const usable = pathways.filter((p) => isUsable(p) && p.score > 0 && (room[p.destination] ?? 0) > 0)
  const origins = [...new Set(usable.map((p) => p.origin))]
  const destinations = Object.keys(room)
  const cells = new Map(origins.map((o) => [o, pools.filter((cell) => cell.occupation === o)]))
  const supply = origins.map((o) => willing * cells.get(o)!.reduce((sum, cell) => sum + cell.people, 0))
  const demand = destinations.map((d) => room[d]!)
  const edges = usable.map((p) => ({
    from: origins.indexOf(p.origin),
    to: destinations.indexOf(p.destination),
    score: p.score,
    flow: 0,
  }))
  for (;;) {
    const path = bestPath(edges, supply, demand)
    if (!path) break
    const amount = Math.min(
      supply[path.origin]!,
      demand[path.destination]!,
      ...path.steps.filter((step) => !step.forward).map((step) => step.edge.flow),
    )
    for (const { edge, forward } of path.steps) edge.flow += forward ? amount : -amount
    supply[path.origin] = supply[path.origin]! - amount
    demand[path.destination] = demand[path.destination]! - amount
  }
  const assignments = edges
    .filter((edge) => edge.flow > LEAST_MOVE)
    .map(({ from, to, flow }): Assignment => {
      const origin = origins[from]!
      const pool = cells.get(origin)!
      const all = pool.reduce((sum, cell) => sum + cell.people, 0)
      const who = summarisePool(pool.map((cell) => ({ ...cell, people: (cell.people * flow) / all })))
      return { origin, destination: destinations[to]!, movers: flow, who }
    })
  return {
    assignments,
    unfilled: Object.fromEntries(destinations.map((d, n) => [d, demand[n]!])),
    unplaced: Object.fromEntries(origins.map((o, n) => [o, supply[n]!])),
  }
}

interface Edge {
  readonly from: number
  readonly to: number
  readonly score: number
  flow: number
}
interface Step {
  readonly edge: Edge
  readonly forward: boolean
}

/**
 * Path of the largest score from an origin with people left to a destination with room left, taking back earlier
 * assignments where that pays (Bellman-Ford on the residual network); null when no path has a positive score.
 */
function bestPath(
  edges: readonly Edge[],
  supply: readonly number[],
  demand: readonly number[],
): { origin: number; destination: number; steps: Step[] } | null {
  const gainFrom = supply.map((people) => (people > LEAST_MOVE ? 0 : Number.NEGATIVE_INFINITY))
  const gainTo = demand.map(() => Number.NEGATIVE_INFINITY)
  const stepFrom: (Step | null)[] = supply.map(() => null)
  const stepTo: (Step | null)[] = demand.map(() => null)
  for (let changed = true, round = 0; changed && round <= supply.length + demand.length; round++) {
    changed = false
    for (const edge of edges) {
      if (gainFrom[edge.from]! + edge.score > gainTo[edge.to]! + 1e-12) {
        gainTo[edge.to] = gainFrom[edge.from]! + edge.score
        stepTo[edge.to] = { edge, forward: true }
        changed = true
      }
      if (edge.flow > LEAST_MOVE && gainTo[edge.to]! - edge.score > gainFrom[edge.from]! + 1e-12) {
        gainFrom[edge.from] = gainTo[edge.to]! - edge.score
        stepFrom[edge.from] = { edge, forward: false }
        changed = true
      }
    }
  }
  let destination = -1
  for (let d = 0; d < demand.length; d++)
    if (demand[d]! > LEAST_MOVE && gainTo[d]! > (destination < 0 ? 1e-12 : gainTo[destination]!)) destination = d
  if (destination < 0) return null
  const steps: Step[] = []
  let at = destination
  for (;;) {
    const into = stepTo[at]!
    steps.push(into)
    const back = stepFrom[into.edge.from]
    if (!back) return { origin: into.edge.from, destination, steps }
    steps.push(back)
    at = back.edge.to
  }
}
