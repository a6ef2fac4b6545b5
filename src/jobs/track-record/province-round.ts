import type { ObsStatus } from '../../domain/series.ts'
import type { ForecastDependencies } from '../../forecast/engine.ts'
import { forecastRound } from '../../forecast/round.ts'
import type { Figure } from '../../storage/figures.ts'
import { hanoiLabourForce } from '../publish/hanoi-labour-force.ts'
import { HANOI, HANOI_BEFORE_2008 } from '../publish/inputs.ts'
import type { AnnualSeries } from '../publish/national.ts'
import { casesOf, type Tracked } from './tracked.ts'

const SHORTEST_HISTORY = 6
/** Footing on which provinces are published up to 2020; the next is joined to it by no ratio. */
const FOOTING = 'ICLS13'

/** Labour force by province, persons, on one footing. */
export type ProvinceHistory = ReadonlyMap<string, AnnualSeries>

/** The provinces' labour forces in the figures; Hanoi with Hà Tây before 2008. */
export function provinceHistory(figures: readonly Figure[]): ProvinceHistory {
  const comparable = figures.filter(({ concept }) => concept === FOOTING)
  const provinces = new Map<string, Map<number, { value: number; status: ObsStatus }>>()
  for (const f of comparable) {
    if (f.area === HANOI || HANOI_BEFORE_2008.includes(f.area) || f.value === null) continue
    if (f.measure !== 'labourForce' || f.frequency !== 'A' || f.sex !== 'T' || f.industry !== '_T') continue
    const years = provinces.get(f.area) ?? new Map()
    provinces.set(f.area, years.set(f.index, { value: f.value, status: f.obsStatus }))
  }
  const hanoi = hanoiLabourForce(comparable)
  return hanoi.size > 0 ? new Map([...provinces, [HANOI, hanoi]]) : provinces
}

const lastYearOf = (history: ProvinceHistory): number =>
  Math.max(0, ...[...history.values()].flatMap((years) => [...years.keys()]))

/** Years at whose end most provinces have enough history, with an outcome to follow. */
export function provinceOrigins(newest: ProvinceHistory): number[] {
  const years = [...new Set([...newest.values()].flatMap((series) => [...series.keys()]))].sort((a, b) => a - b)
  return years.filter((year, k) => k + 1 >= SHORTEST_HISTORY && year < lastYearOf(newest))
}

/**
 * Whether figures as known on a day are a true vintage for an origin: they end with it.
 * @param then figures as known on a day after the origin
 */
export const endsAt = (then: ProvinceHistory, origin: number): boolean => then.size > 0 && lastYearOf(then) === origin

/**
 * The labour forces of the provinces, forecast at the end of `origin` from what was known, against the newest figures.
 * @param known figures as known then, or the newest ones: what lies after the origin is not looked at
 */
export async function provinceRound(
  known: ProvinceHistory,
  newest: ProvinceHistory,
  origin: number,
  { quantiles, seed }: { readonly quantiles: readonly number[]; readonly seed: number },
  deps: ForecastDependencies,
): Promise<Tracked[]> {
  const usable = [...known].filter(
    ([area, years]) =>
      newest.has(area) && years.has(origin) && [...years.keys()].filter((y) => y <= origin).length >= SHORTEST_HISTORY,
  )
  if (usable.length === 0) return []
  const round = await forecastRound(
    {
      panel: usable.map(([id, years]) => {
        const start = Math.min(...years.keys())
        const y = Float64Array.from({ length: origin - start + 1 }, (_, t) => years.get(start + t)?.value ?? Number.NaN)
        return { id, start, y, nonNegative: true }
      }),
      frequency: 'A',
      horizon: lastYearOf(newest) - origin,
      quantiles,
      seed,
      measures: new Map(usable.map(([id]) => [id, 'province'])),
    },
    deps,
  )
  return usable.flatMap(([unit, years]) =>
    casesOf(
      { kind: 'province', area: 'VN', measure: 'labourForce', unit },
      round.get(unit)!,
      years,
      newest.get(unit)!,
      origin,
      quantiles,
      Number.POSITIVE_INFINITY,
    ),
  )
}
