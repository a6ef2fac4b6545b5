import type { Language } from '../language.ts'
import { languageIn, oneOf, queryText } from '../query.ts'
import { type FilterName, TABLE_IDS, TABLES, type TableId } from './catalogue.ts'

/** What the table builder shows. The filters are the parameters of the API call, under the same names. */
export interface TablesAddress {
  readonly lang: Language
  readonly table: TableId
  /** Filters that are set; those of other tables are dropped. */
  readonly filters: Readonly<Partial<Record<FilterName, string>>>
  /** Figure whose periods stand across; absent: rows as the API gives them. */
  readonly figure?: string
}

/** Reads the query of an address; what is not understood counts as absent. A bare address opens each table with its defaults. */
export function parseTables(query: string): TablesAddress {
  const params = new URLSearchParams(query)
  const table = oneOf(TABLE_IDS, params.get('table')) ?? 'gaps'
  const { filters: offered, figures, across, defaults } = TABLES[table]
  const asked = offered.filter((name) => params.get(name))
  const figure = across === undefined ? undefined : oneOf(figures, params.get('figure'))
  return {
    lang: languageIn(params),
    table,
    filters: params.has('table') ? Object.fromEntries(asked.map((name) => [name, params.get(name)!])) : defaults,
    ...(figure === undefined ? {} : { figure }),
  }
}

/** The query that says this; `parseTables` reads it back unchanged. */
export function formatTables({ lang, table, filters, figure }: TablesAddress): string {
  const params = new URLSearchParams({ view: 'tables', table })
  for (const name of TABLES[table].filters) if (filters[name]) params.set(name, filters[name])
  if (figure !== undefined) params.set('figure', figure)
  params.set('lang', lang)
  return `?${queryText(params)}`
}
