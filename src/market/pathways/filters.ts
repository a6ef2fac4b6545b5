import type { PathwayOccupation } from './occupation.ts'

/** Limits of feasibility and desirability. Published with every answer; change them by giving others. */
export interface PathwayLimits {
  readonly version: string
  /** Least share of the destination's skills already held. */
  readonly minCoverage: number
  /** From here a move counts as strong. */
  readonly strongCoverage: number
  /** Largest difference of job zones. */
  readonly maxJobZoneStep: number
  /** Least pay of the destination, as a ratio to the origin's. */
  readonly minPayRatio: number
  /** A destination with a higher probability of surplus takes nobody. */
  readonly maxSurplusProbability: number
}

/**
 * Defaults after Nesta's "Mapping career causeways": 0.30 viable and 0.40 highly viable, three quarters of the pay, one job
 * zone. Nesta's similarity combines skills and work activities; ours is coverage, which runs higher, so the filter is
 * mild and the score decides.
 */
export const PATHWAY_LIMITS: PathwayLimits = {
  version: 'pathways-1',
  minCoverage: 0.3,
  strongCoverage: 0.4,
  maxJobZoneStep: 1,
  minPayRatio: 0.75,
  maxSurplusProbability: 0.5,
}

/** Why a move is not feasible, or not to be wished. */
export const PATHWAY_OBSTACLES = ['skills', 'jobZone', 'credential', 'pay', 'surplus', 'automation'] as const
export type PathwayObstacle = (typeof PATHWAY_OBSTACLES)[number]

export interface PathwayCheck {
  /** Skills, job zone and credential allow it. */
  readonly feasible: boolean
  /** Pay, market and automation speak for it. */
  readonly desirable: boolean
  readonly obstacles: readonly PathwayObstacle[]
  /** Facts that are not known; nothing was held against the move for them. */
  readonly unknown: readonly ('jobZone' | 'pay' | 'automation')[]
  /** Pay of the destination over that of the origin; null when one is not known. */
  readonly payRatio: number | null
}

/**
 * Checks a move against the limits.
 *
 *     feasible  = cover >= c_min  and |job zone step| <= limit  and no credential without a route to it
 *     desirable = pay ratio > limit  and P(surplus) <= limit  and automation risk not above the origin's
 *
 * AI exposure plays no part.
 */
export function checkPathway(
  origin: PathwayOccupation,
  destination: PathwayOccupation,
  cover: number,
  limits: PathwayLimits = PATHWAY_LIMITS,
): PathwayCheck {
  const obstacles: PathwayObstacle[] = []
  const unknown: PathwayCheck['unknown'][number][] = []
  if (cover < limits.minCoverage) obstacles.push('skills')
  if (origin.jobZone === null || destination.jobZone === null) unknown.push('jobZone')
  else if (Math.abs(origin.jobZone - destination.jobZone) > limits.maxJobZoneStep) obstacles.push('jobZone')
  if (destination.credential === 'requiredNoRoute') obstacles.push('credential')
  const feasible = obstacles.length === 0

  const payRatio = origin.pay === null || destination.pay === null ? null : destination.pay / origin.pay
  if (payRatio === null) unknown.push('pay')
  else if (!(payRatio > limits.minPayRatio)) obstacles.push('pay')
  if (destination.pSurplus > limits.maxSurplusProbability) obstacles.push('surplus')
  if (origin.automationRisk === null || destination.automationRisk === null) unknown.push('automation')
  else if (destination.automationRisk > origin.automationRisk) obstacles.push('automation')
  const undesirable = obstacles.some((o) => o === 'pay' || o === 'surplus' || o === 'automation')
  return { feasible, desirable: !undesirable, obstacles, unknown, payRatio }
}
