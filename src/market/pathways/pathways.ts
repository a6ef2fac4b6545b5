import { AppError } from '../../domain/errors.ts'
import { coverage, type MissingSkill, missingSkills } from './coverage.ts'
import { checkPathway, PATHWAY_LIMITS, type PathwayCheck, type PathwayLimits } from './filters.ts'
import { type PathwayOccupation, type PoolCell, type PoolSummary, poolOf } from './occupation.ts'

/** Weights of the score: alpha, beta, gamma, and what a month of training takes away. */
export interface PathwayWeights {
  readonly coverage: number
  readonly transition: number
  readonly shortage: number
  readonly perTrainingMonth: number
}
export const PATHWAY_WEIGHTS: PathwayWeights = { coverage: 1, transition: 1, shortage: 0.5, perTrainingMonth: 0.02 }

/** Moves seen in a survey of people asked twice. */
export interface ObservedMoves {
  /** People who left the origin for any other occupation. */
  readonly leavers: number
  /** Those of them who went to the destination. */
  readonly movers: number
}

export interface PathwayInput {
  readonly occupations: readonly PathwayOccupation[]
  /** [K] codes of the skills. */
  readonly skills: readonly string[]
  readonly pools: readonly PoolCell[]
  /** Observed moves; left out, every destination counts as equally frequent. */
  readonly moves?: (origin: string, destination: string) => ObservedMoves | null
  /** Months of training from one to the other; left out, `trainingMonths`. */
  readonly months?: (origin: string, destination: string) => number | null
  readonly limits?: PathwayLimits
  readonly weights?: PathwayWeights
}

export interface Pathway extends PathwayCheck {
  readonly origin: string
  readonly destination: string
  /** Share of the destination's skills already held. */
  readonly coverage: number
  readonly strong: boolean
  readonly missing: readonly MissingSkill[]
  /** Share of leavers who go there, shrunk to the even share. */
  readonly transitionRate: number
  readonly trainingMonths: number
  readonly score: number
  /** Probability that the destination is short of people. */
  readonly pShortage: number
  /** Everybody in the origin now. */
  readonly pool: PoolSummary
  /** AI exposure of both, shown as exposure: it enters neither filter nor score. */
  readonly aiExposure: { readonly origin: number | null; readonly destination: number | null }
}

/** Observed leavers that weigh as much as the even share: below it a rate says little. */
const SHRINKAGE = 50
/** Months for a mover who holds none of the destination's skills, by its job zone; scaled by what is missing. */
const MONTHS_BY_ZONE = [1, 6, 12, 24, 48] as const

/**
 * Share of leavers who go to a destination: (movers + s / n) / (leavers + s), with n destinations and s = 50 pseudo-leavers.
 */
export function shrunkTransitionRate(moves: ObservedMoves | null, destinations: number): number {
  const { leavers, movers } = moves ?? { leavers: 0, movers: 0 }
  return (movers + SHRINKAGE / destinations) / (leavers + SHRINKAGE)
}

/** Months of training a move takes, as a rough measure where none is known: (1 - cover) * months of the job zone (2 if unknown). */
export function trainingMonths(cover: number, jobZone: number | null): number {
  const zone = Math.min(Math.max(Math.round(jobZone ?? 2), 1), MONTHS_BY_ZONE.length)
  return (1 - cover) * MONTHS_BY_ZONE[zone - 1]!
}

/**
 * One move from an occupation to another.
 *
 *     score = alpha cover + beta transition rate + gamma P(shortage) - cost of months
 */
export function pathway(input: PathwayInput, origin: PathwayOccupation, destination: PathwayOccupation): Pathway {
  const { skills, occupations, limits = PATHWAY_LIMITS, weights = PATHWAY_WEIGHTS } = input
  const cover = coverage(origin.skills, destination.skills)
  const moves = input.moves?.(origin.code, destination.code) ?? null
  const transitionRate = shrunkTransitionRate(moves, Math.max(1, occupations.length - 1))
  const months = input.months?.(origin.code, destination.code) ?? trainingMonths(cover, destination.jobZone)
  return {
    origin: origin.code,
    destination: destination.code,
    coverage: cover,
    strong: cover >= limits.strongCoverage,
    missing: missingSkills(origin.skills, destination.skills, skills),
    transitionRate,
    trainingMonths: months,
    score:
      weights.coverage * cover +
      weights.transition * transitionRate +
      weights.shortage * destination.pShortage -
      weights.perTrainingMonth * months,
    pShortage: destination.pShortage,
    pool: poolOf(input.pools, origin.code),
    aiExposure: { origin: origin.aiExposure, destination: destination.aiExposure },
    ...checkPathway(origin, destination, cover, limits),
  }
}

/** Where people of a shrinking occupation can go: all destinations, usable ones first, then by score. */
export function pathwaysFrom(input: PathwayInput, code: string): Pathway[] {
  const origin = find(input, code)
  return ranked(input.occupations.filter((o) => o.code !== code).map((o) => pathway(input, origin, o)))
}

/** Who can fill a shortage: all feeder occupations, usable ones first, then by score, each with its pool. */
export function pathwaysInto(input: PathwayInput, code: string): Pathway[] {
  const destination = find(input, code)
  return ranked(input.occupations.filter((o) => o.code !== code).map((o) => pathway(input, o, destination)))
}

/** Feasible and desirable. */
export function isUsable({ feasible, desirable }: PathwayCheck): boolean {
  return feasible && desirable
}

function ranked(pathways: readonly Pathway[]): Pathway[] {
  return [...pathways].sort((a, b) => Number(isUsable(b)) - Number(isUsable(a)) || b.score - a.score)
}

function find({ occupations }: PathwayInput, code: string): PathwayOccupation {
  const found = occupations.find((occupation) => occupation.code === code)
  if (!found)
    throw new AppError('NOT_FOUND', `No occupation ${code}; there are ${occupations.map((o) => o.code).join(', ')}.`)
  return found
}
