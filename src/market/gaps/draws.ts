import { AppError } from '../../domain/errors.ts'
import { createRandom, type Random } from '../../domain/random.ts'
import { midYearLeavers } from '../openings/openings.ts'
import { attachSupply } from '../supply/attached.ts'
import { drawIndex } from './draw-index.ts'
import {
  type CellNoise,
  drawNoise,
  type OccupationYear,
  runOccupationKernel,
  type SectorSums,
} from './occupation-kernel.ts'
import type { OccupationMarketInput } from './occupation-market.ts'
import { createPathSampler, type QuantilePath } from './quantile-path.ts'

/** How forecasts err together. Correlations are with the one macro path that all of an economy's quantities share. */
export interface Dependence {
  /** Default 0.9. Correlation of the normal score of one year with the next; 1 would make a path's error one number. */
  readonly persistence?: number
  /** Default 0.8. Correlation with the macro path of total employment demand, and of a sector `_T` that is the total. */
  readonly totalDemand?: number
  /** Default 0.5. Correlation of each sector's demand with it. */
  readonly sectorDemand?: number
  /** Default 0.8. Correlation of the labour force with it: at 0 demand and supply err independently and gaps widen. */
  readonly labourForce?: number
}

export interface SectorInput {
  /** `VSIC2018:C`, or `_T` alone for a whole economy. */
  readonly code: string
  /** Employment demand, persons; `base` is base-year employment. */
  readonly demand: QuantilePath
  /** Yearly share of the attached people who leave the labour force; drawn evenly between the two. */
  readonly exitRate: { readonly low: number; readonly high: number }
  /** a_i of `entrantShares`; rescaled to sum to 1 over the sectors. */
  readonly entrantShare: number
}

export interface MarketInput {
  readonly sectors: readonly SectorInput[]
  /** Total employment demand. Only its growth on its own base is used; left out, the total is the sum of the sectors. */
  readonly totalDemand?: QuantilePath
  /** Labour force. Only its growth on its own base is used: the base year's employed share of it is kept. */
  readonly labourForce: QuantilePath
  readonly baseYear: number
  /** T, years after the base year. */
  readonly horizon: number
  /** Default 2000. */
  readonly draws?: number
  readonly seed: number
  readonly dependence?: Dependence
  /** Default 0.2. Standard deviation of the log of each sector's entrant share, one error a draw, before rescaling. */
  readonly entrantShareSd?: number
  /**
   * Supply by occupation and sex: cohorts leave and come by cell (`runOccupationKernel`), and a sector's supply is the sum of
   * its cells. Without it supply is attached to sectors alone (`attachSupply`).
   */
  readonly occupations?: OccupationMarketInput
}

/** Joint draws of demand and supply in one area. Arrays are row-major [draw][sector][0..T]; year 0 is the base year. */
export interface GapDraws {
  readonly codes: readonly string[]
  readonly baseYear: number
  readonly horizon: number
  readonly draws: number
  readonly seed: number
  /** Employment demand, persons. */
  readonly demand: Float64Array
  /** Labour supply attached to the sector, persons. */
  readonly supply: Float64Array
  /** [draw][0..T] labour supply of all sectors together. */
  readonly labourSupply: Float64Array
  /** What other areas share with this one. */
  readonly common: {
    /** [draw][1..T] normal scores of the macro path. */
    readonly macro: Float64Array
    /** [draw][sector] yearly exit rates. */
    readonly exitRates: Float64Array
    /** [draw][sector] entrant shares, each draw summing to 1. */
    readonly entrantShares: Float64Array
  }
  /** What splits the draws into occupations and sexes, where supply comes from it, and the random numbers it does so with. */
  readonly occupations?: OccupationMarketInput
  readonly cellNoise?: CellNoise
}

