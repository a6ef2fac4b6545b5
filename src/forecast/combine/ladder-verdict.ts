import type { PanelPaths } from '../backtest/run-contenders.ts'
import type { PreparedSeries } from '../prepare/prepare-series.ts'
import type { PanelMeans } from '../reconcile/coherent-means.ts'
import type { EarnedWeights } from './earn.ts'

/** Benchmarks a blend must not lose to, simplest first. */
export const BENCHMARKS = ['naive', 'drift', 'trend10', 'damped', 'ets'] as const

/** Fewest origins that may displace a blend: below, the record says more about those years than about the methods. */
const ENOUGH_ORIGINS = 6
/** What a measure's blend must lose by: origins overlap, and a few per cent either way are their noise. */
const OF_A_MEASURE: Margin = { error: 1.05, origins: 1 / 2 }
/** What one series must lose by on its own, where the record is thinner still. */
const OF_A_SERIES: Margin = { error: 1.25, origins: 2 / 3 }

interface Margin {
  /** Error over that of the benchmark, above which it lost. */
  readonly error: number
  /** Share of origins at which the benchmark was closer, above which it lost. */
  readonly origins: number
}

/** How the blend of one measure stood against the benchmarks over the rolling origins. */
export interface LadderVerdict {
  /** `combination`, or the benchmark that took its place. */
  readonly published: string
  /** Pooled over series, origins and steps: sum of absolute errors over sum of outcomes. */
  readonly wape: Readonly<Record<string, number>>
  readonly origins: number
  /** Series id -> benchmark published for it alone, where its own record is far from that of its measure. */
  readonly exceptions: ReadonlyMap<string, string>
}

interface Tally {
  readonly error: Float64Array
  readonly actual: Float64Array
}

/**
 * Judges the blend of each measure against the benchmarks, at the same series, origins and steps, and then each series alone.
 *
 * What is published loses to a benchmark whose pooled error is lower by a margin (5 per cent for a measure, 25 for one series)
 * and which was closer at most origins (half, two thirds): neither a hair nor one odd origin decides. Of several that beat
 * it, the one with the lowest pooled error takes its place. Combinations beat the best single method of a backtest more often
 * than not, so the blend has the benefit of the doubt (Timmermann 2006, Handbook of Economic Forecasting 1, ch. 4).
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
    const own = members.map((i) => [prepared[i]!.id, tally(i, prepared, paths, means)] as const)
    const tallies = together(own.map(([, one]) => one))
    const blend = tallies.get('combination')!
    if (originsOf(blend) < ENOUGH_ORIGINS) continue
    const published = winnerOver('combination', tallies, OF_A_MEASURE)
    const exceptions = own.flatMap(([id, one]) => {
      if (originsOf(one.get('combination')!) < ENOUGH_ORIGINS) return []
      const winner = winnerOver(published, one, OF_A_SERIES)
      return winner === published ? [] : [[id, winner] as const]
    })
    verdicts.set(measure, {
      published,
      wape: Object.fromEntries([...tallies].map(([name, { error }]) => [name, sum(error) / sum(blend.actual)])),
      origins: originsOf(blend),
      exceptions: new Map(exceptions),
    })
  }
  return verdicts
}

/** What is to be published in place of `published`: itself, unless a benchmark beats it by the margin. */
function winnerOver(published: string, tallies: ReadonlyMap<string, Tally>, margin: Margin): string {
  const held = tallies.get(published)!
  const beaten = BENCHMARKS.filter((name) => {
    const { error } = tallies.get(name)!
    const closer = error.filter((value, o) => value < held.error[o]!).length
    return sum(error) * margin.error < sum(held.error) && closer > originsOf(held) * margin.origins
  })
  const errorOf = (name: string): number => sum(tallies.get(name)!.error)
  return beaten.reduce<string>((a, b) => (errorOf(b) < errorOf(a) ? b : a), published)
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
const originsOf = ({ actual }: Tally): number => actual.filter((value) => value > 0).length

/** The tallies of several series as one. */
function together(tallies: readonly ReadonlyMap<string, Tally>[]): Map<string, Tally> {
  const add = (of: keyof Tally, name: string): Float64Array => {
    const all = new Float64Array(tallies[0]!.get(name)![of].length)
    for (const one of tallies) {
      const values = one.get(name)![of]
      for (let o = 0; o < all.length; o++) all[o]! += values[o]!
    }
    return all
  }
  return new Map(
    [...tallies[0]!.keys()].map((name) => [name, { error: add('error', name), actual: add('actual', name) }]),
  )
}

/** A series' absolute errors and outcomes by origin, over the steps at which the blend and every benchmark are defined. */
function tally(
  i: number,
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
