import { createRandom } from '../../domain/random.ts'
import { dampedYears } from '../staffing/share-trend.ts'
import { drawIndex, type MarketDraws } from './draws.ts'
import { checkOccupationMarket, inYear, type NewcomerDraw, type OccupationMarketInput } from './occupation-market.ts'

/**
 * State of the joint simulation in one year. Rows are [cell][draw], contiguous over draws, so that every step is a loop over
 * neighbouring numbers; a cell is (sector * O + occupation) * 2 + sex.
 */
export interface OccupationYear {
  /** Years after the base year. */
  readonly t: number
  /** [I*O*2][D] persons. */
  readonly demand: Float64Array
  readonly supply: Float64Array
  /** [I*O*2][D] demand of the years 0..t added up, for means over the horizon. */
  readonly demandSum: Float64Array
  /** [I*O*2][D] people who left the labour force in the years 1..t. */
  readonly leavers: Float64Array
  /** [I*O*2][D] people who left it in year t. */
  readonly left: Float64Array
  /** [I*O*2][D] permanent exits to be replaced in year t: exit rate times mid-year demand. */
  readonly replaced: Float64Array
}

/**
 * Splits every draw of a market of sectors into occupations and sexes, year by year.
 *
 *     D[i,o,s,t] = D[i,t] sigma[o|i,t] w[s|i,o,t]
 *     sigma      = softmax( ln sigma_0 + (slope + sd_slope z_io) sum_{k<=t} phi^k + tilt[o,t] )
 *     S[i,o,s,t] = S[i,o,s,t-1] (1 - x[o,s,t]) + g[i|o] a[o,s,t] N[s,t]          S_0 = D_0
 *     N[s,t]     = L[s,t] - sum_io S[i,o,s,t-1] (1 - x[o,s,t])                     L_t: labour supply of the draw
 *
 * a are the entrants' shares drawn once a draw and rescaled, g the sectors they find work in; or both together are the
 * newcomers of `NewcomerDraw`. When N is negative the loss is
 * shared in proportion to those who stay. In every draw and year the cells' demand adds up to the sector's draw, and their
 * supply to the draw of the labour supply: margins hold and people are conserved.
 *
 * @param visit  called for t = 1..T with arrays that are used again: read them, do not keep them
 */
export function runOccupationKernel(
  market: MarketDraws,
  input: OccupationMarketInput,
  visit: (year: OccupationYear) => void,
): void {
  checkOccupationMarket(market, input)
  const { draws, horizon } = market
  const sectors = market.codes.length
  const width = input.occupations.length
  const size = sectors * width * 2 * draws
  const noise = market.cellNoise ?? drawNoise(market, input)
  const demand = new Float64Array(size)
  fillDemand(market, input, noise, 0, demand)
  const supply = demand.slice()
  const demandSum = demand.slice()
  const leavers = new Float64Array(size)
  const left = new Float64Array(size)
  const replaced = new Float64Array(size)
  const base = [0, 1].map((sex) => totalOfSex(demand, sex, draws))
  const force = new Float64Array(draws)
  const entry = input.newcomers
    ? byPull(input.newcomers, demand.slice(), noise, width)
    : byPlaces(input, sectorPlaces(market, input), noise)
  for (let t = 1; t <= horizon; t++) {
    replaced.set(demand)
    fillDemand(market, input, noise, t, demand)
    for (let k = 0; k < size; k++) demandSum[k] = demandSum[k]! + demand[k]!
    for (let sex = 0; sex < 2; sex++) {
      const step = { sex, t, draws, width }
      labourSupply(market, input, noise, base, sex, t, force)
      leave(input, noise, step, { supply, left, demand, replaced })
      attachYear(entry, step, force, supply)
    }
    for (let k = 0; k < size; k++) leavers[k] = leavers[k]! + left[k]!
    visit({ t, demand, supply, demandSum, leavers, left, replaced })
  }
}

/** Random numbers of the cells: those of a country serve its areas and every scenario on the same seed. */
export interface CellNoise {
  /** [I*O][D] of the share slopes, of women's log-odds in demand. */
  readonly slope: Float64Array
  readonly women: Float64Array
  /** [O*2][D] factors of entrant shares; [D] factor of exits, error of women's part of supply. */
  readonly entrants: Float64Array
  /** [I][D] factors of the sectors' pull. */
  readonly pull: Float64Array
  readonly exits: Float64Array
  readonly supply: Float64Array
}