/** Draws of one area's market with its flows: what openings need beyond gaps. */
export interface MarketDraws extends GapDraws {
  /** People attached to the sector who left the labour force in the year; 0 in the base year. */
  readonly left: Float64Array
  /** Permanent exits to be replaced in the year: exit rate x mid-year demand; 0 in the base year. */
  readonly replacement: Float64Array
}

/** Sees the cells of each year while supply is drawn: the arrays are used again, so read them and do not keep them. */
export type CellVisitor = (year: OccupationYear) => void

export const DEFAULT_DRAWS = 2000
/** Code of a sector that is the whole economy, e.g. when the total is simulated for women alone. */
export const WHOLE_ECONOMY = '_T'

/**
 * Draws demand, labour force, exits and entrants of an economy together.
 *
 * Every quantity keeps its own forecast distribution (inverse transform of its quantiles); a Gaussian copula ties them:
 *
 *     z_k[t] = c_k M[t] + sqrt(1 - c_k^2) I_k[t]          value_k[t] = Q_k,t( Phi(z_k[t]) )
 *
 * M and every I_k are stationary AR(1) paths of standard normal scores with the given persistence. Sectors are then
 * rescaled in each draw so that they add up to the draw of the total, and supply is attached to them (`attachSupply`)
 * with that draw's labour force, exit rates and entrant shares. Streams are forked by name, so the order of the sectors
 * plays no part, and one more sector changes no other's raw draws.
 *
 * @param visit  sees the cells of every year, where there are any
 * @throws AppError INVALID_INPUT for repeated sectors, unusable quantiles, rates outside [0, 1) or correlations outside [-1, 1]
 */
export function drawMarket(input: MarketInput, visit?: CellVisitor): MarketDraws {
  return draw(input, withFlows, visit)
}

/** The same draws without flows, in a third of the time: for runs that only compare gaps. */
export function drawGaps(input: MarketInput): GapDraws {
  return draw(input, (market) => market)
}

/** Room for the flows of a market yet to be drawn. */
export function withFlows(market: GapDraws): MarketDraws {
  const room = (): Float64Array => new Float64Array(market.demand.length)
  return { ...market, left: room(), replacement: room() }
}

function draw<T extends GapDraws>(input: MarketInput, open: (market: GapDraws) => T, visit?: CellVisitor): T {
  const { sectors, horizon, baseYear, seed, draws = DEFAULT_DRAWS, entrantShareSd = 0.2 } = input
  const { persistence, totalDemand, sectorDemand, labourForce } = checkDependence(input.dependence)
  const codes = sectors.map((sector) => sector.code)
  checkMarket(input, codes)
  const root = createRandom(seed)
  const macro = persistentScores(root.fork('macro'), draws, horizon, persistence)
  const scores = (name: string, loading: number): Float64Array =>
    mixScores(macro, persistentScores(root.fork(name), draws, horizon, persistence), loading)

  const width = horizon + 1
  const demand = new Float64Array(draws * codes.length * width)
  const market = open({
    codes,
    baseYear,
    horizon,
    draws,
    seed,
    demand,
    supply: new Float64Array(demand.length),
    labourSupply: new Float64Array(draws * width),
    ...(input.occupations && {
      occupations: input.occupations,
      cellNoise: drawNoise({ codes, draws, seed }, input.occupations),
    }),
    common: {
      macro,
      exitRates: new Float64Array(draws * codes.length),
      entrantShares: new Float64Array(draws * codes.length),
    },
  })
  sectors.forEach((sector, i) => {
    const sample = createPathSampler(sector.demand, horizon, `Demand of ${sector.code}`)
    const z = scores(`demand/${sector.code}`, sector.code === WHOLE_ECONOMY ? totalDemand : sectorDemand)
    for (let d = 0; d < draws; d++) {
      const first = drawIndex(market, d, i, 0)
      demand[first] = sector.demand.base
      for (let t = 1; t <= horizon; t++) demand[first + t] = sample(t, z[d * horizon + t - 1]!)
    }
  })
  const base = sectors.reduce((sum, sector) => sum + sector.demand.base, 0)
  if (input.totalDemand) {
    const sample = createPathSampler(input.totalDemand, horizon, 'Total demand')
    const z = scores('totalDemand', totalDemand)
    const ratio = base / input.totalDemand.base
    rescaleSectors(market, (d, t) => ratio * sample(t, z[d * horizon + t - 1]!))
  }
  drawRates(input, market, root, entrantShareSd)
  const sample = createPathSampler(input.labourForce, horizon, 'Labour force')
  const z = scores('labourForce', labourForce)
  supplyDraws(market, (d, t) => sample(t, z[d * horizon + t - 1]!) / input.labourForce.base, visit)
  return market
}

