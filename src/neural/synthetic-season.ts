import type { Random } from '../domain/random.ts'

/** Log-uniform between two bounds. */
export const logUniform = (random: Random, low: number, high: number): number => low * (high / low) ** random.uniform()

/**
 * Season of a synthetic series: up to four random harmonics and single odd months, fixed or drifting, absent in three of ten
 * monthly and quarterly series; in some the pattern changes once, as after a change of definition.
 *
 * @returns [length] on the logarithmic scale
 */
export function seasonalComponent(random: Random, m: number, length: number): Float64Array {
  const { uniform, normal } = random
  const out = new Float64Array(length)
  if (m === 1 || uniform() < 0.3) return out
  const size = logUniform(random, 0.003, 0.25)
  const drift = uniform() < 0.5 ? 0 : 0.06 * uniform() ** 2
  const harmonics = Array.from({ length: Math.min(4, Math.floor(m / 2)) }, (_, i) => ({
    turn: (2 * Math.PI * (i + 1)) / m,
    a: normal() / (i + 1),
    b: normal() / (i + 1),
  }))
  const odd = Float64Array.from({ length: m }, () => (uniform() < 0.3 ? normal() : 0))
  const change = uniform() < 0.05 ? Math.floor(uniform() * length) : -1
  // sines of a whole season, so that a long series costs no trigonometry
  const tables = harmonics.map(({ turn }) =>
    Array.from({ length: m }, (_, j) => [Math.cos(turn * j), Math.sin(turn * j)]),
  )
  for (let t = 0; t < length; t++) {
    if (t === change)
      for (const h of harmonics) {
        h.a += 0.5 * normal()
        h.b += 0.5 * normal()
      }
    const j = t % m
    let value = odd[j]!
    for (const [i, h] of harmonics.entries()) {
      value += h.a * tables[i]![j]![0]! + h.b * tables[i]![j]![1]!
      if (drift > 0) {
        h.a += drift * normal()
        h.b += drift * normal()
      }
    }
    out[t] = size * value
  }
  return out
}
