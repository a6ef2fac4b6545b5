import { AppError } from '../../domain/errors.ts'
import { createRandom } from '../../domain/random.ts'
import { drawIndex } from './draw-index.ts'
import {
  type CellVisitor,
  checkDependence,
  type Dependence,
  type GapDraws,
  type MarketDraws,
  mixScores,
  persistentScores,
  supplyDraws,
  withFlows,
} from './draws.ts'
import { createPathSampler, type QuantilePath } from './quantile-path.ts'
import type { RegionalDrift } from './shift-share.ts'

export interface RegionalSectorInput {
  readonly code: string
  /** Estimated employment of the area in the base year, persons. */
  readonly base: number
  /** Standard deviation of the log of that estimate, measured where such estimates can be checked; 0 when published. */
  readonly logSd: number
  /** [T] log of demand beyond what country and drift explain, by year after the base; a scenario's. Default 0. */
  readonly logLead?: ArrayLike<number>
}

export interface RegionalMarketInput {
  /** `VN-HN`; names the area's random streams. */
  readonly area: string
  /** The national sectors, each once, in any order. */
  readonly sectors: readonly RegionalSectorInput[]
  /** Growth of the area beyond what its mix of sectors explains, from `shiftShareDrift`. */
  readonly drift: RegionalDrift
  /** Default 1. phi: the drift of year k counts phi^(k-1); below 1 the lead of the area fades. */
  readonly driftDamping?: number
  /** Labour force of the area; only its growth on its own base is used. */
  readonly labourForce: QuantilePath
  readonly dependence?: Pick<Dependence, 'persistence' | 'labourForce'> & {
    /** Default 0.5. Correlation of the errors of drift and of the area's labour force beyond the macro path: people follow jobs. */
    readonly drift?: number
  }
}

/**
 * Draws the market of an area from the draws of its country, so that both live through the same macro path.
 *
 *     B_i    = base_i exp(sd_i z_i - sd_i^2 / 2), rescaled to the area's base total
 *     D[i,t] = B_i * N[i,t] / N[i,0] * exp( mean * sum_{k=1..t} phi^(k-1) + sd * sqrt(t + t^2/n) * z_d[t] )
 *     S      = attached supply from the same B_i, the area's labour force, the country's exit rates, and entrants who
 *              choose a sector (or a cell of sector, occupation and sex) as the country's do for its size:
 *              a_i proportional to B_i * a_i(country) / N[i,0]
 *
 * N are the country's draws; t + t^2/n is the variance, in yearly variances, of a sum of t independent years around a
 * mean that was itself estimated from n years. Demand and supply share B_i, so the base year's gap is 0 in every draw
 * however little is known of B_i.
 *
 * @throws AppError INVALID_INPUT when the sectors are not the country's, or an estimate is not usable
 */
export function drawRegionalMarket(country: GapDraws, input: RegionalMarketInput, visit?: CellVisitor): MarketDraws {
  return draw(country, input, withFlows, visit)
}

/** The same draws without flows; see `drawGaps`. */
export function drawRegionalGaps(country: GapDraws, input: RegionalMarketInput): GapDraws {
  return draw(country, input, (market) => market)
}

