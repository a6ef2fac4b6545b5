import type { SharedKey } from './language.ts'
import { oneOf } from './query.ts'

/** Views of the page, in the order of the navigation; the first is the one an address without `view` opens. */
export const VIEWS = ['planner', 'occupations', 'orders', 'admissions', 'tables', 'releases', 'data'] as const
export type ViewId = (typeof VIEWS)[number]

/** Name of a view in the navigation. */
export const viewLabel = (id: ViewId): SharedKey => `nav.${id}`

/** The view an address opens: the planner's where it names none. */
export const viewIn = (query: string): ViewId => oneOf(VIEWS, new URLSearchParams(query).get('view')) ?? 'planner'

/** Where the navigation leads: the view as it opens for the first time. */
export const viewHref = (id: ViewId, lang: string): string =>
  id === 'planner' ? `?lang=${lang}` : `?view=${id}&lang=${lang}`
