import { AppError } from '../../domain/errors.ts'
import { drawIndex } from '../gaps/draw-index.ts'
import type { MarketDraws } from '../gaps/draws.ts'

/**
 * Mean yearly openings of one occupation over a window, in every draw of a market; definition `permanent_exits`.
 *
 *     JO[t] = sum_i sigma[i,t] D[i,t] - sigma[i,t-1] D[i,t-1] + sigma[i,t] RD[i,t]
 *
 * with sigma the occupation's share of the sector's people. Expansion uses the shares of both years, so an occupation
 * that gains ground within its sectors expands.
 *
 * @param shares  (sector, years after the base 0..T) -> sigma, 0 to 1
 * @param window  calendar years, after the market's base year and within its horizon
 * @returns [draw] persons a year; below 0 when the occupation shrinks by more than its exits
 * @throws AppError HORIZON_TOO_SHORT when the market does not cover the window
 */
export function meanOpeningsDraws(
  market: MarketDraws,
  shares: (sector: number, t: number) => number,
  window: readonly number[],
): Float64Array {
  const { baseYear, horizon, codes } = market
  const steps = window.map((year) => year - baseYear)
  if (steps.some((t) => !(t >= 1 && t <= horizon)))
    throw new AppError(
      'HORIZON_TOO_SHORT',
      `Openings are wanted for ${window.join(', ')}; the market covers ${baseYear + 1} to ${baseYear + horizon}.`,
      { window, baseYear, lastYear: baseYear + horizon },
    )
  const openings = new Float64Array(market.draws)
  for (let d = 0; d < market.draws; d++) {
    let sum = 0
    for (let i = 0; i < codes.length; i++) {
      const first = drawIndex(market, d, i, 0)
      for (const t of steps) {
        const share = shares(i, t)
        sum += share * market.demand[first + t]! - shares(i, t - 1) * market.demand[first + t - 1]!
        sum += share * market.replacement[first + t]!
      }
    }
    openings[d] = sum / steps.length
  }
  return openings
}
