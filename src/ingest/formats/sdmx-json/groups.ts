import { isList, objectAt } from '../json/exact-values.ts'
import { carry, type Described, describe, EMPTY } from './attributes.ts'
import type { DataSet } from './figures.ts'
import type { Component } from './structure.ts'

type Key = ReadonlyMap<Component, number>

/**
 * The attributes of dimension groups (`"::0": [...]`): keys give an index for the dimensions of the group and nothing for the
 * others, in the order of the data structure (`keyPosition`).
 *
 * @returns what all groups a key belongs to say of it
 */
export function groupsOf({ body, structure, language }: DataSet): (key: Key) => Described {
  const { dataSet, series, observation } = structure.dimensions
  const ordered = [...dataSet, ...series, ...observation]
    .map((component, place) => ({ component, place: component.keyPosition ?? place }))
    .sort((a, b) => a.place - b.place)
    .map(({ component }) => component)
  // Places that are given, joined -> their indices, joined -> what the group says.
  const groups = new Map<string, { places: readonly number[]; byKey: Map<string, Described> }>()
  for (const [indices, attributes] of Object.entries(objectAt(body, 'dimensionGroupAttributes') ?? {})) {
    if (!isList(attributes)) continue
    const parts = indices.split(':')
    const places = parts.flatMap((part, place) => (part === '' ? [] : [place]))
    const shape = places.join(':')
    const group = groups.get(shape) ?? { places, byKey: new Map<string, Described>() }
    groups.set(shape, group)
    group.byKey.set(
      places.map((place) => parts[place]).join(':'),
      describe(structure.attributes.group, attributes, language),
    )
  }
  const bySize = [...groups.values()].sort((a, b) => a.places.length - b.places.length)
  return (key) =>
    bySize.reduce<Described>((above, { places, byKey }) => {
      const own = byKey.get(places.map((place) => indexAt(key, ordered[place])).join(':'))
      return own === undefined ? above : carry(above, own)
    }, EMPTY)
}

const indexAt = (key: Key, component: Component | undefined): string =>
  component === undefined ? '' : String(key.get(component) ?? '')
