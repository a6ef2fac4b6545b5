import { isList, isObject, listAt, objectAt, scalarText, textAt } from '../json/exact-values.ts'
import type { ExactJson, ExactObject } from '../json/parse-exact.ts'
import type { Coordinate } from '../reader.ts'
import { inLanguage, TIME } from '../sdmx/concepts.ts'

/** A dimension, measure or attribute of a message, with the values its figures point to. */
export interface Component {
  readonly id: string
  readonly label: string | null
  readonly isTime: boolean
  /** Place in the key of the data structure; null where the message does not say. */
  readonly keyPosition: number | null
  /** What indices of the figures mean; empty when values are written out. */
  readonly values: readonly Coordinate[]
  /** Value where a figure gives none. */
  readonly default: string | null
}

export interface MessageStructure {
  readonly name: string | null
  /** `ECB:EXR(1.0)`, where a link of the structure names its dataflow. */
  readonly flow: string | null
  readonly dimensions: {
    readonly dataSet: readonly Component[]
    readonly series: readonly Component[]
    readonly observation: readonly Component[]
  }
  readonly measures: readonly Component[]
  readonly attributes: {
    readonly dataSet: readonly Component[]
    readonly group: readonly Component[]
    readonly series: readonly Component[]
    readonly observation: readonly Component[]
  }
}

/** Reads a structure of SDMX-JSON 1.0 (`structure`) or 2.0 (`structures[]`). */
export function readStructure(structure: ExactObject, language: string | null): MessageStructure {
  const components = (kind: string, level: string): Component[] =>
    listAt(objectAt(structure, kind), level)
      .filter(isObject)
      .map((component) => readComponent(component, language))
  return {
    name: nameOf(structure, language),
    flow: flowIn(structure),
    dimensions: {
      dataSet: components('dimensions', 'dataSet'),
      series: components('dimensions', 'series'),
      observation: components('dimensions', 'observation'),
    },
    measures: components('measures', 'observation'),
    attributes: {
      dataSet: components('attributes', 'dataSet'),
      group: components('attributes', 'dimensionGroup'),
      series: components('attributes', 'series'),
      observation: components('attributes', 'observation'),
    },
  }
}

/** The dataflow among the links of a structure or data set, or else its data structure. */
export function flowIn(linked: ExactObject): string | null {
  const urns = listAt(linked, 'links').flatMap((link) => (isObject(link) ? [textAt(link, 'urn') ?? ''] : []))
  const named = (kind: RegExp): string | undefined =>
    urns.map((urn) => kind.exec(urn)?.[1]).find((flow) => flow !== undefined)
  return (
    named(/\.Dataflow=([\w.@-]+:[\w.@-]+\([\d.]+\))$/) ??
    named(/\.DataStructure=([\w.@-]+:[\w.@-]+\([\d.]+\))$/) ??
    null
  )
}

function readComponent(component: ExactObject, language: string | null): Component {
  const id = textAt(component, 'id') ?? ''
  const roles = [...listAt(component, 'roles').map(scalarText), textAt(component, 'role')]
  return {
    id,
    label: nameOf(component, language),
    isTime: id === TIME || roles.includes(TIME) || roles.includes('time'),
    keyPosition: typeof component['keyPosition'] === 'number' ? component['keyPosition'] : null,
    values: listAt(component, 'values').map((value) => readEntry(value, language)),
    default: scalarText(component['default']),
  }
}

/** An entry of a values list: `{id, name}`, `{value}`, or a bare text. */
function readEntry(entry: ExactJson, language: string | null): Coordinate {
  if (!isObject(entry)) return { code: scalarText(entry), label: null }
  const code = textAt(entry, 'id') ?? literalText(entry['value'], language) ?? literalText(entry['values'], language)
  const label = nameOf(entry, language)
  return { code: code ?? label, label: label === code ? null : label }
}

/** A value written out: a scalar, texts by language, or a list of either. */
export function literalText(value: ExactJson | undefined, language: string | null): string | null {
  if (isList(value)) {
    const texts = value.map((one) => literalText(one, language)).filter((text) => text !== null)
    return texts.length > 0 ? texts.join(';') : null
  }
  return isObject(value) ? inLanguage(textsOf(value), language) : scalarText(value)
}

/** `name` may be a text or texts by language (1.0 drafts); `names` has the languages. */
export function nameOf(named: ExactObject, language: string | null): string | null {
  const names = objectAt(named, 'names')
  if (names !== null && language !== null && scalarText(names[language]) !== null) return scalarText(names[language])
  return literalText(named['name'], language) ?? (names === null ? null : inLanguage(textsOf(names), language))
}

function textsOf(byLanguage: ExactObject): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [language, text] of Object.entries(byLanguage)) {
    const scalar = scalarText(text)
    if (scalar !== null) texts[language] = scalar
  }
  return texts
}
