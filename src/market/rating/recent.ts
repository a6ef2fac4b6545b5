import { AppError } from '../../domain/errors.ts'

/** Indicators of how tight an occupation's market has been. `sign` turns each so that more is tighter. */
export const TIGHTNESS_INDICATORS = {
  employmentGrowth3y: { sign: 1 },
  wageGrowth3y: { sign: 1 },
  unemploymentRate: { sign: -1 },
  vacancyRate: { sign: 1 },
  vacancyDuration: { sign: 1 },
  overtimeShare: { sign: 1 },
  unemploymentClaims: { sign: -1 },
  fillRate: { sign: -1 },
} as const
export type TightnessIndicator = keyof typeof TIGHTNESS_INDICATORS

export interface IndicatorReading {
  readonly indicator: TightnessIndicator
  /** This year's value. */
  readonly value: number
  /** The same indicator in all occupations this year, this one among them. */
  readonly peers: readonly number[]
  /** The occupation's own earlier years, the last ten at most. */
  readonly own: readonly number[]
  /** Reliability in (0, 1], e.g. 1 - relative standard error. */
  readonly reliability: number
}

export interface RecentScore {
  /** R; null when too few indicators can be read. */
  readonly score: number | null
  readonly standardError: number | null
  /** z of each indicator used, + is tight, before trimming. */
  readonly z: Readonly<Partial<Record<TightnessIndicator, number>>>
}

/** Fewer indicators than this say too little: no score is better than one indicator's noise. */
export const FEWEST_INDICATORS = 3
const FEWEST_PEERS = 5
const FEWEST_YEARS = 5
const OWN_YEARS = 10
/** Weight cut off at each end before the mean. */
const TRIM = 0.2
/** One indicator never says more than this. */
const LARGEST_Z = 3

/**
 * Recent tightness of an occupation.
 *
 *     z_k = sign_k * mean( (x - mean peers) / sd peers , (x - mean own) / sd own )        R = trimmed weighted mean of z_k
 *
 * The occupation is read against all occupations this year, and against itself in its last ten years: the first alone would
 * call structurally tight occupations short for ever. A comparison with fewer than five values, or none that differ, is left
 * out. Twenty per cent of the weight is trimmed at each end, so that one broken series cannot make a shortage.
 *
 * @returns the score, its standard error from the spread of the indicators, and the z of each
 * @throws AppError INVALID_INPUT for a reliability outside (0, 1]
 */
export function recentScore(readings: readonly IndicatorReading[]): RecentScore {
  const read = readings.flatMap((reading) => {
    if (!(reading.reliability > 0 && reading.reliability <= 1))
      throw new AppError(
        'INVALID_INPUT',
        `Reliability of ${reading.indicator} is ${reading.reliability}; it must lie in (0, 1].`,
      )
    const z = standardise(reading)
    return z === null ? [] : [{ indicator: reading.indicator, z, weight: reading.reliability }]
  })
  const z = Object.fromEntries(read.map((entry) => [entry.indicator, entry.z]))
  if (read.length < FEWEST_INDICATORS) return { score: null, standardError: null, z }
  const score = trimmedMean(read)
  const total = read.reduce((sum, { weight }) => sum + weight, 0)
  const spread = read.reduce((sum, entry) => sum + (entry.weight * (entry.z - score)) ** 2, 0)
  const correction = read.length / (read.length - 1)
  return { score, standardError: Math.sqrt(correction * spread) / total, z }
}

function standardise({ indicator, value, peers, own }: IndicatorReading): number | null {
  const against = [deviation(value, peers, FEWEST_PEERS), deviation(value, own.slice(-OWN_YEARS), FEWEST_YEARS)].filter(
    (z) => z !== null,
  )
  if (against.length === 0) return null
  const z = (TIGHTNESS_INDICATORS[indicator].sign * against.reduce((a, b) => a + b, 0)) / against.length
  return Math.max(-LARGEST_Z, Math.min(LARGEST_Z, z))
}

function deviation(value: number, others: readonly number[], fewest: number): number | null {
  if (others.length < fewest) return null
  const mean = others.reduce((a, b) => a + b, 0) / others.length
  const sd = Math.sqrt(others.reduce((sum, other) => sum + (other - mean) ** 2, 0) / (others.length - 1))
  return sd > 0 ? (value - mean) / sd : null
}

/**
 * Weighted mean of what lies between the trimmed ends; a value on an edge counts with the part of its weight inside.
 * @param entries at least one, weights > 0
 */
export function trimmedMean(
  entries: readonly { readonly z: number; readonly weight: number }[],
  trim: number = TRIM,
): number {
  const sorted = [...entries].sort((a, b) => a.z - b.z)
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0)
  const [low, high] = [trim * total, (1 - trim) * total]
  let passed = 0
  let sum = 0
  for (const { z, weight } of sorted) {
    const inside = Math.max(0, Math.min(high, passed + weight) - Math.max(low, passed))
    sum += inside * z
    passed += weight
  }
  return sum / (high - low)
}
