import type { Contender, Path } from '../contender.ts'
import { reseasonalise, seasonOf } from '../prepare/season.ts'
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
  readonly form: EtsForm
  readonly position: Float64Array
}

/**
 * The form with the smallest AICc among those defined on the series.
 * A seasonal form needs three seasons; a multiplicative one positive values; a trend six observations.
 * @see Hyndman, Koehler, Snyder & Grose (2002), Int. J. Forecasting 18(3), 439-454
 */
export function selectEts(y: Float64Array, m: number, calls: number): EtsFit | null {
  const positive = y.every((v) => v > 0)
  let best: EtsFit | null = null
  for (const form of FORMS) {
    if (form.season !== 'N' && (m <= 1 || y.length < 3 * m)) continue
    if (!positive && (form.error === 'M' || form.season === 'M')) continue
    if (form.trend !== 'N' && y.length < 6) continue
    const fit = fitEts(y, m, form, calls)
    if (fit && (best === null || fit.aicc < best.aicc)) best = fit
  }
  return best
}

function toPath(fit: EtsFit, length: number, m: number, h: number): Path {
  const { mean, sigma } = etsForecast(fit.form, fit.parameters, fit.state, fit.sigma, length, m, h)
  const memory: EtsMemory = { form: fit.form, position: fit.position }
  return { mean, sigma, memory, residuals: fit.residuals }
}

/** The ETS family with its form chosen by AICc; at a later origin the form stays and the parameters are estimated anew. */
export const ets: Contender = {
  name: 'ets',
  minLength: () => 5,
  forecast: (y, m, h, memory) => {
    const earlier = memory as EtsMemory | undefined
    const again = earlier ? fitEts(y, m, earlier.form, 90, earlier.position) : null
    const fit = again ?? selectEts(y, m, 220) ?? fitEts(y, m, { error: 'A', trend: 'N', season: 'N' }, 120)!
    return toPath(fit, y.length, m, h)
  },
}

/** One non-seasonal form on the seasonally adjusted series. */
function fixedForm(name: string, form: EtsForm, minLength: number): Contender {
  return {
    name,
    minLength: () => minLength,
    forecast: (y, m, h, memory) => {
      const season = seasonOf(y, m)
      const earlier = memory as EtsMemory | undefined
      const fit = fitEts(season.adjusted, 1, form, earlier ? 70 : 160, earlier?.position)!
      const { mean, sigma, memory: next } = toPath(fit, y.length, 1, h)
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
