import { cholesky, choleskySolve } from '../numerics/least-squares.ts'
import { shrunkCovariance } from './covariance.ts'
import { aggregate, type Structure } from './structure.ts'

export const RECONCILIATIONS = ['ols', 'structural', 'variance', 'mint'] as const
export type Reconciliation = (typeof RECONCILIATIONS)[number]

/** Linear map from base forecasts of all nodes to reconciled leaves. */
export interface Reconciler {
  readonly method: Reconciliation | 'average' | 'bottom-up'
  /** [leaves * nodes] */
  readonly G: Float64Array
}

/** Above this many nodes the dense matrices no longer fit in bounded memory and leaves are summed instead. */
const MAX_NODES = 2000

/**
 * Generalised least-squares reconciliation, b = (S' W^-1 S)^-1 S' W^-1 yHat, with
 * W = I (ols), number of leaves under a node (structural), error variances (variance), shrunk error covariance (mint).
 *
 * @param residuals one-step errors of every node in node order; needed by `variance` and `mint`
 * @returns bottom-up where W is not positive definite, where residuals are fewer than three, or beyond 2000 nodes
 * @see Wickramasuriya, Athanasopoulos & Hyndman (2019), JASA 114(526), 804-819, doi:10.1080/01621459.2018.1448825
 */
export function createReconciler(
  structure: Structure,
  method: Reconciliation,
  residuals: readonly Float64Array[],
): Reconciler {
  const { leavesOf, leafCount } = structure
  const n = leavesOf.length
  if (n > MAX_NODES) return bottomUp(structure)
  // X = W^-1 S, [n * leaves]
  const X = new Float64Array(n * leafCount)
  if (method === 'mint') {
    if (Math.min(...residuals.map((r) => r.length)) < 3) return bottomUp(structure)
    const L = cholesky(shrunkCovariance(residuals).W, n)
    if (!L) return bottomUp(structure)
    for (let j = 0; j < leafCount; j++) {
      const column = new Float64Array(n)
      for (let i = 0; i < n; i++) if (leavesOf[i]!.includes(j)) column[i] = 1
      const solved = choleskySolve(L, n, column)
      for (let i = 0; i < n; i++) X[i * leafCount + j] = solved[i]!
    }
  } else {
    const weights = diagonal(structure, method, residuals)
    if (!weights) return bottomUp(structure)
    for (let i = 0; i < n; i++) for (const j of leavesOf[i]!) X[i * leafCount + j] = 1 / weights[i]!
  }
  const normal = new Float64Array(leafCount * leafCount)
  for (let i = 0; i < n; i++)
    for (const a of leavesOf[i]!)
      for (let b = 0; b < leafCount; b++) normal[a * leafCount + b]! += X[i * leafCount + b]!
  const L = cholesky(normal, leafCount)
  if (!L) return bottomUp(structure)
  const G = new Float64Array(leafCount * n)
  for (let i = 0; i < n; i++) {
    const solved = choleskySolve(L, leafCount, X.subarray(i * leafCount, (i + 1) * leafCount))
    for (let j = 0; j < leafCount; j++) G[j * n + i] = solved[j]!
  }
  return { method, G }
}

/**
 * Mean of several reconcilers, itself one, since means of coherent forecasts are coherent. Bottom-up ones, the fallback,
 * are left out unless there is nothing else.
 * @see Hollyman, Petropoulos & Tipping (2021), European J. Operational Research 294(1), 149-160
 */
export function averageReconcilers(reconcilers: readonly Reconciler[]): Reconciler {
  const proper = reconcilers.filter((r) => r.method !== 'bottom-up')
  if (proper.length === 0) return reconcilers[0]!
  const G = proper[0]!.G.map((_, i) => proper.reduce((sum, r) => sum + r.G[i]! / proper.length, 0))
  return { method: 'average', G }
}

/** Reconciled forecasts of all nodes; coherent to rounding, and exactly so along the sums. Leaves are floored at 0 where asked. */
export function reconcile(
  structure: Structure,
  reconciler: Reconciler,
  base: Float64Array,
  nonNegative: readonly boolean[],
): Float64Array {
  const n = base.length
  const leaves = new Float64Array(structure.leafCount)
  for (let j = 0; j < leaves.length; j++) for (let i = 0; i < n; i++) leaves[j]! += reconciler.G[j * n + i]! * base[i]!
  for (let i = 0; i < n; i++) {
    const own = structure.leavesOf[i]!
    if (structure.childrenOf[i]!.length === 0 && nonNegative[i]) leaves[own[0]!] = Math.max(0, leaves[own[0]!]!)
  }
  return aggregate(structure, leaves)
}

function diagonal(structure: Structure, method: Reconciliation, residuals: readonly Float64Array[]): number[] | null {
  if (method === 'ols') return structure.leavesOf.map(() => 1)
  if (method === 'structural') return structure.leavesOf.map((leaves) => leaves.length)
  if (residuals.some((r) => r.length < 3)) return null
  const variances = residuals.map((r) => r.reduce((sum, e) => sum + e * e, 0) / r.length)
  const floor = 1e-9 * Math.max(...variances) + 1e-300
  return variances.map((v) => Math.max(v, floor))
}

function bottomUp(structure: Structure): Reconciler {
  const n = structure.leavesOf.length
  const G = new Float64Array(structure.leafCount * n)
  structure.childrenOf.forEach((children, i) => {
    if (children.length === 0) G[structure.leavesOf[i]![0]! * n + i] = 1
  })
  return { method: 'bottom-up', G }
}
