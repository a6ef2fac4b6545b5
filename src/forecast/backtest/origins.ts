/** Rolling origins of a backtest: how many and how far apart. */
export interface OriginPlan {
  /** Observations before each origin counted from the end of the series: an origin `back` periods ago has T - back observations. Ascending in time. */
  readonly back: readonly number[]
}

const MAX_ORIGINS: Readonly<Record<number, number>> = { 1: 12, 4: 14, 12: 12 }

/** Fewest observations a backtest origin may have: three seasons, or six annual values. */
export function minimumTraining(m: number): number {
  return m === 1 ? 6 : 3 * m
}

/**
 * Origins at equal steps back from the end, so many that the longest series still has a sensible history at the first.
 * Steps are one period for annual data and grow with the horizon, so that outcomes of neighbouring origins overlap less;
 * quarterly origins lie three quarters apart and so fall on every quarter and span a decade: origins of the last three
 * years alone all see the same turn of the cycle, and weights fitted to it cost 1 to 4 % on quarterly panels.
 *
 * @param longest length of the longest series of the panel
 */
export function planOrigins(longest: number, m: number, h: number): OriginPlan {
  const most = MAX_ORIGINS[m] ?? 12
  const step = m === 1 ? 1 : m === 4 ? Math.max(3, Math.round(h / 3)) : Math.max(1, Math.round(h / 3))
  const back: number[] = []
  for (let k = most; k >= 1; k--) {
    const b = k * step
    if (longest - b >= minimumTraining(m)) back.push(b)
  }
  return { back }
}
