import { SEASON_LENGTH, type SeasonalFrequency } from '../domain/period.ts'
import type { Random } from '../domain/random.ts'
import { logUniform, seasonalComponent } from './synthetic-season.ts'

/**
 * One synthetic series of the kind labour statistics are made of. Its trend-cycle, on a logarithmic scale, is one of
 *
 * - structural, three in five: random walk with a growth rate that reverts to a long-run rate (damped trend), is constant or is
 *   none (local level); recessions at random dates, a fall over some quarters and a recovery that may stay incomplete
 * - ARIMA, one in eight: stationary AR(1..3) and MA(0..2) from random partial autocorrelations, integrated up to twice
 * - population-like, one in ten: growth that itself moves slowly, hardly any noise
 * - a growth curve to saturation, one in sixteen
 * - a rate, one in ten: reverts to its mean, with a slow stochastic cycle and rises that are faster than falls
 *
 * and over it lie season (fixed or drifting), sampling error (white or ARMA; in some series most of the variation), level shifts,
 * single outlying values, and now and then a shock like those of 1974 or 2020: a sudden fall and a recovery over months or years.
 * Most are exponentiated, so that their variance grows with the level; one in ten stays additive and may cross zero, as net
 * changes and balances do; one in eight is rounded to a few digits, as published figures are.
 *
 * @param length observations wanted
 * @returns [length], unit free
 */
export function syntheticSeries(random: Random, frequency: SeasonalFrequency, length: number): Float64Array {
  const m = SEASON_LENGTH[frequency]
  const u = random.uniform()
  const trend =
    u < 0.62
      ? structural(random, m, length)
      : u < 0.74
        ? arima(random, m, length)
        : u < 0.84
          ? populationLike(random, m, length)
          : u < 0.9
            ? growthCurve(random, m, length)
            : rate(random, m, length)
  const season = seasonalComponent(random, m, length)
  const noise = samplingError(random, trend, u >= 0.74 && u < 0.84)
  const x = trend.map((v, t) => v + season[t]! + noise[t]!)
  disturb(random, m, x)
  for (let t = 0; t < length; t++) x[t] = Math.max(-12, Math.min(12, x[t]!))
  const y = random.uniform() < 0.1 ? x : x.map(Math.exp)
  return random.uniform() < 0.12 ? rounded(random, y) : y
}

function structural(random: Random, m: number, length: number): Float64Array {
  const { uniform, normal } = random
  const walk = uniform() < 0.15 ? 0 : logUniform(random, 0.002, 0.06) / Math.sqrt(m)
  const kind = uniform()
  const longRun = (0.015 + 0.03 * normal()) / m
  const growthShock = kind >= 0.25 && kind < 0.6 ? logUniform(random, 0.002, 0.03) / m / Math.sqrt(m) : 0
  const reversion = 1 - logUniform(random, 0.02, 0.5) / m
  const recessionRate = uniform() < 0.5 ? 0 : 1 / (7 * m)
  const fatTails = uniform() < 0.3
  const turnRate = uniform() < 0.85 ? 0 : 1 / (8 * m)
  const volatility = uniform() < 0.85 ? 0 : logUniform(random, 0.1, 0.5) / Math.sqrt(m)
  const cycle = uniform() < 0.85 ? null : stochasticCycle(random, m, logUniform(random, 0.005, 0.12))
  const out = new Float64Array(length)
  let level = 0
  let usual = longRun
  let growth = kind < 0.25 ? 0 : longRun + (uniform() < 0.3 ? (0.04 * normal()) / m : 0)
  let logSize = 0
  let fall = 0
  let fallLeft = 0
  let recovery = 0
  for (let t = 0; t < length; t++) {
    if (turnRate > 0 && uniform() < turnRate) {
      usual = longRun + (0.03 * normal()) / m
      if (uniform() < 0.5) growth = usual
    }
    if (kind >= 0.25) growth = usual + reversion * (growth - usual) + growthShock * normal()
    if (volatility > 0) logSize = (1 - 0.5 / m) * logSize + volatility * normal()
    if (fallLeft === 0 && uniform() < recessionRate) {
      fallLeft = Math.max(1, Math.round(m * (0.4 + uniform())))
      const depth = logUniform(random, 0.01, 0.15)
      fall = depth / fallLeft
      recovery = ((0.2 + 0.9 * uniform()) * depth) / Math.max(1, Math.round(m * (1 + 3 * uniform())))
    }
    let swing = 0
    if (fallLeft > 0) {
      swing = -fall
      fallLeft--
    } else if (recovery > 1e-5) {
      swing = recovery
      recovery *= 1 - 0.6 / m
    }
    const heavy = fatTails && uniform() < 0.05 ? 4 : 1
    level += growth + swing + heavy * Math.exp(logSize) * walk * normal()
    out[t] = level + (cycle ? cycle() : 0)
  }
  return out
}