/** Draws them; the seed alone decides, so a second call gives the same. */
export function drawNoise(
  { codes, draws, seed }: Pick<MarketDraws, 'codes' | 'draws' | 'seed'>,
  input: OccupationMarketInput,
): CellNoise {
  const random = createRandom(seed).fork('occupations')
  const { exitSd = 0.1, entrantSd = 0.15 } = input
  const scores = (name: string, rows: number): Float64Array => {
    const stream = random.fork(name)
    return Float64Array.from({ length: rows * draws }, () => stream.normal())
  }
  const cells = codes.length * input.occupations.length
  return {
    slope: scores('slope', cells),
    women: scores('women', cells),
    entrants: scores('entrants', input.occupations.length * 2).map((z) => Math.exp(entrantSd * z)),
    pull: scores('pull', input.newcomers ? codes.length : 0).map((z) => Math.exp(input.newcomers!.sectorSd * z)),
    exits: scores('exits', 1).map((z) => Math.exp(exitSd * z)),
    supply: scores('supply', 1),
  }
}

/** Demand of all cells t years after the base. */
function fillDemand(
  market: MarketDraws,
  input: OccupationMarketInput,
  noise: CellNoise,
  t: number,
  out: Float64Array,
): void {
  const { draws, codes } = market
  const { shares, shareSlopes, shareSlopeSds, womenShares, damping = 0.9, womenSlope = 0, womenSd = 0.02 } = input
  const width = input.occupations.length
  const years = dampedYears(damping, t)
  const tilt = input.occupationTilt?.[t]
  const spread = womenSd * Math.sqrt(t)
  const total = new Float64Array(draws)
  const moved = new Float64Array(width * draws)
  for (let i = 0; i < codes.length; i++) {
    total.fill(0)
    for (let o = 0; o < width; o++) {
      const cell = i * width + o
      const share = shares[cell]!
      const drift = shareSlopes[cell]! * years + (tilt?.[o] ?? 0)
      const error = shareSlopeSds[cell]! * years
      for (let d = 0; d < draws; d++) {
        const value = share === 0 ? 0 : share * Math.exp(drift + error * noise.slope[cell * draws + d]!)
        moved[o * draws + d] = value
        total[d] = total[d]! + value
      }
    }
    for (let d = 0; d < draws; d++) total[d] = market.demand[drawIndex(market, d, i, t)]! / total[d]!
    for (let o = 0; o < width; o++) {
      const cell = i * width + o
      const odds = Math.log(womenShares[cell]! / (1 - womenShares[cell]!)) + womenSlope * t
      const women = cell * 2 * draws
      for (let d = 0; d < draws; d++) {
        const people = moved[o * draws + d]! * total[d]!
        const part = 1 / (1 + Math.exp(-odds - spread * noise.women[cell * draws + d]!))
        out[women + d] = people * part
        out[women + draws + d] = people * (1 - part)
      }
    }
  }
}

/** [D] labour supply of one sex: the sectors' supply in the draw, shared between the sexes as the cohort model says. */
function labourSupply(
  market: MarketDraws,
  { womenOfSupply, womenOfSupplySd = 0.01 }: OccupationMarketInput,
  noise: CellNoise,
  base: readonly Float64Array[],
  sex: number,
  t: number,
  out: Float64Array,
): void {
  const odds = (share: number): number => Math.log(share / (1 - share))
  const change = odds(womenOfSupply[t]!) - odds(womenOfSupply[0]!)
  for (let d = 0; d < market.draws; d++) {
    const people = market.labourSupply[d * (market.horizon + 1) + t]!
    const first = Math.log(base[0]![d]! / base[1]![d]!)
    const women = 1 / (1 + Math.exp(-first - change - womenOfSupplySd * Math.sqrt(t) * noise.supply[d]!))
    out[d] = people * (sex === 0 ? women : 1 - women)
  }
}

interface Step {
  readonly sex: number
  readonly t: number
  readonly draws: number
  readonly width: number
}

