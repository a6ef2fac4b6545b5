import { AppError } from '../../domain/errors.ts'
import { dissimilarity, wape } from '../gaps/metrics.ts'
import { GAP_RATINGS, type GapRating } from '../gaps/rating.ts'
import { confusionMatrix, weightedKappa } from './agreement.ts'
import { directionHitRate, type GrowthCase, relativeGrowthHitRate } from './growth.ts'
import { type IntervalScore, scoreIntervals } from './intervals.ts'
import { type KnownHistory, OWN_PAST } from './ladder.ts'
import { precisionAtK, spearman } from './ranking.ts'

/** What a round scores. A gap is scored by its components, since openings that came true are not observed. */
export const TRACKED_KINDS = ['sector', 'occupation', 'replacement', 'graduates', 'labourForce'] as const
export type TrackedKind = (typeof TRACKED_KINDS)[number]

export interface TrackedUnit {
  readonly code: string
  /** As published on or before the round's `knownOn`; its last year is the base. */
  readonly history: KnownHistory
  readonly forecast: number
  /** 80 per cent interval, where one was published. */
  readonly interval?: { readonly low: number; readonly high: number }
  /** Forecasts of benchmarks the round was run with, e.g. `fixedShare`, `ets`, `network`. */
  readonly benchmarks?: Readonly<Record<string, number>>
  /** The figure as known today. */
  readonly actual: number
  readonly rating?: { readonly forecast: GapRating; readonly actual: GapRating }
}

/** One historical round: a forecast made with what was known on a day, and what became of it. */
export interface TrackedRound {
  readonly id: string
  readonly kind: TrackedKind
  /** Day the data were cut at, `2019-12-31`. */
  readonly knownOn: string
  readonly target: number
  readonly units: readonly TrackedUnit[]
}

export interface LevelScore {
  /** Per cent of the outcomes' total. */
  readonly wape: number
  /** Mean absolute percentage error of units above 1,000; null when none is. */
  readonly mape: number | null
  /** 1 - WAPE / WAPE of the last value; above 0 beats it. */
  readonly skill: number
  /** Per cent of people that the forecast composition puts in the wrong unit. */
  readonly dissimilarity: number
  readonly directionHits: number
  readonly relativeGrowthHits: number
  /** Of growth; null with fewer than three units, or where one side does not vary. */
  readonly spearman: number | null
  /** Precision of the five (or a third of the units, if fewer) said to grow most. */
  readonly precisionAtTop: number
}

export interface RoundScore {
  readonly id: string
  readonly kind: TrackedKind
  readonly horizon: number
  readonly units: number
  /** `model`, then each benchmark all units have. */
  readonly contenders: Readonly<Record<string, LevelScore>>
  readonly intervals: IntervalScore | null
  readonly ratings: { readonly confusion: readonly (readonly number[])[]; readonly kappa: number } | null
}

export interface KindRecord {
  readonly kind: TrackedKind
  readonly rounds: number
  /** Mean WAPE over the rounds of each contender that took part in all of them. */
  readonly meanWape: Readonly<Record<string, number>>
  readonly best: string
  /** False when a benchmark did better over the rounds: the model that loses is not published. */
  readonly publishModel: boolean
  /** All intervals of the kind together. */
  readonly intervals: IntervalScore | null
}

export interface TrackRecord {
  readonly rounds: readonly RoundScore[]
  readonly kinds: readonly KindRecord[]
}

/** Name of the published forecast among the contenders. */
export const MODEL = 'model'
const INTERVAL_LEVEL = 0.8
const TOP = 5
const SMALLEST_FOR_MAPE = 1000

/**
 * Scores historical rounds against what happened and against the ladder of benchmarks.
 *
 * Every contender is scored on the same units; benchmarks of a unit's own past (last value, drift, ten-year line) are computed
 * here from the history given; the rest come with the round. Where it brings `ets` and `fixedShare`, their `mean` competes too.
 *
 * @throws AppError INVALID_INPUT for a round without units, or a history that knew the target year: a leak, not a forecast
 */
export function trackRecord(rounds: readonly TrackedRound[]): TrackRecord {
  const scores = rounds.map(scoreRound)
  const kinds = TRACKED_KINDS.filter((kind) => rounds.some((round) => round.kind === kind)).map((kind) =>
    recordOf(
      kind,
      scores.filter((score) => score.kind === kind),
      rounds.filter((round) => round.kind === kind),
    ),
  )
  return { rounds: scores, kinds }
}

