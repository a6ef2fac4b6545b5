import type { DimensionRule, FigureMapping } from '../../contracts/figure-mapping.ts'
import type { Refusal } from '../../contracts/ingest.ts'
import type { TidyRow } from '../../contracts/tidy.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { isRefusal } from '../checks.ts'
import type { Coordinate } from '../formats/reader.ts'
import { nearest } from '../nearest.ts'
import { areaFinder, chooseArea, type Span } from './find-area.ts'
import { codeFinder } from './find-code.ts'
import { keptCode, keptDataset, keptUnit } from './keep-code.ts'
import { foldLabel } from './label.ts'

export type Fields = Partial<Record<keyof TidyRow, string | number | boolean>>

/** Answers kept at once, so that a hostile file cannot fill the memory with them. */
export const REMEMBERED = 50_000

const ALWAYS: Span = { from: '0001-01-01', to: '9999-12-31' }

/** What the coordinates of a document mean by a mapping. */
export interface DimensionReader {
  ruleOf(id: string): DimensionRule | undefined
  /** The fields a coordinate gives; `nil`: not a figure of this mapping; or why it is refused. */
  read(id: string, coordinate: Coordinate, span: Span): Fields | 'nil' | Refusal
}

export function compileDimensions(mapping: FigureMapping, codes: KnownCodes): DimensionReader {
  const rules = new Map(Object.entries(mapping.dimensions).map(([id, rule]) => [foldLabel(id), rule]))
  const meanings = new Map<DimensionRule, ReadonlyMap<string, string | Fields | null>>()
  for (const rule of rules.values()) meanings.set(rule, readMeanings(rule))
  const finder = codeFinder(codes)
  const findArea = areaFinder(codes.areas, codes.synonyms)
  const near = remember((text) => nearest(text, codes.areas))
  const foldId = remember(foldLabel)

  const read = (id: string, coordinate: Coordinate, span: Span): Fields | 'nil' | Refusal => {
    const rule = rules.get(foldId(id))
    if (!rule) return { column: id, reason: `${id}: the mapping ${mapping.id} does not say what this dimension means` }
    if (rule.ignore) return {}
    if (rule.slices) return readSlices(rule.slices, coordinate, span)
    if (rule.keep) return readKept(rule, coordinate, span)
    const texts = textsOf(coordinate, rule)
    for (const text of texts) {
      const meaning = lookUp(meanings.get(rule)!, text)
      if (meaning === null) return 'nil'
      if (typeof meaning === 'string') return rule.field ? { [rule.field]: meaning } : {}
      if (meaning) return meaning
    }
    const shown = texts.at(-1) ?? ''
    if (!rule.field && rule.otherwise === 'nil') return 'nil'
    if (!rule.field)
      return { column: id, reason: `${id}: the mapping ${mapping.id} does not say what "${shown}" means` }
    if (rule.field === 'area') {
      const one = agree(id, texts, (text) => chooseArea(findArea, near, text, span, mapping.territory))
      if (!isRefusal(one)) return { area: one.code }
      // Territories we have no code for are kept under the list of their source; what is ambiguous is still refused.
      if (rule.list !== undefined && texts.every((text) => findArea(text, ALWAYS).length === 0))
        return { area: `${rule.list}:${keptCode(coordinate)}` }
      return rule.otherwise === 'nil' ? 'nil' : one
    }
    const scheme = rule.scheme ?? (rule.field === 'sex' ? 'SEX' : null)
    if (scheme === null) return { [rule.field]: shown }
    const one = agree(id, texts, (text) => {
      const total = scheme === 'SEX' ? null : finder.find('TOTAL', text)
      const code = total ?? finder.find(scheme, strip(text, rule))
      return code === null ? finder.refuse(id, scheme, text) : { code }
    })
    if (isRefusal(one)) return rule.otherwise === 'nil' ? 'nil' : one
    return { [rule.field]: scheme === 'SEX' || one.code === '_T' ? one.code : `${scheme}:${one.code}` }
  }
  /** A code that stays as it was published; what we know beside it is which country or sex it is. */
  const readKept = (rule: DimensionRule, coordinate: Coordinate, span: Span): Fields => {
    const code = keptCode(coordinate)
    for (const [text, sets] of Object.entries(rule.codes)) {
      const fits = text.endsWith('*') ? code.startsWith(text.slice(0, -1)) : code === text
      if (fits && sets !== null && typeof sets === 'object') return sets
    }
    if (rule.field === 'area') {
      const known = rule.scheme === 'ISO3166' ? countryOf(code, coordinate, span) : named(coordinate, span)
      return { area: known ?? `${rule.list}:${code}` }
    }
    if (rule.field === 'measure') return { measure: `${rule.list}:${keptDataset(code)}` }
    if (rule.field === 'unit') return { unit: keptUnit(code) }
    if (rule.field === 'sex') {
      const sex = textsOf(coordinate, rule).map((text) => finder.find('SEX', text))
      return sex.length > 0 && sex.every((one) => one !== null && one === sex[0]) ? { sex: sex[0]! } : {}
    }
    return {}
  }
  /** The country of an ISO 3166-1 code; a label that is another country's is believed more. */
  const countryOf = (code: string, { label }: Coordinate, span: Span): string | null => {
    const [country] = /^[A-Z]{2,3}$/.test(code) ? findArea(code, span) : []
    if (!country || !/^[A-Z]{2}$/.test(country.code)) return null
    const meant = label === null ? [] : findArea(label, span).filter((one) => /^[A-Z]{2}$/.test(one.code))
    return meant.length === 0 || meant.includes(country) ? country.code : null
  }
  /** The territory of Viet Nam a label names; nothing else is known by its name alone. */
  const named = ({ label, code }: Coordinate, span: Span): string | null => {
    const text = label ?? code ?? ''
    const found = /\p{L}{2}/u.test(text) ? findArea(text, span) : []
    return found.length === 1 && /^VN(-|$)/.test(found[0]!.code) ? found[0]!.code : null
  }
  /** The fields that the parts of a code give together; the first refusal or nil decides. */
  const readSlices = (
    slices: NonNullable<DimensionRule['slices']>,
    { code, label }: Coordinate,
    span: Span,
  ): Fields | 'nil' | Refusal => {
    const text = code ?? label ?? ''
    const fields: Fields = {}
    for (const [name, [from, to]] of Object.entries(slices)) {
      const one = read(name, { code: text.slice(from, to), label: null }, span)
      if (one === 'nil' || isRefusal(one)) return one
      Object.assign(fields, one)
    }
    return fields
  }

  return { ruleOf: (id) => rules.get(foldId(id)), read }
}

