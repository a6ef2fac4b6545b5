import { AppError } from '../../domain/errors.ts'
import { calibrateExits } from './calibrate-exits.ts'
import { type Flows, jobOpenings, OPENINGS_DEFINITIONS, type Openings, type OpeningsDefinition } from './openings.ts'

export interface OccupationInput {
  readonly occupation: string
  /** [T+1] employment, persons. */
  readonly employment: readonly number[]
  /** x and m, yearly shares before calibration. */
  readonly exitRate: number
  readonly transferRate: number
  /** [T] leavers by age cohorts; without them the occupation has no `net_cohort` figure. */
  readonly cohortLeavers?: readonly number[]
}

export interface OccupationOpenings {
  readonly occupation: string
  /** Calibrated exit rates, [T]. */
  readonly exitRates: readonly number[]
  readonly byDefinition: Readonly<Partial<Record<OpeningsDefinition, Openings>>>
}

export interface OpeningsTable {
  readonly occupations: readonly OccupationOpenings[]
  /** Sums over the occupations; by `bls_separations` they count moves between occupations, which nobody trains for. */
  readonly totals: Readonly<Partial<Record<OpeningsDefinition, Flows>>>
  /** [T] factor on the odds of leaving; 1 without a demographic total. */
  readonly oddsFactors: readonly number[]
}

/**
 * Openings of all occupations by each definition, with exits that add up to the demographic total.
 *
 * Year by year the exit rates are moved together (`calibrateExits`) until sum_o exits_o is the number of people who leave
 * by the supply model; then `jobOpenings` counts each definition from the same employment and rates.
 *
 * @param demographicExits [T] employed people who leave the labour force in the year, all occupations. Without it the rates
 *                         stay as given, and replacement may drift away from the population
 */
export function openingsByOccupation(
  occupations: readonly OccupationInput[],
  demographicExits?: readonly number[],
): OpeningsTable {
  const years = (occupations[0]?.employment.length ?? 0) - 1
  const odd = occupations.find((o) => o.employment.length !== years + 1)
  if (years < 1 || odd || (demographicExits && demographicExits.length !== years))
    throw new AppError(
      'INVALID_INPUT',
      `Occupations need employment of the same years and exits for each; ${odd?.occupation ?? 'the table'} does not fit ${years} years.`,
    )
  const calibrated = Array.from({ length: years }, (_, t) => {
    const rates = occupations.map((o) => o.exitRate)
    if (!demographicExits) return { rates, oddsFactor: 1 }
    const middle = occupations.map((o) => (o.employment[t]! + o.employment[t + 1]!) / 2)
    return calibrateExits(middle, rates, demographicExits[t]!)
  })
  const rows = occupations.map((input, o): OccupationOpenings => {
    const exitRates = calibrated.map(({ rates }) => rates[o]!)
    const given = OPENINGS_DEFINITIONS.filter((id) => id !== 'net_cohort' || input.cohortLeavers)
    return {
      occupation: input.occupation,
      exitRates,
      byDefinition: Object.fromEntries(
        given.map((definitionId) => [definitionId, jobOpenings({ ...input, definitionId, exitRate: exitRates })]),
      ),
    }
  })
  const complete = OPENINGS_DEFINITIONS.filter((id) => rows.every((row) => row.byDefinition[id]))
  const totals = Object.fromEntries(
    complete.map((id) => [id, sumFlows(rows.map((r) => r.byDefinition[id]!.cumulative))]),
  )
  return { occupations: rows, totals, oddsFactors: calibrated.map((year) => year.oddsFactor) }
}

/**
 * Openings by education: JO[o,e] = JO[o] pi[e|o], with pi the mix wanted of those who enter, not of all who work there.
 * @param openings [O] persons
 * @param mix      [O][E] shares, each row summing to 1
 */
export function openingsByEducation(openings: readonly number[], mix: readonly (readonly number[])[]): number[][] {
  return openings.map((people, o) => {
    const sum = mix[o]!.reduce((a, b) => a + b, 0)
    if (Math.abs(sum - 1) > 1e-9)
      throw new AppError('INVALID_INPUT', `The education mix of occupation ${o} sums to ${sum}; it must sum to 1.`)
    return mix[o]!.map((share) => people * share)
  })
}

function sumFlows(flows: readonly Flows[]): Flows {
  return flows.reduce((sum, flow) => ({
    expansionDemand: sum.expansionDemand + flow.expansionDemand,
    replacementDemand: sum.replacementDemand + flow.replacementDemand,
    jobOpenings: sum.jobOpenings + flow.jobOpenings,
  }))
}