/** Stationary coefficients from partial autocorrelations by the recursion of Durbin and Levinson. */
function fromPartial(partial: readonly number[]): number[] {
  let phi: number[] = []
  for (const r of partial) phi = [...phi.map((v, i) => v - r * phi[phi.length - 1 - i]!), r]
  return phi
}

function arima(random: Random, m: number, length: number): Float64Array {
  const { uniform, normal } = random
  const draws = (most: number): number[] =>
    Array.from({ length: Math.floor(uniform() * (most + 1)) }, () => 1.8 * uniform() - 0.9)
  const ar = fromPartial(draws(3))
  const ma = fromPartial(draws(2))
  const d = uniform() < 0.25 ? 0 : uniform() < 0.75 ? 1 : 2
  const drift = d === 1 && uniform() < 0.5 ? (0.03 * normal()) / m : 0
  const burn = 50
  const w = new Float64Array(length + burn)
  const e = w.map(() => normal())
  for (let t = 0; t < w.length; t++) {
    let v = e[t]!
    for (const [i, c] of ar.entries()) if (t > i) v += c * w[t - 1 - i]!
    for (const [i, c] of ma.entries()) if (t > i) v += c * e[t - 1 - i]!
    w[t] = v
  }
  const out = w.slice(burn)
  for (let k = 0; k < d; k++) for (let t = 1; t < length; t++) out[t]! += out[t - 1]!
  // a change over the year of one to thirty per cent
  let change = 0
  for (let t = m; t < length; t++) change += Math.abs(out[t]! - out[t - m]!) / (length - m)
  const size = logUniform(random, 0.01, 0.3) / (change || 1)
  return out.map((v, t) => size * (v - out[0]!) + drift * t)
}

function populationLike(random: Random, m: number, length: number): Float64Array {
  const { normal } = random
  const shock = logUniform(random, 0.0003, 0.008) / m / Math.sqrt(m)
  const memory = 1 - logUniform(random, 0.01, 0.3) / m
  const usual = (0.01 + 0.015 * normal()) / m
  const walk = random.uniform() < 0.5 ? 0 : logUniform(random, 0.0002, 0.004) / Math.sqrt(m)
  const out = new Float64Array(length)
  let growth = usual + (0.015 * normal()) / m
  let level = 0
  for (let t = 0; t < length; t++) {
    growth = usual + memory * (growth - usual) + shock * normal()
    level += growth + walk * normal()
    out[t] = level
  }
  return out
}

function growthCurve(random: Random, m: number, length: number): Float64Array {
  const { uniform, normal } = random
  const height = (uniform() < 0.75 ? 1 : -1) * logUniform(random, 0.2, 3)
  const middle = length * (1.4 * uniform() - 0.2)
  const speed = logUniform(random, 0.05, 0.6) / m
  const walk = uniform() < 0.3 ? 0 : logUniform(random, 0.002, 0.03) / Math.sqrt(m)
  let level = 0
  return Float64Array.from({ length }, (_, t) => {
    level += walk * normal()
    return height / (1 + Math.exp(-speed * (t - middle))) + level
  })
}

