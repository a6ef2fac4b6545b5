import { formatPeriod, periodStart } from '../../domain/period.ts'
import type { SeriesForecast } from '../../forecast/types.ts'
import { publishedRating } from '../../market/gaps/rating.ts'
import type { GapFigure } from '../../market/gaps/simulate.ts'
import type { RegisteredBreak } from '../../storage/breaks.ts'
import type { ForecastScoreRow, ForecastSeriesRow, ForecastValueRow } from '../../storage/forecast-run.ts'
import type { GapRecord } from '../../storage/release.ts'
import type { Target } from './panel.ts'

/** Published section id, e.g. `VSIC2018:C`; a total is `_T`, a lens keeps its id. */
export const gapId = (area: string, code: string, year: number, sex: string): string => `${area}:${code}:${year}:${sex}`

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)

/** Rows of `forecast_series`, `forecast_value` and `forecast_score` for one target. */
export function forecastRows(
  target: Target,
  forecast: SeriesForecast,
  baseYear: number,
  register: ReadonlyMap<string, RegisteredBreak>,
) {
  const breaks = [...target.bridged, ...forecast.breaksObeyed].flatMap((id) => {
    const entry = register.get(id)
    return entry
      ? [
          {
            id,
            from: entry.periodStart.slice(0, 4),
            treatment: entry.treatment,
            reason: { vi: entry.reasonVi, en: entry.reasonEn },
            reference: entry.reference,
          },
        ]
      : []
  })
  const series: ForecastSeriesRow = {
    target_id: target.id,
    area_id: target.area,
    measure: target.measure,
    industry: target.industry,
    sex: target.sex,
    unit_measure: 'PS',
    base_status: target.baseStatus,
    method: {
      name: 'combination',
      published: forecast.published,
      weights: forecast.weights,
      trainedOn: `${formatPeriod(forecast.window.from, 'A')}..${formatPeriod(forecast.window.to, 'A')}`,
      breaks,
      calibration: forecast.calibration,
      intervalsWithheld: forecast.intervalsWithheld,
    },
    history: [...target.years]
      .filter(([year]) => year <= baseYear)
      .map(([year, { value, status }]) => ({ period: String(year), value, obsStatus: status })),
  }
  const values = Array.from(
    forecast.mean,
    (mean, h): ForecastValueRow => ({
      target_id: target.id,
      period_start: periodStart(forecast.start + h, 'A'),
      horizon: h + 1,
      mean,
      quantiles: forecast.quantiles.map((q) => q[h]!),
    }),
  )
  const scores = forecast.scores.map(
    (s): ForecastScoreRow => ({
      target_id: target.id,
      contender: s.contender,
      horizon: s.horizon,
      n: s.n,
      mae: finite(s.mae),
      mase: finite(s.mase),
      wape: finite(s.wape),
      scrps: finite(s.scrps),
      cov80: finite(s.cov80),
      cov95: finite(s.cov95),
      weight: forecast.weights[s.contender] ?? 0,
    }),
  )
  return { series, values, scores }
}

/** All occupations, or all sectors. */
export const ALL = '_T'

type Triple = readonly [number, number, number]
export const triple = ({ p10, p50, p90 }: { p10: number; p50: number; p90: number }): Triple => [p10, p50, p90]

/** Row of table `gap` for one simulated figure. */
export function gapRecord(
  area: string,
  sex: string,
  base: { readonly value: number; readonly status: string },
  figure: GapFigure,
): GapRecord {
  return {
    gap_id: gapId(area, figure.code, figure.year, sex),
    area_id: area,
    sector_kind: figure.kind,
    sector: figure.code,
    occupation: ALL,
    year: figure.year,
    sex,
    demand: triple(figure.demand),
    supply: triple(figure.supply),
    gap: triple(figure.gap),
    gap_percent: triple(figure.gapPercent),
    normalised_gap: figure.normalisedGap,
    expansion_demand: triple(figure.expansionDemand),
    replacement_demand: triple(figure.replacementDemand),
    job_openings: triple(figure.jobOpenings),
    definition_id: figure.definitionId,
    p_shortage: figure.pShortage,
    p_gap_positive: figure.pGapPositive,
    rating: publishedRating(figure.ratingProbabilities).rating,
    median_rating: figure.rating,
    rating_probabilities: figure.ratingProbabilities,
    three_step: null,
    base_value: base.value,
    base_status: base.status,
  }
}
