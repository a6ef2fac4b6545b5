import { AppError } from '../../domain/errors.ts'

/**
 * Fixed share times industry: the occupation's last share of each industry, applied to the industries' forecasts. The
 * benchmark of every share model, since share change is the largest source of error in occupational projections.
 *
 * @param shares     [I] share of each industry's employment at the origin
 * @param industries [I] industries' employment forecast for the target year
 */
export function fixedShare(shares: readonly number[], industries: readonly number[]): number {
  if (shares.length !== industries.length)
    throw new AppError('INVALID_INPUT', `${shares.length} shares do not fit ${industries.length} industries.`)
  return shares.reduce((sum, share, i) => sum + share * industries[i]!, 0)
}
