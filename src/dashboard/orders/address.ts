import type { Language } from '../language.ts'
import { languageIn, queryText } from '../query.ts'

/** What the view of training orders shows, as the address says it. What is absent is chosen from the data. */
export interface OrdersAddress {
  readonly lang: Language
  readonly area?: string
  /** Year of the gaps. */
  readonly year?: number
  /** Occupation group whose orders are shown, `VSCO2020:2`; absent: all. */
  readonly group?: string
  /** Graduates are counted up to this year; absent: this year. */
  readonly asOfYear?: number
  /** The form that is open. */
  readonly task?: 'order'
}

const yearIn = (text: string | null): number | undefined =>
  text !== null && /^(19|20|21)\d{2}$/.test(text) ? Number(text) : undefined

/** Reads the query of an address; what is not understood counts as absent. */
export function parseOrders(query: string): OrdersAddress {
  const params = new URLSearchParams(query)
  const area = params.get('area')
  const group = /^(?:VSCO2020:)?(\d)$/.exec(params.get('group') ?? '')?.[1]
  const year = yearIn(params.get('year'))
  const asOfYear = yearIn(params.get('asOfYear'))
  return {
    lang: languageIn(params),
    ...(area ? { area } : {}),
    ...(year === undefined ? {} : { year }),
    ...(group === undefined ? {} : { group: `VSCO2020:${group}` }),
    ...(asOfYear === undefined ? {} : { asOfYear }),
    ...(params.get('task') === 'order' ? { task: 'order' } : {}),
  }
}

/** The query that says this; `parseOrders` reads it back unchanged. */
export function formatOrders({ lang, ...address }: OrdersAddress): string {
  const params = new URLSearchParams({ view: 'orders' })
  for (const [name, value] of Object.entries(address)) if (value !== undefined) params.set(name, String(value))
  params.set('lang', lang)
  return `?${queryText(params)}`
}