/** Supply of every draw, and flows where there is room for them; by cells where the market has some. `growth(draw, t)` is L_t / L_0. */
export function supplyDraws(
  market: GapDraws | MarketDraws,
  growth: (draw: number, t: number) => number,
  visit?: CellVisitor,
): void {
  const { codes, horizon, labourSupply, demand } = market
  for (let d = 0; d < market.draws; d++) {
    const first = d * (horizon + 1)
    for (let i = 0; i < codes.length; i++) labourSupply[first]! += demand[drawIndex(market, d, i, 0)]!
    for (let t = 1; t <= horizon; t++) labourSupply[first + t] = labourSupply[first]! * growth(d, t)
  }
  if (market.occupations) fillFromCells(market, market.occupations, visit)
  else attachDraws(market)
}

/** Shares supply out over sectors in every draw and counts the exits to be replaced. */
function attachDraws(market: GapDraws | MarketDraws): void {
  const { codes, horizon, demand, supply, labourSupply, common } = market
  const base = new Float64Array(codes.length)
  for (let d = 0; d < market.draws; d++) {
    for (let i = 0; i < codes.length; i++) base[i] = demand[drawIndex(market, d, i, 0)]!
    const total = labourSupply.subarray(d * (horizon + 1), (d + 1) * (horizon + 1))
    const exitRates = common.exitRates.subarray(d * codes.length, (d + 1) * codes.length)
    const entrantShares = common.entrantShares.subarray(d * codes.length, (d + 1) * codes.length)
    const attached = attachSupply({ base, exitRates, entrantShares, total })
    supply.set(attached.supply, drawIndex(market, d, 0, 0))
    if (!('left' in market)) continue
    market.left.set(attached.exits, drawIndex(market, d, 0, 0))
    for (let i = 0; i < codes.length; i++) {
      const first = drawIndex(market, d, i, 0)
      for (let t = 1; t <= horizon; t++)
        market.replacement[first + t] = midYearLeavers(demand[first + t - 1]!, demand[first + t]!, exitRates[i]!)
    }
  }
}

/** Sectors' supply, leavers and replacement as the sums of their cells. */
function fillFromCells(market: GapDraws | MarketDraws, input: OccupationMarketInput, cells?: CellVisitor): void {
  const { codes, draws, demand, supply } = market
  const flows = 'left' in market ? market : null
  for (let d = 0; d < draws; d++)
    for (let i = 0; i < codes.length; i++) {
      const first = drawIndex(market, d, i, 0)
      supply[first] = demand[first]!
    }
  const sectors = (t: number, sums: SectorSums): void => {
    for (let i = 0; i < codes.length; i++)
      for (let d = 0; d < draws; d++) {
        const at = drawIndex(market, d, i, t)
        supply[at] = sums.supply[i * draws + d]!
        if (!flows) continue
        flows.left[at] = sums.left[i * draws + d]!
        flows.replacement[at] = sums.replaced[i * draws + d]!
      }
  }
  runOccupationKernel(market, input, { cells, sectors, flows: flows !== null })
}

