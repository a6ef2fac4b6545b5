import { AppError } from '../../domain/errors.ts'

/** What the index reads of an occupation in the years it covers; null where it is not known. */
export interface OccupationSignals {
  /** Growth of hourly pay, of employment, of hours worked, relative to the mean of all; share or per cent, but one of them. */
  readonly wageGrowth: number | null
  readonly employmentGrowth: number | null
  readonly hoursGrowth: number | null
  /** Counts against a shortage. */
  readonly unemploymentRate: number | null
  /** Growth of the share of workers qualified below what the occupation asks for. */
  readonly underQualificationGrowth: number | null
}
const SIGNS = {
  wageGrowth: 1,
  employmentGrowth: 1,
  hoursGrowth: 1,
  unemploymentRate: -1,
  underQualificationGrowth: 1,
} as const
const SIGNALS = Object.keys(SIGNS) as (keyof OccupationSignals)[]

/**
 * Score of each occupation: the mean of its standardised sub-indices, unemployment counted the other way round.
 *
 * A signal is standardised over the occupations that have it; one that none, or fewer than three, have or that does not differ
 * is left out. An occupation's missing signal is left out of its mean.
 *
 * @returns [O] in standard deviations, + is shortage; null where nothing is known
 * @see OECD (2017), Getting Skills Right: Skills for Jobs Indicators, for the idea of the five sub-indices
 */
export function occupationShortageScores(occupations: readonly OccupationSignals[]): (number | null)[] {
  const standardised = SIGNALS.flatMap((signal) => {
    const known = occupations.map((o) => o[signal]).filter((value) => value !== null)
    const mean = known.reduce((a, b) => a + b, 0) / known.length
    const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1))
    if (known.length < 3 || !(sd > 0)) return []
    return [occupations.map((o) => (o[signal] === null ? null : (SIGNS[signal] * (o[signal] - mean)) / sd))]
  })
  return occupations.map((_, o) => {
    const known = standardised.map((row) => row[o]!).filter((z) => z !== null)
    return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length
  })
}

/**
 * Shortage index of each skill now: occupation scores carried to skills by weight, rescaled to [-1, 1].
 *
 *     index[k] = sum_o w[o,k] E[o] score[o] / sum_o w[o,k] E[o], then divided by the largest absolute value of all skills
 *
 * 0 stays 0: a skill is short (above) or in surplus (below), and the largest of either is 1 or -1. Compare it within one
 * release only, since its scale is that of the release.
 *
 * @param scores     [O]; null is left out
 * @param employment [O] persons
 * @param weights    [O][K]
 * @returns [K]; null for a skill no scored occupation needs
 * @throws AppError INVALID_INPUT when the shapes differ
 */
export function skillShortageIndex(
  scores: readonly (number | null)[],
  employment: readonly number[],
  weights: readonly (readonly number[])[],
): (number | null)[] {
  if (scores.length !== weights.length || employment.length !== weights.length)
    throw new AppError(
      'INVALID_INPUT',
      `${scores.length} scores, ${employment.length} employments and ${weights.length} rows of weights must be one an occupation.`,
    )
  const raw = weights[0]!.map((_, k) => {
    let sum = 0
    let size = 0
    scores.forEach((score, o) => {
      if (score === null) return
      const weight = weights[o]![k]! * employment[o]!
      sum += weight * score
      size += weight
    })
    return size > 0 ? sum / size : null
  })
  const largest = raw.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0)
  return raw.map((value) => (value === null ? null : largest > 0 ? value / largest : 0))
}
