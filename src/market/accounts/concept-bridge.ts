import type { ObsStatus } from '../../domain/series.ts'

/** An annual figure with the statistical concept it was collected under. */
export interface ConceptValue {
  readonly year: number
  readonly value: number
  readonly concept: 'ICLS13' | 'ICLS19'
  readonly status: ObsStatus
}
/** An annual figure on one footing. `status` is E where it was bridged. */
export interface BridgedValue {
  readonly year: number
  readonly value: number
  readonly status: ObsStatus
}

/**
 * Carries figures of the 13th ICLS definition of employment to the footing of the 19th by an overlap ratio:
 *
 *     x19[t] = r * x13[t],   r = mean over the years known both ways of x19 / x13
 *
 * Where a year is published on both footings the newer one is kept as published. Since 2021 people who farm mainly for their
 * own use are no longer employed; the ratio stands in the break register with the years behind it.
 *
 * @param values annual figures of one series, at most one per (year, concept), same unit
 * @param ratio  x19 / x13, in (0, 1]; 1 for activities that the change of concept does not touch
 * @returns ascending by year; status E where the ratio was applied and is not 1
 */
export function bridgeToIcls19(values: readonly ConceptValue[], ratio: number): BridgedValue[] {
  if (!(ratio > 0 && ratio <= 1.5)) throw new RangeError(`overlap ratio ${ratio} is not a plausible new / old ratio`)
  const byYear = new Map<number, BridgedValue>()
  for (const { year, value, concept, status } of values) {
    const bridged =
      concept === 'ICLS19' || ratio === 1
        ? { year, value, status }
        : { year, value: value * ratio, status: 'E' as const }
    if (concept === 'ICLS19' || !byYear.has(year)) byYear.set(year, bridged)
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year)
}
