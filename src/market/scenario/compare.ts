import { AppError } from '../../domain/errors.ts'
import { type Band, bandOf } from '../gaps/band.ts'
import { drawIndex } from '../gaps/draw-index.ts'
import { type GapDraws, WHOLE_ECONOMY } from '../gaps/draws.ts'
import { selectMedian } from '../gaps/select.ts'
import { type Lens, lensWeights } from '../gaps/simulate.ts'

/** Scenario less base of one quantity. */
export interface Difference {
  /** Medians of each, for showing beside the difference; their difference is not its median. */
  readonly base: number
  readonly scenario: number
  /** Quantiles of the differences draw by draw. */
  readonly difference: Band
  /** Share of draws in which the scenario is higher. */
  readonly pHigher: number
}

/** One cell of the comparison. Persons. */
export interface ComparedCell {
  readonly kind: 'total' | 'section' | 'lens'
  readonly code: string
  readonly year: number
  readonly demand: Difference
  readonly supply: Difference
  /** Demand less supply; a positive difference is more of a shortage. */
  readonly gap: Difference
}

/**
 * Compares a scenario with its base, cell by cell and draw by draw. Both must come from the same seed, so that draw d is the
 * same world twice: what differs is the scenario, and the noise cancels. Quantiles of the two are never subtracted.
 *
 * @throws AppError NOT_COMPARABLE when seed, draws, sectors or years differ
 */
export function compareScenario(base: GapDraws, scenario: GapDraws, lenses: readonly Lens[] = []): ComparedCell[] {
  checkComparable(base, scenario)
  const targets = [
    { kind: 'total' as const, code: WHOLE_ECONOMY, weights: base.codes.map(() => 1) },
    ...base.codes
      .filter((code) => code !== WHOLE_ECONOMY)
      .map((code, i) => ({ kind: 'section' as const, code, weights: base.codes.map((_, k) => (k === i ? 1 : 0)) })),
    ...lenses.map((lens) => ({ kind: 'lens' as const, code: lens.id, weights: lensWeights(base.codes, lens) })),
  ]
  return targets.flatMap(({ kind, code, weights }) =>
    Array.from({ length: base.horizon }, (_, k): ComparedCell => {
      const at = (market: GapDraws, values: Float64Array): Float64Array => sumAt(market, values, weights, k + 1)
      const demand = [at(base, base.demand), at(scenario, scenario.demand)] as const
      const supply = [at(base, base.supply), at(scenario, scenario.supply)] as const
      return {
        kind,
        code,
        year: base.baseYear + k + 1,
        demand: differ(...demand),
        supply: differ(...supply),
        gap: differ(subtract(demand[0], supply[0]), subtract(demand[1], supply[1])),
      }
    }),
  )
}

/** Difference of two quantities whose draws belong together, [draw] each. */
export function differ(base: Float64Array, scenario: Float64Array): Difference {
  const difference = subtract(scenario, base)
  let higher = 0
  for (let d = 0; d < difference.length; d++) if (difference[d]! > 0) higher++
  return {
    base: selectMedian(base),
    scenario: selectMedian(scenario),
    difference: bandOf(difference),
    pHigher: higher / difference.length,
  }
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, d) => value - b[d]!)
}

function sumAt(market: GapDraws, values: Float64Array, weights: readonly number[], t: number): Float64Array {
  const sums = new Float64Array(market.draws)
  weights.forEach((weight, i) => {
    if (weight === 0) return
    for (let d = 0; d < market.draws; d++) sums[d] = sums[d]! + weight * values[drawIndex(market, d, i, t)]!
  })
  return sums
}

function checkComparable(base: GapDraws, scenario: GapDraws): void {
  const key = ({ seed, draws, baseYear, horizon, codes }: GapDraws): string =>
    `seed ${seed}, ${draws} draws, ${baseYear} + ${horizon} years, sectors ${codes.join(' ')}`
  if (key(base) !== key(scenario))
    throw new AppError(
      'NOT_COMPARABLE',
      `A scenario is compared on the random numbers of its base: the base has ${key(base)}; the scenario has ${key(scenario)}.`,
    )
}
