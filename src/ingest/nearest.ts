/** A code and the words people use for it. */
export interface Named {
  readonly code: string
  readonly names: readonly string[]
}

/**
 * The codes most like a text nobody knows, by edit distance to the code or one of its names, accents and case ignored.
 * @returns at most three, none when nothing is near (more than a third of the letters differ)
 */
export function nearest(text: string, known: readonly Named[]): string[] {
  const wanted = plain(text)
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  return known
    .map(({ code, names }) => ({ code, name: names[0] ?? '', distance: closest(wanted, [code, ...names], limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.code < b.code ? -1 : 1))
    .slice(0, 3)
    .map(({ code, name }) => (name ? `${code} (${name})` : code))
}

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase()

function closest(wanted: string, words: readonly string[], limit: number): number {
  return Math.min(...words.map((word) => editDistance(wanted, plain(word), limit)))
}

/** Levenshtein distance; anything above `limit` comes back as limit + 1. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + change))
    }
    previous = row
  }
  return Math.min(previous[b.length]!, limit + 1)
}
