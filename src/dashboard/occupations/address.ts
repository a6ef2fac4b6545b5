import type { Language } from '../language.ts'
import { languageIn, oneOf, queryText } from '../query.ts'

export const WAYS = ['to', 'from'] as const
export const SEXES = ['T', 'F', 'M'] as const

/** What the view of occupations shows, as the address says it. What is absent is chosen from the data. */
export interface OccupationsAddress {
  readonly lang: Language
  readonly area?: string
  readonly year?: number
  readonly sex: (typeof SEXES)[number]
  /** Occupation group whose details are shown, `VSCO2020:2`. */
  readonly group?: string
  /** Retraining into the occupation, or out of it. */
  readonly way?: (typeof WAYS)[number]
  /** Sub-major group people go to or come from, `ISCO08:52`. */
  readonly job?: string
  /** All pathways, and not the best alone. */
  readonly all?: true
}

/** Reads the query of an address; what is not understood counts as absent. */
export function parseOccupations(query: string): OccupationsAddress {
  const params = new URLSearchParams(query)
  const area = params.get('area')
  const year = /^(19|20|21)\d{2}$/.exec(params.get('year') ?? '')?.[0]
  const group = /^(?:VSCO2020:)?(\d)$/.exec(params.get('group') ?? '')?.[1]
  const job = /^(?:ISCO08:)?(\d{2})$/.exec(params.get('job') ?? '')?.[1]
  const way = oneOf(WAYS, params.get('way'))
  return {
    lang: languageIn(params),
    ...(area ? { area } : {}),
    ...(year === undefined ? {} : { year: Number(year) }),
    sex: oneOf(SEXES, params.get('sex')) ?? 'T',
    ...(group === undefined ? {} : { group: `VSCO2020:${group}` }),
    ...(way === undefined ? {} : { way }),
    ...(job === undefined ? {} : { job: `ISCO08:${job}` }),
    ...(params.get('all') === '1' ? { all: true } : {}),
  }
}

/** The query that says this; `parseOccupations` reads it back unchanged. */
export function formatOccupations({ lang, all, sex, ...address }: OccupationsAddress): string {
  const params = new URLSearchParams({ view: 'occupations' })
  for (const [name, value] of Object.entries(address)) if (value !== undefined) params.set(name, String(value))
  if (sex !== 'T') params.set('sex', sex)
  if (all) params.set('all', '1')
  params.set('lang', lang)
  return `?${queryText(params)}`
}