function remember<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let found = known.get(text)
    if (found === undefined) {
      found = work(text)
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, found)
    }
    return found
  }
}

/** Texts a coordinate is looked up by, in the order of their weight. */
function textsOf({ code, label }: Coordinate, { match }: DimensionRule): string[] {
  const texts = match === 'code' ? [code] : match === 'label' ? [label ?? code] : [code, label]
  return texts.filter((text): text is string => text !== null && text !== '')
}

/** What code and label mean, when they mean the same; a text nobody knows is outvoted by one that is known. */
function agree(
  column: string,
  texts: readonly string[],
  read: (text: string) => { readonly code: string } | Refusal,
): { readonly code: string } | Refusal {
  const read_ = texts.map(read)
  const known = read_.filter((one): one is { readonly code: string } => !isRefusal(one))
  if (known.length === 0) return (read_.at(-1) as Refusal | undefined) ?? { column, reason: `${column}: is empty` }
  if (known.every(({ code }) => code === known[0]!.code)) return known[0]!
  const reason = `${column}: the code "${texts[0]}" means ${known[0]!.code} and the label "${texts[1]}" means ${known[1]!.code}; say in the mapping which to match`
  return { column, reason }
}

const strip = (text: string, { strip }: DimensionRule): string =>
  strip !== undefined && text.startsWith(strip) ? text.slice(strip.length) : text

function readMeanings({ codes }: DimensionRule): ReadonlyMap<string, string | Fields | null> {
  const meanings = new Map<string, string | Fields | null>()
  for (const [text, meaning] of Object.entries(codes)) meanings.set(foldLabel(text), meaning)
  for (const [text, meaning] of Object.entries(codes)) meanings.set(text, meaning)
  return meanings
}

const lookUp = (meanings: ReadonlyMap<string, string | Fields | null>, text: string) =>
  meanings.has(text) ? meanings.get(text) : meanings.get(foldLabel(text))
