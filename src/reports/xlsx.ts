import { writeXlsx, writeXlsxStream } from 'hucre/xlsx'
import type { Lang } from '../contracts/common.ts'
import { PROVENANCE_SHEET, type Provenance, provenanceRows } from './provenance.ts'
import type { CellValue, Column, Table } from './table.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Most rows of a workbook that is built in memory: 100,000 rows of 15 columns took 2.5 s and 280 MB. Above it the workbook is
 * written as it is read, in constant memory, over as many sheets as it needs.
 */
export const XLSX_MEMORY_ROWS = 50_000
/** Most rows of a sheet, the header among them. */
export const XLSX_SHEET_ROWS = 1_048_576

const NUMBER_FORMAT: Readonly<Record<Column<unknown>['type'], string | undefined>> = {
  text: undefined,
  count: '#,##0',
  decimal: '#,##0.000',
  percent: '#,##0.00',
  share: '0.000',
}
const HEADER_STYLE = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EDF3' } },
} as const

/**
 * A table as an Excel workbook. Up to `memoryRows` rows: sheet 1 the data (frozen header, filter, numbers as numbers), sheet 2
 * where they come from. More rows: a stream of a workbook of data sheets alone, each with its header; provenance then comes
 * with `metadata=only`, and each row names its release or day. A stream that breaks off is a workbook no program opens.
 * Text is stored as text, so that a cell that begins with `=` is never run. Nothing is cut off.
 */
export async function toXlsx<R>(
  table: Table<R>,
  rows: AsyncIterable<R> | Iterable<R>,
  provenance: Provenance,
  lang: Lang,
  { memoryRows = XLSX_MEMORY_ROWS, sheetRows = XLSX_SHEET_ROWS } = {},
): Promise<Uint8Array | ReadableStream<Uint8Array>> {
  const cells = cellsOf(table, rows, lang)
  const data: CellValue[][] = []
  for (let next = await cells.next(); !next.done; next = await cells.next()) {
    data.push(next.value)
    if (data.length > memoryRows) return streamed(table, data, cells, lang, sheetRows)
  }
  const { columns } = table
  return writeXlsx({
    properties: { title: table.title[lang], creator: 'Nhân lực', created: provenance.generatedAt },
    sheets: [
      {
        name: table.title[lang].slice(0, 31),
        columns: columns.map((c) => ({ width: c.width, numFmt: NUMBER_FORMAT[c.type] })),
        rows: [columns.map((c) => c.label[lang]), ...data],
        cells: new Map(columns.map((c, i) => [`0,${i}`, { value: c.label[lang], style: HEADER_STYLE }])),
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${columnName(columns.length - 1)}${data.length + 1}` },
      },
      {
        name: PROVENANCE_SHEET[lang],
        columns: [{ width: 26, style: { font: { bold: true } } }, { width: 110 }],
        rows: provenanceRows(provenance, lang),
      },
    ],
  })
}

async function* cellsOf<R>(
  table: Table<R>,
  rows: AsyncIterable<R> | Iterable<R>,
  lang: Lang,
): AsyncGenerator<CellValue[], undefined> {
  for await (const row of rows) yield table.columns.map((column) => finite(column.value(row, lang)))
}

function streamed<R>(
  { columns, title }: Table<R>,
  first: readonly CellValue[][],
  rest: AsyncIterable<CellValue[]>,
  lang: Lang,
  sheetRows: number,
): ReadableStream<Uint8Array> {
  async function* all() {
    yield* first
    yield* rest
  }
  return writeXlsxStream(all(), {
    name: title[lang].slice(0, 31),
    columns: columns.map((c) => ({ header: c.label[lang], width: c.width, numFmt: NUMBER_FORMAT[c.type] })),
    freezePane: { rows: 1 },
    maxRowsPerSheet: sheetRows,
  })
}

/** NaN and infinity have no cell; they are empty. */
const finite = (value: CellValue): CellValue => (typeof value === 'number' && !Number.isFinite(value) ? null : value)

/** Name of a spreadsheet column: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
