import { AppError } from '../../../domain/errors.ts'

/** Component id -> value as published. */
export type Values = Record<string, string>

const MAX_GROUPS = 200_000

/**
 * Attributes of groups (`<Group>`), which hold for every series that shares the group's dimensions. A structure-specific group
 * mixes both in one element; those its series also have are its key, the rest is what it says.
 */
export function createGroups() {
  /** Names of a group, joined -> the groups of that shape. */
  const shapes = new Map<string, { readonly names: readonly string[]; readonly groups: Values[] }>()
  /** Shape and the names it shares with a series -> the groups by their key. */
  const indexes = new Map<string, { readonly shared: readonly string[]; readonly byKey: Map<string, Values> }>()
  let count = 0

  const indexOf = (shape: string, names: readonly string[], groups: readonly Values[], series: Values) => {
    const shared = names.filter((name) => name in series)
    const id = `${shape}\u0002${shared.join('\u0001')}`
    let index = indexes.get(id)
    if (index === undefined) {
      index = { shared, byKey: new Map(groups.map((group) => [keyOf(group, shared), group])) }
      indexes.set(id, index)
    }
    return index
  }

  return {
    add(group: Values): void {
      count += 1
      if (count > MAX_GROUPS) {
        throw new AppError(
          'TOO_LARGE',
          `The message has more than ${MAX_GROUPS} groups. Ask the service for fewer series.`,
        )
      }
      const names = Object.keys(group)
      const shape = names.join('\u0001')
      const known = shapes.get(shape) ?? { names, groups: [] }
      known.groups.push(group)
      shapes.set(shape, known)
      indexes.clear()
    },
    /** What all groups of a series say of it. */
    of(series: Values): Values {
      const said: Values = {}
      for (const [shape, { names, groups }] of shapes) {
        const { shared, byKey } = indexOf(shape, names, groups, series)
        const group = shared.length === 0 ? undefined : byKey.get(keyOf(series, shared))
        if (group === undefined) continue
        for (const name of names) if (!shared.includes(name)) said[name] = group[name]!
      }
      return said
    },
    clear(): void {
      shapes.clear()
      indexes.clear()
      count = 0
    },
  }
}

const keyOf = (values: Values, names: readonly string[]): string => names.map((name) => values[name]).join('\u0001')
