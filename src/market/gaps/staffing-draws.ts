import { createRandom } from '../../domain/random.ts'
import { dampedYears } from '../staffing/share-trend.ts'
import { drawIndex } from './draw-index.ts'
import type { GapDraws } from './draws.ts'
import type { OccupationMarketInput } from './occupation-market.ts'

const DAMPING = 0.9
const WOMEN_SD = 0.02

/**
 * Writes demand by cell t years after the base, [I*O*2][D] persons: the sectors' demand of the draws by their staffing.
 *
 *     sigma = softmax( ln sigma_0 + (slope + sd_slope z_io) sum_{k<=t} phi^k + tilt[o,t] )
 *     w     = logistic( logit(w_0) + slope_w t + sd_w sqrt(t) z'_io )
 */
export type StaffSectors = (t: number, out: Float64Array) => void

/** Draws the staffing of a market; the seed alone decides, so that a country's areas have its own. In the base year nothing is drawn. */
export function drawStaffing(market: GapDraws, input: OccupationMarketInput): StaffSectors {
  const { codes, draws, seed } = market
  const { shares, shareSlopes, shareSlopeSds, womenShares } = input
  const { damping = DAMPING, womenSlope = 0, womenSd = WOMEN_SD } = input
  const width = input.occupations.length
  const count = codes.length * width
  const random = createRandom(seed).fork('occupations')
  const scores = (name: string): Float64Array => {
    const stream = random.fork(name)
    return Float64Array.from({ length: count * draws }, () => stream.normal())
  }
  let noise: { readonly slope: Float64Array; readonly women: Float64Array } | null = null
  const none = new Float64Array(draws)
  const total = new Float64Array(draws)
  const moved = new Float64Array(width * draws)
  return (t, out) => {
    if (t > 0) noise ??= { slope: scores('slope'), women: scores('women') }
    const years = dampedYears(damping, t)
    const tilt = input.occupationTilt?.[t]
    const spread = womenSd * Math.sqrt(t)
    const rowOf = (values: Float64Array | undefined, cell: number): Float64Array =>
      values?.subarray(cell * draws, (cell + 1) * draws) ?? none
    for (let i = 0; i < codes.length; i++) {
      total.fill(0)
      for (let o = 0; o < width; o++) {
        const cell = i * width + o
        const share = shares[cell]!
        const drift = shareSlopes[cell]! * years + (tilt?.[o] ?? 0)
        const own = moved.subarray(o * draws, (o + 1) * draws)
        if (share === 0) own.fill(0)
        else moveShares(share, drift, shareSlopeSds[cell]! * years, rowOf(noise?.slope, cell), own)
        for (let d = 0; d < draws; d++) total[d] = total[d]! + own[d]!
      }
      for (let d = 0; d < draws; d++) total[d] = market.demand[drawIndex(market, d, i, t)]! / total[d]!
      for (let o = 0; o < width; o++) {
        const cell = i * width + o
        const odds = Math.log(womenShares[cell]! / (1 - womenShares[cell]!)) + womenSlope * t
        const both = out.subarray(cell * 2 * draws, (cell + 1) * 2 * draws)
        splitSexes(moved.subarray(o * draws, (o + 1) * draws), total, odds, spread, rowOf(noise?.women, cell), both)
      }
    }
  }
}

function moveShares(share: number, drift: number, error: number, z: Float64Array, out: Float64Array): void {
  for (let d = 0; d < z.length; d++) out[d] = share * Math.exp(drift + error * z[d]!)
}

/** @param out [2][D], women first */
function splitSexes(
  moved: Float64Array,
  total: Float64Array,
  odds: number,
  spread: number,
  z: Float64Array,
  out: Float64Array,
): void {
  const draws = z.length
  for (let d = 0; d < draws; d++) {
    const people = moved[d]! * total[d]!
    const part = 1 / (1 + Math.exp(-odds - spread * z[d]!))
    out[d] = people * part
    out[draws + d] = people * (1 - part)
  }
}
