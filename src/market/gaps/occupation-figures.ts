import { AppError } from '../../domain/errors.ts'
import type { Sex } from '../../domain/series.ts'
import type { Band } from './band.ts'
import { type MarketDraws, WHOLE_ECONOMY } from './draws.ts'
import { type OccupationYear, runOccupationKernel } from './occupation-kernel.ts'
import type { OccupationMarketInput } from './occupation-market.ts'
import { GAP_RATINGS, type GapRating, RATING_CUT_OFFS, type RatingProbabilities, rateGap } from './rating.ts'
import { selectBand, selectMedian } from './select.ts'

/** Sexes in the order of the figures; T is both. */
export const FIGURE_SEXES: readonly Sex[] = ['F', 'M', 'T']

/** One sector, occupation and sex in one year; `_T` is all sectors, or all occupations. Persons unless said. */
export interface OccupationFigure {
  readonly sector: string
  readonly occupation: string
  readonly sex: Sex
  readonly year: number
  readonly demand: Band
  readonly supply: Band
  /** Demand less supply; positive is a shortage. */
  readonly gap: Band
  /** Median of the gap over (years * mean demand since the base year), per cent a year, and its class. */
  readonly normalisedGap: number
  readonly rating: GapRating
  readonly ratingProbabilities: RatingProbabilities
  readonly pShortage: number
  readonly pGapPositive: number
  /** Means over the draws, base year to this one: they add up over sectors, occupations and sexes. */
  readonly expansionDemand: number
  readonly replacementDemand: number
}

export interface OccupationSimulation {
  readonly sectors: readonly string[]
  readonly occupations: readonly string[]
  readonly baseYear: number
  readonly horizon: number
  readonly draws: number
  /** Figure of any cell or margin. */
  figure(sector: string, occupation: string, sex: Sex, year: number): OccupationFigure
  /** [T][O][D] gap of each occupation in all sectors and both sexes, for skills and pathways. */
  readonly occupationGaps: readonly (readonly Float64Array[])[]
  /** [O][D] normalised gap at the horizon, per cent a year, for `rateInThreeSteps`. */
  readonly normalisedGaps: readonly Float64Array[]
}

/** Numbers kept of each target: three bands, the normalised gap, two probabilities, two means, five classes. */
const FIRST_RATING = 9 + 1 + 2 + 2
const COLUMNS = FIRST_RATING + GAP_RATINGS.length

/**
 * Simulates gaps by sector, occupation and sex with all margins: the kernel's draws (`runOccupationKernel`), added up within
 * each draw and then read as quantiles and probabilities. 1,000 draws of 21 sectors x 40 occupations x 2 sexes x 15 years take
 * seconds (`bench/market-simulation.ts`), since one year's draws are in memory at a time.
 */
export function simulateOccupations(market: MarketDraws, input: OccupationMarketInput): OccupationSimulation {
  const { draws, horizon, baseYear } = market
  const sectors = [...market.codes, WHOLE_ECONOMY]
  const occupations = [...input.occupations, WHOLE_ECONOMY]
  const targets = sectors.length * occupations.length * FIGURE_SEXES.length
  const stats = new Float64Array(horizon * targets * COLUMNS)
  const sums = { demand: rows(targets, draws), supply: rows(targets, draws), mean: rows(targets, draws) }
  const leaving = new Float64Array(targets)
  const expansionFrom = new Float64Array(targets)
  const occupationGaps: Float64Array[][] = []
  const normalisedGaps: Float64Array[] = []
  const shape = { sectors: market.codes.length, occupations: input.occupations.length, draws }
  const threshold = input.shortageThresholdPercent ?? 5
  const work = createWork(draws)

  const cells = ({ t, demand, supply, demandSum, leavers }: OccupationYear): void => {
    addUp(demand, sums.demand, shape)
    addUp(supply, sums.supply, shape)
    addUp(demandSum, sums.mean, shape)
    addMeans(leavers, leaving, shape)
    // In year 1 the running sum less the year itself is the base year.
    if (t === 1)
      for (let k = 0; k < targets; k++) expansionFrom[k] = meanRow(sums.mean, k, draws) - meanRow(sums.demand, k, draws)
    const gaps: Float64Array[] = []
    for (let k = 0; k < targets; k++) {
      const at = ((t - 1) * targets + k) * COLUMNS
      summarise(work, sums, k, t, threshold, stats, at)
      stats[at + 12] = meanRow(sums.demand, k, draws) - expansionFrom[k]!
      stats[at + 13] = leaving[k]!
      const o = Math.floor(k / 3) % occupations.length
      const isOccupation = k >= (sectors.length - 1) * occupations.length * 3 && k % 3 === 2 && o < shape.occupations
      if (!isOccupation) continue
      gaps.push(work.gap.slice())
      if (t === horizon) normalisedGaps.push(work.normalised.slice())
    }
    occupationGaps.push(gaps)
  }
  runOccupationKernel(market, input, { cells })

  const figure = (sector: string, occupation: string, sex: Sex, year: number): OccupationFigure => {
    const [i, o, s] = [sectors.indexOf(sector), occupations.indexOf(occupation), FIGURE_SEXES.indexOf(sex)]
    const t = year - baseYear
    if (i < 0 || o < 0 || s < 0 || !(t >= 1 && t <= horizon))
      throw new AppError(
        'INVALID_INPUT',
        `No figure of sector ${sector}, occupation ${occupation}, sex ${sex} in ${year}; years are ${baseYear + 1} to ${baseYear + horizon}.`,
      )
    const at = ((t - 1) * targets + (i * occupations.length + o) * 3 + s) * COLUMNS
    return { sector, occupation, sex, year, ...readFigure(stats.subarray(at, at + COLUMNS)) }
  }
  return { sectors, occupations, baseYear, horizon, draws, figure, occupationGaps, normalisedGaps }
}

