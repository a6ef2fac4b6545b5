import { type Band, bandOf } from '../gaps/band.ts'
import { type SkillWeights, skillGaps, skillSpecificity } from './skill-gaps.ts'

/** Change of the demand for a skill, person-skill units; the two effects add up to it exactly. */
export interface SkillChange {
  /** Occupations that need it grow or shrink, at mean weights. */
  readonly between: number
  /** The same occupations need more or less of it, at mean employment. 0 where weights are known once only. */
  readonly within: number
  readonly change: number
}

/**
 * Decomposes the change of demand for each skill into effects between and within occupations.
 *
 *     SD[k,T] - SD[k,0] = sum_o (w0 + wT)/2 (E_T - E_0)  +  sum_o (E_0 + E_T)/2 (wT - w0)
 *
 * @param employment  [O] persons at the start and at the end
 * @param weights     [O][K] at the start and, where advertisements tell, at the end; by default the same
 * @returns [K]
 */
export function decomposeSkillDemand(
  employment: { readonly before: readonly number[]; readonly after: readonly number[] },
  weights: { readonly before: readonly (readonly number[])[]; readonly after?: readonly (readonly number[])[] },
): SkillChange[] {
  const later = weights.after ?? weights.before
  return weights.before[0]!.map((_, k) => {
    let between = 0
    let within = 0
    let change = 0
    employment.before.forEach((start, o) => {
      const end = employment.after[o]!
      const [w0, w1] = [weights.before[o]![k]!, later[o]![k]!]
      between += 0.5 * (w0 + w1) * (end - start)
      within += 0.5 * (start + end) * (w1 - w0)
      change += w1 * end - w0 * start
    })
    return { between, within, change }
  })
}

/**
 * Skills people bring: sum_o w[o,k] S[o] over the occupations they have worked in or been trained for.
 *
 * Supply by occupation already counts those who trained for one and are attached to another by the flexibility matrix; what
 * somebody can do beyond the occupation they are attached to is not known and not counted.
 *
 * @param supply  [O] persons
 * @param weights [O][K]
 * @returns [K] person-skill units
 */
export function skillSupply(supply: readonly number[], weights: readonly (readonly number[])[]): number[] {
  return skillGaps(supply, weights)
}

export interface SkillGapFigure {
  readonly skill: string
  /** Person-skill units; never added over skills, since a job needs many. */
  readonly gap: Band
  readonly pShortage: number
  /** 0 needed alike everywhere, 1 in one occupation only. */
  readonly specificity: number
  /** From 1, by |median| * specificity. */
  readonly rank: number
}

/**
 * Skill gaps of the draws of occupation gaps, e.g. one year of `OccupationSimulation.occupationGaps`: every draw's gaps are
 * turned into skills before any quantile is taken, so that a shortage here and a surplus there cancel where they should.
 *
 * @param gaps [O][D] persons, in the order of `weights.occupations`
 */
export function skillGapFigures(gaps: readonly Float64Array[], weights: SkillWeights): SkillGapFigure[] {
  const draws = gaps[0]!.length
  const specificity = skillSpecificity(weights.weights)
  const figures = weights.skills.map((skill, k) => {
    const values = new Float64Array(draws)
    gaps.forEach((row, o) => {
      const weight = weights.weights[o]![k]!
      if (weight !== 0) for (let d = 0; d < draws; d++) values[d] = values[d]! + weight * row[d]!
    })
    return {
      skill,
      gap: bandOf(values),
      pShortage: values.reduce((sum, value) => (value > 0 ? sum + 1 : sum), 0) / draws,
      specificity: specificity[k]!,
    }
  })
  const size = (k: number): number => Math.abs(figures[k]!.gap.p50) * specificity[k]!
  const order = figures.map((_, k) => k).sort((a, b) => size(b) - size(a))
  const rank = new Map(order.map((k, position) => [k, position + 1]))
  return figures.map((figure, k) => ({ ...figure, rank: rank.get(k)! }))
}