function draw<T extends GapDraws>(
  country: GapDraws,
  input: RegionalMarketInput,
  open: (market: GapDraws) => T,
  visit?: CellVisitor,
): T {
  const { codes, horizon, draws } = country
  const { drift, driftDamping = 1, labourForce } = input
  const { persistence, labourForce: labourForceLoading } = checkDependence(input.dependence)
  const driftCorrelation = input.dependence?.drift ?? 0.5
  const sectors = inOrder(codes, input)
  const root = createRandom(country.seed).fork(input.area)

  const { baseYear, seed, occupations, cellNoise, common } = country
  const market = open({
    codes,
    baseYear,
    horizon,
    draws,
    seed,
    demand: new Float64Array(country.demand.length),
    supply: new Float64Array(country.demand.length),
    labourSupply: new Float64Array(country.labourSupply.length),
    ...(occupations && { occupations, cellNoise }),
    common: { ...common, entrantShares: new Float64Array(draws * codes.length) },
  })
  const own = persistentScores(root.fork('labourForce'), draws, horizon, persistence)
  const labourForceScores = mixScores(country.common.macro, own, labourForceLoading)
  const driftScores = mixScores(
    own,
    persistentScores(root.fork('drift'), draws, horizon, persistence),
    driftCorrelation,
  )
  const lead = new Float64Array(horizon + 1)
  for (let t = 1; t <= horizon; t++) lead[t] = lead[t - 1]! + drift.mean * driftDamping ** (t - 1)
  const spread = lead.map((_, t) => drift.sd * Math.sqrt(t + (t * t) / drift.years))

  const base = drawBase(sectors, root.fork('base'), draws)
  for (let d = 0; d < draws; d++)
    for (let i = 0; i < codes.length; i++) {
      const first = drawIndex(market, d, i, 0)
      const people = base[d * codes.length + i]!
      market.demand[first] = people
      for (let t = 1; t <= horizon; t++)
        market.demand[first + t] =
          people *
          (country.demand[first + t]! / country.demand[first]!) *
          Math.exp(lead[t]! + (sectors[i]!.logLead?.[t - 1] ?? 0) + spread[t]! * driftScores[d * horizon + t - 1]!)
    }
  entrantsBySize(country, market, base)
  const sample = createPathSampler(labourForce, horizon, `Labour force of ${input.area}`)
  const growth = (d: number, t: number): number => sample(t, labourForceScores[d * horizon + t - 1]!) / labourForce.base
  supplyDraws(market, growth, visit)
  return market
}

/**
 * [draw][sector] log-normal draws of the base year whose means are the estimates, each draw then rescaled to their total:
 * means add up where medians would not, so that the wide error of one sector does not pull the others down.
 */
export function drawBase(
  sectors: readonly { readonly code: string; readonly base: number; readonly logSd: number }[],
  random: ReturnType<typeof createRandom>,
  draws: number,
): Float64Array {
  const total = sectors.reduce((sum, sector) => sum + sector.base, 0)
  const streams = sectors.map((sector) => random.fork(sector.code))
  const base = new Float64Array(draws * sectors.length)
  for (let d = 0; d < draws; d++) {
    let sum = 0
    sectors.forEach((sector, i) => {
      const people = sector.base * Math.exp(sector.logSd * (streams[i]!.normal() - sector.logSd / 2))
      base[d * sectors.length + i] = people
      sum += people
    })
    for (let i = 0; i < sectors.length; i++) {
      const cell = d * sectors.length + i
      base[cell] = base[cell]! * (total / sum)
    }
  }
  return base
}

function entrantsBySize(country: GapDraws, market: GapDraws, base: Float64Array): void {
  const width = country.codes.length
  const shares = market.common.entrantShares
  for (let d = 0; d < country.draws; d++) {
    let sum = 0
    for (let i = 0; i < width; i++) {
      const perHead = country.common.entrantShares[d * width + i]! / country.demand[drawIndex(country, d, i, 0)]!
      shares[d * width + i] = perHead * base[d * width + i]!
      sum += shares[d * width + i]!
    }
    for (let i = 0; i < width; i++) shares[d * width + i] = shares[d * width + i]! / sum
  }
}

function inOrder(codes: readonly string[], input: RegionalMarketInput): RegionalSectorInput[] {
  const byCode = new Map(input.sectors.map((sector) => [sector.code, sector]))
  if (byCode.size !== codes.length || input.sectors.length !== codes.length || !codes.every((code) => byCode.has(code)))
    throw new AppError(
      'INVALID_INPUT',
      `${input.area} must have exactly the country's sectors (${codes.join(', ')}); got ${input.sectors.map((s) => s.code).join(', ')}.`,
    )
  for (const { code, base, logSd } of input.sectors)
    if (!(base > 0 && base < Number.POSITIVE_INFINITY && logSd >= 0))
      throw new AppError(
        'INVALID_INPUT',
        `${input.area}, ${code}: base ${base} must be positive and logSd ${logSd} >= 0.`,
      )
  return codes.map((code) => byCode.get(code)!)
}
