import { AppError } from '../../domain/errors.ts'

/** What a series is. Only observations say what happened. */
export const SERIES_KINDS = [
  'observation',
  'forecast',
  'projection',
  'target',
  'scenario',
  'override',
  'synthetic',
] as const
export type SeriesKind = (typeof SERIES_KINDS)[number]

/**
 * Lets through what a model may be trained and scored on.
 *
 * @returns the same series, in their order
 * @throws AppError NOT_COMPARABLE naming every series that is a target, a scenario or another statement about what has not
 *         been observed: a plan in the training data comes back as a forecast that the plan will be met
 */
export function requireObservations<T extends { readonly id: string; readonly kind: SeriesKind }>(
  series: readonly T[],
): readonly T[] {
  const refused = series.filter(({ kind }) => kind !== 'observation')
  if (refused.length > 0)
    throw new AppError(
      'NOT_COMPARABLE',
      `Only observations train or score a model; refused: ${refused.map(({ id, kind }) => `${id} (${kind})`).join(', ')}.`,
      { refused: refused.map(({ id, kind }) => ({ id, kind })) },
    )
  return series
}
