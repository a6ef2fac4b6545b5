import { AppError } from '../../domain/errors.ts'

export interface ShareTrendOptions {
  /** Default: the column with the largest last count. Category the log-ratios are taken against. */
  readonly reference?: number
  /** [T] weights of the years, e.g. effective sample sizes. Default: equal. */
  readonly weights?: readonly number[]
  /** [O] slopes of the parent (e.g. the same occupations over all industries). Default: 0, no trend. */
  readonly parentSlopes?: readonly number[]
}

export interface ShareTrend {
  /** [O] shares of the last year, sum 1. */
  readonly lastShares: readonly number[]
  readonly reference: number
  /** [O] b, fitted change of ln(share / reference share) a year; 0 at the reference and at structural zeros. */
  readonly slopes: readonly number[]
  /** [O] squared standard errors of b. */
  readonly slopeVariances: readonly number[]
  /** Variance of true slopes between categories around their parents. */
  readonly tau2: number
  /** [O] b~, slopes after shrinkage. */
  readonly shrunkSlopes: readonly number[]
}

/** Default damping phi of share trends. */
export const SHARE_DAMPING = 0.9

/**
 * Fits trends of shares as log-ratios to one reference category, and shrinks them.
 *
 *     y[o,t] = ln( share[o,t] / share[ref,t] )          b = weighted least squares of y on t
 *     b~ = w b + (1 - w) b_parent          w = tau2 / (tau2 + se(b)^2)
 *
 * @param counts  [T][O] people, consecutive years, T >= 3. A category empty in every year is a structural zero and stays
 *                empty; a single empty year must be filled by `fillSamplingZeros` first
 * @throws AppError INSUFFICIENT_HISTORY for fewer than three years; INVALID_INPUT for a sampling zero or an empty
 *         reference
 */
export function fitShareTrend(counts: readonly (readonly number[])[], options: ShareTrendOptions = {}): ShareTrend {
  const years = counts.length
  if (years < 3)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Share trends need three years at least, ${years} given; keep shares fixed.`,
    )
  const last = counts[years - 1]!
  const reference = options.reference ?? last.indexOf(Math.max(...last))
  const weights = options.weights ?? counts.map(() => 1)
  const structural = last.map((_, o) => counts.every((row) => row[o] === 0))
  const lines = last.map((_, o) => {
    if (o === reference || structural[o]) return { slope: 0, variance: 0 }
    const y = counts.map((row) => Math.log(row[o]! / row[reference]!))
    if (!y.every(Number.isFinite))
      throw new AppError(
        'INVALID_INPUT',
        `Category ${o} or the reference ${reference} is empty in some years only; fill sampling zeros before fitting.`,
        { category: o, reference },
      )
    return slopeOf(y, weights)
  })
  const parents = options.parentSlopes ?? last.map(() => 0)
  const free = lines.flatMap(({ slope, variance }, o) =>
    o === reference || structural[o] ? [] : [{ deviation: slope - parents[o]!, variance }],
  )
  const tau2 = slopeVarianceBetween(free)
  const total = last.reduce((a, b) => a + b, 0)
  return {
    lastShares: last.map((people) => people / total),
    reference,
    slopes: lines.map((line) => line.slope),
    slopeVariances: lines.map((line) => line.variance),
    tau2,
    shrunkSlopes: lines.map(({ slope, variance }, o) =>
      o === reference || structural[o] ? 0 : shrinkSlope(slope, variance, tau2, parents[o]!).slope,
    ),
  }
}

/**
 * Shares h years ahead: softmax of the log-ratios moved by damped slopes.
 *
 *     y[T+h] = y[T] + b~ sum_{k=1..h} phi^k          share = softmax(y), 0 at the reference
 *
 * With slopes of 0 this is the fixed-share model, the benchmark that a trend has to beat.
 *
 * @param shares  [O] last shares, sum 1; a zero stays zero
 * @param slopes  [O] log points a year against the reference, whose slope is 0
 * @param phi     damping in (0, 1]
 */
export function projectShares(
  shares: readonly number[],
  slopes: readonly number[],
  h: number,
  phi: number = SHARE_DAMPING,
): number[] {
  const years = dampedYears(phi, h)
  const moved = shares.map((share, o) => share * Math.exp(slopes[o]! * years))
  const total = moved.reduce((a, b) => a + b, 0)
  return moved.map((share) => share / total)
}

/** sum_{k=1..h} phi^k: how many years of undamped trend h damped ones amount to. */
export function dampedYears(phi: number, h: number): number {
  let sum = 0
  for (let k = 1; k <= h; k++) sum += phi ** k
  return sum
}

/** Empirical Bayes: b~ = w b + (1 - w) parent, w = tau2 / (tau2 + se^2); w = 0 when both variances are 0. */
export function shrinkSlope(
  slope: number,
  variance: number,
  tau2: number,
  parent: number,
): { readonly weight: number; readonly slope: number } {
  const weight = tau2 > 0 ? tau2 / (tau2 + variance) : 0
  return { weight, slope: weight * slope + (1 - weight) * parent }
}

/**
 * Variance of true slopes around their parents, by the method of moments: the mean squared deviation that sampling does
 * not explain, floored at 0.
 */
export function slopeVarianceBetween(
  slopes: readonly { readonly deviation: number; readonly variance: number }[],
): number {
  if (slopes.length === 0) return 0
  const excess = slopes.reduce((sum, { deviation, variance }) => sum + deviation * deviation - variance, 0)
  return Math.max(0, excess / slopes.length)
}

/**
 * Fills zeros of some years only, moving each year's few people in the proportions of a parent distribution.
 *
 *     n'[t,o] = (n[t,o] + c q[o]) * n[t] / (n[t] + c sum_o q[o])
 *
 * q is 0 for categories empty in every year, which stay empty; the year's total n[t] does not change.
 *
 * @param counts  [T][O] people
 * @param parent  [O] shares of the parent, positive where a category is not structurally empty
 * @param added   c, people spread in each year that has such a zero; a small part of its total
 */
export function fillSamplingZeros(
  counts: readonly (readonly number[])[],
  parent: readonly number[],
  added: number,
): number[][] {
  const borrowed = parent.map((share, o) => (counts.every((row) => row[o] === 0) ? 0 : share))
  const spread = added * borrowed.reduce((a, b) => a + b, 0)
  return counts.map((row) => {
    const total = row.reduce((a, b) => a + b, 0)
    if (!row.some((people, o) => people === 0 && borrowed[o]! > 0)) return [...row]
    return row.map((people, o) => ((people + added * borrowed[o]!) * total) / (total + spread))
  })
}

/** Weighted least squares of y on 0, 1, 2, ...: slope and its squared standard error with T - 2 degrees of freedom. */
function slopeOf(y: readonly number[], weights: readonly number[]): { slope: number; variance: number } {
  const total = weights.reduce((a, b) => a + b, 0)
  const mean = (value: (t: number) => number): number => weights.reduce((sum, w, t) => sum + w * value(t), 0) / total
  const tMean = mean((t) => t)
  const yMean = mean((t) => y[t]!)
  const tt = total * mean((t) => (t - tMean) ** 2)
  const slope = (total * mean((t) => (t - tMean) * (y[t]! - yMean))) / tt
  const residual = total * mean((t) => (y[t]! - yMean - slope * (t - tMean)) ** 2)
  return { slope, variance: residual / (y.length - 2) / tt }
}