function scoreRound(round: TrackedRound): RoundScore {
  checkRound(round)
  const { units, target } = round
  const forecasts: Record<string, number[]> = { [MODEL]: units.map((unit) => unit.forecast) }
  for (const [name, benchmark] of Object.entries(OWN_PAST))
    forecasts[name] = units.map((unit) => benchmark(unit.history, target))
  for (const name of Object.keys(units[0]!.benchmarks ?? {}))
    if (units.every((unit) => unit.benchmarks?.[name] !== undefined))
      forecasts[name] = units.map((unit) => unit.benchmarks![name]!)
  const { ets, fixedShare } = forecasts
  if (ets && fixedShare) forecasts.mean = ets.map((value, k) => (value + fixedShare[k]!) / 2)

  const naive = wape(
    units.map((unit) => unit.actual),
    forecasts.lastValue!,
  )
  const entries = Object.entries(forecasts).map(([name, values]) => [name, scoreLevels(units, values, naive)] as const)
  const rated = units.flatMap((unit) => (unit.rating ? [unit.rating] : []))
  const confusion = confusionMatrix(GAP_RATINGS, rated)
  return {
    id: round.id,
    kind: round.kind,
    horizon: target - Math.max(...units.map((unit) => unit.history.years.at(-1)!)),
    units: units.length,
    contenders: Object.fromEntries(entries),
    intervals: intervalsOf([round]),
    ratings: rated.length > 0 ? { confusion, kappa: weightedKappa(confusion) } : null,
  }
}

function scoreLevels(units: readonly TrackedUnit[], forecast: readonly number[], naive: number): LevelScore {
  const actual = units.map((unit) => unit.actual)
  const cases = units.map(
    (unit, k): GrowthCase => ({ base: unit.history.values.at(-1)!, forecast: forecast[k]!, actual: unit.actual }),
  )
  const growth = (of: 'forecast' | 'actual'): number[] => cases.map((one) => one[of] / one.base)
  const large = cases.filter((one) => one.actual > SMALLEST_FOR_MAPE)
  const own = wape(actual, forecast)
  const rank = units.length < 3 ? Number.NaN : spearman(growth('actual'), growth('forecast'))
  return {
    wape: own,
    mape:
      large.length > 0
        ? (100 * large.reduce((sum, one) => sum + Math.abs(one.forecast - one.actual) / one.actual, 0)) / large.length
        : null,
    skill: naive > 0 ? 1 - own / naive : own > 0 ? Number.NEGATIVE_INFINITY : 0,
    dissimilarity: dissimilarity(actual, forecast),
    directionHits: directionHitRate(cases),
    relativeGrowthHits: relativeGrowthHitRate(cases),
    spearman: Number.isNaN(rank) ? null : rank,
    precisionAtTop: precisionAtK(
      growth('actual'),
      growth('forecast'),
      Math.max(1, Math.min(TOP, Math.floor(units.length / 3))),
    ),
  }
}

function recordOf(kind: TrackedKind, scores: readonly RoundScore[], rounds: readonly TrackedRound[]): KindRecord {
  const names = Object.keys(scores[0]!.contenders).filter((name) => scores.every((score) => score.contenders[name]))
  const means = names.map((name) => {
    const sum = scores.reduce((total, score) => total + score.contenders[name]!.wape, 0)
    return [name, sum / scores.length] as const
  })
  const best = means.reduce((lead, next) => (next[1] < lead[1] ? next : lead))[0]
  return {
    kind,
    rounds: scores.length,
    meanWape: Object.fromEntries(means),
    best,
    publishModel: best === MODEL,
    intervals: intervalsOf(rounds),
  }
}

function intervalsOf(rounds: readonly TrackedRound[]): IntervalScore | null {
  const cases = rounds.flatMap((round) =>
    round.units.flatMap((unit) => (unit.interval ? [{ ...unit.interval, actual: unit.actual }] : [])),
  )
  return cases.length > 0 ? scoreIntervals(cases, INTERVAL_LEVEL) : null
}

function checkRound({ id, knownOn, target, units }: TrackedRound): void {
  if (units.length === 0) throw new AppError('INVALID_INPUT', `Round ${id} has no units to score.`)
  for (const { code, history } of units) {
    const last = history.years.at(-1)
    if (last === undefined || history.years.length !== history.values.length)
      throw new AppError(
        'INVALID_INPUT',
        `Round ${id}, ${code}: the history must have a value for each year, one at least.`,
      )
    if (last >= target || last > Number(knownOn.slice(0, 4)))
      throw new AppError(
        'INVALID_INPUT',
        `Round ${id}, ${code}: the history ends in ${last}, after what was known on ${knownOn} or in the target year ${target}; that is a leak, not a forecast.`,
        { round: id, code, last },
      )
  }
}
