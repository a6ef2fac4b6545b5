import { arima } from './baselines/arima.ts'
import { drift } from './baselines/drift.ts'
import { dampedTrend, ets, holt, simpleSmoothing } from './baselines/ets.ts'
import { naive2 } from './baselines/naive2.ts'
import { optimisedTheta } from './baselines/optimised-theta.ts'
import { robustTrend } from './baselines/robust-trend.ts'
import { seasonalNaive } from './baselines/seasonal-naive.ts'
import { theta } from './baselines/theta.ts'
import { tenYearTrend } from './baselines/trend.ts'
import type { Contender } from './contender.ts'

/** The statistical ladder, simplest first. A new forecaster is one file in `baselines/` and one line here. */
export const LADDER: readonly Contender[] = [
  seasonalNaive,
  naive2,
  drift,
  tenYearTrend,
  robustTrend,
  simpleSmoothing,
  holt,
  dampedTrend,
  theta,
  optimisedTheta,
  ets,
  arima,
]

/** Names of the network and of the share of the whole, which a hierarchy adds, among the contenders, and of the blend in the scores. */
export const NETWORK = 'network'
export const SHARE = 'share'
export const COMBINATION = 'combination'

/** A contender's part of the weight before any has earned it; the others have to earn all of theirs. */
export type Prior = Readonly<Record<string, number>>

/** With fewer backtest origins than this the prior decides, and it is that of short noisy histories. */
const FEW_ORIGINS = 8

/**
 * The best small sets by their equal means on development origins. On annual and quarterly series Theta, which halves every
 * trend, and arima have no place in the prior, but Theta has in panels of a dozen years, where a trend is hardly known; on
 * monthly ones ets, arima and the dynamic Theta have. The network counts three times, on monthly series six times. In a
 * hierarchy the share of the whole holds as much as the others together: alone it was better than their equal mean at every
 * frequency.
 *
 * @param origins of the panel's backtest
 */
export function priorFor(m: number, origins: number): Prior {
  const annual = ['damped', 'drift', NETWORK, origins < FEW_ORIGINS ? 'theta' : 'holt']
  const own = m > 4 ? ['ets', 'arima', 'dotm', NETWORK] : m > 1 ? ['holt', 'ets', 'drift', NETWORK] : annual
  const parts = own.map((name) => [name, name === NETWORK ? (m > 4 ? 6 : 3) : 1] as const)
  return Object.fromEntries([...parts, [SHARE, parts.reduce((sum, [, part]) => sum + part, 0)]])
}
