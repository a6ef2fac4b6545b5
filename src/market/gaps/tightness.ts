import { AppError } from '../../domain/errors.ts'

/** Classes of vacancies per short-term unemployed, from the employer's side; the limits are those UWV uses. */
export const TIGHTNESS_BANDS = [
  { upTo: 0.25, id: 'veryLoose' },
  { upTo: 0.67, id: 'loose' },
  { upTo: 1.5, id: 'average' },
  { upTo: 4, id: 'tight' },
  { upTo: Number.POSITIVE_INFINITY, id: 'veryTight' },
] as const
export type TightnessBand = (typeof TIGHTNESS_BANDS)[number]['id']

/** Vacancies per unemployed person whose last or wanted work it is; null where nobody is. */
export const tightness = (vacancies: number, unemployed: number): number | null =>
  unemployed > 0 ? vacancies / unemployed : null

/** Class of a tightness; a value on a limit belongs to the looser one. */
export function classifyTightness(vacanciesPerUnemployed: number): TightnessBand {
  return TIGHTNESS_BANDS.find(({ upTo }) => vacanciesPerUnemployed <= upTo)?.id ?? 'veryTight'
}

/**
 * Share of vacancies that were filled, of those observed to be closed: open ones are not yet failures.
 * @returns 0 to 1; null when none was closed
 * @throws AppError INVALID_INPUT when more were filled than closed
 */
export function fillRate(filled: number, closed: number): number | null {
  if (!(filled >= 0 && filled <= closed))
    throw new AppError(
      'INVALID_INPUT',
      `${filled} of ${closed} closed vacancies were filled; it must be between none and all.`,
    )
  return closed > 0 ? filled / closed : null
}