function rate(random: Random, m: number, length: number): Float64Array {
  const { uniform, normal } = random
  const memory = 1 - logUniform(random, 0.03, 1) / m
  const size = logUniform(random, 0.02, 0.15) / Math.sqrt(m)
  const cycle = uniform() < 0.5 ? null : stochasticCycle(random, m, logUniform(random, 0.05, 0.4))
  const asymmetry = uniform()
  let level = 0
  return Float64Array.from({ length }, () => {
    const shock = size * normal()
    // rises come faster than falls, as in unemployment
    level = memory * level + (shock > 0 ? (1 + asymmetry) * shock : shock) - 0.4 * asymmetry * size
    return level + (cycle ? cycle() : 0)
  })
}

/** Next value of a cycle of three to twelve years whose phase and size wander; its standard deviation is `size`. */
function stochasticCycle(random: Random, m: number, size: number): () => number {
  const turn = (2 * Math.PI) / (m * (3 + 9 * random.uniform()))
  const keep = 1 - logUniform(random, 0.05, 0.4) / m
  const [c, s] = [keep * Math.cos(turn), keep * Math.sin(turn)]
  const pushed = size * Math.sqrt(1 - keep * keep)
  let [a, b] = [size * random.normal(), size * random.normal()]
  return () => {
    ;[a, b] = [c * a + s * b + pushed * random.normal(), c * b - s * a + pushed * random.normal()]
    return a
  }
}

/** Sampling error in proportion to how much the trend moves, from none to most of the variation; white or ARMA(1,1). */
function samplingError(random: Random, trend: Float64Array, smooth: boolean): Float64Array {
  const { uniform, normal } = random
  const out = new Float64Array(trend.length)
  if (uniform() < (smooth ? 0.6 : 0.3)) return out
  let step = 0
  for (let t = 1; t < trend.length; t++) step += Math.abs(trend[t]! - trend[t - 1]!) / (trend.length - 1)
  const size = Math.min(
    0.3,
    step < 1e-5 ? logUniform(random, 0.003, 0.15) : logUniform(random, 0.05, smooth ? 2 : 8) * step,
  )
  const ar = uniform() < 0.5 ? 0 : 0.9 * uniform()
  const ma = uniform() < 0.6 ? 0 : 1.4 * uniform() - 0.7
  let noise = 0
  let last = 0
  for (let t = 0; t < out.length; t++) {
    const shock = size * normal()
    noise = ar * noise + shock + ma * last
    last = shock
    out[t] = noise
  }
  return out
}

/** Level shifts, single outlying values, and the shock that falls at once and comes back slowly, all rare; in place. */
function disturb(random: Random, m: number, x: Float64Array): void {
  const { uniform, normal } = random
  const shiftRate = uniform() < 0.7 ? 0 : 1 / (12 * m)
  const outlierRate = uniform() < 0.7 ? 0 : 0.02
  let shift = 0
  for (let t = 0; t < x.length; t++) {
    if (shiftRate > 0 && uniform() < shiftRate) shift += 0.1 * normal()
    x[t]! += shift + (outlierRate > 0 && uniform() < outlierRate ? 0.08 * normal() : 0)
  }
  if (uniform() >= 0.15) return
  const at = Math.floor(uniform() * x.length)
  const depth = -logUniform(random, 0.03, 0.5) * (uniform() < 0.85 ? 1 : -1)
  const lasting = uniform() < 0.3 ? 0.5 * uniform() * depth : 0
  const recovery = 1 - 1 / Math.max(1, m * logUniform(random, 0.1, 2.5))
  let gap = depth - lasting
  for (let t = at; t < x.length; t++) {
    x[t]! += lasting + gap
    gap *= recovery
  }
}

/** To two to four digits of the usual size. */
function rounded(random: Random, y: Float64Array): Float64Array {
  let size = 0
  for (const v of y) size += Math.abs(v) / y.length
  if (!(size > 0)) return y
  const unit = size * 10 ** -(1.3 + 2.2 * random.uniform())
  return y.map((v) => Math.round(v / unit) * unit)
}
