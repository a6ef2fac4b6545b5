import { arima } from './baselines/arima.ts'
import { drift } from './baselines/drift.ts'
import { dampedTrend, ets, holt, simpleSmoothing } from './baselines/ets.ts'
import { optimisedTheta } from './baselines/optimised-theta.ts'
import { seasonalNaive } from './baselines/seasonal-naive.ts'
import { theta } from './baselines/theta.ts'
import { tenYearTrend } from './baselines/trend.ts'
import type { Contender } from './contender.ts'

/** The statistical ladder, simplest first. A new forecaster is one file in `baselines/` and one line here. */
export const LADDER: readonly Contender[] = [
  seasonalNaive,
  drift,
  tenYearTrend,
  simpleSmoothing,
  holt,
  dampedTrend,
  theta,
  optimisedTheta,
  ets,
  arima,
]

/** Name of the network among the contenders, and of the blend in the scores. */
export const NETWORK = 'network'
export const COMBINATION = 'combination'
