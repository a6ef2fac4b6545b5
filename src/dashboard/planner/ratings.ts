import type { Rating } from '../../contracts/gaps.ts'

/** From surplus to shortage, as the heat map's scale runs. */
export const RATING_ORDER: readonly Rating[] = [
  'strongSurplus',
  'moderateSurplus',
  'balanced',
  'moderateShortage',
  'strongShortage',
]
