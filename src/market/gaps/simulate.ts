import { AppError } from '../../domain/errors.ts'
import type { OpeningsDefinition } from '../openings/openings.ts'
import { type Band, bandOf } from './band.ts'
import { drawIndex } from './draw-index.ts'
import { type CellVisitor, drawMarket, type MarketDraws, type MarketInput, WHOLE_ECONOMY } from './draws.ts'
import { type GapRating, RATING_CUT_OFFS, type RatingProbabilities, rateGap, ratingProbabilities } from './rating.ts'
import { drawRegionalMarket, type RegionalMarketInput } from './regional-draws.ts'

/** A view of the economy made of parts of sectors. Lenses overlap, so they are never added up. */
export interface Lens {
  readonly id: string
  /** Share of each sector's people that belongs to the lens, 0 to 1; a sector left out has none. */
  readonly weights: Readonly<Record<string, number>>
}

export interface GapOptions {
  readonly lenses?: readonly Lens[]
  /** Default 5. A gap above this per cent of demand counts as a shortage in `pShortage`. */
  readonly shortageThresholdPercent?: number
}

/** One sector, lens or whole economy in one year. Persons unless said. */
export interface GapFigure {
  readonly kind: 'total' | 'section' | 'lens'
  /** `_T`, the sector's code, or the lens id. */
  readonly code: string
  readonly year: number
  readonly demand: Band
  readonly supply: Band
  /** Demand less supply; positive is a shortage. */
  readonly gap: Band
  /** Per cent of demand. */
  readonly gapPercent: Band
  /** Median of gap / (years * mean demand since the base year), per cent a year. */
  readonly normalisedGap: number
  /** Summed from the base year to this one, as are replacement and openings. */
  readonly expansionDemand: Band
  readonly replacementDemand: Band
  readonly jobOpenings: Band
  readonly definitionId: OpeningsDefinition
  readonly pShortage: number
  readonly shortageThresholdPercent: number
  readonly pGapPositive: number
  /** Class of `normalisedGap`, the median; what is published is the likeliest class (`publishedRating`). */
  readonly rating: GapRating
  readonly ratingProbabilities: RatingProbabilities
  /** Demand of the base year: a point where it is published, a band where it is estimated. */
  readonly base: { readonly year: number; readonly demand: Band }
}

export interface GapSimulation {
  /** Total, sectors, lenses; each for the years base+1 .. base+T. */
  readonly figures: readonly GapFigure[]
  readonly cutOffsVersion: string
  /** Kept for what must be computed draw by draw: other areas, occupations, skills. */
  readonly market: MarketDraws
}

/** A sector, a lens or the total as weights on sectors. */
interface Target {
  readonly kind: GapFigure['kind']
  readonly code: string
  /** [I] */
  readonly weights: readonly number[]
}

const DEFAULT_THRESHOLD_PERCENT = 5

/**
 * Simulates the gaps of an economy by sector and lens: joint draws (`drawMarket`), then quantiles and probabilities of
 * each figure over the draws. Totals and lenses are computed in every draw and never from quantiles of their parts.
 */
export function simulateGaps(input: MarketInput & GapOptions, visit?: CellVisitor): GapSimulation {
  return summariseMarket(drawMarket(input, visit), input)
}

/** Simulates the gaps of an area on the draws of its country; see `drawRegionalMarket`. */
export function simulateRegionalGaps(
  country: MarketDraws,
  input: RegionalMarketInput & GapOptions,
  visit?: CellVisitor,
): GapSimulation {
  return summariseMarket(drawRegionalMarket(country, input, visit), input)
}

/** Figures of a market already drawn. */
export function summariseMarket(market: MarketDraws, options: GapOptions): GapSimulation {
  const figures = targetsOf(market.codes, options.lenses ?? []).flatMap((target) =>
    figuresOf(market, target, options.shortageThresholdPercent ?? DEFAULT_THRESHOLD_PERCENT),
  )
  return { figures, cutOffsVersion: RATING_CUT_OFFS.version, market }
}

/** [D] normalised gap of a market of one sector t years after the base, per cent of mean employment a year. */
export function normalisedGapDraws({ demand, supply, draws, horizon }: MarketDraws, t: number): Float64Array {
  const width = horizon + 1
  return Float64Array.from({ length: draws }, (_, d) => {
    let sum = 0
    for (let k = 0; k <= t; k++) sum += demand[d * width + k]!
    const at = d * width + t
    return sum > 0 ? (100 * (demand[at]! - supply[at]!)) / (t * (sum / (t + 1))) : 0
  })
}