/** [draw][t] AR(1) paths of standard normal scores: stationary, correlation `persistence` between neighbouring years. */
export function persistentScores(random: Random, draws: number, horizon: number, persistence: number): Float64Array {
  const scores = new Float64Array(draws * horizon)
  const fresh = Math.sqrt(1 - persistence * persistence)
  for (let d = 0; d < draws; d++) {
    let z = random.normal()
    for (let t = 0; t < horizon; t++) {
      if (t > 0) z = persistence * z + fresh * random.normal()
      scores[d * horizon + t] = z
    }
  }
  return scores
}

/** c * common + sqrt(1 - c^2) * own, element by element; standard normal when both are. */
export function mixScores(common: Float64Array, own: Float64Array, loading: number): Float64Array {
  const rest = Math.sqrt(1 - loading * loading)
  return common.map((value, k) => loading * value + rest * own[k]!)
}

function rescaleSectors(market: GapDraws, total: (draw: number, t: number) => number): void {
  const { demand, codes } = market
  for (let d = 0; d < market.draws; d++)
    for (let t = 1; t <= market.horizon; t++) {
      let sum = 0
      for (let i = 0; i < codes.length; i++) sum += demand[drawIndex(market, d, i, t)]!
      const factor = total(d, t) / sum
      for (let i = 0; i < codes.length; i++) {
        const cell = drawIndex(market, d, i, t)
        demand[cell] = demand[cell]! * factor
      }
    }
}

/** One position between low and high for all sectors of a draw, since one source measures all exits; own noise for shares. */
function drawRates(input: MarketInput, market: GapDraws, root: Random, entrantShareSd: number): void {
  const { exitRates, entrantShares } = market.common
  const width = input.sectors.length
  const exits = root.fork('exitRate')
  const noise = input.sectors.map((sector) => root.fork(`entrants/${sector.code}`))
  for (let d = 0; d < market.draws; d++) {
    const position = exits.uniform()
    let sum = 0
    input.sectors.forEach(({ exitRate, entrantShare }, i) => {
      exitRates[d * width + i] = exitRate.low + (exitRate.high - exitRate.low) * position
      entrantShares[d * width + i] = entrantShare * Math.exp(entrantShareSd * noise[i]!.normal())
      sum += entrantShares[d * width + i]!
    })
    for (let i = 0; i < width; i++) entrantShares[d * width + i] = entrantShares[d * width + i]! / sum
  }
}

/** Fills in the defaults; AppError INVALID_INPUT for a correlation that is none. */
export function checkDependence(dependence: Dependence = {}): Required<Dependence> {
  const filled = { persistence: 0.9, totalDemand: 0.8, sectorDemand: 0.5, labourForce: 0.8, ...dependence }
  for (const [name, value] of Object.entries(filled))
    if (!(value >= -1 && value <= 1))
      throw new AppError('INVALID_INPUT', `Correlation ${name} is ${value}; it must lie between -1 and 1.`)
  return filled
}

function checkMarket(input: MarketInput, codes: readonly string[]): void {
  if (codes.length === 0 || new Set(codes).size !== codes.length)
    throw new AppError(
      'INVALID_INPUT',
      `Sectors must be named once each, and be one at least; got ${codes.join(', ')}.`,
    )
  if (!(Number.isInteger(input.horizon) && input.horizon >= 1))
    throw new AppError('INVALID_INPUT', `The horizon is ${input.horizon} years; it must be a whole number from 1.`)
  let shares = 0
  for (const { code, exitRate, entrantShare } of input.sectors) {
    if (!(exitRate.low >= 0 && exitRate.low <= exitRate.high && exitRate.high < 1))
      throw new AppError(
        'INVALID_INPUT',
        `${code}: exit rate ${exitRate.low} to ${exitRate.high} must ascend within [0, 1).`,
      )
    if (!(entrantShare >= 0))
      throw new AppError('INVALID_INPUT', `${code}: entrant share ${entrantShare} must be a number >= 0.`)
    shares += entrantShare
  }
  if (!(shares > 0)) throw new AppError('INVALID_INPUT', 'The entrant shares of all sectors are 0; nobody could enter.')
}
