import { AppError } from '../../domain/errors.ts'
import { type Band, bandOf } from './band.ts'
import { drawIndex, type MarketDraws } from './draws.ts'

/** Weights w[o,k] of skills in occupations, 0 to 1. */
export interface SkillWeights {
  readonly occupations: readonly string[]
  readonly skills: readonly string[]
  /** [O][K] */
  readonly weights: readonly (readonly number[])[]
}

export interface OccupationGap {
  readonly occupation: string
  /** Share of the sector's people in this occupation, in the mean of the draws for a lens or total. */
  readonly share: number
  /** Persons. */
  readonly gap: Band
}

export interface SkillGap {
  readonly skill: string
  /** Person-skill units: not persons, and never added over skills, since a job needs many. */
  readonly gap: Band
  /** 0 needed alike everywhere, 1 needed in one occupation only. */
  readonly specificity: number
  /** From 1: by size of the median gap times specificity, so that what everybody needs does not always come first. */
  readonly rank: number
}

export interface GapSplit {
  readonly occupations: readonly OccupationGap[]
  readonly skills: readonly SkillGap[]
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

/**
 * Splits the gap of a sector, lens or total into occupations and skills, draw by draw.
 *
 *     gap[o] = sum_i m_i sigma[o|i] gap[i]          skill gap[k] = sum_o w[o,k] gap[o]
 *
 * Within one sector every part moves with the sector's gap; across sectors a shortage here and a surplus there cancel in
 * each draw, which is why parts of a lens are never scaled from its quantiles.
 *
 * @param members   [I] m_i, weight of each sector of the market (see `lensWeights`): one 1 for a sector
 * @param staffing  [I][O] sigma[o|i], each row summing to 1, in the order of the market's sectors
 * @param t         years after the base year, 1..T
 * @throws AppError INVALID_INPUT when a share row does not sum to 1 or the shapes differ
 */
export function splitGap(
  market: MarketDraws,
  members: readonly number[],
  staffing: readonly (readonly number[])[],
  skillWeights: SkillWeights,
  t: number,
): GapSplit {
  const { occupations, skills, weights } = skillWeights
  checkShapes(market, members, staffing, skillWeights)
  const gaps = occupations.map(() => new Float64Array(market.draws))
  const demand = new Float64Array(occupations.length)
  for (let d = 0; d < market.draws; d++)
    members.forEach((member, i) => {
      if (member === 0) return
      const cell = drawIndex(market, d, i, t)
      const gap = member * (market.demand[cell]! - market.supply[cell]!)
      for (let o = 0; o < occupations.length; o++) {
        const share = staffing[i]![o]!
        gaps[o]![d] = gaps[o]![d]! + share * gap
        demand[o] = demand[o]! + share * member * market.demand[cell]!
      }
    })
  const allDemand = demand.reduce((a, b) => a + b, 0)
  const specificity = skillSpecificity(weights)
  const bands = skills.map((_, k) =>
    bandOf(
      Float64Array.from({ length: market.draws }, (_, d) =>
        gaps.reduce((sum, draws, o) => sum + weights[o]![k]! * draws[d]!, 0),
      ),
    ),
  )
  const order = skills
    .map((_, k) => k)
    .sort((a, b) => Math.abs(bands[b]!.p50) * specificity[b]! - Math.abs(bands[a]!.p50) * specificity[a]!)
  const rank = new Map(order.map((k, position) => [k, position + 1]))
  return {
    occupations: occupations.map((occupation, o) => ({
      occupation,
      share: allDemand > 0 ? demand[o]! / allDemand : 0,
      gap: bandOf(gaps[o]!),
    })),
    skills: skills.map((skill, k) => ({
      skill,
      gap: bands[k]!,
      specificity: specificity[k]!,
      rank: rank.get(k)!,
    })),
  }
}

function checkShapes(
  market: MarketDraws,
  members: readonly number[],
  staffing: readonly (readonly number[])[],
  { occupations, weights }: SkillWeights,
): void {
  const sectors = market.codes.length
  if (members.length !== sectors || staffing.length !== sectors || weights.length !== occupations.length)
    throw new AppError(
      'INVALID_INPUT',
      `Splitting a gap of ${sectors} sectors and ${occupations.length} occupations: got ${members.length} weights, ${staffing.length} rows of staffing and ${weights.length} rows of skills.`,
    )
  staffing.forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0)
    if (row.length !== occupations.length || Math.abs(sum - 1) > 1e-6)
      throw new AppError(
        'INVALID_INPUT',
        `Staffing shares of ${market.codes[i]} sum to ${sum} over ${row.length}; they must sum to 1.`,
      )
  })
}
