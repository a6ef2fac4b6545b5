import type { Contender, Path } from '../contender.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'
import { averagePaths, bestFew, FOLLOWED } from './akaike.ts'
import { type EtsForm, etsForecast } from './ets-filter.ts'
import { type EtsFit, fitEts } from './ets-fit.ts'

/** The fifteen forms of R's `ets` without multiplicative trend and without the unstable pairs (A,*,M). */
const FORMS: readonly EtsForm[] = (['A', 'M'] as const).flatMap((error) =>
  (['N', 'A', 'D'] as const).flatMap((trend) =>
    (['N', 'A', 'M'] as const)
      .filter((season) => error === 'M' || season !== 'M')
      .map((season) => ({ error, trend, season })),
  ),
)

interface EtsMemory {
  readonly forms: readonly { readonly form: EtsForm; readonly position: Float64Array }[]
}

/**
 * The forms defined on the series by ascending AICc, the best few of them.
 * A seasonal form needs three seasons; a multiplicative one positive values; a trend six observations.
 * @see Hyndman, Koehler, Snyder & Grose (2002), Int. J. Forecasting 18(3), 439-454
 */
export function selectEts(y: Float64Array, m: number): EtsFit[] {
  const positive = y.every((v) => v > 0)
  const fits: EtsFit[] = []
  let beat = Number.POSITIVE_INFINITY
  for (const form of FORMS) {
    if (form.season !== 'N' && (m <= 1 || y.length < 3 * m)) continue
    if (!positive && (form.error === 'M' || form.season === 'M')) continue
    if (form.trend !== 'N' && y.length < 6) continue
    const fit = fitEts(y, m, form, { beat })
    if (!fit) continue
    fits.push(fit)
    beat = Math.min(beat, fit.aicc)
  }
  return bestFew(fits)
}

function toPath(fits: readonly EtsFit[], length: number, m: number, h: number): Path & { readonly memory: EtsMemory } {
  const paths = fits.map((f) => etsForecast(f.form, f.parameters, f.state, f.sigma, length, m, h))
  return {
    ...averagePaths(
      paths,
      fits.map((f) => f.aicc),
    ),
    memory: { forms: fits.slice(0, FOLLOWED).map(({ form, position }) => ({ form, position })) },
    residuals: fits[0]!.residuals,
  }
}

/**
 * The ETS family. The forms with the smallest AICc are averaged (`averagePaths`), which on development panels takes 1 to
 * 2 % off the errors of the best one alone, R's choice; at a later origin the forms stay and their parameters are estimated anew.
 */
export const ets: Contender = {
  name: 'ets',
  minLength: () => 5,
  forecast: (y, m, h, memory) => {
    const earlier = memory as EtsMemory | undefined
    const again = earlier?.forms.flatMap(({ form, position }) => fitEts(y, m, form, { from: position }) ?? []) ?? []
    const fits = again.length > 0 ? again : selectEts(y, m)
    if (fits.length === 0) fits.push(fitEts(y, m, { error: 'A', trend: 'N', season: 'N' })!)
    return toPath(fits, y.length, m, h)
  },
}

/** One non-seasonal form on the seasonally adjusted series. */
function fixedForm(name: string, form: EtsForm, minLength: number): Contender {
  return {
    name,
    minLength: () => minLength,
    forecast: (y, m, h, memory) => {
      const season = seasonOf(y, m)
      const from = (memory as EtsMemory | undefined)?.forms.at(0)?.position
      const fit = fitEts(season.adjusted, 1, form, { from, isAnnual: m === 1 })!
      const { mean, sigma, memory: next } = toPath([fit], y.length, 1, h)
      reseasonalise(season, y.length, mean, sigma)
      return { mean, sigma, memory: next }
    },
  }
}

/** Simple exponential smoothing. @see Brown (1959); Hyndman & Athanasopoulos, FPP3, section 8.1 */
export const simpleSmoothing = fixedForm('ses', { error: 'A', trend: 'N', season: 'N' }, 3)
/** Holt's linear trend. @see Holt (1957), reprinted Int. J. Forecasting 20(1), 5-10 (2004) */
export const holt = fixedForm('holt', { error: 'A', trend: 'A', season: 'N' }, 5)
/** Damped trend. @see Gardner & McKenzie (1985), Management Science 31(10), 1237-1246 */
export const dampedTrend = fixedForm('damped', { error: 'A', trend: 'D', season: 'N' }, 5)
