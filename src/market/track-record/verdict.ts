import { contendersOf, type TrackedCase, wapeOf } from './score-cases.ts'

/** Benchmarks that a published method must not lose to. */
export const BENCHMARKS = ['naive', 'drift', 'trend10', 'damped', 'ets', 'fixedShare'] as const

/** Whether the method a release publishes holds its place on the ladder. */
export interface Verdict {
  /** What the release publishes: `blend`, or a benchmark. */
  readonly published: string
  /** Lowest pooled WAPE of all contenders. */
  readonly best: string
  /** Benchmarks the published method lost to: WAPE over all cases lower by 5 per cent, and closer in more than half of the rounds. */
  readonly lostTo: readonly string[]
  /** The model that loses is not published. */
  readonly obeys: boolean
  /** Contender -> pooled WAPE, per cent. */
  readonly wape: Readonly<Record<string, number>>
  readonly rounds: number
}

/** Part by which a benchmark's WAPE must be lower: rounds overlap, and a few per cent either way are their noise. */
const CLEARLY = 1.05

/**
 * Judges the method that a release publishes by the historical rounds. A round is an origin; losing takes both a clearly higher
 * WAPE over all cases and more than half of the rounds, so that neither a hair nor one odd year decides.
 *
 * @param cases     of one measure; `published` among the contenders is what the rule would have chosen at each origin, and
 *                  takes no part, since it is none of the methods
 * @param published name of the contender the release publishes now
 */
export function verdictOf(cases: readonly TrackedCase[], published: string): Verdict {
  const names = contendersOf(cases).filter((name) => name !== 'published')
  const origins = [...new Set(cases.map(({ origin }) => origin))]
  const byOrigin = origins.map((origin) => cases.filter((one) => one.origin === origin))
  const wape = Object.fromEntries(names.map((name) => [name, wapeOf(cases, name)]))
  const closer = (name: string): number =>
    byOrigin.filter((round) => wapeOf(round, name) < wapeOf(round, published)).length
  const lostTo = BENCHMARKS.filter(
    (name) =>
      name !== published &&
      names.includes(name) &&
      wape[name]! * CLEARLY < wape[published]! &&
      closer(name) > origins.length / 2,
  )
  const best = names.reduce((lead, name) => (wape[name]! < wape[lead]! ? name : lead))
  return { published, best, lostTo, obeys: lostTo.length === 0, wape, rounds: origins.length }
}