interface Shape {
  readonly sectors: number
  readonly occupations: number
  readonly draws: number
}

const rows = (count: number, draws: number): Float64Array => new Float64Array(count * draws)

/**
 * Adds cells [sector][occupation][2 sexes] up to targets [sector or all][occupation or all][F, M, T] within each draw: both
 * sexes first, then all sectors and all occupations.
 */
function addUp(cells: Float64Array, out: Float64Array, { sectors, occupations, draws }: Shape): void {
  const target = (i: number, o: number, sex: number): number => ((i * (occupations + 1) + o) * 3 + sex) * draws
  out.fill(0)
  for (let i = 0; i < sectors; i++)
    for (let o = 0; o < occupations; o++) {
      const from = (i * occupations + o) * 2 * draws
      const to = target(i, o, 0)
      for (let d = 0; d < draws; d++) {
        const women = cells[from + d]!
        const men = cells[from + draws + d]!
        out[to + d] = women
        out[to + draws + d] = men
        out[to + 2 * draws + d] = women + men
      }
      addRows(out, to, target(i, occupations, 0), 3 * draws)
      addRows(out, to, target(sectors, o, 0), 3 * draws)
    }
  for (let i = 0; i < sectors; i++) addRows(out, target(i, occupations, 0), target(sectors, occupations, 0), 3 * draws)
}

function addRows(values: Float64Array, from: number, to: number, length: number): void {
  for (let d = 0; d < length; d++) values[to + d] = values[to + d]! + values[from + d]!
}

function addMeans(cells: Float64Array, out: Float64Array, shape: Shape): void {
  const means = Float64Array.from({ length: cells.length / shape.draws }, (_, cell) =>
    meanRow(cells, cell, shape.draws),
  )
  addUp(means, out, { ...shape, draws: 1 })
}

function meanRow(values: Float64Array, row: number, draws: number): number {
  let sum = 0
  for (let d = 0; d < draws; d++) sum += values[row * draws + d]!
  return sum / draws
}

interface Work {
  readonly gap: Float64Array
  readonly normalised: Float64Array
  readonly sample: Float64Array
}
const createWork = (draws: number): Work => ({
  gap: new Float64Array(draws),
  normalised: new Float64Array(draws),
  sample: new Float64Array(draws),
})

function summarise(
  { gap, normalised, sample }: Work,
  sums: { readonly demand: Float64Array; readonly supply: Float64Array; readonly mean: Float64Array },
  target: number,
  t: number,
  threshold: number,
  out: Float64Array,
  at: number,
): void {
  const draws = gap.length
  const row = target * draws
  let short = 0
  let positive = 0
  for (let d = 0; d < draws; d++) {
    const wanted = sums.demand[row + d]!
    const missing = wanted - sums.supply[row + d]!
    gap[d] = missing
    if (100 * missing > threshold * wanted) short++
    if (missing > 0) positive++
    const mean = sums.mean[row + d]! / (t + 1)
    const percent = mean > 0 ? (100 * missing) / (t * mean) : 0
    normalised[d] = percent
    const rating = at + FIRST_RATING + ratingPosition(percent)
    out[rating] = out[rating]! + 1
  }
  for (let k = at + FIRST_RATING; k < at + COLUMNS; k++) out[k] = out[k]! / draws
  sample.set(sums.demand.subarray(row, row + draws))
  putBand(sample, out, at)
  sample.set(sums.supply.subarray(row, row + draws))
  putBand(sample, out, at + 3)
  sample.set(gap)
  putBand(sample, out, at + 6)
  sample.set(normalised)
  out[at + 9] = selectMedian(sample)
  out[at + 10] = short / draws
  out[at + 11] = positive / draws
}

/** Position in GAP_RATINGS of `rateGap`, without the text: it is asked forty million times. */
function ratingPosition(percent: number): number {
  const { moderatePercentPerYear: moderate, strongPercentPerYear: strong } = RATING_CUT_OFFS
  if (percent > moderate) return percent > strong ? 0 : 1
  if (percent >= -moderate) return 2
  return percent >= -strong ? 3 : 4
}

function putBand(values: Float64Array, out: Float64Array, at: number): void {
  const { p10, p50, p90 } = selectBand(values)
  out[at] = p10
  out[at + 1] = p50
  out[at + 2] = p90
}

function readFigure(row: Float64Array): Omit<OccupationFigure, 'sector' | 'occupation' | 'sex' | 'year'> {
  const band = (k: number): Band => ({ p10: row[k]!, p50: row[k + 1]!, p90: row[k + 2]! })
  const entries = GAP_RATINGS.map((rating, k) => [rating, row[FIRST_RATING + k]!] as const)
  return {
    demand: band(0),
    supply: band(3),
    gap: band(6),
    normalisedGap: row[9]!,
    rating: rateGap(row[9]!),
    ratingProbabilities: Object.fromEntries(entries) as Record<GapRating, number>,
    pShortage: row[10]!,
    pGapPositive: row[11]!,
    expansionDemand: row[12]!,
    replacementDemand: row[13]!,
  }
}
