import { AppError } from '../../domain/errors.ts'
import type { Hierarchy } from '../types.ts'

/** Additive structure of the series that belong to a hierarchy. */
export interface Structure {
  /** Positions in the panel of the nodes, aggregates first. */
  readonly nodes: readonly number[]
  /** For every node, the leaves (numbers 0..leafCount-1) it is the sum of. */
  readonly leavesOf: readonly Int32Array[]
  readonly leafCount: number
  /** For every node, its children as node numbers; empty for a leaf. */
  readonly childrenOf: readonly (readonly number[])[]
  /** For every node, steps down from its root. */
  readonly depthOf: readonly number[]
}

/**
 * Reads the summing structure S of a hierarchy over a panel: y_node = sum of the leaves under it.
 *
 * @param ids panel's series identifiers in order
 * @returns null when the hierarchy is empty
 * @throws AppError INVALID_INPUT naming a series of the hierarchy that the panel lacks, or one that is its own ancestor
 * @see Hyndman, Ahmed, Athanasopoulos & Shang (2011), Comp. Stat. & Data Analysis 55(9), 2579-2589
 */
export function readStructure(ids: readonly string[], hierarchy: Hierarchy): Structure | null {
  if (hierarchy.size === 0) return null
  const position = new Map(ids.map((id, i) => [id, i]))
  const names = new Set<string>()
  for (const [child, parent] of hierarchy) names.add(child).add(parent)
  for (const name of names) {
    if (!position.has(name)) {
      throw new AppError(
        'INVALID_INPUT',
        `The hierarchy names series ${name}, which the panel does not hold. Add its observations or take it out of the hierarchy.`,
        { series: name },
      )
    }
  }
  const depth = new Map<string, number>()
  for (const name of names) {
    const seen = new Set<string>()
    for (let at: string | undefined = name; at !== undefined; at = hierarchy.get(at)) {
      if (seen.has(at))
        throw new AppError('INVALID_INPUT', `Series ${at} is its own ancestor in the hierarchy.`, { series: at })
      seen.add(at)
    }
    depth.set(name, seen.size - 1)
  }
  const ordered = [...names].sort((a, b) => depth.get(a)! - depth.get(b)! || position.get(a)! - position.get(b)!)
  const number = new Map(ordered.map((name, i) => [name, i]))
  const childrenOf: number[][] = ordered.map(() => [])
  for (const name of ordered) {
    const parent = hierarchy.get(name)
    if (parent !== undefined) childrenOf[number.get(parent)!]!.push(number.get(name)!)
  }
  let leafCount = 0
  const leavesOf: Int32Array[] = new Array(ordered.length)
  for (let i = ordered.length - 1; i >= 0; i--) {
    const children = childrenOf[i]!
    leavesOf[i] =
      children.length === 0 ? Int32Array.of(leafCount++) : Int32Array.from(children.flatMap((c) => [...leavesOf[c]!]))
  }
  return {
    nodes: ordered.map((name) => position.get(name)!),
    leavesOf,
    leafCount,
    childrenOf,
    depthOf: ordered.map((name) => depth.get(name)!),
  }
}

/** Sums of the leaves at every node, from the leaves up so that each parent is exactly the sum of its children. */
export function aggregate(structure: Structure, leaves: Float64Array): Float64Array {
  const { childrenOf, leavesOf } = structure
  const out = new Float64Array(childrenOf.length)
  for (let i = childrenOf.length - 1; i >= 0; i--) {
    const children = childrenOf[i]!
    if (children.length === 0) out[i] = leaves[leavesOf[i]![0]!]!
    else for (const c of children) out[i]! += out[c]!
  }
  return out
}
