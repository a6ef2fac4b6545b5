export type Lists = Readonly<Record<string, readonly string[]>>

/** Cuts the longest list in two, the first of equal ones; null when no list has two entries. Nothing is left out or asked twice. */
export function halveLongest(lists: Lists): readonly [Lists, Lists] | null {
  const names = Object.keys(lists)
  const longest = names.reduce<string | null>(
    (best, name) => (best === null || lists[name]!.length > lists[best]!.length ? name : best),
    null,
  )
  if (longest === null || lists[longest]!.length < 2) return null
  const values = lists[longest]!
  const middle = Math.ceil(values.length / 2)
  return [
    { ...lists, [longest]: values.slice(0, middle) },
    { ...lists, [longest]: values.slice(middle) },
  ]
}

/** Cells of the cross product of lists. */
export const countCells = (lists: Lists): number =>
  Object.values(lists).reduce((product, { length }) => product * length, 1)

export interface Span {
  readonly from: string
  readonly to: string
}

const yearOf = (period: string): number => Number(period.slice(0, 4))

/**
 * Cuts a span of periods at a turn of the year; null inside one year.
 * @param span  periods that begin with their year; both ends included
 */
export function halveSpan({ from, to }: Span): readonly [Span, Span] | null {
  const [first, last] = [yearOf(from), yearOf(to)]
  if (!(last > first)) return null
  const middle = Math.floor((first + last) / 2)
  return [
    { from, to: String(middle) },
    { from: String(middle + 1), to },
  ]
}

/** Groups of at most `size`, in order. */
export function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = []
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size))
  return groups
}
