import { AppError } from '../../domain/errors.ts'
import { dissimilarity } from '../gaps/metrics.ts'
import { directionHitRate, type GrowthCase, relativeGrowthHits } from './growth.ts'
import { type IntervalScore, scoreIntervals } from './intervals.ts'
import { precisionAtK, spearman } from './ranking.ts'

/** One figure forecast in a historical round, and what became of it. All in the unit of the figure. */
export interface TrackedCase {
  /** `VSIC2018:C`, `VSCO2020:2`, an area, or `_T`. */
  readonly unit: string
  /** Last year that was known. */
  readonly origin: number
  readonly target: number
  /** Figure of the origin, > 0. */
  readonly base: number
  /** Mean absolute yearly change of the history known at the origin, the scale of MASE; null when it never changed. */
  readonly scale: number | null
  /** By contender: `published`, and whatever it competed with. */
  readonly forecasts: Readonly<Record<string, number>>
  /** 80 per cent interval of `published`, and the continuous ranked probability score of its quantiles. */
  readonly interval: { readonly low: number; readonly high: number; readonly crps: number } | null
  readonly actual: number
}

/** Contender names that mean something to every kind of figure. */
export const PUBLISHED = 'published'
export const LAST_VALUE = 'naive'

export interface CaseScore {
  readonly contender: string
  /** Years from origin to target; null where all are pooled. */
  readonly horizon: number | null
  /** Origins behind the row. */
  readonly rounds: number
  readonly cases: number
  /** Sum of absolute errors over sum of outcomes, per cent. */
  readonly wape: number
  /** Mean absolute percentage error of outcomes above 1,000; null when none is. */
  readonly mape: number | null
  /** Mean absolute error over the mean yearly change known at the origin. */
  readonly mase: number | null
  /** 1 - WAPE / WAPE of the last value; null where that was exact. */
  readonly skill: number | null
  /** Sum of absolute errors over sum of absolute changes, per cent: the error of expansion demand. 100 is no better than no change. */
  readonly expansionWape: number | null
  /** Null for a flow, which has no growth from its origin. */
  readonly directionHits: number | null
  /** Share rightly seen to grow faster, or slower, than all units of their round together; null for a lone unit. */
  readonly relativeGrowthHits: number | null
  /** Per cent of people put in the wrong unit, mean over rounds; null for a lone unit. */
  readonly dissimilarity: number | null
  /** Of growth, mean over rounds with three units or more that vary. */
  readonly spearman: number | null
  /** Of those said to grow most (five, or a third of the units if fewer), the share that did; mean over rounds. */
  readonly precisionAtTop: number | null
  /** Of the 80 per cent intervals; of `published` alone. */
  readonly intervals: IntervalScore | null
  /** Mean; a contender without intervals is a point, whose score is its absolute error. */
  readonly crps: number
}

const LEVEL = 0.8
const TOP = 5
const SMALLEST_FOR_MAPE = 1000

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values) / values.length)

/**
 * Scores every contender that all cases have, over all horizons and at each, the published forecast first.
 *
 * @param cases of one kind, e.g. all sections of a country
 * @param only  score these units alone; relative growth is still judged against all units of the round
 * @throws AppError INVALID_INPUT for a base that is not positive, or a target that is not after its origin: a leak
 */
export function scoreCases(cases: readonly TrackedCase[], only?: string): CaseScore[] {
  for (const one of cases) checkCase(one)
  const relative = relativeHits(cases)
  const scored = only === undefined ? cases : cases.filter((one) => one.unit === only)
  const horizons = [...new Set(scored.map(({ origin, target }) => target - origin))].sort((a, b) => a - b)
  return [null, ...horizons].flatMap((horizon) => {
    const own = scored.filter(({ origin, target }) => horizon === null || target - origin === horizon)
    return contendersOf(own).map((contender) => scoreOne(own, contender, horizon, relative))
  })
}

/** Contenders with a forecast in every case; the published one first. */
export function contendersOf(cases: readonly TrackedCase[]): string[] {
  const names = Object.keys(cases[0]?.forecasts ?? {}).filter((name) =>
    cases.every(({ forecasts }) => Number.isFinite(forecasts[name])),
  )
  return names.sort((a, b) => Number(b === PUBLISHED) - Number(a === PUBLISHED))
}

/** Pooled WAPE in per cent. */
export function wapeOf(cases: readonly TrackedCase[], contender: string): number {
  const errors = sum(cases.map(({ actual, forecasts }) => Math.abs(forecasts[contender]! - actual)))
  return (100 * errors) / sum(cases.map(({ actual }) => Math.abs(actual)))
}

