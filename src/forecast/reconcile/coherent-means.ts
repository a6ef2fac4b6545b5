import { AppError } from '../../domain/errors.ts'
import type { PanelPaths } from '../backtest/run-contenders.ts'
import type { BlendedPanel } from '../combine/blend-panel.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import type { SeriesForecast } from '../types.ts'
import { averageReconcilers, createReconciler, RECONCILIATIONS, type Reconciler, reconcile } from './reconcile.ts'
import type { Structure } from './structure.ts'

/** [N][O + 1][steps] means, scaled as the series are, coherent wherever every node of the hierarchy has a forecast. */
export type PanelMeans = readonly (readonly (Float64Array | null)[])[]

/** Share of the mean reconciliation's backtest error a single method must stay below to be taken alone. */
const CLEARLY_BETTER = 0.98

/**
 * Reconciles the blend at every origin and in the final forecast, by the mean of the two methods that weigh the nodes by
 * their errors (variances, minimum trace; where errors are too few, of all) unless one method alone has
 * a backtest error (mean absolute, over each node's scale) smaller by two per cent: differences below that change sign
 * from one panel to the next. Backtest origins use the error covariance known at the first
 * origin; the final forecast the newest.
 *
 * @throws AppError INVALID_INPUT naming a series of the hierarchy whose history ends at another period than its relatives'
 */
export function coherentMeans(
  structure: Structure | null,
  prepared: readonly PreparedSeries[],
  paths: PanelPaths,
  blended: BlendedPanel,
): { readonly means: PanelMeans; readonly method: Reconciler['method'] | null } {
  const means = blended.map((origins) =>
    origins.map((steps) => (steps ? Float64Array.from(steps, (s) => s.mean) : null)),
  )
  if (!structure) return { means, method: null }
  const { nodes } = structure
  const end = prepared[nodes[0]!]!.lastObserved
  const odd = nodes.find((i) => prepared[i]!.lastObserved !== end)
  if (odd !== undefined) {
    throw new AppError(
      'INVALID_INPUT',
      `Series ${prepared[odd]!.id} ends at another period than the rest of its hierarchy, so sums cannot be formed. Cut the panel to a common end.`,
      { series: prepared[odd]!.id },
    )
  }
  const nonNegative = nodes.map((i) => prepared[i]!.nonNegative)
  const inUnits = (which: 0 | 1): Float64Array[] =>
    nodes.map((i) => paths.residuals[i]![which].map((e) => e * prepared[i]!.scale))
  const complete = paths.back.map((_, o) => o).filter((o) => nodes.every((i) => means[i]![o] !== null))

  const apply = (
    reconciler: Reconciler,
    o: number,
    write: (node: number, step: number, value: number) => void,
  ): void => {
    const final = o === paths.back.length
    const first = nodes.map((i) => (final ? prepared[i]!.lead : 0))
    const steps = Math.min(...nodes.map((i, k) => means[i]![o]!.length - first[k]!))
    for (let step = 0; step < steps; step++) {
      const base = Float64Array.from(nodes, (i, k) => means[i]![o]![step + first[k]!]! * prepared[i]!.scale)
      const result = reconcile(structure, reconciler, base, nonNegative)
      nodes.forEach((i, k) => {
        write(k, step + first[k]!, result[k]! / prepared[i]!.scale)
      })
    }
  }
  const loss = (reconciler: Reconciler): number => {
    let sum = 0
    for (const o of complete) {
      apply(reconciler, o, (k, step, value) => {
        const p = prepared[nodes[k]!]!
        const at = p.y.length - (paths.back[o]! - p.lead) + step
        const residuals = paths.residuals[nodes[k]!]![0]
        const scale = residuals.reduce((s, e) => s + Math.abs(e), 0) / Math.max(1, residuals.length)
        if (p.observed[at]) sum += Math.abs(value - p.y[at]!) / Math.max(scale, 1e-6)
      })
    }
    return sum
  }
  const reconcilers = (which: 0 | 1): Reconciler[] => {
    const single = RECONCILIATIONS.map((method) => createReconciler(structure, method, inUnits(which)))
    const byErrors = single.filter((r) => r.method === 'variance' || r.method === 'mint')
    return [...single, averageReconcilers(byErrors.length > 0 ? byErrors : single)]
  }
  const early = reconcilers(0)
  const losses = early.map(loss)
  const average = early.length - 1
  const least = losses.indexOf(Math.min(...losses))
  const best = losses[least]! < CLEARLY_BETTER * losses[average]! ? least : average
  const final = reconcilers(1)[best]!
  for (const o of [...complete, paths.back.length]) {
    const out = nodes.map((i) => means[i]![o]!.slice())
    apply(o === paths.back.length ? final : early[best]!, o, (k, step, value) => {
      out[k]![step] = value
    })
    nodes.forEach((i, k) => {
      means[i]![o] = out[k]!
    })
  }
  return { means, method: final.method }
}

/** Largest |parent - sum of children| / max(1, |parent|) over nodes and steps; 0 without a hierarchy. */
export function incoherenceOf(structure: Structure | null, series: readonly SeriesForecast[]): number {
  if (!structure) return 0
  let worst = 0
  structure.childrenOf.forEach((children, k) => {
    if (children.length === 0) return
    const parent = series[structure.nodes[k]!]!.mean
    parent.forEach((value, h) => {
      let sum = 0
      for (const c of children) sum += series[structure.nodes[c]!]!.mean[h]!
      worst = Math.max(worst, Math.abs(value - sum) / Math.max(1, Math.abs(value)))
    })
  })
  return worst
}