/** Exits of one sex in a year: from those attached, and from the jobs of the year's middle. */
function leave(
  input: OccupationMarketInput,
  noise: CellNoise,
  { sex, t, draws, width }: Step,
  cells: Readonly<Record<'supply' | 'left' | 'demand' | 'replaced', Float64Array>>,
): void {
  const { supply, left, demand, replaced } = cells
  const rates = input.exitRates[sex]!.map((rate) => inYear(rate, t))
  const count = supply.length / (2 * draws)
  for (let cell = 0; cell < count; cell++) {
    const rate = rates[cell % width]!
    const row = (cell * 2 + sex) * draws
    for (let d = 0; d < draws; d++) {
      const share = Math.min(0.95, rate * noise.exits[d]!)
      left[row + d] = supply[row + d]! * share
      supply[row + d] = supply[row + d]! - left[row + d]!
      replaced[row + d] = 0.5 * (replaced[row + d]! + demand[row + d]!) * share
    }
  }
}

/** Writes the weights of a cell's entrants in all draws of a year and sex. */
type Entry = (cell: number, step: Step, out: Float64Array) => void

const byPlaces =
  (input: OccupationMarketInput, places: Float64Array, noise: CellNoise): Entry =>
  (cell, { sex, t, draws, width }, out) => {
    const o = cell % width
    const wanted = places[cell]! * inYear(input.entrantShares![sex]![o]!, t)
    const factor = (o * 2 + sex) * draws
    for (let d = 0; d < draws; d++) out[d] = wanted * noise.entrants[factor + d]!
  }

const byPull =
  ({ pullPerHead, tilt }: NewcomerDraw, base: Float64Array, noise: CellNoise, width: number): Entry =>
  (cell, { sex, t, draws }, out) => {
    const o = cell % width
    const i = (cell - o) / width
    const wanted = pullPerHead[i]! * tilt[t - 1]![o]!
    const row = (cell * 2 + sex) * draws
    const factor = (o * 2 + sex) * draws
    for (let d = 0; d < draws; d++)
      out[d] = wanted * base[row + d]! * noise.entrants[factor + d]! * noise.pull[i * draws + d]!
  }

/** Entrants of one sex up to the labour supply; where it lacks room, all who stay are cut alike. */
function attachYear(entry: Entry, step: Step, force: Float64Array, supply: Float64Array): void {
  const { sex, draws } = step
  const count = supply.length / (2 * draws)
  const staying = new Float64Array(draws)
  const wishes = new Float64Array(draws)
  const weights = new Float64Array(count * draws)
  for (let cell = 0; cell < count; cell++) {
    const row = (cell * 2 + sex) * draws
    const own = weights.subarray(cell * draws, (cell + 1) * draws)
    entry(cell, step, own)
    for (let d = 0; d < draws; d++) {
      staying[d] = staying[d]! + supply[row + d]!
      wishes[d] = wishes[d]! + own[d]!
    }
  }
  const perWish = wishes.map((all, d) => (force[d]! - staying[d]!) / all)
  const cut = staying.map((stay, d) => Math.min(1, force[d]! / stay))
  for (let cell = 0; cell < count; cell++) {
    const row = (cell * 2 + sex) * draws
    for (let d = 0; d < draws; d++) {
      const stay = supply[row + d]! * cut[d]!
      supply[row + d] = perWish[d]! > 0 ? stay + weights[cell * draws + d]! * perWish[d]! : stay
    }
  }
}

/** [I*O] g: shares over sectors of each occupation's entrants, each occupation's summing to 1. */
function sectorPlaces(
  market: MarketDraws,
  { sectorOfEntrants, shares, occupations }: OccupationMarketInput,
): Float64Array {
  const width = occupations.length
  const sectors = market.codes.length
  const places = Float64Array.from(sectorOfEntrants ?? shares)
  if (!sectorOfEntrants)
    for (let i = 0; i < sectors; i++) {
      let people = 0
      for (let d = 0; d < market.draws; d++) people += market.demand[drawIndex(market, d, i, 0)]!
      for (let o = 0; o < width; o++) places[i * width + o] = places[i * width + o]! * people
    }
  for (let o = 0; o < width; o++) {
    let sum = 0
    for (let i = 0; i < sectors; i++) sum += places[i * width + o]!
    for (let i = 0; i < sectors; i++) places[i * width + o] = sum > 0 ? places[i * width + o]! / sum : 1 / sectors
  }
  return places
}

function totalOfSex(cells: Float64Array, sex: number, draws: number): Float64Array {
  const total = new Float64Array(draws)
  for (let row = sex * draws; row < cells.length; row += 2 * draws)
    for (let d = 0; d < draws; d++) total[d] = total[d]! + cells[row + d]!
  return total
}
