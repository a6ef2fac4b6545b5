/** What the code says in English and the same in Vietnamese; `{0}`, `{1}` ... stand for the same values in both. */
export type Sentence = readonly [en: string, vi: string]

interface Entry {
  readonly pattern: RegExp
  /** Number of the placeholder behind each group. */
  readonly order: readonly number[]
  readonly vi: string
  /** Length of the fixed text: the entry that says most of the sentence itself wins. */
  readonly fixed: number
}

/** Longer texts are not looked at: a sentence of ours is short, and what it quotes of a file is cut. */
const MOST_CHARACTERS = 1500
/** The same refusal tends to stand in row after row. */
const REMEMBERED = 2000

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function toEntry([en, vi]: Sentence): Entry {
  const parts = en.split(/\{(\d)\}/)
  const source = parts.map((part, k) => (k % 2 === 0 ? literally(part) : '([\\s\\S]*?)')).join('')
  const order = parts.filter((_, k) => k % 2 === 1).map(Number)
  return { pattern: new RegExp(`^${source}$`), order, vi, fixed: en.replace(/\{\d\}/g, '').length }
}

/**
 * Makes a function that says a sentence of a table in Vietnamese, with its values; a value that is itself a sentence of the
 * table is said in Vietnamese too.
 * @param inner  for values that are sentences of another table
 * @returns null for a sentence the table does not have
 */
export function translator(
  table: readonly Sentence[],
  inner: (text: string) => string | null = () => null,
): (text: string) => string | null {
  const entries = table.map(toEntry).sort((a, b) => b.fixed - a.fixed)
  const known = new Map<string, string | null>()
  const say = (text: string): string | null => {
    if (text.length > MOST_CHARACTERS) return null
    for (const { pattern, order, vi } of entries) {
      const found = pattern.exec(text)
      if (!found) continue
      const values = new Map(order.map((place, k) => [place, found[k + 1]!]))
      return vi.replace(/\{(\d)\}/g, (_, place: string) => {
        const value = values.get(Number(place)) ?? ''
        return value === text ? value : (say(value) ?? inner(value) ?? value)
      })
    }
    return null
  }
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= REMEMBERED) known.clear()
    const said = say(text)
    known.set(text, said)
    return said
  }
}
