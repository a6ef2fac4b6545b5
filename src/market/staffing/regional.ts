import { AppError } from '../../domain/errors.ts'
import { createRandom } from '../../domain/random.ts'
import { type Band, bandOf } from '../gaps/band.ts'
import { drawBase } from '../gaps/regional-draws.ts'
import { ipfNWay } from './ipf-n-way.ts'

export interface RegionalSectionInput {
  readonly code: string
  /** National employment of the section, persons. */
  readonly national: number
  /** National share of trained workers in the section, 0 to 1. */
  readonly trainedShare: number
  /** Default 1. Seed of the area's cell before balancing; only its ratio to the rest's, against other sections, counts. */
  readonly areaSeed?: number
  /** Default 1. Seed of the rest of the country: for agriculture the rural shares of both are a good pair. */
  readonly restSeed?: number
  /** Standard deviation of the log error of such estimates, measured where sections are published by area. */
  readonly logSd: number
}

export interface RegionalEstimateInput {
  readonly sections: readonly RegionalSectionInput[]
  /** Employment of the area and of the rest of the country, persons, same year and concept as each other. */
  readonly areaTotal: number
  readonly restTotal: number
  /** Published shares of trained workers in the area and in the country, 0 to 1. */
  readonly areaTrainedShare: number
  readonly nationalTrainedShare: number
  /** Default 0.15. Largest relative difference between the sections' sum and areaTotal + restTotal that is bridged. */
  readonly maxRescaling?: number
  /** Default 2000. */
  readonly draws?: number
  readonly seed: number
}

export interface RegionalSectionEstimate {
  readonly code: string
  /** Estimated employment of the area, persons. */
  readonly value: number
  /** Of the estimate's error distribution; its mean is about `value`, its p50 is below it. */
  readonly band: Band
  readonly trained: number
  readonly untrained: number
  /** Location quotient: the area's share of the section over its share of all employment. */
  readonly locationQuotient: number
}

export interface RegionalEstimate {
  readonly sections: readonly RegionalSectionEstimate[]
  /** (areaTotal + restTotal) / sum of national sections: what the national structure was multiplied by. */
  readonly nationalRescaling: number
  /** Points of logit the sections' trained shares were moved by, to meet the national trained share. */
  readonly trainedShift: number
  /** Largest relative residual of any margin. */
  readonly residual: number
  /** Kullback-Leibler divergence of the table from its seed, nats: how far the margins had to pull it. */
  readonly klDivergence: number
  readonly sweeps: number
}

/**
 * Estimates an area's employment by section, which nobody publishes, from what is: a three-way table
 * {area, rest} x section x {trained, untrained} balanced to its published margins.
 *
 *     margins: {area, rest} x {trained, untrained}     and     section x {trained, untrained}
 *     seed:    seed[a,i] N_i
 *
 * An area with many trained people gets more of the sections that employ them. What the margins do not say, the seed
 * says; the error of the method must be measured elsewhere and comes in as `logSd`. Two sources are reconciled first:
 * the national sections are rescaled to areaTotal + restTotal, and their trained shares shifted by one constant on the
 * logit scale so that they add up to the national trained share.
 *
 * @throws AppError INVALID_INPUT; MARGINS_INCONSISTENT when the sources differ by more than `maxRescaling`, or the area
 *         would need more trained people than the country has; NOT_CONVERGED
 */
export function estimateRegionalSections(input: RegionalEstimateInput): RegionalEstimate {
  const { sections, areaTotal, restTotal, areaTrainedShare, nationalTrainedShare, maxRescaling = 0.15 } = input
  const empty = sections.find(({ national }) => !(national > 0))
  if (empty || !(areaTotal > 0 && restTotal > 0))
    throw new AppError(
      'INVALID_INPUT',
      `National sections and both totals must be positive; ${empty ? `section ${empty.code} has ${empty.national}` : `got ${areaTotal} and ${restTotal}`}.`,
    )
  const total = areaTotal + restTotal
  const nationalRescaling = total / sections.reduce((sum, section) => sum + section.national, 0)
  if (!(Math.abs(nationalRescaling - 1) <= maxRescaling))
    throw new AppError(
      'MARGINS_INCONSISTENT',
      `Area and rest have ${total} employed, the national sections ${total / nationalRescaling}; they differ by more than ${100 * maxRescaling} %. Take both from one year and concept.`,
      { nationalRescaling, maxRescaling },
    )
  const national = sections.map((section) => section.national * nationalRescaling)
  const { shares: trainedShares, shift } = shiftToMean(sections, national, nationalTrainedShare)
  const trainedOfArea = areaTrainedShare * areaTotal
  const trainedOfRest = nationalTrainedShare * total - trainedOfArea
  if (!(trainedOfRest >= 0 && trainedOfRest <= restTotal))
    throw new AppError(
      'MARGINS_INCONSISTENT',
      `The area's trained share ${areaTrainedShare} leaves ${trainedOfRest} trained among ${restTotal} in the rest of the country.`,
    )
  const seedOf = (factor: (section: RegionalSectionInput) => number): number[] =>
    sections.flatMap((section, i) => {
      const people = factor(section) * national[i]!
      return [people * trainedShares[i]!, people * (1 - trainedShares[i]!)]
    })
  const seed = [...seedOf((s) => s.areaSeed ?? 1), ...seedOf((s) => s.restSeed ?? 1)]
  const byTraining = [trainedOfArea, areaTotal - trainedOfArea, trainedOfRest, restTotal - trainedOfRest]
  const bySection = national.flatMap((people, i) => [people * trainedShares[i]!, people * (1 - trainedShares[i]!)])
  const { cells, sweeps, residual, klDivergence } = ipfNWay([2, sections.length, 2], seed, [
    { axes: [0, 2], values: byTraining },
    { axes: [1, 2], values: bySection },
  ])

  const values = sections.map((section, i) => ({
    code: section.code,
    base: cells[2 * i]! + cells[2 * i + 1]!,
    logSd: section.logSd,
  }))
  const draws = input.draws ?? 2000
  const base = drawBase(values, createRandom(input.seed), draws)
  const estimates = values.map(
    ({ code, base: value }, i): RegionalSectionEstimate => ({
      code,
      value,
      band: bandOf(Float64Array.from({ length: draws }, (_, d) => base[d * values.length + i]!)),
      trained: cells[2 * i]!,
      untrained: cells[2 * i + 1]!,
      locationQuotient: value / national[i]! / (areaTotal / total),
    }),
  )
  return { sections: estimates, nationalRescaling, trainedShift: shift, residual, klDivergence, sweeps }
}

/** Moves all trained shares by one constant on the logit scale until their mean, weighted by people, is `target`. */
function shiftToMean(
  sections: readonly RegionalSectionInput[],
  people: readonly number[],
  target: number,
): { shares: number[]; shift: number } {
  if (!(target > 0 && target < 1) || !sections.every(({ trainedShare: s }) => s > 0 && s < 1))
    throw new AppError(
      'INVALID_INPUT',
      'Trained shares must be fractions between 0 and 1, not per cent; 0 and 1 are neither.',
    )
  const total = people.reduce((a, b) => a + b, 0)
  const moved = (shift: number): number[] =>
    sections.map(({ trainedShare: s }) => 1 / (1 + Math.exp(-(Math.log(s / (1 - s)) + shift))))
  let low = -20
  let high = 20
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2
    const mean = moved(middle).reduce((sum, share, i) => sum + share * people[i]!, 0) / total
    if (mean < target) low = middle
    else high = middle
  }
  const shift = (low + high) / 2
  return { shares: moved(shift), shift }
}
