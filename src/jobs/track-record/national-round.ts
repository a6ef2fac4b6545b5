import type { ForecastDependencies } from '../../forecast/engine.ts'
import { forecastRound, type RoundSeries } from '../../forecast/round.ts'
import { fixedShare } from '../../market/track-record/ladder.ts'
import type { PublishInputs } from '../publish/inputs.ts'
import { type NationalAccounts, SECTIONS } from '../publish/national.ts'
import { measuresOf, panelSeries, type Target, targetId } from '../publish/panel.ts'
import { staffingAt } from '../publish/staffing.ts'
import { type OccupationHistory, occupationHistory } from './occupations.ts'
import { casesOf, comparableUntil, type Tracked, type TrackedSubject } from './tracked.ts'

/** Contender: staffing of the sectors carried on by its trend. */
export const STAFFING_TREND = 'staffingTrend'
/** Fewest years a series must have at an origin for the ladder to be run on it. */
const SHORTEST_HISTORY = 6

export interface RoundContext {
  readonly inputs: PublishInputs
  readonly accounts: NationalAccounts
  readonly targets: readonly Target[]
  readonly hierarchy: ReadonlyMap<string, string>
  readonly quantiles: readonly number[]
  readonly seed: number
}

/** Years at whose end the national panel can be forecast with an outcome to follow. */
export function nationalOrigins({ accounts }: RoundContext): number[] {
  const years = [...accounts.total.keys()].sort((a, b) => a - b)
  return years.filter((year) => years.filter((y) => y <= year).length >= SHORTEST_HISTORY && year < accounts.baseYear)
}

/**
 * Sectors, their total, the sexes, the labour forces and the occupation groups, forecast at the end of `origin`.
 *
 * Series are the newest vintage cut at the origin: earlier vintages of these tables are not stored. Farming was joined to the
 * 19th ICLS by a ratio known only since 2021; it moves the level of history and outcome alike.
 */
export async function nationalRound(
  context: RoundContext,
  origin: number,
  deps: ForecastDependencies,
): Promise<Tracked[]> {
  const { targets, hierarchy, quantiles, seed, accounts } = context
  const usable = targets
    .filter(({ years }) => years.has(origin) && [...years.keys()].filter((y) => y <= origin).length >= SHORTEST_HISTORY)
    .map((target) => ({ ...target, breaks: target.breaks.filter(({ at }) => at <= origin) }))
  const horizon = Math.max(...usable.map(({ years }) => Math.max(...years.keys()))) - origin
  const round = await forecastRound(
    {
      panel: usable.map((target) => panelSeries(target, origin)),
      frequency: 'A',
      horizon,
      quantiles,
      seed,
      hierarchy,
      measures: measuresOf(usable),
    },
    deps,
  )
  const cases = targets.flatMap((target) => {
    const own = round.get(target.id)
    if (!own) return []
    const until = comparableUntil(target.breaks, origin)
    return casesOf(subjectOf(target), own, target.years, target.years, origin, quantiles, until)
  })
  const history = occupationHistory(context.inputs)
  const occupations = history.lastYear > origin ? await occupationCases(context, origin, history, round, deps) : []
  return [...cases, ...occupations].filter(({ case: { target } }) => target <= accounts.baseYear + 1)
}

function subjectOf({ area, measure, industry, sex }: Target): TrackedSubject {
  if (sex !== 'T') return { kind: 'sex', area, measure, unit: sex }
  if (measure === 'labourForce') return { kind: 'labourSupply', area, measure, unit: '_T' }
  return industry === '_T'
    ? { kind: 'total', area, measure, unit: '_T' }
    : { kind: 'sector', area, measure, unit: industry }
}

/**
 * Occupation groups at the origin. What is published is the staffing of the sectors by the model that had forecast it better by
 * then, its trend or fixed shares; both, and the ladder on the groups' own past, are run beside it. Outcomes end before the 19th ICLS, which joined no ratio to these series.
 */
async function occupationCases(
  { inputs, accounts, quantiles, seed }: RoundContext,
  origin: number,
  history: OccupationHistory,
  sectors: ReadonlyMap<string, RoundSeries>,
  deps: ForecastDependencies,
): Promise<Tracked[]> {
  const known = [...history.series].filter(
    ([, years]) => years.has(origin) && [...years.keys()].filter((y) => y <= origin).length >= SHORTEST_HISTORY,
  )
  const paths = SECTIONS.map((code) => sectors.get(targetId('VN', 'employment', code, 'T'))?.forecast.mean)
  if (known.length === 0 || paths.some((path) => path === undefined)) return []
  const sections = new Map(
    [...accounts.sections].map(([code, years]) => [code, new Map([...years].filter(([year]) => year <= origin))]),
  )
  const pattern = staffingAt(inputs.figures, origin)
  if (!pattern) return []
  const horizon = history.lastYear - origin
  const round = await forecastRound(
    {
      panel: known.map(([code, years]) => {
        const start = Math.min(...years.keys())
        const y = Float64Array.from({ length: origin - start + 1 }, (_, t) => years.get(start + t)?.value ?? Number.NaN)
        return { id: code, start, y, nonNegative: true }
      }),
      frequency: 'A',
      horizon,
      quantiles,
      seed,
    },
    deps,
  )
  return known.flatMap(([code, years]) => {
    const o = pattern.occupations.indexOf(code)
    const own = round.get(code)!
    if (o < 0) return []
    const base = years.get(origin)!.value
    const atOrigin = SECTIONS.map((section) => sections.get(section)!.get(origin)!.value)
    const shares = (h: number) => SECTIONS.map((section) => pattern.share(section, h)[o]!)
    const fixedShares = SECTIONS.map((section) => pattern.fixed.get(section)![o]!)
    const people = (h: number): number[] => paths.map((path) => path![h]!)
    // Growth since the origin, on the footing of the published group.
    const growth = (ahead: (h: number) => readonly number[], before: readonly number[]): number[] =>
      Array.from({ length: horizon }, (_, h) => (base * fixedShare(ahead(h), people(h))) / fixedShare(before, atOrigin))
    const trend = growth((h) => shares(h + 1), shares(0))
    const fixed = growth(() => fixedShares, fixedShares)
    const extra = {
      [STAFFING_TREND]: trend,
      fixedShare: fixed,
      ...(own.contenders['drift']
        ? { staffingDrift: trend.map((v, h) => (v + own.contenders['drift']![h]!) / 2) }
        : {}),
      ...(own.contenders['ets'] ? { etsFixedShare: fixed.map((v, h) => (v + own.contenders['ets']![h]!) / 2) } : {}),
    }
    const published: RoundSeries = {
      ...own,
      forecast: {
        ...own.forecast,
        mean: Float64Array.from(pattern.winner === 'trend' ? trend : fixed),
        intervalsWithheld: true,
      },
    }
    const subject: TrackedSubject = { kind: 'occupation', area: 'VN', measure: 'employment', unit: code }
    return casesOf(subject, published, years, years, origin, quantiles, history.lastYear, extra)
  })
}
