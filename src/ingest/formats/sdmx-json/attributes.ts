import { isList, scalarText } from '../json/exact-values.ts'
import type { ExactJson } from '../json/parse-exact.ts'
import { isStatusId } from '../sdmx/concepts.ts'
import { type Component, literalText } from './structure.ts'

/** What the attributes of one level say. */
export interface Described {
  readonly flags: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
}
export const EMPTY: Described = { flags: [], attributes: {} }

/** Attributes of a lower level over those of a higher one. */
export function carry(above: Described, own: Described): Described {
  if (own === EMPTY) return above
  if (above === EMPTY) return own
  return {
    flags: own.flags.length > 0 ? own.flags : above.flags,
    attributes: { ...above.attributes, ...own.attributes },
  }
}

/**
 * Reads the attribute values of a level: indices into the lists of their components, or values written out.
 * @param given  by place; null or absent is the component's default
 */
export function describe(
  components: readonly Component[],
  given: readonly ExactJson[],
  language: string | null,
): Described {
  if (components.length === 0) return EMPTY
  const flags: string[] = []
  const attributes: Record<string, string> = {}
  for (const [place, component] of components.entries()) {
    const found = entryOf(component, given[place], language)
    if (found === null) continue
    if (isStatusId(component.id)) flags.push(...found.text.split(';'))
    else attributes[component.id] = found.text
    if (found.label !== null) attributes[`${component.id}.label`] = found.label
  }
  return { flags, attributes }
}

function entryOf(
  component: Component,
  given: ExactJson | undefined,
  language: string | null,
): { text: string; label: string | null } | null {
  if (given === null || given === undefined) {
    return component.default === null ? null : { text: component.default, label: null }
  }
  if (component.values.length > 0 && isList(given) && given.every(isIndex)) {
    const texts = given.map((index) => component.values[Number(index)]?.code ?? `index ${String(index)}`)
    return texts.length === 0 ? null : { text: texts.join(';'), label: null }
  }
  if (component.values.length > 0 && isIndex(given)) {
    const value = component.values[Number(given)]
    // An index its list does not have is kept as what it is, so that nobody takes it for a code.
    if (value === undefined) return { text: `index ${scalarText(given)}`, label: null }
    return { text: value.code ?? '', label: value.label }
  }
  const text = literalText(given, language)
  return text === null ? null : { text, label: null }
}

const isIndex = (value: ExactJson): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
