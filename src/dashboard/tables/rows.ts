import type { Language } from '../language.ts'

export type Cell = string | number | boolean | null
export type FlatRow = Readonly<Record<string, Cell>>

/**
 * A row of an answer as columns: `{ gap: { p50: 1 } }` becomes `gap.p50`, a label becomes its text in one language, and a list
 * its parts with a semicolon between. Names are those of the JSON.
 */
export function flatten(row: Readonly<Record<string, unknown>>, lang: Language, prefix = ''): FlatRow {
  const out: Record<string, Cell> = {}
  for (const [name, value] of Object.entries(row)) {
    const column = prefix + name
    if (isLabel(value)) out[column] = value[lang]
    else if (Array.isArray(value)) out[column] = value.map(String).join('; ')
    else if (value !== null && typeof value === 'object')
      Object.assign(out, flatten(value as Record<string, unknown>, lang, `${column}.`))
    else out[column] = (value ?? null) as Cell
  }
  return out
}

const isLabel = (value: unknown): value is Readonly<Record<Language, string>> =>
  value !== null && typeof value === 'object' && 'vi' in value && 'en' in value

/** All columns, in the order in which they first come. */
export const columnsOf = (rows: readonly FlatRow[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))]

/** A table with one figure, the values of a column across it. */
export interface Pivot {
  readonly keys: readonly string[]
  readonly across: readonly string[]
  readonly rows: readonly { readonly key: readonly Cell[]; readonly cells: readonly (Cell | undefined)[] }[]
}

/**
 * Turns rows into a table with `across` across.
 *
 * Two rows that would fill one cell, e.g. two vintages of a period, stay two rows of the table: nothing is added up or dropped.
 */
export function pivot(rows: readonly FlatRow[], keys: readonly string[], across: string, figure: string): Pivot {
  const present = keys.filter((name) => rows.some((row) => row[name] !== undefined))
  const heads = [...new Set(rows.map((row) => String(row[across])))].sort((a, b) => order(a, b))
  const lines = new Map<string, { key: Cell[]; cells: Map<string, Cell> }[]>()
  for (const row of rows) {
    const key = present.map((name) => row[name] ?? null)
    const id = JSON.stringify(key)
    const own = lines.get(id) ?? []
    const head = String(row[across])
    let line = own.find(({ cells }) => !cells.has(head))
    if (!line) {
      line = { key, cells: new Map() }
      own.push(line)
    }
    line.cells.set(head, row[figure] ?? null)
    lines.set(id, own)
  }
  return {
    keys: present,
    across: heads,
    rows: [...lines.values()].flat().map(({ key, cells }) => ({ key, cells: heads.map((head) => cells.get(head)) })),
  }
}

/** Numbers by size, everything else by its letters: 2, 10, 2024, 2024-Q1. */
const order = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)]
  return Number.isFinite(x) && Number.isFinite(y) ? x - y : a < b ? -1 : 1
}
