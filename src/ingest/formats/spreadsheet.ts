import { AppError } from '../../domain/errors.ts'
import { inTurn } from './bytes/in-turn.ts'
import type { DocumentHead, Reader, ReadItem } from './reader.ts'
import { decideBlocks, neededDimensions, numberNotes, yearbookFigures } from './spreadsheet/figures.ts'
import { asList, type ListSheet, listDimensions, listFigures } from './spreadsheet/list.ts'
import { withoutRowNumbers } from './spreadsheet/row-numbers.ts'
import type { Sheet } from './spreadsheet/sheet.ts'
import { openWorkbook } from './spreadsheet/workbook.ts'
import { readYearbookSheet, type YearbookTable } from './spreadsheet/yearbook.ts'

/**
 * XLSX and XLS workbooks: tables of statistical yearbooks, several to a sheet, and lists with one heading row. Formulas are not
 * computed: their stored result is read and the formula kept beside it.
 */
export const spreadsheet: Reader = {
  format: 'spreadsheet',
  describes: {
    vi: 'Sổ tính XLSX hoặc XLS: niên giám thống kê, danh sách',
    en: 'XLSX or XLS workbook: statistical yearbook, list',
  },
  recognises(first, name) {
    const isOle = first[0] === 0xd0 && first[1] === 0xcf && first[2] === 0x11 && first[3] === 0xe0
    if (isOle) return /\.xls$/i.test(name) ? 0.95 : 0.7
    if (first[0] !== 0x50 || first[1] !== 0x4b) return 0
    const hasParts = /xl\/(workbook|worksheets|_rels|styles)|\[Content_Types\]\.xml/.test(
      Buffer.from(first).toString('latin1'),
    )
    return hasParts ? 0.95 : /\.xls[xm]$/i.test(name) ? 0.7 : 0
  },
  async open(source, limits, writing) {
    const sheets = await openWorkbook(source, limits)
    const lists: ListSheet[] = []
    const tables: YearbookTable[] = []
    for (const sheet of sheets) {
      const list = asList(sheet, writing?.numbers)
      if (list) lists.push(list)
      else tables.push(...readYearbookSheet(withoutRowNumbers(sheet), tables.at(-1) ?? null))
    }
    if (lists.length === 0 && tables.length === 0) {
      const message = `${source.name} has no table of figures in its ${sheets.length} sheets (${sheets
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 200)}).`
      throw new AppError('SOURCE_SCHEMA_CHANGED', message, { file: source.name })
    }
    const blocks = decideBlocks(tables, writing?.numbers)
    const head: DocumentHead = {
      format: lists.length > 0 ? 'spreadsheet-list' : 'spreadsheet-yearbook',
      title: tables[0]?.title || (lists[0] ? lists[0].sheet.name : null),
      publisher: null,
      published: null,
      dimensions: [
        ...[...new Set([...lists.flatMap(listDimensions), ...(tables.length > 0 ? neededDimensions(blocks) : [])])].map(
          (id) => ({ id, label: null }),
        ),
        { id: 'TIME_PERIOD', label: null },
      ],
      notes: [
        ...numberNotes(blocks),
        ...workbookNotes(sheets),
        ...tables.flatMap(({ sheet, notes }) => notes.map((note) => `${sheet}: ${note}`)),
      ],
    }
    return { head, items: inTurn(both(lists, blocks)) }
  },
}

function* both(lists: readonly ListSheet[], blocks: ReturnType<typeof decideBlocks>): Generator<ReadItem> {
  for (const list of lists) yield* listFigures(list)
  yield* yearbookFigures(blocks)
}

function workbookNotes(sheets: readonly Sheet[]): string[] {
  const notes: string[] = []
  const tcvn3 = sheets.filter(({ wasTcvn3 }) => wasTcvn3).map(({ name }) => name)
  if (tcvn3.length > 0)
    notes.push(`Text of a TCVN3 (ABC) font, decoded: ${tcvn3.join(', ')}. Capitals of its H fonts come out small.`)
  const formulas = sheets.reduce(
    (sum, { rows }) => sum + rows.reduce((n, { cells }) => n + cells.filter((c) => c.formula).length, 0),
    0,
  )
  if (formulas > 0)
    notes.push(`${formulas} cells hold formulas: the results stored with them are read, nothing is computed.`)
  return notes
}