function scoreOne(
  cases: readonly TrackedCase[],
  contender: string,
  horizon: number | null,
  relative: ReadonlyMap<TrackedCase, ReadonlyMap<string, boolean>>,
): CaseScore {
  const forecast = (one: TrackedCase): number => one.forecasts[contender]!
  const error = (one: TrackedCase): number => Math.abs(forecast(one) - one.actual)
  const rounds = [...roundsOf(cases).values()]
  const together = rounds.filter((round) => round.length > 1)
  const large = cases.filter(({ actual }) => actual > SMALLEST_FOR_MAPE)
  const scaled = cases.filter(({ scale }) => scale !== null && scale > 0)
  const hits = cases.flatMap((one) => relative.get(one)?.get(contender) ?? [])
  const naive = cases.every((one) => LAST_VALUE in one.forecasts) ? wapeOf(cases, LAST_VALUE) : 0
  const banded = contender === PUBLISHED ? cases.filter(({ interval }) => interval !== null) : []
  const wape = wapeOf(cases, contender)
  const changed = sum(cases.map((one) => Math.abs(one.actual - one.base)))
  const ranked = together.flatMap((round) => {
    const [actual, said] = [round.map(growth), round.map((one) => forecast(one) / one.base)]
    const rank = round.length < 3 ? Number.NaN : spearman(actual, said)
    const k = Math.max(1, Math.min(TOP, Math.floor(round.length / 3)))
    return [{ rank, precision: precisionAtK(actual, said, k) }]
  })
  return {
    contender,
    horizon,
    rounds: new Set(cases.map(({ origin }) => origin)).size,
    cases: cases.length,
    wape,
    mape: mean(large.map((one) => (100 * error(one)) / one.actual)),
    mase: mean(scaled.map((one) => error(one) / one.scale!)),
    skill: naive > 0 ? 1 - wape / naive : null,
    expansionWape: changed > 0 ? (100 * sum(cases.map(error))) / changed : null,
    directionHits: directionHitRate(
      cases.map((one): GrowthCase => ({ base: one.base, forecast: forecast(one), actual: one.actual })),
    ),
    relativeGrowthHits: mean(hits.map(Number)),
    dissimilarity: mean(
      together.map((round) =>
        dissimilarity(
          round.map((one) => one.actual),
          round.map(forecast),
        ),
      ),
    ),
    spearman: mean(ranked.flatMap(({ rank }) => (Number.isNaN(rank) ? [] : [rank]))),
    precisionAtTop: mean(ranked.map(({ precision }) => precision)),
    intervals:
      banded.length > 0
        ? scoreIntervals(
            banded.map(({ interval, actual }) => ({ ...interval!, actual })),
            LEVEL,
          )
        : null,
    crps: mean(cases.map((one) => (contender === PUBLISHED && one.interval ? one.interval.crps : error(one))))!,
  }
}

const growth = ({ actual, base }: TrackedCase): number => actual / base

/** Cases that were forecast together: same origin, same target. */
export function roundsOf(cases: readonly TrackedCase[]): Map<string, TrackedCase[]> {
  const rounds = new Map<string, TrackedCase[]>()
  for (const one of cases) {
    const key = `${one.origin}/${one.target}`
    const round = rounds.get(key)
    if (round) round.push(one)
    else rounds.set(key, [one])
  }
  return rounds
}

/** Whether each contender put each case on the right side of the growth of its whole round (as BLS scores occupations). */
function relativeHits(cases: readonly TrackedCase[]): Map<TrackedCase, Map<string, boolean>> {
  const hits = new Map<TrackedCase, Map<string, boolean>>()
  for (const round of roundsOf(cases).values()) {
    if (round.length < 2) continue
    for (const name of contendersOf(round)) {
      const grown = round.map(
        (one): GrowthCase => ({ base: one.base, forecast: one.forecasts[name]!, actual: one.actual }),
      )
      relativeGrowthHits(grown).forEach((hit, k) => {
        const own = hits.get(round[k]!) ?? new Map<string, boolean>()
        hits.set(round[k]!, own.set(name, hit))
      })
    }
  }
  return hits
}

function checkCase({ unit, origin, target, base }: TrackedCase): void {
  if (!(target > origin))
    throw new AppError(
      'INVALID_INPUT',
      `${unit}: the round of ${origin} forecasts ${target}, which it knew; that is a leak, not a forecast.`,
    )
  if (!(base > 0))
    throw new AppError('INVALID_INPUT', `${unit}: the figure of ${origin} is ${base}; growth needs a base above 0.`)
}
