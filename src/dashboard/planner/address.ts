import type { Language } from '../language.ts'
import { languageIn, oneOf, queryText } from '../query.ts'

/** What the cells of the heat map say. */
export const CELLS = ['percent', 'persons', 'probability'] as const
export type Cells = (typeof CELLS)[number]
export const SORT_KEYS = ['code', 'demand', 'supply', 'gap', 'gapPercent', 'pShortage', 'jobOpenings'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** What of a scenario is compared with the base. */
export const COMPARED = ['gap', 'demand', 'supply'] as const
export type ComparedMeasure = (typeof COMPARED)[number]

/** Panels that are opened when they are asked for. */
export const PANELS = ['uncertainty', 'openings', 'override', 'scenarios', 'scenario', 'table'] as const
export type PanelId = (typeof PANELS)[number]

/** What the page shows, as the address says it. What is absent is chosen from the data. */
export interface Address {
  readonly lang: Language
  readonly area?: string
  readonly year?: number
  /** `_T`, `VSIC2018:C`, or the id of a lens. */
  readonly subject?: { readonly kind: 'sector' | 'lens'; readonly id: string }
  readonly sex: 'T' | 'F' | 'M'
  readonly cells: Cells
  readonly sort: SortKey
  readonly compared: ComparedMeasure
  /** Panels that are open, in the order in which they were opened. */
  readonly open: readonly PanelId[]
}

/** Reads the query of an address; what is not understood counts as absent, so an old link still opens. */
export function parseAddress(query: string): Address {
  const params = new URLSearchParams(query)
  const year = Number(params.get('year'))
  const sector = params.get('sector')
  const lens = params.get('lens')
  return {
    lang: languageIn(params),
    area: params.get('area') || undefined,
    year: Number.isInteger(year) && year >= 1900 && year <= 2200 ? year : undefined,
    subject: lens
      ? { kind: 'lens', id: lens }
      : sector
        ? { kind: 'sector', id: /^[A-Z]$/.test(sector) ? `VSIC2018:${sector}` : sector }
        : undefined,
    sex: oneOf(['T', 'F', 'M'], params.get('sex')) ?? 'T',
    // `view` is what it was called before it met the name of the views of the page.
    cells: oneOf(CELLS, params.get('cells') ?? params.get('view')) ?? 'percent',
    sort: oneOf(SORT_KEYS, params.get('sort')) ?? 'code',
    compared: oneOf(COMPARED, params.get('compared')) ?? 'gap',
    open: [...new Set((params.get('open') ?? '').split(',').flatMap((name) => oneOf(PANELS, name) ?? []))],
  }
}

/** The query that says this; `parseAddress` reads it back unchanged. */
export function formatAddress(address: Address): string {
  const params = new URLSearchParams()
  if (address.area) params.set('area', address.area)
  if (address.year) params.set('year', String(address.year))
  if (address.subject) params.set(address.subject.kind, address.subject.id)
  params.set('sex', address.sex)
  if (address.cells !== 'percent') params.set('cells', address.cells)
  if (address.sort !== 'code') params.set('sort', address.sort)
  if (address.compared !== 'gap') params.set('compared', address.compared)
  if (address.open.length > 0) params.set('open', address.open.join(','))
  params.set('lang', address.lang)
  return `?${queryText(params)}`
}
