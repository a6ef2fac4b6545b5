import type { Language } from '../language.ts'
import { languageIn, oneOf, queryText } from '../query.ts'

export const KINDS = ['section', 'lens'] as const

/** Which two releases the view compares, as the address says it; absent: the newest and the one before it. */
export interface ReleasesAddress {
  readonly lang: Language
  readonly before?: string
  readonly after?: string
  readonly area?: string
  readonly year?: number
  readonly kind: (typeof KINDS)[number]
}

/** Reads the query of an address; what is not understood counts as absent. */
export function parseReleases(query: string): ReleasesAddress {
  const params = new URLSearchParams(query)
  const text = (name: string) => params.get(name) || undefined
  const year = /^(19|20|21)\d{2}$/.exec(params.get('year') ?? '')?.[0]
  return {
    lang: languageIn(params),
    ...(text('before') ? { before: text('before') } : {}),
    ...(text('after') ? { after: text('after') } : {}),
    ...(text('area') ? { area: text('area') } : {}),
    ...(year === undefined ? {} : { year: Number(year) }),
    kind: oneOf(KINDS, params.get('kind')) ?? 'section',
  }
}

/** The query that says this; `parseReleases` reads it back unchanged. */
export function formatReleases({ lang, kind, ...address }: ReleasesAddress): string {
  const params = new URLSearchParams({ view: 'releases' })
  for (const [name, value] of Object.entries(address)) if (value !== undefined) params.set(name, String(value))
  if (kind !== 'section') params.set('kind', kind)
  params.set('lang', lang)
  return `?${queryText(params)}`
}
