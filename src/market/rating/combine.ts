import type { Random } from '../../domain/random.ts'
import { type GapRating, RATING_CUT_OFFS, type RatingProbabilities, rateGap } from '../gaps/rating.ts'

/** Classes of the recent score R as they are published; combining uses its sign only. */
export const RECENT_CUT_OFFS = { version: 'recent-1', moderate: 0.5, strong: 1 } as const

/** What the recent score says, for the combination. */
export const RECENT_SIGNALS = ['shortage', 'balanced', 'surplus'] as const
export type RecentSignal = (typeof RECENT_SIGNALS)[number]

/** Class of a recent score: R >= 1 strong shortage, 0.5 to 1 moderate, within 0.5 of 0 balanced, and so on down. */
export function rateRecent(score: number): GapRating {
  const { moderate, strong } = RECENT_CUT_OFFS
  if (score >= strong) return 'strongShortage'
  if (score >= moderate) return 'moderateShortage'
  if (score > -moderate) return 'balanced'
  if (score > -strong) return 'moderateSurplus'
  return 'strongSurplus'
}

const SIGNAL: Readonly<Record<GapRating, RecentSignal>> = {
  strongShortage: 'shortage',
  moderateShortage: 'shortage',
  balanced: 'balanced',
  moderateSurplus: 'surplus',
  strongSurplus: 'surplus',
}

/**
 * The published table: five projected classes by three recent signals. Same signs strengthen, opposite signs end in balance,
 * and a recent imbalance that nothing projected removes stays a moderate one. It never changes without a new version.
 */
export const COMBINATION_TABLE: {
  readonly version: string
  readonly classes: Readonly<Record<GapRating, Readonly<Record<RecentSignal, GapRating>>>>
} = {
  version: 'three-step-1',
  classes: {
    strongShortage: { shortage: 'strongShortage', balanced: 'strongShortage', surplus: 'balanced' },
    moderateShortage: { shortage: 'strongShortage', balanced: 'moderateShortage', surplus: 'balanced' },
    balanced: { shortage: 'moderateShortage', balanced: 'balanced', surplus: 'moderateSurplus' },
    moderateSurplus: { shortage: 'balanced', balanced: 'moderateSurplus', surplus: 'strongSurplus' },
    strongSurplus: { shortage: 'balanced', balanced: 'strongSurplus', surplus: 'strongSurplus' },
  },
}

/** Class of a projected gap (per cent of employment a year) and a recent score; without a score, the projected class alone. */
export function combineRatings(percentPerYear: number, recent: number | null): GapRating {
  const projected = rateGap(percentPerYear)
  return recent === null ? projected : COMBINATION_TABLE.classes[projected][SIGNAL[rateRecent(recent)]]
}

export interface ThreeStepRating {
  readonly recent: { readonly score: number | null; readonly rating: GapRating | null }
  /** Median of the normalised gap and its class. */
  readonly projected: { readonly percentPerYear: number; readonly rating: GapRating }
  readonly rating: GapRating
  /** Probability of each class over the draws; sums to 1. */
  readonly probabilities: RatingProbabilities
  /** Limits and table behind it. */
  readonly versions: { readonly recent: string; readonly projected: string; readonly combination: string }
}

/**
 * Rates an occupation in three steps: recent score, projected score, combination, with the probability of each class.
 *
 * In every draw the recent score errs by its standard error and meets that draw's normalised gap; the class itself is that of
 * the two central values.
 *
 * @param draws   [D] normalised gap of each draw, per cent of employment a year
 * @param recent  from `recentScore`; its null score leaves the projection to speak alone, and the result says so
 * @param random  source of the recent score's errors
 */
export function rateInThreeSteps(
  draws: ArrayLike<number>,
  recent: { readonly score: number | null; readonly standardError: number | null },
  random: Random,
): ThreeStepRating {
  const { score, standardError } = recent
  const counts = { strongShortage: 0, moderateShortage: 0, balanced: 0, moderateSurplus: 0, strongSurplus: 0 }
  for (let d = 0; d < draws.length; d++) {
    const seen = score === null ? null : score + (standardError ?? 0) * random.normal()
    counts[combineRatings(draws[d]!, seen)] += 1 / draws.length
  }
  const sorted = Float64Array.from(draws).sort()
  const half = (sorted.length - 1) / 2
  const percentPerYear = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2
  return {
    recent: { score, rating: score === null ? null : rateRecent(score) },
    projected: { percentPerYear, rating: rateGap(percentPerYear) },
    rating: combineRatings(percentPerYear, score),
    probabilities: counts,
    versions: {
      recent: RECENT_CUT_OFFS.version,
      projected: RATING_CUT_OFFS.version,
      combination: COMBINATION_TABLE.version,
    },
  }
}
