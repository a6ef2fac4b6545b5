import type { StoredMapping } from '../../storage/ingest-release.ts'

/** What a column is for: part of the key of a line, its value, its period, its note, or nothing. */
export const KEY = 0
export const VALUE = 1
export const PERIOD = 2
export const NOTE = 3
export const UNUSED = 4

/** How the lines of a file are read in bytes. */
export interface BulkColumns {
  readonly kinds: Uint8Array
  readonly keys: Int32Array
  readonly value: number
  readonly period: number
  /** -1 when no column gives it. */
  readonly note: number
  readonly delimiter: number
  readonly decimal: number
  readonly nulls: ReadonlySet<string>
}

/**
 * The columns of a mapping, when its lines can be read in bytes: value and period have columns of their own whose texts mean
 * themselves. null otherwise: every line is then read as text.
 */
export function bulkColumns(mapping: StoredMapping): BulkColumns | null {
  const { columns, headings, codes, prefixes, delimiter, decimal, nullSymbols } = mapping
  const uses = (column: string): number => Object.values(columns).filter((one) => one === column).length
  const plain = (field: 'value' | 'period' | 'note'): number => {
    const column = columns[field]
    if (column === undefined || uses(column) > 1 || codes[field] || prefixes[field]) return -1
    return headings.indexOf(column)
  }
  const value = plain('value')
  const period = plain('period')
  const note = plain('note')
  if (value < 0 || period < 0 || delimiter.charCodeAt(0) > 126) return null
  // "-999" or "0" that means missing, "2024" that means nothing: such a symbol could be read as what it is not.
  if (nullSymbols.some((symbol) => /^[\d.,]+$/.test(symbol) && symbol !== '..' && symbol !== '.')) return null
  const used = new Set(Object.values(columns))
  const kinds = Uint8Array.from(headings, (heading, i) =>
    i === value ? VALUE : i === period ? PERIOD : i === note ? NOTE : used.has(heading) ? KEY : UNUSED,
  )
  return {
    kinds,
    keys: Int32Array.from([...kinds.keys()].filter((i) => kinds[i] === KEY)),
    value,
    period,
    note,
    delimiter: delimiter.charCodeAt(0),
    decimal: decimal.charCodeAt(0),
    nulls: new Set(nullSymbols),
  }
}
