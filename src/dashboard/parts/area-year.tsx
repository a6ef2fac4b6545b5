import { type Areas, apiPath, getJson, type Releases } from '../api.ts'
import { useLoad } from '../use-load.ts'
import { useShell } from '../use-shell.ts'

/** Area and year a view opens with: Hanoi, and the end of the plan period. */
export const HOME = 'VN-HN'
export const PLAN_YEAR = 2030

export interface Place {
  readonly area: string
  readonly year: number
}
type Area = Areas['rows'][number]

/** What can be chosen: areas that have gaps, and the years the current release reaches. */
export interface Offer {
  readonly areas: readonly Area[]
  readonly years: readonly number[]
  readonly place: Place
  readonly areaName: string
  readonly baseYear: number | undefined
}

/** Fills in what an address leaves open. A year that was not published is left as it is: the API says so. */
export function useOffer(asked: { readonly area?: string; readonly year?: number }): Offer {
  const { words } = useShell()
  const areas = useLoad<Areas>(apiPath('areas'), getJson).data?.rows.filter((row) => row.hasGaps) ?? []
  const releases = useLoad<Releases>(apiPath('releases'), getJson).data?.rows ?? []
  const manifest = releases.find((row) => row.isCurrent)?.manifest
  const first = manifest ? manifest.baseYear + 1 : PLAN_YEAR
  const last = manifest?.lastYear ?? PLAN_YEAR
  const place = { area: asked.area ?? HOME, year: asked.year ?? Math.min(last, PLAN_YEAR) }
  const row = areas.find((area) => area.id === place.area)
  return {
    areas,
    years: Array.from({ length: last - first + 1 }, (_, k) => first + k),
    place,
    areaName: row ? words.label(row.name) : place.area,
    baseYear: manifest?.baseYear,
  }
}

/** Area and year, as two fields of the controls of a view. */
export function AreaYearFields({
  offer,
  go,
}: {
  readonly offer: Offer
  readonly go: (change: Partial<Place>) => void
}) {
  const { words } = useShell()
  const { areas, years, place } = offer
  return (
    <>
      <label>
        <span>{words.t('pick.area')}</span>
        <select value={place.area} onChange={(event) => go({ area: event.currentTarget.value })}>
          {areas.map((area) => (
            <option key={area.id} value={area.id}>
              {words.label(area.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.t('controls.year')}</span>
        <select value={place.year} onChange={(event) => go({ year: Number(event.currentTarget.value) })}>
          {years.map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