function targetsOf(codes: readonly string[], lenses: readonly Lens[]): Target[] {
  const total: Target = { kind: 'total', code: WHOLE_ECONOMY, weights: codes.map(() => 1) }
  // A market of one sector that is the whole economy has no parts to show.
  const parts = codes.length === 1 && codes[0] === WHOLE_ECONOMY ? [] : codes
  const sections = parts.map(
    (code): Target => ({ kind: 'section', code, weights: codes.map((c) => (c === code ? 1 : 0)) }),
  )
  return [
    total,
    ...sections,
    ...lenses.map((lens): Target => ({ kind: 'lens', code: lens.id, weights: lensWeights(codes, lens) })),
  ]
}

/**
 * [I] weights of a lens in the order of `codes`.
 * @throws AppError INVALID_INPUT for a sector that is not in the market, or a weight outside [0, 1]
 */
export function lensWeights(codes: readonly string[], lens: Lens): number[] {
  for (const [code, weight] of Object.entries(lens.weights)) {
    if (!codes.includes(code))
      throw new AppError('INVALID_INPUT', `Lens ${lens.id} names sector ${code}; the market has ${codes.join(', ')}.`)
    if (!(weight >= 0 && weight <= 1))
      throw new AppError(
        'INVALID_INPUT',
        `Lens ${lens.id} weighs sector ${code} ${weight}; a share lies between 0 and 1.`,
      )
  }
  return codes.map((code) => lens.weights[code] ?? 0)
}

/** [draw][0..T] weighted sum over sectors of one of the arrays of the market. */
function overSectors(market: MarketDraws, values: Float64Array, weights: readonly number[]): Float64Array {
  const width = market.horizon + 1
  const sums = new Float64Array(market.draws * width)
  weights.forEach((weight, i) => {
    if (weight === 0) return
    for (let d = 0; d < market.draws; d++) {
      const first = drawIndex(market, d, i, 0)
      for (let t = 0; t < width; t++) sums[d * width + t] = sums[d * width + t]! + weight * values[first + t]!
    }
  })
  return sums
}

function figuresOf(market: MarketDraws, target: Target, shortageThresholdPercent: number): GapFigure[] {
  const { draws, horizon, baseYear } = market
  const width = horizon + 1
  const demand = overSectors(market, market.demand, target.weights)
  const supply = overSectors(market, market.supply, target.weights)
  const replacement = overSectors(market, market.replacement, target.weights)
  const at = (t: number, value: (cell: number, draw: number) => number): Float64Array =>
    Float64Array.from({ length: draws }, (_, d) => value(d * width + t, d))
  const base = { year: baseYear, demand: bandOf(at(0, (cell) => demand[cell]!)) }
  const replaced = new Float64Array(draws)
  const demandSum = at(0, (cell) => demand[cell]!)

  return Array.from({ length: horizon }, (_, k): GapFigure => {
    const t = k + 1
    for (let d = 0; d < draws; d++) {
      replaced[d] = replaced[d]! + replacement[d * width + t]!
      demandSum[d] = demandSum[d]! + demand[d * width + t]!
    }
    const gap = at(t, (cell) => demand[cell]! - supply[cell]!)
    const gapPercent = at(t, (cell, d) => (demand[cell]! > 0 ? (100 * gap[d]!) / demand[cell]! : 0))
    const normalised = at(t, (_, d) => (demandSum[d]! > 0 ? (100 * gap[d]!) / (t * (demandSum[d]! / (t + 1))) : 0))
    const expansion = at(t, (cell, d) => demand[cell]! - demand[d * width]!)
    const normalisedGap = bandOf(normalised).p50
    return {
      kind: target.kind,
      code: target.code,
      year: baseYear + t,
      demand: bandOf(at(t, (cell) => demand[cell]!)),
      supply: bandOf(at(t, (cell) => supply[cell]!)),
      gap: bandOf(gap),
      gapPercent: bandOf(gapPercent),
      normalisedGap,
      expansionDemand: bandOf(expansion),
      replacementDemand: bandOf(replaced),
      jobOpenings: bandOf(expansion.map((value, d) => value + replaced[d]!)),
      definitionId: 'permanent_exits',
      pShortage: shareOf(gapPercent, (value) => value > shortageThresholdPercent),
      shortageThresholdPercent,
      pGapPositive: shareOf(gap, (value) => value > 0),
      rating: rateGap(normalisedGap),
      ratingProbabilities: ratingProbabilities(normalised),
      base,
    }
  })
}

function shareOf(draws: Float64Array, holds: (value: number) => boolean): number {
  let count = 0
  for (const value of draws) if (holds(value)) count++
  return count / draws.length
}
