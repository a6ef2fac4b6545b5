import type { MarketInput } from '../../../src/market/gaps/draws.ts'
import { normalQuantile } from '../../../src/market/gaps/normal-quantile.ts'
import type { QuantilePath } from '../../../src/market/gaps/quantile-path.ts'

export const LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975]

/** Log-normal forecast of a random walk with drift: median base e^(gh), standard deviation of the log s sqrt(h). */
export function walkPath(base: number, growth: number, sd: number, horizon: number): QuantilePath {
  const values = LEVELS.map((level) =>
    Array.from({ length: horizon }, (_, k) => {
      const h = k + 1
      return base * Math.exp(growth * h + sd * Math.sqrt(h) * normalQuantile(level))
    }),
  )
  return { base, levels: LEVELS, values }
}

/** Four sectors that shrink, stand, grow and grow fast; entrants in proportion to size. */
export function smallMarket(changes: Partial<MarketInput> = {}): MarketInput {
  const horizon = changes.horizon ?? 6
  const growth = { A: -0.02, C: 0.005, J: 0.04, Q: 0.01 }
  const base = { A: 13_600, C: 12_100, J: 400, Q: 650 }
  const total = 26_750
  return {
    sectors: (['A', 'C', 'J', 'Q'] as const).map((code) => ({
      code,
      demand: walkPath(base[code], growth[code], 0.02, horizon),
      exitRate: { low: 0.02, high: 0.03 },
      entrantShare: base[code] / total,
    })),
    totalDemand: walkPath(total, 0.004, 0.008, horizon),
    labourForce: walkPath(27_400, 0.003, 0.008, horizon),
    baseYear: 2024,
    horizon,
    draws: 400,
    seed: 7,
    ...changes,
  }
}

/** Relative distance of two numbers, absolute below 1. */
export const distance = (a: number, b: number): number => Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b))
