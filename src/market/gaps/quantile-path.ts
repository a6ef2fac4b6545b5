import { AppError } from '../../domain/errors.ts'
import { normalQuantile } from './normal-quantile.ts'

/** A forecast of one quantity as quantiles by horizon, with the level it starts from. */
export interface QuantilePath {
  /** Value in the base year, > 0, in the unit of `values`. */
  readonly base: number
  /** [Q] ascending, each in (0, 1), at least two. */
  readonly levels: readonly number[]
  /** [Q][H] quantiles for the years base+1 .. base+H, never falling in Q. */
  readonly values: readonly ArrayLike<number>[]
}

/** The path of a quantity that grows as another does, from a base of its own: a fixed share of it. */
export function growingWith(path: QuantilePath, base: number): QuantilePath {
  const ratio = base / path.base
  return { base, levels: path.levels, values: path.values.map((row) => Array.from(row, (v) => v * ratio)) }
}

/** Value of a path at horizon h (1..H) for a standard normal score z: its quantile at level Phi(z). */
export type PathSampler = (h: number, z: number) => number

/** No draw of a count of people falls below this share of the median of its horizon: nobody forecasts an empty sector. */
const FLOOR_SHARE_OF_MEDIAN = 0.01

/**
 * Turns quantiles into a function of a normal score: straight between the known quantiles, the tails prolonged as the
 * normal distribution through the last two of each side, never below 1 % of that horizon's median.
 *
 * Interpolating on the normal score and not on the level makes the sampler exact when the forecast is normal.
 *
 * @throws AppError INVALID_INPUT when levels do not ascend, quantiles cross, or a value is missing or not a number
 */
export function createPathSampler(path: QuantilePath, horizon: number, name: string): PathSampler {
  const { base, levels, values } = path
  const count = levels.length
  if (count < 2 || values.length !== count || values.some((row) => row.length < horizon))
    throw new AppError(
      'INVALID_INPUT',
      `${name}: needs at least two quantile levels, each with ${horizon} horizons; got ${count} levels and ${values.length} rows of ${values[0]?.length ?? 0}.`,
    )
  if (!(base > 0 && Number.isFinite(base)))
    throw new AppError('INVALID_INPUT', `${name}: the base value is ${base}; it must be a positive number.`)
  const scores = levels.map(normalQuantile)
  const knots = new Float64Array(horizon * count)
  for (let h = 0; h < horizon; h++)
    for (let q = 0; q < count; q++) {
      const value = values[q]![h]!
      if (!Number.isFinite(value))
        throw new AppError(
          'INVALID_INPUT',
          `${name}: quantile ${levels[q]} at horizon ${h + 1} is missing. Where intervals are withheld a gap has no probability; leave the series out.`,
        )
      if (q > 0 && (value < knots[h * count + q - 1]! || scores[q]! <= scores[q - 1]!))
        throw new AppError('INVALID_INPUT', `${name}: quantiles cross or levels do not ascend at horizon ${h + 1}.`)
      knots[h * count + q] = value
    }
  const at = (h: number, z: number): number => {
    let q = 1
    while (q < count - 1 && z > scores[q]!) q++
    const low = knots[(h - 1) * count + q - 1]!
    const high = knots[(h - 1) * count + q]!
    return low + ((z - scores[q - 1]!) * (high - low)) / (scores[q]! - scores[q - 1]!)
  }
  const floors = Float64Array.from({ length: horizon }, (_, h) => FLOOR_SHARE_OF_MEDIAN * Math.max(0, at(h + 1, 0)))
  return (h, z) => Math.max(floors[h - 1]!, at(h, z))
}
