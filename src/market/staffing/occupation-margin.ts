import { AppError } from '../../domain/errors.ts'
import { ipf } from './ipf.ts'
import { dampedYears, projectShares, SHARE_DAMPING } from './share-trend.ts'

/** Staffing patterns of industries and how they move, as `projectShares` takes them. */
export interface Staffing {
  /** [I][O] base-year shares, each row summing to 1. */
  readonly shares: readonly (readonly number[])[]
  /** [I][O] log points a year. */
  readonly slopes: readonly (readonly number[])[]
}

/** What is known of the occupations themselves, whatever industry they work in. */
export interface OwnPast {
  /** [O] people in the base year, in any unit: only their shares count. */
  readonly base: readonly number[]
  /** [O] mean yearly change of the log of their number, see `meanLogGrowth`. */
  readonly growth: readonly number[]
}

/** Staffing that adds up to occupations as well as to industries. */
export interface BalancedStaffing extends Staffing {
  /** [T+1][O] log points by which an occupation's share of every industry is moved in a year beyond the trend; the base year's 0. */
  readonly tilt: readonly (readonly number[])[]
}

/**
 * Mean yearly change of the log of a series, over spans that are comparable within themselves: what happens between two spans,
 * a recoding or a change of concept, is no growth.
 *
 *     g = sum_spans ln(last / first) / sum_spans (years from first to last)
 *
 * @param spans  year -> value; zeros and spans of one year tell nothing
 * @returns 0 when no span tells anything
 */
export function meanLogGrowth(spans: readonly ReadonlyMap<number, number>[]): number {
  let change = 0
  let years = 0
  for (const span of spans) {
    const known = [...span].filter(([, value]) => value > 0).sort(([a], [b]) => a - b)
    const [first, last] = [known[0], known.at(-1)]
    if (!first || !last || first === last) continue
    change += Math.log(last[1] / first[1])
    years += last[0] - first[0]
  }
  return years > 0 ? change / years : 0
}

/**
 * Forecast of occupations from two sides: what the staffing of the industries makes of their forecasts, and where the
 * occupations' own past leads, damped as share trends are. Their geometric mean, scaled to all people of the industries.
 *
 *     M[o] = sqrt( S[o] base[o] exp( g[o] sum_{k<=h} phi^k ) ) c          c with sum_o M[o] = total
 *
 * Industries' forecasts err most in their mix and level, an occupation's own trend in neither alone; the mean of both loses to
 * neither by much (see docs/supply.md).
 *
 * @param fromStaffing  [O] S, people
 * @param h             years after the base year
 */
export function occupationMargin(
  fromStaffing: readonly number[],
  { base, growth }: OwnPast,
  total: number,
  h: number,
  phi: number = SHARE_DAMPING,
): number[] {
  const years = dampedYears(phi, h)
  const mean = fromStaffing.map((people, o) => Math.sqrt(people * base[o]! * Math.exp(growth[o]! * years)))
  const sum = mean.reduce((a, b) => a + b, 0)
  return mean.map((people) => (people * total) / sum)
}

/**
 * Balances staffing to both margins, industries and occupations, in the base year and in every year of a forecast (IPF). An
 * occupation's people of the base year are as published, those ahead as `occupationMargin` has them. What balancing does to a
 * column is one factor for the occupation in all industries: the tilt, which any other path of the industries can carry too.
 *
 * @param industries  [T+1][I] people, the base year first; the industries' totals never move
 * @throws AppError INVALID_INPUT for an occupation with people and no industry to work in, or the reverse; as `ipf`
 */
export function balanceStaffing(
  { shares, slopes }: Staffing,
  past: OwnPast,
  industries: readonly (readonly number[])[],
): BalancedStaffing {
  const now = industries[0]!
  const staffed = past.base.map((_, o) => shares.some((row, i) => now[i]! > 0 && row[o]! > 0))
  const wrong = staffed.findIndex((has, o) => has !== past.base[o]! > 0)
  if (wrong >= 0)
    throw new AppError(
      'INVALID_INPUT',
      `Occupation ${wrong} has ${past.base[wrong]} people and ${staffed[wrong] ? 'a' : 'no'} share of an industry; one without the other cannot be balanced.`,
      { occupation: wrong },
    )
  const all = (people: readonly number[]): number => people.reduce((a, b) => a + b, 0)
  const scaled = past.base.map((people) => (people * all(now)) / all(past.base))
  const { table } = ipf(cellsOf(shares, now), now, scaled)
  const balanced = table.map((row, i) => (now[i]! > 0 ? row.map((people) => people / now[i]!) : shares[i]!))
  const tilt = industries.map((people, h) => {
    if (h === 0) return past.base.map(() => 0)
    const ahead = cellsOf(
      balanced.map((row, i) => projectShares(row, slopes[i]!, h)),
      people,
    )
    const fromStaffing = past.base.map((_, o) => ahead.reduce((sum, row) => sum + row[o]!, 0))
    const margin = occupationMargin(fromStaffing, { base: scaled, growth: past.growth }, all(people), h)
    return Array.from(ipf(ahead, people, margin).columnFactors, logOf)
  })
  return { shares: balanced, slopes, tilt }
}

/** Nobody there, nothing to move. */
const logOf = (factor: number): number => (factor > 0 ? Math.log(factor) : 0)

const cellsOf = (shares: readonly (readonly number[])[], industries: readonly number[]): number[][] =>
  shares.map((row, i) => row.map((share) => share * industries[i]!))
