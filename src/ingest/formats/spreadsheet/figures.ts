import type { Coordinate, RawFigure, ReadItem } from '../reader.ts'
import { type Column, twinColumns } from './heading.ts'
import { decideNumbers, declaredNumbers, type NumberDecision, type NumberStyle, readDecided } from './numbers.ts'
import { isPartOfYear, partOfYear } from './part-of-year.ts'
import { periodOf, statusFlags } from './rows.ts'
import { addressOf, type Cell } from './sheet.ts'
import { periodOfTitle, unitInBrackets } from './units.ts'
import type { Block, Line, YearbookTable } from './yearbook.ts'

/** Dimensions of a yearbook; those no table of the workbook needs are left out. */
export const YEARBOOK_DIMENSIONS = ['TABLE', 'BLOCK', 'SECTION', 'GROUP', 'ROW', 'COLUMN'] as const
type Dimension = (typeof YEARBOOK_DIMENSIONS)[number]

export interface Decided {
  readonly table: YearbookTable
  readonly block: Block
  readonly numbers: NumberDecision | null
}

const TEXT_NUMBER = /\d/
const FOOTNOTE = /\s*(\(\*+\)|(?<=\d)\s?\*{1,3}|(?<=\d)\s?\(\d\))$/

/**
 * Decides for every block how its text numbers are written; blocks beyond doubt decide for those in doubt.
 * @param declared  by a mapping: then nothing is found out
 */
export function decideBlocks(tables: readonly YearbookTable[], declared?: NumberStyle): readonly Decided[] {
  const blocks = tables.flatMap((table) => table.blocks.map((block) => ({ table, block, texts: textNumbers(block) })))
  if (declared) return blocks.map(({ table, block }) => ({ table, block, numbers: declaredNumbers(declared) }))
  const first = blocks.map(({ block, texts }) =>
    texts.length === 0 ? null : decideNumbers({ texts, unit: block.unit, elsewhere: null, isTyped: true }),
  )
  // A style counts as shown elsewhere only when separators occur there and one style alone fits.
  const shown = new Set(first.filter((d) => d?.style && d.fitting.length === 1).map((d) => d!.style!))
  const elsewhere: NumberStyle | null = shown.size === 1 ? [...shown][0]! : null
  return blocks.map(({ table, block, texts }, k) => {
    const decision = first[k]!
    const isOpen = decision !== null && decision.style === null && decision.fitting.length > 0
    const numbers = isOpen ? decideNumbers({ texts, unit: block.unit, elsewhere, isTyped: true }) : decision
    return { table, block, numbers }
  })
}

function textNumbers({ lines, columns }: Block): string[] {
  const headed = new Set(columns.map(({ column }) => column))
  return lines.flatMap(({ cells }) =>
    cells
      .filter((cell) => cell.kind === 'text' && headed.has(cell.column) && TEXT_NUMBER.test(cell.text))
      .map(({ text }) => strip(text).text),
  )
}

/** A text without its footnote mark and per cent sign. */
function strip(text: string): { readonly text: string; readonly mark: string | null; readonly isPercent: boolean } {
  const found = /\d/.test(text) ? FOOTNOTE.exec(text) : null
  const bare = found ? text.slice(0, found.index) : text
  const isPercent = /\d\s?%$/.test(bare)
  return { text: isPercent ? bare.replace(/\s?%$/, '') : bare, mark: found ? found[1]!.trim() : null, isPercent }
}

/** Which dimensions the tables of a workbook need. */
export function neededDimensions(blocks: readonly Decided[]): readonly Dimension[] {
  const has = (test: (one: Decided) => boolean): boolean => blocks.some(test)
  const line = (test: (line: Line) => boolean) => (one: Decided) => one.block.lines.some(test)
  const needs: Readonly<Record<Dimension, boolean>> = {
    TABLE: true,
    BLOCK: has(({ block }) => block.heading !== null),
    SECTION: has(line(({ section }) => section !== null)),
    GROUP: has(line(({ group }) => group !== null && periodOf(group) === null)),
    ROW: has(line(({ label }) => label !== null && !isPartOfYear(label))),
    COLUMN: has(({ block }) => block.columns.some(({ heading }) => heading !== null && !isPartOfYear(heading))),
  }
  return YEARBOOK_DIMENSIONS.filter((name) => needs[name])
}

const named = (label: string | null): Coordinate => ({ code: null, label })

