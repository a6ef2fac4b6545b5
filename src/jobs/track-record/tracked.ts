import type { TrackedKind } from '../../contracts/track-record.ts'
import type { RoundSeries } from '../../forecast/round.ts'
import { crps } from '../../market/track-record/intervals.ts'
import { PUBLISHED, type TrackedCase } from '../../market/track-record/score-cases.ts'
import type { AnnualSeries } from '../publish/national.ts'

/** What a case is a case of. */
export interface TrackedSubject {
  readonly kind: TrackedKind
  readonly area: string
  readonly measure: string
  readonly unit: string
}
export interface Tracked extends TrackedSubject {
  readonly case: TrackedCase
  readonly actualStatus: string
}

/** Level of the published interval, as quantiles. */
const LOW = 0.1
const HIGH = 0.9

/** First and last year with an outcome that is comparable with the figures of `origin`: an unjoined break ends them. */
export function comparableUntil(
  breaks: readonly { readonly at: number; readonly treatment: string }[],
  origin: number,
): number {
  const next = breaks.filter(({ at, treatment }) => at > origin && treatment === 'level_shift').map(({ at }) => at)
  return Math.min(...next, Number.POSITIVE_INFINITY) - 1
}

/**
 * Cases of one series of a round: every year after the origin with an outcome.
 * @param known    years as known at the origin, the base among them
 * @param outcomes years as known today
 * @param extra    forecasts by year of contenders the engine does not run
 */
export function casesOf(
  subject: TrackedSubject,
  round: RoundSeries,
  known: AnnualSeries,
  outcomes: AnnualSeries,
  origin: number,
  quantiles: readonly number[],
  until: number,
  extra: Readonly<Record<string, readonly number[]>> = {},
): Tracked[] {
  const base = known.get(origin)!.value
  const scale = yearlyChange(known, origin)
  const { forecast, contenders } = round
  return Array.from(forecast.mean, (mean, h): Tracked | null => {
    const target = origin + h + 1
    const outcome = outcomes.get(target)
    if (!outcome || target > until || !(base > 0)) return null
    const at = (q: number): number => forecast.quantiles[quantiles.indexOf(q)]![h]!
    const evenly = quantiles.flatMap((q, j) => (q < 0.05 || q > 0.95 ? [] : [forecast.quantiles[j]![h]!]))
    const others = Object.entries({ ...contenders, ...extra }).map(([name, path]) => [name, path[h]!] as const)
    return {
      ...subject,
      actualStatus: outcome.status,
      case: {
        unit: subject.unit,
        origin,
        target,
        base,
        scale,
        forecasts: { [PUBLISHED]: mean, ...Object.fromEntries(others) },
        interval: forecast.intervalsWithheld
          ? null
          : { low: at(LOW), high: at(HIGH), crps: crps(evenly, outcome.value) },
        actual: outcome.value,
      },
    }
  }).filter((one) => one !== null)
}

/** Mean absolute change from one known year to the next; null with fewer than two neighbours or when nothing changed. */
function yearlyChange(known: AnnualSeries, origin: number): number | null {
  const changes = [...known.keys()].flatMap((year) => {
    const before = known.get(year - 1)
    return year <= origin && before ? [Math.abs(known.get(year)!.value - before.value)] : []
  })
  const mean = changes.reduce((a, b) => a + b, 0) / changes.length
  return mean > 0 ? mean : null
}
