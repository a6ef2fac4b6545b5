/** One dated value of a regular series; `index` is a period index (`domain/period.ts`). */
export interface DatedValue {
  readonly index: number
  readonly value: number | null
}

/**
 * Annual means of a quarterly stock: value[year] = mean of its four quarters. A year with fewer than four published quarters
 * has no mean: a partial year of a seasonal series is biased.
 *
 * @param quarters [n] quarterly observations, `index` = year * 4 + quarter - 1, any order, same unit
 * @returns year -> mean, only complete years
 */
export function annualMeanOfQuarters(quarters: readonly DatedValue[]): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const { index, value } of quarters) {
    if (value === null) continue
    const year = Math.floor(index / 4)
    const entry = sums.get(year) ?? { sum: 0, count: 0 }
    sums.set(year, { sum: entry.sum + value, count: entry.count + 1 })
  }
  return new Map(
    [...sums]
      .filter(([, { count }]) => count === 4)
      .map(([year, { sum }]) => [year, sum / 4] as const)
      .sort(([a], [b]) => a - b),
  )
}
