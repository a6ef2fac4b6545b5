import type { ObsStatus } from '../../domain/series.ts'

/** Limits below which a figure is not published as it is. Published with the figures. */
export interface DisclosureLimits {
  readonly version: string
  /** Fewest respondents behind a figure of a survey. */
  readonly minRespondents: number
  /** Fewest people a figure may stand for. */
  readonly minWeighted: number
  /** Relative standard error, per cent: above the first, use with caution; above the second, not published. */
  readonly cautionRsePercent: number
  readonly maxRsePercent: number
  /** Fewest enterprises behind a figure of enterprises. */
  readonly minUnits: number
  /** Dominance: the n largest hold at most k per cent. */
  readonly dominance: { readonly n: number; readonly kPercent: number }
  /** p % rule: nobody can estimate the largest to within p per cent. */
  readonly pPercent: number
}

export const DISCLOSURE_LIMITS: DisclosureLimits = {
  version: 'disclosure-1',
  minRespondents: 10,
  minWeighted: 1000,
  cautionRsePercent: 15,
  maxRsePercent: 30,
  minUnits: 3,
  dominance: { n: 2, kPercent: 85 },
  pPercent: 10,
}

/** SDMX confidentiality: F free, C confidential (to protect somebody), N not for publication (too little is known). */
export type ConfStatus = 'F' | 'C' | 'N'

export const DISCLOSURE_REASONS = ['respondents', 'weighted', 'rse', 'units', 'dominance', 'pPercent'] as const
export type DisclosureReason = (typeof DISCLOSURE_REASONS)[number]

export interface Disclosure {
  /** A normal, U low reliability (use with caution), Q suppressed: the value is null and never 0. */
  readonly obsStatus: Extract<ObsStatus, 'A' | 'U' | 'Q'>
  readonly confStatus: ConfStatus
  readonly reasons: readonly DisclosureReason[]
}

/** What stands behind a figure; what is left out is not checked. */
export interface FigureBasis {
  readonly respondents?: number
  readonly weighted?: number
  readonly rsePercent?: number
  /** Contributions of enterprises, in any order: their number is the number of units. */
  readonly contributions?: readonly number[]
}

/**
 * Status of one figure by the minimum sizes and the error bands. A structural zero has nobody behind it and is free: give no
 * basis for it.
 *
 * A figure below `minWeighted` people is flagged U and not suppressed: it is imprecise, and harms nobody by itself.
 */
export function discloseFigure(basis: FigureBasis, limits: DisclosureLimits = DISCLOSURE_LIMITS): Disclosure {
  const { respondents, weighted, rsePercent, contributions } = basis
  const confidential: DisclosureReason[] = []
  const unreliable: DisclosureReason[] = []
  const caution: DisclosureReason[] = []
  if (respondents !== undefined && respondents < limits.minRespondents) confidential.push('respondents')
  if (contributions) confidential.push(...enterpriseRules(contributions, limits))
  if (rsePercent !== undefined && rsePercent > limits.maxRsePercent) unreliable.push('rse')
  else if (rsePercent !== undefined && rsePercent > limits.cautionRsePercent) caution.push('rse')
  if (weighted !== undefined && weighted < limits.minWeighted) caution.push('weighted')
  const reasons = [...confidential, ...unreliable, ...caution]
  if (confidential.length > 0) return { obsStatus: 'Q', confStatus: 'C', reasons }
  if (unreliable.length > 0) return { obsStatus: 'Q', confStatus: 'N', reasons }
  return { obsStatus: caution.length > 0 ? 'U' : 'A', confStatus: 'F', reasons }
}

/**
 * Rules for sums over enterprises: too few units; the n largest hold more than k per cent; or the second largest, who knows
 * its own part, can estimate the largest to within p per cent:  total - x1 - x2 < p/100 x1.
 */
function enterpriseRules(contributions: readonly number[], limits: DisclosureLimits): DisclosureReason[] {
  const sorted = [...contributions].sort((a, b) => b - a)
  const total = sorted.reduce((sum, x) => sum + x, 0)
  const [largest = 0, second = 0] = sorted
  const { n, kPercent } = limits.dominance
  const leaders = sorted.slice(0, n).reduce((sum, x) => sum + x, 0)
  const broken: DisclosureReason[] = []
  if (sorted.length < limits.minUnits) broken.push('units')
  if (total > 0 && 100 * leaders > kPercent * total) broken.push('dominance')
  if (total > 0 && total - largest - second < (limits.pPercent / 100) * largest) broken.push('pPercent')
  return broken
}

/**
 * Relative standard error of an estimated count, per cent, when the survey's own is not published:
 *
 *     RSE = 100 sqrt( deff (1 - p) / (n p) )
 *
 * @param share        p, share of the respondents in the cell, in (0, 1]
 * @param respondents  n, of the whole survey
 * @param designEffect deff, variance over that of a simple random sample; 2 is common for household surveys
 */
export function relativeStandardErrorPercent(share: number, respondents: number, designEffect: number): number {
  return 100 * Math.sqrt((designEffect * (1 - share)) / (respondents * share))
}
