/** Weights w[o,k] of skills in occupations, 0 to 1. */
export interface SkillWeights {
  readonly occupations: readonly string[]
  readonly skills: readonly string[]
  /** [O][K] */
  readonly weights: readonly (readonly number[])[]
}

/**
 * Skill gaps of given occupation gaps: sum_o w[o,k] gap[o].
 * @param occupationGaps [O] persons, positive is a shortage
 * @param weights        [O][K]
 * @returns [K] person-skill units
 */
export function skillGaps(occupationGaps: readonly number[], weights: readonly (readonly number[])[]): number[] {
  return weights[0]!.map((_, k) => occupationGaps.reduce((sum, gap, o) => sum + weights[o]![k]! * gap, 0))
}

/**
 * Specificity of each skill to few occupations: 1 - H / ln O, with H the entropy of the skill's weights over occupations.
 *
 * @param weights [O][K] >= 0
 * @returns [K] in [0, 1]: 0 when every occupation needs it alike (or only one occupation is known), 1 when one does
 */
export function skillSpecificity(weights: readonly (readonly number[])[]): number[] {
  return weights[0]!.map((_, k) => {
    const total = weights.reduce((sum, row) => sum + row[k]!, 0)
    if (total === 0 || weights.length < 2) return 0
    const entropy = weights.reduce((sum, row) => {
      const share = row[k]! / total
      return share > 0 ? sum - share * Math.log(share) : sum
    }, 0)
    return Math.min(1, Math.max(0, 1 - entropy / Math.log(weights.length)))
  })
}
