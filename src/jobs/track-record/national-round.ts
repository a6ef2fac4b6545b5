import type { ForecastDependencies } from '../../forecast/engine.ts'
import { forecastRound, type RoundSeries } from '../../forecast/round.ts'
import { meanLogGrowth, occupationMargin } from '../../market/staffing/occupation-margin.ts'
import { fixedShare } from '../../market/track-record/ladder.ts'
import type { PublishInputs } from '../publish/inputs.ts'
import { type AnnualSeries, type NationalAccounts, SECTIONS } from '../publish/national.ts'
import { measuresOf, panelSeries, type Target, targetId } from '../publish/panel.ts'
import { staffingAt } from '../publish/staffing.ts'
import { type OccupationHistory, occupationHistory } from './occupations.ts'
import { casesOf, comparableUntil, type Tracked, type TrackedSubject } from './tracked.ts'

/** Contenders that a release may publish, by its staffing model: balanced with where the groups' own past leads. */
export const BALANCED = { trend: 'balancedTrend', fixed: 'balancedFixed' } as const
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
 * then, its trend or fixed shares, balanced with where the groups' own past leads; each alone, and the ladder on the groups' own
 * past, are run beside it. Outcomes end before the 19th ICLS, which joined no ratio to these series.
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
  const atOrigin = SECTIONS.map((section) => sections.get(section)!.get(origin)!.value)
  const all = (people: readonly number[]): number => people.reduce((sum, one) => sum + one, 0)
  const groups = known.filter(([code]) => pattern.occupations.includes(code))
  const past = {
    base: groups.map(([, years]) => years.get(origin)!.value),
    growth: groups.map(([, years]) => meanLogGrowth([valuesUntil(years, origin)])),
  }
  // Growth since the origin, on the footing of the published groups.
  const staffed = (share: (section: string, h: number) => readonly number[]): number[][] =>
    Array.from({ length: horizon }, (_, k) => {
      const ahead = paths.map((path) => path![k]!)
      const of = (o: number, h: number): number[] => SECTIONS.map((section) => share(section, h)[o]!)
      return groups.map(([code], g) => {
        const o = pattern.occupations.indexOf(code)
        return (past.base[g]! * fixedShare(of(o, k + 1), ahead)) / fixedShare(of(o, 0), atOrigin)
      })
    })
  const balanced = (byYear: readonly (readonly number[])[]): number[][] =>
    byYear.map((people, k) => {
      const total = (all(past.base) * all(paths.map((path) => path![k]!))) / all(atOrigin)
      return occupationMargin(people, past, total, k + 1)
    })
  const trend = staffed((section, h) => pattern.share(section, h))
  const fixed = staffed((section) => pattern.fixed.get(section)!)
  const mixed = { trend: balanced(trend), fixed: balanced(fixed) }
  return groups.flatMap(([code, years], g) => {
    const own = round.get(code)!
    const of = (byYear: readonly (readonly number[])[]): number[] => byYear.map((people) => people[g]!)
    const extra = {
      [BALANCED.trend]: of(mixed.trend),
      [BALANCED.fixed]: of(mixed.fixed),
      staffingTrend: of(trend),
      fixedShare: of(fixed),
      ...(own.contenders['ets']
        ? { etsFixedShare: of(fixed).map((v, h) => (v + own.contenders['ets']![h]!) / 2) }
        : {}),
    }
    const published: RoundSeries = {
      ...own,
      forecast: { ...own.forecast, mean: Float64Array.from(of(mixed[pattern.winner])), intervalsWithheld: true },
    }
    const subject: TrackedSubject = { kind: 'occupation', area: 'VN', measure: 'employment', unit: code }
    return casesOf(subject, published, years, years, origin, quantiles, history.lastYear, extra)
  })
}

const valuesUntil = (years: AnnualSeries, last: number): Map<number, number> =>
  new Map([...years].filter(([year]) => year <= last).map(([year, { value }]) => [year, value]))
