/** Classes of a projected gap, from the employer's side: a shortage is a lack of people. */
export const GAP_RATINGS = [
  'strongShortage',
  'moderateShortage',
  'balanced',
  'moderateSurplus',
  'strongSurplus',
] as const
export type GapRating = (typeof GAP_RATINGS)[number]
export type RatingProbabilities = Readonly<Record<GapRating, number>>

/**
 * Limits of the normalised gap, per cent of mean employment a year. Fixed, so that a year in which every sector is
 * balanced shows no shortage; limits relative to the spread of the sectors would always find some.
 */
export const RATING_CUT_OFFS = {
  version: 'normalised-gap-1',
  moderatePercentPerYear: 0.25,
  strongPercentPerYear: 0.75,
} as const

/** Class of a normalised gap in per cent a year; a value on a limit belongs to the milder class. */
export function rateGap(percentPerYear: number): GapRating {
  const { moderatePercentPerYear: moderate, strongPercentPerYear: strong } = RATING_CUT_OFFS
  if (percentPerYear > strong) return 'strongShortage'
  if (percentPerYear > moderate) return 'moderateShortage'
  if (percentPerYear >= -moderate) return 'balanced'
  if (percentPerYear >= -strong) return 'moderateSurplus'
  return 'strongSurplus'
}

/** Probability from which on a published class is clear; below it a class is named as the likeliest one only. */
export const CLEAR_RATING_FROM = 0.5

/**
 * The class that is published: the likeliest one, and whether it is likelier than all others together. Where the draws spread
 * over both tails the class of the median can be one of the least likely, so it is shown beside it and never alone.
 *
 * @returns of equally likely classes the one nearest to balance
 */
export function publishedRating(probabilities: RatingProbabilities): {
  readonly rating: GapRating
  readonly isClear: boolean
} {
  const fromBalance = [...GAP_RATINGS].sort((a, b) => distance(a) - distance(b))
  const rating = fromBalance.reduce((best, one) => (probabilities[one] > probabilities[best] ? one : best))
  return { rating, isClear: probabilities[rating] >= CLEAR_RATING_FROM }
}

const distance = (rating: GapRating): number => Math.abs(GAP_RATINGS.indexOf(rating) - GAP_RATINGS.indexOf('balanced'))

/** Share of draws of the normalised gap in each class; sums to 1. */
export function ratingProbabilities(percentPerYear: ArrayLike<number>): RatingProbabilities {
  const counts: Record<GapRating, number> = {
    strongShortage: 0,
    moderateShortage: 0,
    balanced: 0,
    moderateSurplus: 0,
    strongSurplus: 0,
  }
  const share = 1 / percentPerYear.length
  for (let d = 0; d < percentPerYear.length; d++) counts[rateGap(percentPerYear[d]!)] += 1
  for (const rating of GAP_RATINGS) counts[rating] *= share
  return counts
}
