import { countOf, isList, isObject, objectAt, scalarText, textAt } from '../json/exact-values.ts'
import type { ExactObject } from '../json/parse-exact.ts'
import type { Coordinate } from '../reader.ts'

/** A category of a dimension, in its place. */
export interface Category extends Coordinate {
  readonly code: string
  /** Unit of a metric: `unit.label`, `unit.decimals` ... as published. */
  readonly attributes: Readonly<Record<string, string>>
}

/** The categories of a dimension in order; `index` may be a list, an object or, for one category, missing. */
export function readCategories(axis: ExactObject): {
  readonly categories: readonly Category[]
  readonly problem: string | null
} {
  const category = objectAt(axis, 'category') ?? {}
  const labels = objectAt(category, 'label') ?? {}
  const units = objectAt(category, 'unit') ?? {}
  const notes = objectAt(category, 'note') ?? {}
  const codes = codesOf(category, labels)
  if (typeof codes === 'string') return { categories: [], problem: codes }
  const categories = codes.map((code): Category => {
    const attributes: Record<string, string> = {}
    const unit = objectAt(units, code)
    for (const [name, value] of Object.entries(unit ?? {})) {
      const text = scalarText(value)
      if (text !== null) attributes[`unit.${name}`] = text
    }
    const note = isList(notes[code]) ? (notes[code] as readonly never[]).map(scalarText).join(' ') : textAt(notes, code)
    if (note) attributes['note'] = note
    const label = textAt(labels, code)
    return { code: code.normalize('NFC'), label, attributes }
  })
  return { categories, problem: null }
}

function codesOf(category: ExactObject, labels: ExactObject): string[] | string {
  const index = category['index']
  if (isList(index)) {
    const codes = index.map((code) => scalarText(code))
    const twice = codes.find((code, place) => codes.indexOf(code) !== place)
    if (codes.some((code) => code === null)) return 'lists a category without a code'
    return twice === undefined ? (codes as string[]) : `lists the category "${String(twice)}" twice`
  }
  if (isObject(index)) {
    const entries = Object.entries(index)
    const codes = new Array<string>(entries.length)
    for (const [code, value] of entries) {
      const place = countOf(value)
      if (place === null || place >= entries.length)
        return `places the category "${code}" at ${String(scalarText(value))} of ${entries.length}`
      if (codes[place] !== undefined) return `places "${codes[place]}" and "${code}" at one position`
      codes[place] = code
    }
    return codes
  }
  const only = Object.keys(labels)
  return only.length === 1 ? only : `has ${only.length} labels and no index that orders them`
}
