/** So many models at most are averaged, none whose AICc is further than `REACH` above the smallest. */
const AVERAGED = 4
const REACH = 8
/** So many of them are estimated anew at the later origins of a backtest. */
export const FOLLOWED = 2

/** The models worth averaging, by ascending AICc; at least one of any. */
export function bestFew<T extends { readonly aicc: number }>(fits: readonly T[]): T[] {
  const sorted = fits.toSorted((a, b) => a.aicc - b.aicc)
  return sorted.slice(0, AVERAGED).filter((f, i) => i === 0 || f.aicc - sorted[0]!.aicc < REACH)
}

/**
 * Paths of several models of one series in one, each weighing exp(-AICc / 2).
 *
 *     mean = sum w_i mean_i,   sigma^2 = sum w_i (sigma_i^2 + (mean_i - mean)^2)
 *
 * @see Kolassa (2011), Int. J. Forecasting 27(2), 238-251; Burnham & Anderson (2002), Model Selection, section 2.9
 */
export function averagePaths(
  paths: readonly { readonly mean: Float64Array; readonly sigma: Float64Array }[],
  aicc: readonly number[],
): { readonly mean: Float64Array; readonly sigma: Float64Array } {
  if (paths.length === 1) return paths[0]!
  const least = Math.min(...aicc)
  const weights = aicc.map((a) => Math.exp((least - a) / 2))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const h = paths[0]!.mean.length
  const mean = new Float64Array(h)
  const sigma = new Float64Array(h)
  paths.forEach((path, i) => {
    for (let k = 0; k < h; k++) mean[k]! += (weights[i]! / total) * path.mean[k]!
  })
  paths.forEach((path, i) => {
    for (let k = 0; k < h; k++)
      sigma[k]! += (weights[i]! / total) * (path.sigma[k]! ** 2 + (path.mean[k]! - mean[k]!) ** 2)
  })
  for (let k = 0; k < h; k++) sigma[k] = Math.sqrt(sigma[k]!)
  return { mean, sigma }
}