export function* yearbookFigures(blocks: readonly Decided[]): Generator<ReadItem> {
  const dimensions = neededDimensions(blocks)
  for (const { table, block, numbers } of blocks) {
    const titlePeriod = periodOfTitle(table.title)
    const twins = twinColumns(block.columns)
    for (const line of block.lines) {
      const cells = new Map(line.cells.map((cell) => [cell.column, cell]))
      // Where no figure of a row has a heading, nothing is known to be missing under the headings either.
      const isPlaced = block.columns.some(({ column }) => cells.has(column))
      for (const column of block.columns) {
        if (twins.has(column.column) || !isPlaced) continue
        const when = periodOfCell(line, column, titlePeriod)
        const coordinates: Readonly<Record<Dimension, Coordinate>> = {
          TABLE: { code: table.sheet, label: table.title || null },
          BLOCK: named(block.heading),
          SECTION: named(line.section),
          GROUP: named(when.isGroupSpent ? null : line.group),
          ROW: named(when.isRowSpent ? null : line.label),
          COLUMN: named(when.isHeadingSpent ? null : column.heading),
        }
        yield readCell(cells.get(column.column) ?? null, line, column, {
          part: table.sheet,
          dimensions: Object.fromEntries(dimensions.map((name) => [name, coordinates[name]])),
          period: when.period,
          unit:
            (column.heading === null ? null : unitInBrackets(column.heading)) ??
            block.unit ??
            unitInBrackets(table.title),
          numbers,
        })
        cells.delete(column.column)
      }
      for (const cell of cells.values()) {
        const reason = twins.has(cell.column)
          ? 'another column has the same heading; tell them apart in the sheet'
          : block.columns.length === 0
            ? 'no row above says what the columns are; name them in the sheet'
            : 'its column has no heading; name it in the sheet'
        yield fault(table.sheet, line.row, cell, reason)
      }
    }
  }
}

/** Periods stand over columns, beside rows, above groups or in the title, and a part of a year stands apart from its year. */
function periodOfCell({ period: own, label, group }: Line, { period: over, heading }: Column, title: string | null) {
  const above = own ?? over ?? null
  const ofGroup = group === null ? null : periodOf(group)
  const year = above ?? ofGroup ?? title
  const byRow = partOfYear(label, year)
  const byHeading = byRow === null ? partOfYear(heading, year) : null
  return {
    period: byRow ?? byHeading ?? year ?? '',
    isRowSpent: byRow !== null,
    isHeadingSpent: byHeading !== null,
    isGroupSpent: above === null && ofGroup !== null,
  }
}

const fault = (part: string, row: number, cell: Cell, reason: string): ReadItem => ({
  kind: 'fault',
  fault: { place: { part, row, column: addressOf(row, cell.column) }, text: cell.text, reason },
})

interface Setting {
  readonly part: string
  readonly dimensions: Readonly<Record<string, Coordinate>>
  readonly period: string
  readonly unit: string | null
  readonly numbers: NumberDecision | null
}

function readCell(cell: Cell | null, line: Line, { column }: Column, setting: Setting): ReadItem {
  const { part, dimensions, period, unit, numbers } = setting
  const place = { part, row: line.row, column: addressOf(line.row, column) }
  const attributes: [string, string][] = unit ? [['UNIT', unit]] : []
  if (line.stored !== null) attributes.push(['STORED_LABEL', line.stored])
  const flags = [...statusFlags(period)]
  const figure = (text: string, value: number | null): ReadItem => {
    const one: RawFigure = { place, dimensions, period, text, value, flags, attributes: Object.fromEntries(attributes) }
    return { kind: 'figure', figure: one }
  }
  if (cell === null) return figure('', null)
  if (cell.kind === 'formula')
    return fault(part, line.row, cell, 'a formula without a stored result; open the workbook, compute it and save it')
  if (cell.kind === 'error' && cell.text !== '#N/A')
    return fault(part, line.row, cell, 'an error value of the spreadsheet; ask the source for the figure')
  if (cell.kind === 'date')
    return fault(
      part,
      line.row,
      cell,
      'a date stands where a figure belongs: the spreadsheet may have turned a number such as 3.12 into one; ask the source',
    )
  if (cell.formula !== null) attributes.push(['FORMULA', cell.formula])
  if (cell.number !== null) {
    if (!cell.isPercent) return figure(cell.text, cell.number)
    // Shown as 1.85 %, stored as 0.0185: what is shown is what was published.
    const shown = Number((cell.number * 100).toPrecision(15))
    attributes.push(['NUMBER_FORMAT', '%'])
    return figure(`${shown}%`, shown)
  }
  const { text, mark, isPercent } = strip(cell.text)
  const reading = readDecided(text, numbers ?? { style: '1.234,5', fitting: [], because: 'all' })
  if (reading.kind === 'refused') return fault(part, line.row, cell, reading.reason)
  if (isPercent) attributes.push(['NUMBER_FORMAT', '%'])
  if (numbers?.style && numbers.because !== 'all') attributes.push(['NUMBER_STYLE', numbers.style])
  if (mark) flags.push(mark)
  if (reading.kind !== 'number' && reading.symbol !== '') flags.push(reading.symbol)
  return figure(cell.text, reading.kind === 'missing' ? null : reading.value)
}

/** What the reader of a workbook has to be told about its text numbers. */
export function numberNotes(blocks: readonly Decided[]): string[] {
  return blocks.flatMap(({ table, block, numbers }) => {
    if (!numbers || numbers.because === 'all') return []
    const place = `${table.sheet}${block.heading ? `, ${block.heading}` : ''}`
    if (numbers.style)
      return [`${place}: numbers stand as text and are read as ${numbers.style}, since ${numbers.because}.`]
    return [
      `${place}: numbers stand as text and ${numbers.because}; those in doubt are refused. Declare the decimal sign in the mapping.`,
    ]
  })
}
