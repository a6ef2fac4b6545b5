import type { Language } from '../language.ts'
import { languageIn, queryText } from '../query.ts'

/** What the data view shows, as the address says it. What is absent is chosen from the data. */
export interface DataAddress {
  readonly lang: Language
  /** Number of the ingest whose report is open. */
  readonly ingest?: number
  /** Series whose revisions are shown. */
  readonly series?: string
}

/** Reads the query of an address; what is not understood counts as absent. */
export function parseData(query: string): DataAddress {
  const params = new URLSearchParams(query)
  const ingest = Number(params.get('ingest'))
  const series = params.get('series')
  return {
    lang: languageIn(params),
    ...(Number.isSafeInteger(ingest) && ingest > 0 ? { ingest } : {}),
    ...(series ? { series } : {}),
  }
}

/** The query that says this; `parseData` reads it back unchanged. */
export function formatData(address: DataAddress): string {
  const params = new URLSearchParams({ view: 'data' })
  if (address.ingest !== undefined) params.set('ingest', String(address.ingest))
  if (address.series !== undefined) params.set('series', address.series)
  params.set('lang', address.lang)
  return `?${queryText(params)}`
}
