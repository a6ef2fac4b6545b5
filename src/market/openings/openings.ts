import { AppError } from '../../domain/errors.ts'

/**
 * What counts as replacement demand. A figure of openings is never shown without its definition.
 * - `bls_separations`: labour-force exits and transfers to other occupations; all chances to enter
 * - `permanent_exits`: labour-force exits only (retirement, death, emigration); the need for training, since transfers
 *   cancel out in the whole economy
 * - `net_cohort`: leavers seen in repeated cross-sections of age cohorts; in a shrinking occupation only those who are
 *   really replaced count
 */
export const OPENINGS_DEFINITIONS = ['bls_separations', 'permanent_exits', 'net_cohort'] as const
export type OpeningsDefinition = (typeof OPENINGS_DEFINITIONS)[number]

export interface OpeningsInput {
  readonly definitionId: OpeningsDefinition
  /** [T+1] employment E_0 .. E_T, persons, one value a year. */
  readonly employment: ArrayLike<number>
  /** x: share of the employed who leave the labour force in a year, or [T] one a year. Needed except by `net_cohort`. */
  readonly exitRate?: number | ArrayLike<number>
  /** m: share who move to another occupation in a year, or [T] one a year. Needed by `bls_separations`. */
  readonly transferRate?: number | ArrayLike<number>
  /** [T] leavers in each year, persons, from `netCohortLeavers`. Needed by `net_cohort`. */
  readonly cohortLeavers?: ArrayLike<number>
}

/** Flows of one stretch of time, persons. */
export interface Flows {
  /** XD = change of employment; negative when it shrinks. */
  readonly expansionDemand: number
  /** RD, by the definition. */
  readonly replacementDemand: number
  /** JO = XD + RD; for `net_cohort` max(0, XD) + RD = max(0, XD + leavers). */
  readonly jobOpenings: number
}

export interface Openings {
  readonly definitionId: OpeningsDefinition
  /** [T] flows of each year. */
  readonly byYear: readonly Flows[]
  /** Flows of the years 1..T together; by `net_cohort` the floor at 0 applies to the whole stretch. */
  readonly cumulative: Flows
}

/**
 * Expansion demand, replacement demand and job openings of a path of employment.
 *
 *     XD_t = E_t - E_{t-1}          RD_t = (E_{t-1} + E_t)/2 * rate          JO_t = XD_t + RD_t
 *
 * with rate x + m (`bls_separations`) or x (`permanent_exits`). By `net_cohort`, RD = max(0, leavers + min(0, XD)).
 *
 * @throws AppError INVALID_INPUT when a rate the definition needs is missing or outside [0, 1)
 * @see BLS, Occupational separations methodology; Cedefop and ROA for the net cohort method
 */
export function jobOpenings(input: OpeningsInput): Openings {
  const { definitionId, employment } = input
  const years = employment.length - 1
  if (years < 1) throw new AppError('INVALID_INPUT', 'Openings need employment at two points in time at least.')
  const leavers = yearlyLeavers(input, years)
  const net = definitionId === 'net_cohort'
  const byYear = leavers.map((leaving, k) => flows(employment[k + 1]! - employment[k]!, leaving, net))
  const all = leavers.reduce((sum, leaving) => sum + leaving, 0)
  return { definitionId, byYear, cumulative: flows(employment[years]! - employment[0]!, all, net) }
}

function flows(expansionDemand: number, leavers: number, net: boolean): Flows {
  if (!net) return { expansionDemand, replacementDemand: leavers, jobOpenings: expansionDemand + leavers }
  const replacementDemand = Math.max(0, leavers + Math.min(0, expansionDemand))
  return { expansionDemand, replacementDemand, jobOpenings: Math.max(0, expansionDemand) + replacementDemand }
}

function yearlyLeavers(input: OpeningsInput, years: number): number[] {
  const { definitionId, employment, cohortLeavers } = input
  if (definitionId === 'net_cohort') {
    if (cohortLeavers?.length !== years)
      throw new AppError(
        'INVALID_INPUT',
        `net_cohort needs leavers for ${years} years, got ${cohortLeavers?.length ?? 0}.`,
      )
    return Array.from(cohortLeavers)
  }
  const separations = definitionId === 'bls_separations'
  return Array.from({ length: years }, (_, k) => {
    const exit = checkRate(rateOf(input.exitRate, k), 'exitRate', definitionId)
    const transfer = separations ? checkRate(rateOf(input.transferRate, k), 'transferRate', definitionId) : 0
    return midYearLeavers(employment[k]!, employment[k + 1]!, exit + transfer)
  })
}

function rateOf(rate: number | ArrayLike<number> | undefined, k: number): number | undefined {
  return typeof rate === 'object' ? rate[k] : rate
}

/** Leavers of one year: the rate applied to mid-year employment, the mean of its two ends. */
export function midYearLeavers(start: number, end: number, rate: number): number {
  return ((start + end) / 2) * rate
}

function checkRate(rate: number | undefined, name: string, definitionId: OpeningsDefinition): number {
  if (rate === undefined || !(rate >= 0 && rate < 1))
    throw new AppError('INVALID_INPUT', `${definitionId} needs ${name}, a yearly share in [0, 1); got ${rate}.`)
  return rate
}

/**
 * Leavers of an occupation between two cross-sections k years apart, cohort by cohort.
 *
 *     out_a = max(0, N[a, t] - N[a+k, t+k])          leavers = sum_a out_a
 *
 * Ages whose cohort grew count as entry, not as negative leaving.
 *
 * @param before  [A] people employed in the occupation by age group, persons
 * @param after   [A] the same cohorts k years later: after[a] holds those who were in age group a before
 * @returns persons over the k years
 * @see Willems & de Grip (1993), Int. J. Forecasting 9(2), 173-185
 */
export function netCohortLeavers(before: readonly number[], after: readonly number[]): number {
  if (before.length !== after.length)
    throw new AppError('INVALID_INPUT', `Cohorts do not match: ${before.length} before, ${after.length} after.`)
  return before.reduce((sum, people, a) => sum + Math.max(0, people - after[a]!), 0)
}
