import type { MarketDraws } from './draws.ts'
import type { OccupationYear } from './occupation-kernel.ts'

/** Draws kept of the cells of a market: enough for every published margin, not the cells themselves. */
export interface CellMargins {
  readonly occupations: readonly string[]
  /** [T][O*2][D] of each occupation and sex (women first) over all sectors, year t at position t - 1; persons. */
  readonly demand: readonly Float64Array[]
  readonly supply: readonly Float64Array[]
  /** [T][O*2][D] people who left, and exits to be replaced, in the year. */
  readonly left: readonly Float64Array[]
  readonly replaced: readonly Float64Array[]
  /** [O*2][D] demand of the base year. */
  readonly base: Float64Array
  /** [T][I*O][D] gap of each sector and occupation, both sexes. */
  readonly gap: readonly Float32Array[]
  /** [T][I*O] mean demand over the draws. */
  readonly meanDemand: readonly Float64Array[]
  /** [I*O] the same in the base year. */
  readonly baseDemand: Float64Array
  /** [T][I*O] mean supply. */
  readonly meanSupply: readonly Float64Array[]
}

/**
 * Collects margins while a market is drawn: pass `visit` to `drawMarket`, then read `margins`.
 * @param sectors number of sectors of the market
 */
export function collectMargins(sectors: number, occupations: readonly string[], draws: number) {
  const width = occupations.length
  const demand: Float64Array[] = []
  const supply: Float64Array[] = []
  const left: Float64Array[] = []
  const replaced: Float64Array[] = []
  const gap: Float32Array[] = []
  const meanDemand: Float64Array[] = []
  const meanSupply: Float64Array[] = []
  const baseDemand = new Float64Array(sectors * width)
  const base = new Float64Array(width * 2 * draws)
  const visit = (year: OccupationYear): void => {
    const over = (cells: Float64Array): Float64Array => overSectors(cells, sectors, width * 2 * draws)
    demand.push(over(year.demand))
    supply.push(over(year.supply))
    left.push(over(year.left))
    replaced.push(over(year.replaced))
    // In year 1 the running sum less the year itself is the base year.
    if (year.t === 1) {
      const both = over(year.demandSum)
      for (let k = 0; k < base.length; k++) base[k] = both[k]! - demand[0]![k]!
      for (let cell = 0; cell < sectors * width; cell++)
        for (let d = 0; d < 2 * draws; d++) {
          const at = cell * 2 * draws + d
          baseDemand[cell] = baseDemand[cell]! + (year.demandSum[at]! - year.demand[at]!) / draws
        }
    }
    const gaps = new Float32Array(sectors * width * draws)
    const means = new Float64Array(sectors * width)
    const supplies = new Float64Array(sectors * width)
    for (let cell = 0; cell < sectors * width; cell++) {
      const row = cell * 2 * draws
      let sum = 0
      let gapSum = 0
      for (let d = 0; d < draws; d++) {
        const wanted = year.demand[row + d]! + year.demand[row + draws + d]!
        const gapOf = wanted - year.supply[row + d]! - year.supply[row + draws + d]!
        gaps[cell * draws + d] = gapOf
        sum += wanted
        gapSum += gapOf
      }
      means[cell] = sum / draws
      supplies[cell] = (sum - gapSum) / draws
    }
    gap.push(gaps)
    meanDemand.push(means)
    meanSupply.push(supplies)
  }
  const margins: CellMargins = {
    occupations,
    demand,
    supply,
    left,
    replaced,
    base,
    gap,
    meanDemand,
    meanSupply,
    baseDemand,
  }
  return { visit, margins }
}

function overSectors(cells: Float64Array, sectors: number, length: number): Float64Array {
  const sums = new Float64Array(length)
  for (let i = 0; i < sectors; i++) for (let k = 0; k < length; k++) sums[k] = sums[k]! + cells[i * length + k]!
  return sums
}

/**
 * A market of one sector made of some occupations and sexes of another, e.g. all women, or one occupation: what every figure of
 * a market is computed from.
 *
 * @param code  code of its one sector
 * @param rows  positions (occupation * 2 + sex, women 0) that belong to it
 */
export function marketOfCells(
  market: MarketDraws,
  margins: CellMargins,
  code: string,
  rows: readonly number[],
): MarketDraws {
  const { draws, horizon } = market
  const width = horizon + 1
  const empty = (): Float64Array => new Float64Array(draws * width)
  const part: MarketDraws = {
    codes: [code],
    baseYear: market.baseYear,
    horizon,
    draws,
    seed: market.seed,
    demand: empty(),
    supply: empty(),
    left: empty(),
    replacement: empty(),
    labourSupply: market.labourSupply,
    common: market.common,
  }
  const add = (to: Float64Array, from: Float64Array, t: number): void => {
    for (const row of rows)
      for (let d = 0; d < draws; d++) to[d * width + t] = to[d * width + t]! + from[row * draws + d]!
  }
  add(part.demand, margins.base, 0)
  add(part.supply, margins.base, 0)
  for (let t = 1; t <= horizon; t++) {
    add(part.demand, margins.demand[t - 1]!, t)
    add(part.supply, margins.supply[t - 1]!, t)
    add(part.left, margins.left[t - 1]!, t)
    add(part.replacement, margins.replaced[t - 1]!, t)
  }
  return part
}
