import { decomposeSkillDemand, skillSupply } from '../skills/balance.ts'
import { type SkillWeights, skillGaps, skillSpecificity } from '../skills/skill-gaps.ts'
import { type Band, bandOf } from './band.ts'
import type { CellMargins } from './cell-margins.ts'
import { selectBand } from './select.ts'

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
 * Splits the gap of a sector, lens or total into occupations and skills from the cells of the draws: each occupation has its
 * own gap within the sector, since its people leave and come at their own rates.
 *
 *     gap[o] = sum_i m_i gap[i,o]          skill gap[k] = sum_o w[o,k] gap[o]          in each draw
 *
 * @param members [I] weight of each sector of the market
 * @param weights skills by occupation, in the order of the margins' occupations
 * @param t       years after the base year, 1..T
 */
export function splitCells(
  margins: CellMargins,
  members: readonly number[],
  { skills, weights }: SkillWeights,
  draws: number,
  t: number,
): GapSplit {
  const { occupations } = margins
  const width = occupations.length
  const cells = margins.gap[t - 1]!
  const gaps = occupations.map(() => new Float64Array(draws))
  const demand = new Array<number>(width).fill(0)
  const supply = new Array<number>(width).fill(0)
  const before = new Array<number>(width).fill(0)
  members.forEach((member, i) => {
    if (member === 0) return
    gaps.forEach((sum, o) => {
      addCells(sum, cells, (i * width + o) * draws, member)
      demand[o]! += member * margins.meanDemand[t - 1]![i * width + o]!
      supply[o]! += member * margins.meanSupply[t - 1]![i * width + o]!
      before[o]! += member * margins.baseDemand[i * width + o]!
    })
  })
  const sum = new Float64Array(draws)
  const shortages: number[] = []
  const bands = skills.map((_, k): Band => {
    weighSum(
      gaps,
      weights.map((row) => row[k]!),
      sum,
    )
    shortages.push(shareAboveZero(sum))
    return selectBand(sum)
  })
  const needed = skillGaps(demand, weights)
  const brought = skillSupply(supply, weights)
  const changes = decomposeSkillDemand({ before, after: demand }, { before: weights })
  const specificity = skillSpecificity(weights)
  const size = (k: number): number => Math.abs(bands[k]!.p50) * specificity[k]!
  const rank = new Map(
    skills
      .map((_, k) => k)
      .sort((a, b) => size(b) - size(a))
      .map((k, position) => [k, position + 1]),
  )
  const all = demand.reduce((a, b) => a + b, 0)
  return {
    occupations: occupations.map((occupation, o) => ({
      occupation,
      share: all > 0 ? demand[o]! / all : 0,
      gap: bandOf(gaps[o]!),
    })),
    skills: skills.map((skill, k) => ({
      skill,
      gap: bands[k]!,
      specificity: specificity[k]!,
      rank: rank.get(k)!,
      pShortage: shortages[k]!,
      demand: needed[k]!,
      supply: brought[k]!,
      between: changes[k]!.between,
    })),
  }
}

/** Weighted sum of rows, four rows a pass: the sum is read and written a quarter of the times. */
function weighSum(rows: readonly Float64Array[], weights: readonly number[], out: Float64Array): void {
  const used = rows.flatMap((row, o) => (weights[o] === 0 ? [] : [{ row, weight: weights[o]! }]))
  const none = { row: out, weight: 0 }
  out.fill(0)
  for (let o = 0; o < used.length; o += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => used[o + k] ?? none) as [
      typeof none,
      typeof none,
      typeof none,
      typeof none,
    ]
    addFour(out, a.row, a.weight, b.row, b.weight, c.row, c.weight, d.row, d.weight)
  }
}

function addFour(
  sums: Float64Array,
  a: Float64Array,
  wa: number,
  b: Float64Array,
  wb: number,
  c: Float64Array,
  wc: number,
  d: Float64Array,
  wd: number,
): void {
  for (let k = 0; k < sums.length; k++) sums[k] = sums[k]! + wa * a[k]! + wb * b[k]! + wc * c[k]! + wd * d[k]!
}

function shareAboveZero(values: Float64Array): number {
  let count = 0
  for (let d = 0; d < values.length; d++) if (values[d]! > 0) count++
  return count / values.length
}

function addCells(sums: Float64Array, cells: Float32Array, from: number, factor: number): void {
  for (let d = 0; d < sums.length; d++) sums[d] = sums[d]! + factor * cells[from + d]!
}
