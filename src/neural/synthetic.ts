import { SEASON_LENGTH, type SeasonalFrequency } from '../domain/period.ts'
import type { Random } from '../domain/random.ts'

/**
 * One synthetic series of the kind labour statistics are made of, on the logarithmic scale and then exponentiated:
 *
 *     log y_t = level_t + season_t + cycle_t + noise_t
 *
 * - level: random walk with a growth rate that itself reverts to a long-run rate (damped trend), is constant, or is none
 * - season: up to four random harmonics, fixed or slowly changing, absent in a third of monthly and quarterly series
 * - cycle: recessions at random dates, a fall over some quarters and a recovery that may stay incomplete
 * - noise: sampling error, white or ARMA(1,1); in some series it is most of the variation
 * - shocks: level shifts and single outlying values, rare
 *
 * One series in twelve is additive instead and may cross zero, as net changes and balances do.
 *
 * @param length observations wanted
 * @returns [length], unit free
 */
export function syntheticSeries(random: Random, frequency: SeasonalFrequency, length: number): Float64Array {
  const { uniform, normal } = random
  const m = SEASON_LENGTH[frequency]
  const year = m
  const pick = (low: number, high: number): number => low * (high / low) ** uniform() // log-uniform
  const walk = uniform() < 0.15 ? 0 : pick(0.002, 0.06) / Math.sqrt(year)
  const growthKind = uniform()
  const longRun = (0.015 + 0.03 * normal()) / year
  const growthShock = growthKind < 0.35 ? pick(0.002, 0.03) / year / Math.sqrt(year) : 0
  const reversion = growthKind < 0.2 ? 1 : 1 - pick(0.02, 0.5) / year
  const sampling = uniform() < 0.3 ? 0 : walk === 0 ? pick(0.003, 0.15) : pick(0.05, 8) * walk
  const ar = uniform() < 0.5 ? 0 : 0.9 * uniform()
  const ma = uniform() < 0.6 ? 0 : 1.4 * uniform() - 0.7
  const seasonal = m > 1 && uniform() < 0.67
  const seasonSize = seasonal ? pick(0.004, 0.25) : 0
  const seasonDrift = uniform() < 0.5 ? 0 : 0.05 * seasonSize * uniform()
  const harmonics = Array.from({ length: Math.min(4, Math.floor(m / 2)) }, (_, i) => ({
    turn: (2 * Math.PI * (i + 1)) / m,
    a: normal() / (i + 1),
    b: normal() / (i + 1),
  }))
  const irregular = Array.from({ length: m }, () => (uniform() < 0.3 ? normal() : 0))
  const recessionRate = uniform() < 0.5 ? 0 : 1 / (7 * year)
  const shiftRate = uniform() < 0.7 ? 0 : 1 / (12 * year)
  const outlierRate = uniform() < 0.7 ? 0 : 0.02
  const y = new Float64Array(length)
  let level = 0
  let growth = growthKind < 0.25 ? 0 : longRun
  let noise = 0
  let lastShock = 0
  let fall = 0
  let fallLeft = 0
  let recovery = 0
  for (let t = 0; t < length; t++) {
    growth = growthKind < 0.25 ? 0 : longRun + reversion * (growth - longRun) + growthShock * normal()
    if (fallLeft === 0 && uniform() < recessionRate) {
      fallLeft = Math.max(1, Math.round(year * (0.4 + uniform())))
      const depth = pick(0.01, 0.15)
      fall = depth / fallLeft
      recovery = ((0.2 + 0.9 * uniform()) * depth) / Math.max(1, Math.round(year * (1 + 3 * uniform())))
    }
    let cycle = 0
    if (fallLeft > 0) {
      cycle = -fall
      fallLeft--
    } else if (recovery > 1e-5) {
      cycle = recovery
      recovery *= 1 - 0.6 / year
    }
    level += growth + cycle + walk * normal()
    if (uniform() < shiftRate) level += 0.1 * normal()
    const shock = sampling * normal()
    noise = ar * noise + shock + ma * lastShock
    lastShock = shock
    let season = 0
    if (seasonal) {
      for (const h of harmonics) {
        season += h.a * Math.cos(h.turn * t) + h.b * Math.sin(h.turn * t)
        if (seasonDrift > 0) {
          h.a += (seasonDrift / seasonSize) * 0.3 * normal()
          h.b += (seasonDrift / seasonSize) * 0.3 * normal()
        }
      }
      season = seasonSize * (season + irregular[t % m]!)
    }
    const outlier = uniform() < outlierRate ? 0.08 * normal() : 0
    y[t] = Math.max(-12, Math.min(12, level + season + noise + outlier))
  }
  const additive = uniform() < 1 / 12
  return additive ? y : y.map(Math.exp)
}
