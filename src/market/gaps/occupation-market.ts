import { AppError } from '../../domain/errors.ts'
import type { GapDraws } from './draws.ts'

/**
 * What splits the draws of sectors into occupations and sexes, and shares entrants out over them.
 * Cells are row-major [sector][occupation]; a sex index is 0 for women, 1 for men.
 */
export interface OccupationMarketInput {
  readonly occupations: readonly string[]
  /** [I*O] base-year share of each occupation in its sector; each sector's sum to 1. A 0 stays 0. */
  readonly shares: ArrayLike<number>
  /** [I*O] shrunk slopes of ln(share / reference share) a year, from `fitShareTrend`; 0 for fixed shares. */
  readonly shareSlopes: ArrayLike<number>
  /** [I*O] standard errors of those slopes: how far a draw's own slope lies from them. */
  readonly shareSlopeSds: ArrayLike<number>
  /** [T+1][O] log points by which every sector's share of an occupation is moved in a year beyond the slopes; default none. */
  readonly occupationTilt?: readonly ArrayLike<number>[]
  /** Default 0.9. phi of the share trends. */
  readonly damping?: number
  /** [I*O] women's share of each cell in the base year, [0, 1]. */
  readonly womenShares: ArrayLike<number>
  /** Yearly change of women's log-odds in demand; default 0: employers want who they have. */
  readonly womenSlope?: number
  /** Default 0.02. Yearly standard deviation of it by cell, growing with the square root of time. */
  readonly womenSd?: number
  /** [2][O] yearly exit rates by sex and occupation, or [2][O] paths of T years. */
  readonly exitRates: readonly (readonly (number | ArrayLike<number>)[])[]
  /** Default 0.1. Standard deviation of the log of all exit rates of a draw, one error for all: one source measures them. */
  readonly exitSd?: number
  /** [2][O] share of all entrants of a sex who turn to an occupation, or paths of T years; rescaled to sum to 1. */
  readonly entrantShares?: readonly (readonly (number | ArrayLike<number>)[])[]
  /** Instead of `entrantShares`: newcomers by the pull of sectors and what they have learnt; see `NewcomerDraw`. */
  readonly newcomers?: NewcomerDraw
  /** Default 0.15. Standard deviation of their logs by occupation and sex. */
  readonly entrantSd?: number
  /** [I*O] where entrants to an occupation find work: shares over sectors. Default: base-year employment. */
  readonly sectorOfEntrants?: ArrayLike<number>
  /** [T+1] women's share of the labour supply, from the cohort model; the base year's is that of demand. */
  readonly womenOfSupply: ArrayLike<number>
  /** Default 0.01. Standard deviation of its log-odds a year, growing with the square root of time. */
  readonly womenOfSupplySd?: number
  /** Default 5. A gap above this per cent of demand counts as a shortage. */
  readonly shortageThresholdPercent?: number
}

/**
 * Newcomers by cell: as many for each person there in the base year as the sector has drawn of late, tilted to the occupations
 * their education leads to.
 *
 *     weight[i,o,s] = E0[i,o,s] pull_i / E0_i tilt_o,t          rescaled in each draw, sex and year
 *
 * Weights follow the base year of each draw, so that what is not known of its level plays no part in the choice.
 */
export interface NewcomerDraw {
  /** [I] newcomers a head of the sector's base year; only ratios count. */
  readonly pullPerHead: readonly number[]
  /** [T][O] */
  readonly tilt: readonly (readonly number[])[]
  /** Standard deviation of the log of each sector's pull, one error a draw. */
  readonly sectorSd: number
}

/** Value of a rate in year t (1..T), whether one number or a path. */
export function inYear(rate: number | ArrayLike<number>, t: number): number {
  return typeof rate === 'number' ? rate : rate[t - 1]!
}

/** @throws AppError INVALID_INPUT naming what does not fit the sectors, occupations or years of the market */
export function checkOccupationMarket(market: GapDraws, input: OccupationMarketInput): void {
  const sectors = market.codes.length
  const width = input.occupations.length
  const cells = sectors * width
  for (const name of ['shares', 'shareSlopes', 'shareSlopeSds', 'womenShares', 'sectorOfEntrants'] as const) {
    const length = input[name]?.length ?? cells
    if (length !== cells)
      throw new AppError(
        'INVALID_INPUT',
        `${name} has ${length} cells; ${sectors} sectors x ${width} occupations make ${cells}.`,
      )
  }
  for (let i = 0; i < sectors; i++) {
    let sum = 0
    for (let o = 0; o < width; o++) sum += input.shares[i * width + o]!
    if (Math.abs(sum - 1) > 1e-6)
      throw new AppError('INVALID_INPUT', `Shares of ${market.codes[i]} sum to ${sum}; they must sum to 1.`)
  }
  if (!input.entrantShares === !input.newcomers)
    throw new AppError(
      'INVALID_INPUT',
      'Entrants are given either by entrantShares or by newcomers, and by one of them.',
    )
  if (
    input.newcomers &&
    (input.newcomers.pullPerHead.length !== sectors || input.newcomers.tilt.length < market.horizon)
  )
    throw new AppError('INVALID_INPUT', `newcomers needs ${sectors} sectors and ${market.horizon} years.`)
  for (const name of ['exitRates', 'entrantShares'] as const) {
    const rows = input[name]
    if (!rows) continue
    const short = rows.flat().some((rate) => typeof rate !== 'number' && rate.length < market.horizon)
    if (rows.length !== 2 || rows.some((row) => row.length !== width) || short)
      throw new AppError(
        'INVALID_INPUT',
        `${name} needs 2 sexes x ${width} occupations, each a number or ${market.horizon} years.`,
      )
    const wrong = rows
      .flat()
      .some((rate) => !(inYear(rate, 1) >= 0 && (name === 'entrantShares' || inYear(rate, 1) < 1)))
    if (wrong) throw new AppError('INVALID_INPUT', `${name} must be numbers >= 0, and exits below 1.`)
  }
  const { occupationTilt } = input
  if (occupationTilt && (occupationTilt.length <= market.horizon || occupationTilt.some((row) => row.length !== width)))
    throw new AppError(
      'INVALID_INPUT',
      `occupationTilt needs ${market.horizon + 1} years x ${width} occupations, base year first.`,
    )
  if (input.womenOfSupply.length < market.horizon + 1)
    throw new AppError('INVALID_INPUT', `womenOfSupply needs ${market.horizon + 1} years, base year first.`)
}
