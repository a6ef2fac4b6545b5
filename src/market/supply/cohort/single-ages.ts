import { AppError } from '../../../domain/errors.ts'

/** Five-year (or any) age groups: `from[g]` is the first age of group g, the last group reaches to `to`. */
export interface AgeGroups {
  /** [G] ascending first ages, e.g. 15, 20, 25, ... */
  readonly from: readonly number[]
  /** Last age of the last group; an open group needs one, e.g. 100. */
  readonly to: number
}

/**
 * Splits people by age group into single years of age.
 *
 * The running total of people up to each group's end is joined by the monotone cubic of Fritsch and Carlson, and its
 * yearly steps are the single ages. So every group keeps its total exactly, nobody is negative, and neighbours are smooth;
 * what five-year data never held (heaping, a year of war) is not invented.
 *
 * @param groups  first ages
 * @param people  [G] persons >= 0
 * @returns [to - from[0] + 1] persons by single age from from[0]
 * @throws AppError INVALID_INPUT for groups that do not ascend or people that are negative
 * @see Fritsch & Carlson (1980), SIAM J. Numerical Analysis 17(2), 238-246, doi:10.1137/0717021
 */
export function peopleBySingleAge(groups: AgeGroups, people: readonly number[]): Float64Array {
  const edges = [...groups.from, groups.to + 1]
  checkGroups(edges, people)
  const totals = [0]
  for (const count of people) totals.push(totals.at(-1)! + count)
  const at = monotoneCubic(edges, totals)
  return Float64Array.from({ length: groups.to + 1 - edges[0]! }, (_, k) => {
    const age = edges[0]! + k
    return Math.max(0, at(age + 1) - at(age))
  })
}

/**
 * Reads rates by age group at single ages: straight on the log-odds between the middles of the groups, level beyond the
 * first and last middle. A rate of 0 or 1 is held at 0.0001 from the edge.
 *
 * @param groups  first ages
 * @param rates   [G] shares in [0, 1]
 * @returns [to - from[0] + 1] shares by single age
 */
export function ratesBySingleAge(groups: AgeGroups, rates: readonly number[]): Float64Array {
  const edges = [...groups.from, groups.to + 1]
  checkGroups(edges, rates)
  const middles = rates.map((_, g) => (edges[g]! + edges[g + 1]!) / 2)
  const odds = rates.map(logit)
  return Float64Array.from({ length: groups.to + 1 - edges[0]! }, (_, k) => {
    const age = edges[0]! + k + 0.5
    if (age <= middles[0]!) return rates[0]!
    if (age >= middles.at(-1)!) return rates.at(-1)!
    const g = middles.findIndex((middle) => middle > age)
    const part = (age - middles[g - 1]!) / (middles[g]! - middles[g - 1]!)
    return logistic(odds[g - 1]! + part * (odds[g]! - odds[g - 1]!))
  })
}

const EDGE = 1e-4

/** ln(p / (1 - p)), with p held within [0.0001, 0.9999] so that a sample of all or none stays finite. */
export function logit(share: number): number {
  const held = Math.min(1 - EDGE, Math.max(EDGE, share))
  return Math.log(held / (1 - held))
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function checkGroups(edges: readonly number[], values: readonly number[]): void {
  const ascending = edges.every((edge, g) => g === 0 || edge > edges[g - 1]!)
  if (values.length === 0 || values.length !== edges.length - 1 || !ascending || !values.every((v) => v >= 0))
    throw new AppError(
      'INVALID_INPUT',
      `Age groups must ascend with one value >= 0 each; got first ages ${edges.slice(0, -1).join(', ')}, last age ${edges.at(-1)! - 1} and ${values.length} values.`,
    )
}

/** Piecewise cubic through rising points that rises between them. */
function monotoneCubic(x: readonly number[], y: readonly number[]): (at: number) => number {
  const steps = x.slice(1).map((value, i) => value - x[i]!)
  const slopes = steps.map((step, i) => (y[i + 1]! - y[i]!) / step)
  const tangents = x.map((_, i) => {
    if (i === 0) return slopes[0]!
    if (i === x.length - 1) return slopes.at(-1)!
    const [before, after] = [slopes[i - 1]!, slopes[i]!]
    if (before * after <= 0) return 0
    const [w1, w2] = [2 * steps[i]! + steps[i - 1]!, steps[i]! + 2 * steps[i - 1]!]
    return (w1 + w2) / (w1 / before + w2 / after)
  })
  return (at) => {
    let i = 0
    while (i < steps.length - 1 && at > x[i + 1]!) i++
    const h = steps[i]!
    const t = (at - x[i]!) / h
    const rise = (3 - 2 * t) * t * t
    const bend = t * (1 - t)
    return y[i]! + rise * (y[i + 1]! - y[i]!) + h * bend * ((1 - t) * tangents[i]! - t * tangents[i + 1]!)
  }
}
