import { AppError } from '../../domain/errors.ts'

/**
 * Share of a destination's skills that an origin already holds. Not symmetric: a nurse covers much of a care assistant,
 * who covers little of a nurse.
 *
 *     cover(o -> d) = sum_k min(w[o,k], w[d,k]) / sum_k w[d,k]
 *
 * @param origin      [K] weights of skills, >= 0
 * @param destination [K] in the same order
 * @returns 0 to 1; 1 when the destination asks for nothing
 * @throws AppError INVALID_INPUT for profiles of different length or negative weights
 */
export function coverage(origin: readonly number[], destination: readonly number[]): number {
  checkProfiles(origin, destination)
  const wanted = destination.reduce((sum, weight) => sum + weight, 0)
  if (wanted === 0) return 1
  return destination.reduce((sum, weight, k) => sum + Math.min(weight, origin[k]!), 0) / wanted
}

/** Cosine of two skill profiles: symmetric, so it cannot say who may move where. Shown for comparison only; NaN for an empty one. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  checkProfiles(a, b)
  const dot = a.reduce((sum, weight, k) => sum + weight * b[k]!, 0)
  return dot / (Math.hypot(...a) * Math.hypot(...b))
}

export interface MissingSkill {
  readonly skill: string
  /** w[d,k] - w[o,k], > 0. */
  readonly shortBy: number
}

/**
 * What a mover has to learn: the skills in which the destination asks for more than the origin holds, largest first.
 * @param skills [K] codes in the order of the profiles
 * @param top    most skills to name; default 5
 */
export function missingSkills(
  origin: readonly number[],
  destination: readonly number[],
  skills: readonly string[],
  top = 5,
): MissingSkill[] {
  checkProfiles(origin, destination)
  return skills
    .map((skill, k) => ({ skill, shortBy: destination[k]! - origin[k]! }))
    .filter(({ shortBy }) => shortBy > 0)
    .sort((a, b) => b.shortBy - a.shortBy)
    .slice(0, top)
}

function checkProfiles(a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length || [...a, ...b].some((weight) => !(weight >= 0)))
    throw new AppError(
      'INVALID_INPUT',
      `Skill profiles must be of one length with weights >= 0; got ${a.length} and ${b.length} skills.`,
    )
}
