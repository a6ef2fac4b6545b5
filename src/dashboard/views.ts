import type { ComponentType } from 'preact'
import type { SharedKey } from './language.ts'
import { oneOf } from './query.ts'

/** Views of the page, in the order of the navigation; the first is the one an address without `view` opens. */
export const VIEWS = ['planner', 'occupations', 'orders', 'admissions', 'tables', 'releases', 'data'] as const
export type ViewId = (typeof VIEWS)[number]

interface Entry {
  /** Its name in the navigation. */
  readonly label: SharedKey
  /** Loads the view when it is first opened: nobody waits for a view nobody asked for. */
  load(): Promise<ComponentType>
}

export const views: Readonly<Record<ViewId, Entry>> = {
  planner: { label: 'nav.planner', load: async () => (await import('./planner/app.tsx')).PlannerApp },
  occupations: {
    label: 'nav.occupations',
    load: async () => (await import('./occupations/app.tsx')).OccupationsApp,
  },
  orders: { label: 'nav.orders', load: async () => (await import('./orders/app.tsx')).OrdersApp },
  admissions: { label: 'nav.admissions', load: async () => (await import('./admissions/app.tsx')).AdmissionsApp },
  tables: { label: 'nav.tables', load: async () => (await import('./tables/app.tsx')).TablesApp },
  releases: { label: 'nav.releases', load: async () => (await import('./releases/app.tsx')).ReleasesApp },
  data: { label: 'nav.data', load: async () => (await import('./data/app.tsx')).DataApp },
}

/** The view an address opens: the planner's where it names none. */
export const viewIn = (query: string): ViewId => oneOf(VIEWS, new URLSearchParams(query).get('view')) ?? 'planner'

/** Where the navigation leads: the view as it opens for the first time. */
export const viewHref = (id: ViewId, lang: string): string =>
  id === 'planner' ? `?lang=${lang}` : `?view=${id}&lang=${lang}`
