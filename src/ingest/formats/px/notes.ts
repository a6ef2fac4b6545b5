import type { PxDimension, PxTable } from './table.ts'

/** Text PX notes break by `#`. */
const broken = (text: string): string => text.replaceAll('#', '\n').trim()

/** Notes on the whole table and on its variables. */
export function tableNotes({ keywords, dimensions }: PxTable): string[] {
  const names = new Map(dimensions.map(({ name, id }) => [name, id]))
  const notes: string[] = []
  for (const keyword of ['NOTEX', 'NOTE']) {
    for (const { subjects, values } of keywords.all(keyword)) {
      const subject = subjects[0]
      notes.push((subject === undefined ? '' : `${names.get(subject) ?? subject}: `) + broken(values.join(' ')))
    }
  }
  for (const keyword of ['SURVEY', 'LINK', 'COPYRIGHT', 'UPDATE-FREQUENCY', 'NEXT-UPDATE']) {
    const text = keywords.text(keyword)
    if (text) notes.push(`${keyword}: ${broken(text)}`)
  }
  return notes.filter(Boolean)
}

/** What stands beside a cell: its notes and its note symbols. */
export interface CellNotes {
  readonly notes: readonly string[]
  readonly symbols: readonly string[]
}
const NOTHING: CellNotes = { notes: [], symbols: [] }

interface Pattern {
  /** Position per dimension; -1 means every value. */
  readonly at: readonly number[]
  readonly text: string
  readonly isSymbol: boolean
}

/**
 * Finds the notes of a cell: VALUENOTE(X), CELLNOTE(X) and DATANOTECELL, where `*` stands for every value.
 * @returns a function from the positions of a cell to its notes
 */
export function compileCellNotes({ keywords, dimensions }: PxTable): (at: readonly number[]) => CellNotes {
  const exact = new Map<string, Pattern[]>()
  const wide: Pattern[] = []
  const add = (at: readonly number[], values: readonly string[], isSymbol: boolean): void => {
    const pattern = { at, text: isSymbol ? values.join('') : broken(values.join(' ')), isSymbol }
    if (at.includes(-1)) wide.push(pattern)
    else exact.set(at.join(','), [...(exact.get(at.join(',')) ?? []), pattern])
  }
  for (const keyword of ['VALUENOTE', 'VALUENOTEX']) {
    for (const { subjects, values } of keywords.all(keyword)) {
      const [variable, value] = subjects
      const k = dimensions.findIndex(({ name }) => name === variable)
      const position = k < 0 || value === undefined ? -1 : positionOf(dimensions[k]!, value)
      if (position >= 0)
        add(
          dimensions.map((_, j) => (j === k ? position : -1)),
          values,
          false,
        )
    }
  }
  for (const keyword of ['CELLNOTE', 'CELLNOTEX', 'DATANOTECELL']) {
    for (const { subjects, values } of keywords.all(keyword)) {
      if (subjects.length !== dimensions.length) continue
      const at = subjects.map((subject, k) => (subject === '*' ? -1 : positionOf(dimensions[k]!, subject)))
      const isKnown = at.every((position, k) => position >= 0 || subjects[k] === '*')
      if (isKnown) add(at, values, keyword === 'DATANOTECELL')
    }
  }
  if (exact.size === 0 && wide.length === 0) return () => NOTHING
  return (at) => {
    const found = wide.filter((pattern) => pattern.at.every((position, k) => position < 0 || position === at[k]))
    if (exact.size > 0) found.push(...(exact.get(at.join(',')) ?? []))
    if (found.length === 0) return NOTHING
    return {
      notes: found.filter(({ isSymbol }) => !isSymbol).map(({ text }) => text),
      symbols: found.filter(({ isSymbol }) => isSymbol).map(({ text }) => text),
    }
  }
}

/** Position of a value named by its text or its code; -1 when there is none. */
export function positionOf({ labels, codes }: PxDimension, value: string): number {
  const byCode = codes?.indexOf(value) ?? -1
  return byCode >= 0 ? byCode : labels.indexOf(value)
}
