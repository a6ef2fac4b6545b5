import type { Language } from '../language.ts'
import { languageIn, queryText } from '../query.ts'

/** What the data view shows, as the address says it. What is absent is chosen from the data. */
export interface DataAddress {
  readonly lang: Language
  /** Number of the ingest whose report is open. */
  readonly ingest?: number
  /** Series whose revisions are shown. */
  readonly series?: string
  /** The work that is open: loading a file. */
  readonly task?: 'load'
  /** SHA-256 of the file that is worked on. */
  readonly file?: string
}

/** Reads the query of an address; what is not understood counts as absent. */
export function parseData(query: string): DataAddress {
  const params = new URLSearchParams(query)
  const ingest = Number(params.get('ingest'))
  const series = params.get('series')
  const file = params.get('file')
  return {
    lang: languageIn(params),
    ...(Number.isSafeInteger(ingest) && ingest > 0 ? { ingest } : {}),
    ...(series ? { series } : {}),
    ...(params.get('task') === 'load' ? { task: 'load' } : {}),
    ...(file && /^[0-9a-f]{64}$/.test(file) ? { file } : {}),
  }
}

/** The query that says this; `parseData` reads it back unchanged. */
export function formatData(address: DataAddress): string {
  const params = new URLSearchParams({ view: 'data' })
  if (address.ingest !== undefined) params.set('ingest', String(address.ingest))
  if (address.series !== undefined) params.set('series', address.series)
  if (address.task !== undefined) params.set('task', address.task)
  if (address.file !== undefined) params.set('file', address.file)
  params.set('lang', address.lang)
  return `?${queryText(params)}`
}
