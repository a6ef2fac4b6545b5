import { AppError } from '../../domain/errors.ts'
import { decomposeSkillDemand, skillSupply } from '../skills/balance.ts'
import { type SkillWeights, skillGaps, skillSpecificity } from '../skills/skill-gaps.ts'
import { type Band, bandOf, scaleBand } from './band.ts'
import { drawIndex } from './draw-index.ts'
import type { MarketDraws } from './draws.ts'

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
  /** P(gap > 0). */
  readonly pShortage: number
  /** Means over the draws, person-skill units: what is needed, what people bring. */
  readonly demand: number
  readonly supply: number
  /** Change of mean demand since the base year because occupations grow or shrink; weights are known once, so none is within. */
  readonly between: number
}

export interface GapSplit {
  readonly occupations: readonly OccupationGap[]
  readonly skills: readonly SkillGap[]
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
  const active = members.flatMap((member, i) => (member === 0 ? [] : [i]))
  const combine = active.length === 1 ? withinSector : acrossSectors
  const { occupationBands, skillBands, pShortage } = combine(market, members, active, staffing, weights, t)
  const demand = meanPeople(market, market.demand, members, active, staffing, t)
  const before = meanPeople(market, market.demand, members, active, staffing, 0)
  const needed = skillGaps(demand, weights)
  const changes = decomposeSkillDemand({ before, after: demand }, { before: weights })
  const brought = skillSupply(meanPeople(market, market.supply, members, active, staffing, t), weights)
  const allDemand = demand.reduce((a, b) => a + b, 0)
  const specificity = skillSpecificity(weights)
  const weight = (k: number): number => Math.abs(skillBands[k]!.p50) * specificity[k]!
  const order = skills.map((_, k) => k).sort((a, b) => weight(b) - weight(a))
  const rank = new Map(order.map((k, position) => [k, position + 1]))
  return {
    occupations: occupations.map((occupation, o) => ({
      occupation,
      share: allDemand > 0 ? demand[o]! / allDemand : 0,
      gap: occupationBands[o]!,
    })),
    skills: skills.map((skill, k) => ({
      skill,
      gap: skillBands[k]!,
      specificity: specificity[k]!,
      rank: rank.get(k)!,
      pShortage: pShortage[k]!,
      demand: needed[k]!,
      supply: brought[k]!,
      between: changes[k]!.between,
    })),
  }
}

interface Bands {
  readonly occupationBands: readonly Band[]
  readonly skillBands: readonly Band[]
  readonly pShortage: readonly number[]
}
type Combine = (
  market: MarketDraws,
  members: readonly number[],
  active: readonly number[],
  staffing: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
  t: number,
) => Bands

/** [draw] gap of a sector t years after the base. */
function sectorGap(market: MarketDraws, sector: number, t: number): Float64Array {
  const gap = new Float64Array(market.draws)
  for (let d = 0; d < market.draws; d++) {
    const cell = drawIndex(market, d, sector, t)
    gap[d] = market.demand[cell]! - market.supply[cell]!
  }
  return gap
}

/** One sector: each part is a fixed multiple of its gap, so its quantiles are too. Exact, and sorts once, not per skill. */
const withinSector: Combine = (market, members, active, staffing, weights, t) => {
  const i = active[0]!
  const draws = sectorGap(market, i, t)
  const gap = bandOf(draws)
  const shares = staffing[i]!.map((share) => share * members[i]!)
  const factors = skillGaps(shares, weights)
  const short = shareAboveZero(draws)
  return {
    occupationBands: shares.map((share) => scaleBand(gap, share)),
    skillBands: factors.map((factor) => scaleBand(gap, factor)),
    pShortage: factors.map((factor) => (factor > 0 ? short : 0)),
  }
}

const acrossSectors: Combine = (market, members, active, staffing, weights, t) => {
  const gaps = weights.map(() => new Float64Array(market.draws))
  for (const i of active) {
    const gap = sectorGap(market, i, t)
    gaps.forEach((draws, o) => {
      addMultiple(draws, gap, members[i]! * staffing[i]![o]!)
    })
  }
  const skills = weights[0]!.map((_, k) => {
    const draws = new Float64Array(market.draws)
    gaps.forEach((gap, o) => {
      addMultiple(draws, gap, weights[o]![k]!)
    })
    return { band: bandOf(draws), short: shareAboveZero(draws) }
  })
  return {
    occupationBands: gaps.map(bandOf),
    skillBands: skills.map(({ band }) => band),
    pShortage: skills.map(({ short }) => short),
  }
}

const shareAboveZero = (draws: Float64Array): number =>
  draws.reduce((count, value) => (value > 0 ? count + 1 : count), 0) / draws.length

function addMultiple(sums: Float64Array, values: Float64Array, factor: number): void {
  for (let d = 0; d < sums.length; d++) sums[d] = sums[d]! + factor * values[d]!
}

/** [O] mean over draws of the people (demand or supply) in each occupation, t years after the base. */
function meanPeople(
  market: MarketDraws,
  people: Float64Array,
  members: readonly number[],
  active: readonly number[],
  staffing: readonly (readonly number[])[],
  t: number,
): number[] {
  const bySector = active.map((i) => {
    let sum = 0
    for (let d = 0; d < market.draws; d++) sum += people[drawIndex(market, d, i, t)]!
    return (members[i]! * sum) / market.draws
  })
  return staffing[0]!.map((_, o) => bySector.reduce((sum, people, n) => sum + people * staffing[active[n]!]![o]!, 0))
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
