import { AppError } from '../../domain/errors.ts'

/**
 * Gap over a horizon in per cent of mean employment a year: 100 g / (T mean E).
 * @param gap persons over the whole horizon; openings less job seekers, or demand less supply
 */
export function normalisedGap(gap: number, years: number, meanEmployment: number): number {
  return (100 * gap) / (years * meanEmployment)
}

/** Vacancies for each unemployed person who looks for that work; Infinity when nobody does. */
export function tightness(vacancies: number, unemployed: number): number {
  return vacancies / unemployed
}

/** What an occupation's labour market looks like over a horizon, persons. */
export interface MarketFlows {
  readonly employment: number
  /** Entrants to the occupation over the horizon. */
  readonly inflow: number
  readonly shortTermUnemployed: number
  readonly expansionDemand: number
  readonly replacementDemand: number
  /** Default 0. Substitution demand: openings left by those who moved up. */
  readonly substitutionDemand?: number
}

/**
 * Indicator of the labour market in the stock form used by ROA: people there over people wanted.
 *
 *     (E0 + inflow + short-term unemployed) / (E0 + XD + RD + SD)
 *
 * Below 1 is good for those who seek work and a shortage for employers: name the viewpoint where it is shown.
 */
export function labourMarketIndicator(flows: MarketFlows): number {
  const { employment, inflow, shortTermUnemployed, expansionDemand, replacementDemand, substitutionDemand = 0 } = flows
  return (
    (employment + inflow + shortTermUnemployed) /
    (employment + expansionDemand + replacementDemand + substitutionDemand)
  )
}

/** Classes of the indicator from the viewpoint of those who seek work; the limits are ROA's. */
export const INDICATOR_CLASSES = [
  { upTo: 0.85, id: 'veryGood' },
  { upTo: 1, id: 'good' },
  { upTo: 1.05, id: 'reasonable' },
  { upTo: 1.15, id: 'moderate' },
  { upTo: Number.POSITIVE_INFINITY, id: 'poor' },
] as const
export type IndicatorClass = (typeof INDICATOR_CLASSES)[number]['id']

export function classifyIndicator(indicator: number): IndicatorClass {
  return INDICATOR_CLASSES.find(({ upTo }) => indicator <= upTo)?.id ?? 'poor'
}

/** Flows only: (inflow + short-term unemployed) / (XD + RD + SD). Not the indicator: the same data give another number. */
export function flowRatio(flows: Omit<MarketFlows, 'employment'>): number {
  const { inflow, shortTermUnemployed, expansionDemand, replacementDemand, substitutionDemand = 0 } = flows
  return (inflow + shortTermUnemployed) / (expansionDemand + replacementDemand + substitutionDemand)
}

/**
 * Share of an occupation's wanted mix of education that can be had: sum_f share_f min(1, supply_f / demand_f).
 * @param fields demand and supply of each field, persons; share_f is its part of demand
 * @returns 0 to 1; 1 when every field is covered, or nothing is wanted
 */
export function mixFill(fields: readonly { readonly demand: number; readonly supply: number }[]): number {
  const total = fields.reduce((sum, field) => sum + field.demand, 0)
  if (total === 0) return 1
  return fields.reduce((sum, { demand, supply }) => sum + Math.min(demand, supply), 0) / total
}

/**
 * Duncan's dissimilarity of women and men over occupations: 0.5 sum |w_o - m_o|, as shares of each sex.
 * @returns 0 the same distribution, 1 no occupation in common: the part of one sex that would have to move
 * @throws AppError INVALID_INPUT when one sex has nobody
 * @see Duncan & Duncan (1955), American Sociological Review 20(2), 210-217
 */
export function duncanIndex(women: readonly number[], men: readonly number[]): number {
  return dissimilarity(women, men) / 100
}

/**
 * Dissimilarity of two compositions, per cent: 50 sum |a_i / A - f_i / F|. A uniform miss has none.
 * @throws AppError INVALID_INPUT when one of them adds up to 0
 */
export function dissimilarity(actual: readonly number[], forecast: readonly number[]): number {
  const a = actual.reduce((x, y) => x + y, 0)
  const f = forecast.reduce((x, y) => x + y, 0)
  if (!(a > 0 && f > 0))
    throw new AppError('INVALID_INPUT', `Compositions need people on both sides; the totals are ${a} and ${f}.`)
  return 50 * actual.reduce((sum, value, i) => sum + Math.abs(value / a - forecast[i]! / f), 0)
}

/** Weighted absolute percentage error: 100 sum |f - a| / sum a. */
export function wape(actual: readonly number[], forecast: readonly number[]): number {
  const missed = actual.reduce((sum, value, i) => sum + Math.abs(forecast[i]! - value), 0)
  return (100 * missed) / actual.reduce((sum, value) => sum + value, 0)
}

/** Mean absolute percentage error: 100 mean |f - a| / a. Only for actual values well above 0. */
export function mape(actual: readonly number[], forecast: readonly number[]): number {
  return (100 * actual.reduce((sum, value, i) => sum + Math.abs(forecast[i]! - value) / value, 0)) / actual.length
}
