import type { Random } from '../domain/random.ts'
import { logUniform } from './synthetic-season.ts'
import type { TrainingSeries } from './windows.ts'

/**
 * A real series made into one of many like it: two in five are mixed, as a weighted geometric mean over their last common
 * stretch, with another series of the same frequency; a third of all get sampling error of a random size, as a smaller sample
 * would have given. Series with values that are not positive stay as they are.
 */
export function augment(one: TrainingSeries, other: TrainingSeries, random: Random): TrainingSeries {
  let y = one.y
  const positive = (v: Float64Array): boolean => v.every((x) => x > 0)
  if (!positive(y)) return one
  if (random.uniform() < 0.4 && other !== one && other.frequency === one.frequency && positive(other.y)) {
    const n = Math.min(y.length, other.y.length)
    const [a, b] = [y.subarray(y.length - n), other.y.subarray(other.y.length - n)]
    const weight = 0.2 + 0.6 * random.uniform()
    if (n >= 20) y = a.map((v, t) => Math.exp(weight * Math.log(v / a[0]!) + (1 - weight) * Math.log(b[t]! / b[0]!)))
  }
  if (random.uniform() < 1 / 3) {
    const size = logUniform(random, 0.002, 0.08)
    const memory = random.uniform() < 0.6 ? 0 : 0.8 * random.uniform()
    let noise = 0
    y = y.map((v) => {
      noise = memory * noise + size * random.normal()
      return v * Math.exp(noise)
    })
  }
  return { frequency: one.frequency, y }
}
