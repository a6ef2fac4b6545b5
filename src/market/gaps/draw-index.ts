import type { GapDraws } from './draws.ts'

/** Position of (draw, sector, year after the base) in the arrays of `GapDraws`. */
export function drawIndex(market: GapDraws, draw: number, sector: number, t: number): number {
  return (draw * market.codes.length + sector) * (market.horizon + 1) + t
}
