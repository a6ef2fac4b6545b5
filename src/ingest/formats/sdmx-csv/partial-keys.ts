import type { Coordinate } from '../reader.ts'

interface Keyed {
  readonly dimensions: Readonly<Record<string, Coordinate>>
  readonly period: string
}
interface Carried {
  readonly attributes: Readonly<Record<string, string>>
  readonly flags: readonly string[]
}
const NOTHING: Carried = { attributes: {}, flags: [] }
const OFF = '~'
const TIME = '\u0000time'
const MAX_ROWS = 100_000

/**
 * Attributes given for whole series or groups by rows with switched-off dimensions (`~`), carried down to the figures that
 * follow. Such a row after figures it would concern comes too late to be heard in a stream, and is reported.
 */
export function createPartialKeys() {
  /** Ids that are on, joined -> their codes, joined -> what is carried. */
  const groups = new Map<string, { readonly ids: readonly string[]; readonly byKey: Map<string, Carried> }>()
  let rows = 0
  let hasFigures = false

  return {
    /** Keeps the attributes of a row; says why it cannot. */
    add(row: Keyed & Carried): string | null {
      if (hasFigures) {
        return 'the row gives attributes for a whole series (a dimension is "~") after figures were read. Place such rows first.'
      }
      rows += 1
      if (rows > MAX_ROWS)
        return `more than ${MAX_ROWS} rows give attributes for whole series; only the first are kept.`
      const ids = [...Object.keys(row.dimensions), TIME].filter(
        (id) => codeOf(row, id) !== OFF && codeOf(row, id) !== '',
      )
      const shape = ids.join('\u0001')
      const group = groups.get(shape) ?? { ids, byKey: new Map<string, Carried>() }
      groups.set(shape, group)
      const key = keyOf(row, ids)
      const known = group.byKey.get(key) ?? NOTHING
      group.byKey.set(key, {
        attributes: { ...known.attributes, ...row.attributes },
        flags: row.flags.length > 0 ? row.flags : known.flags,
      })
      return null
    },
    /** What all rows before give for a figure; the most specific wins. */
    attributesOf(figure: Keyed): Carried {
      hasFigures = true
      if (groups.size === 0) return NOTHING
      const found = [...groups.values()]
        .sort((a, b) => a.ids.length - b.ids.length)
        .flatMap(({ ids, byKey }) => byKey.get(keyOf(figure, ids)) ?? [])
      return {
        attributes: Object.assign({}, ...found.map(({ attributes }) => attributes)) as Record<string, string>,
        flags: found.findLast(({ flags }) => flags.length > 0)?.flags ?? [],
      }
    },
  }
}

const codeOf = ({ dimensions, period }: Keyed, id: string): string =>
  id === TIME ? period : (dimensions[id]?.code ?? '')
const keyOf = (row: Keyed, ids: readonly string[]): string => ids.map((id) => codeOf(row, id)).join('\u0001')
