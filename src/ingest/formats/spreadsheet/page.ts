import { cleanVietnamese } from '../bytes/tcvn3.ts'
import { isPeriodText } from '../period-text.ts'
import type { Cell, Sheet, Span } from './sheet.ts'
import { isNote, isUnitLine } from './units.ts'

const FIGURE = /^([+\-\u2212]?\d[\d.,]*(\(\*+\))?|-|–|\.\.|\.\.\.|…)$/
const YEAR = /^(19|20)\d{2}$/
const STATUS = /^(sơ bộ|prel\.?|ước tính|estimate)$/iu
/** What a flip-book prints around its page. */
const FURNITURE = /^((page|p\.|trang)\s*\d+\b.*|\d{1,3}|st|nd|th)$/iu

interface TextLine {
  readonly row: number
  readonly label: string
  readonly figures: readonly string[]
}

/**
 * The text of a yearbook page as a sheet: the figures at the end of a line are its columns. Where the words of a heading cannot
 * be told apart, columns are named by their number and a note says so.
 *
 * @returns null when fewer than three lines end in the same number of figures
 */
export function pageAsSheet(
  name: string,
  text: string,
): { readonly sheet: Sheet; readonly note: string | null } | null {
  const lines = text.split(/\r?\n/).map((line, k) => ({ row: k + 1, text: cleanVietnamese(line) }))
  const kept = lines.filter((line) => line.text !== '' && !FURNITURE.test(line.text))
  const split = kept.map((line) => splitFigures(line.row, line.text))
  // The last figure of a text that ends inside a line may be cut.
  const cutRow = text.endsWith('\n') ? -1 : lines.length
  const width = usualWidth(split)
  if (width === null) return null
  const byYear = rowsAreYears(split, width)
  const columns = byYear ? width - 1 : width
  const isFigures = (line: TextLine): boolean =>
    line.figures.length >= width && !line.figures.slice(-columns).every((t) => YEAR.test(t))
  const first = split.findIndex(isFigures)
  const heading = byYear ? null : headingOf(split.slice(0, first), columns)

  const merges = new Map<number, readonly Span[]>()
  const rows: { row: number; cells: Cell[] }[] = []
  for (const [k, line] of split.entries()) {
    const whole = kept[k]!.text
    if (isFigures(line) && line.row !== cutRow) {
      const extra = line.figures.slice(0, line.figures.length - columns)
      const label = [line.label, ...extra].filter(Boolean).join(' ')
      const cells = line.figures.slice(-columns).map((figure, c) => cellOf(figure, c + 1))
      rows.push({ row: line.row, cells: label ? [cellOf(label, 0), ...cells] : cells })
    } else if (heading?.rows.has(line.row)) {
      if (line.row === heading.lastRow) rows.push({ row: line.row, cells: heading.cells })
    } else if (byYear && k > 0 && split[k + 1] && isFigures(split[k + 1]!) && !isNote(whole)) {
      // The line over a run of years names their unit.
      if (rows.every(({ cells }) => cells.length === 1)) rows.push(numbered(line.row - 1, columns))
      rows.push({ row: line.row, cells: [cellOf(whole, 1)] })
      merges.set(line.row, [{ top: line.row, bottom: line.row, left: 1, right: columns }])
    } else if (k >= first && isShort(line.figures) && (line.label !== '' || line.row === cutRow)) {
      // A blank cell leaves no trace in text: which columns are there cannot be told, so they get places without a heading.
      rows.push({
        row: line.row,
        cells: [cellOf(line.label || '?', 0), ...line.figures.map((f, c) => cellOf(f, columns + 1 + c))],
      })
    } else rows.push({ row: line.row, cells: [cellOf(whole, isUnitLine(whole, false) ? 1 : 0)] })
  }
  if (!byYear && !heading)
    rows.splice(
      rows.findIndex(({ cells }) => cells.length > columns),
      0,
      numbered(split[first]!.row, columns),
    )
  const note = heading
    ? null
    : `The page has lost the places of its headings: its ${columns} columns are numbered from left to right. Name them in the mapping.`
  return { sheet: { name, rows, merges, wasTcvn3: false }, note }
}

/** Figures too few for the columns; a lone year belongs to the words before it. */
const isShort = (figures: readonly string[]): boolean => figures.some((text) => /\d/.test(text) && !YEAR.test(text))

const cellOf = (text: string, column: number): Cell => ({
  column,
  text,
  indent: 0,
  number: null,
  kind: 'text',
  formula: null,
  stored: null,
  isPercent: false,
})
const numbered = (row: number, columns: number): { row: number; cells: Cell[] } => ({
  row,
  cells: Array.from({ length: columns }, (_, c) => cellOf(`column ${c + 1}`, c + 1)),
})

function splitFigures(row: number, text: string): TextLine {
  const words = text.split(' ')
  let at = words.length
  while (at > 0 && FIGURE.test(words[at - 1]!)) at -= 1
  return { row, label: words.slice(0, at).join(' '), figures: words.slice(at) }
}

/** Figures most lines end in, when at least three do; two at least, since prose ends in a number now and then. */
function usualWidth(lines: readonly TextLine[]): number | null {
  const widths = new Map<number, number>()
  for (const { figures } of lines)
    if (figures.length >= 2) widths.set(figures.length, (widths.get(figures.length) ?? 0) + 1)
  const [best] = [...widths.entries()].sort(([a, m], [b, n]) => n - m || b - a)
  return best && best[1] >= 3 ? best[0] : null
}

/** Whether lines begin with the year they are of: `2018 549.945 276.386`. */
function rowsAreYears(lines: readonly TextLine[], width: number): boolean {
  const rows = lines.filter(({ figures }) => figures.length === width)
  return rows.every(({ figures }) => YEAR.test(figures[0]!) && !figures.slice(1).every((text) => YEAR.test(text)))
}

interface Heading {
  readonly rows: ReadonlySet<number>
  readonly lastRow: number
  readonly cells: Cell[]
}

/** A line of years, and the words and years around it that complete its last column: `Sơ bộ` above, `Prel.` beside, `2021` below. */
function headingOf(lines: readonly TextLine[], columns: number): Heading | null {
  const whole = (line: TextLine): string[] => [...line.label.split(' ').filter(Boolean), ...line.figures]
  const at = lines.findLastIndex((line) => whole(line).filter((word) => YEAR.test(word)).length >= 2)
  if (at < 0) return null
  const words = whole(lines[at]!)
  const years = words.filter((word) => YEAR.test(word))
  const around = [at - 2, at - 1, at, at + 1, at + 2]
    .filter((k) => k !== at && k >= 0 && k < lines.length)
    .filter(
      (k) => STATUS.test(whole(lines[k]!).join(' ')) || (k > at && /^(19|20)\d{2}$/.test(whole(lines[k]!).join(' '))),
    )
  const above = around.filter((k) => k < at).map((k) => whole(lines[k]!).join(' '))
  const below = around.filter((k) => k > at).map((k) => whole(lines[k]!).join(' '))
  const beside = words.filter((word) => !YEAR.test(word))
  const last = [...above, ...beside, ...below].join(' ')
  const texts = years.length === columns ? years : [...years, last]
  if (texts.length !== columns || !texts.every(isPeriodText)) return null
  const rows = new Set([at, ...around].map((k) => lines[k]!.row))
  return { rows, lastRow: Math.max(...rows), cells: texts.map((text, c) => cellOf(text, c + 1)) }
}
