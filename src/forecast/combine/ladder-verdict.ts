import type { PanelPaths } from '../backtest/run-contenders.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import type { PanelMeans } from '../reconcile/coherent-means.ts'
import type { EarnedWeights } from './earn.ts'

/** Benchmarks a blend must not lose to, simplest first. */
export const BENCHMARKS = ['naive', 'drift', 'trend10', 'damped', 'ets'] as const

/** Fewest origins that may displace a blend: below, the record says more about those years than about the methods. */
const ENOUGH_ORIGINS = 6

/** How the blend of one measure stood against the benchmarks over the rolling origins. */
export interface LadderVerdict {
  /** `combination`, or the benchmark that took its place. */
  readonly published: string
  /** Pooled over series, origins and steps: sum of absolute errors over sum of outcomes. */
  readonly wape: Readonly<Record<string, number>>
  readonly origins: number
}

interface Tally {
  readonly error: Float64Array
  readonly actual: Float64Array
}

/**
 * Judges the blend of each measure against the benchmarks, at the same series, origins and steps.
 *
 * The blend loses to a benchmark whose pooled WAPE is lower and which was closer at more than half of the origins: one odd
 * origin decides nothing. Of several that beat it, the one with the lowest pooled WAPE takes its place.
 *
 * @param measures series id -> measure; series of one measure are judged together, series without one are not judged
 * @param means    of the blend, coherent, at every origin
 * @returns verdicts by measure, of those with six origins or more
 */
export function ladderVerdicts(
  measures: ReadonlyMap<string, string>,
  prepared: readonly PreparedSeries[],
  paths: PanelPaths,
  means: PanelMeans,
): Map<string, LadderVerdict> {
  const verdicts = new Map<string, LadderVerdict>()
  for (const measure of new Set(measures.values())) {
    const members = prepared.flatMap((p, i) => (measures.get(p.id) === measure ? [i] : []))
    const tallies = tally(members, prepared, paths, means)
    const blend = tallies.get('combination')!
    const total = blend.actual.reduce((a, b) => a + b, 0)
    const origins = blend.actual.filter((actual) => actual > 0).length
    if (origins < ENOUGH_ORIGINS) continue
    const wape = new Map([...tallies].map(([name, { error }]) => [name, error.reduce((a, b) => a + b, 0) / total]))
    const beaten = BENCHMARKS.filter((name) => {
      const wins = tallies.get(name)!.error.filter((error, o) => error < blend.error[o]!).length
      return wape.get(name)! < wape.get('combination')! && wins > origins / 2
    })
    const best = beaten.reduce<string>((a, b) => (wape.get(b)! < wape.get(a)! ? b : a), 'combination')
    verdicts.set(measure, { published: best, wape: Object.fromEntries(wape), origins })
  }
  return verdicts
}

/** Sums of absolute errors and of outcomes by origin, over the steps at which the blend and every benchmark are defined. */
function tally(
  members: readonly number[],
  prepared: readonly PreparedSeries[],
  paths: PanelPaths,
  means: PanelMeans,
): Map<string, Tally> {
  const names = ['combination', ...BENCHMARKS]
  const origins = paths.back.length
  const tallies = new Map(
    names.map((name) => [name, { error: new Float64Array(origins), actual: new Float64Array(origins) }]),
  )
  const rungs = BENCHMARKS.map((name) => paths.contenders.indexOf(name))
  for (const i of members) {
    const p = prepared[i]!
    paths.back.forEach((back, o) => {
      const forecasts = paths.forecasts[i]![o]
      const blend = means[i]![o]
      if (!forecasts || !blend) return
      const end = p.y.length - (back - p.lead)
      for (let step = 0; step < blend.length; step++) {
        const values = [blend[step]!, ...rungs.map((c) => forecasts.mean[c]![step]!)]
        if (!p.observed[end + step] || values.some(Number.isNaN)) continue
        const outcome = p.y[end + step]!
        values.forEach((value, k) => {
          const { error, actual } = tallies.get(names[k]!)!
          error[o]! += Math.abs(value - outcome) * p.scale
          actual[o]! += Math.abs(outcome) * p.scale
        })
      }
    })
  }
  return tallies
}

/** The weights earned, but all of it on the benchmark for series whose measure is published by one. */
export function withWinners(
  earned: EarnedWeights,
  paths: PanelPaths,
  winnerOf: (series: number) => string | undefined,
): EarnedWeights {
  const only = (winner: string) => Float64Array.from(paths.contenders, (name) => Number(name === winner))
  return {
    ...earned,
    at: (series, origin, step) => {
      const winner = winnerOf(series)
      return winner === undefined ? earned.at(series, origin, step) : only(winner)
    },
    reported: (series, from, to) => {
      const winner = winnerOf(series)
      if (winner === undefined) return earned.reported(series, from, to)
      return Object.fromEntries(paths.contenders.map((name) => [name, Number(name === winner)]))
    },
  }
}
