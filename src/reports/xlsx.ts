import { writeXlsx } from 'hucre/xlsx'
import type { Lang } from '../contracts/common.ts'
import { AppError } from '../domain/errors.ts'
import { PROVENANCE_SHEET, type Provenance, provenanceRows } from './provenance.ts'
import type { CellValue, Column, Table } from './table.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Most rows of one workbook. Excel takes 1,048,575 under a header; this is lower because a workbook is built in memory:
 * 100,000 rows of 15 columns took 2.5 s and 280 MB. CSV has no limit.
 */
export const XLSX_ROW_LIMIT = 50_000

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
 * A table as an Excel workbook: sheet 1 the data (frozen header, filter, numbers as numbers), sheet 2 where they come from.
 * Text is stored as text, so that a cell that begins with `=` is never run.
 *
 * @throws AppError TOO_LARGE above `rowLimit` rows; nothing is cut off in silence
 */
export async function toXlsx<R>(
  table: Table<R>,
  rows: AsyncIterable<R> | Iterable<R>,
  provenance: Provenance,
  lang: Lang,
  rowLimit = XLSX_ROW_LIMIT,
): Promise<Uint8Array> {
  const data: CellValue[][] = []
  for await (const row of rows) {
    if (data.length === rowLimit) {
      throw new AppError(
        'TOO_LARGE',
        `The result has more than ${rowLimit} rows, the most one workbook holds. Ask for CSV, which has no limit, or narrow the query.`,
        { rowLimit },
      )
    }
    data.push(table.columns.map((column) => finite(column.value(row, lang))))
  }
  const { columns } = table
  const about = provenanceRows(provenance, lang)
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
        rows: about,
      },
    ],
  })
}

/** NaN and infinity have no cell; they are empty. */
const finite = (value: CellValue): CellValue => (typeof value === 'number' && !Number.isFinite(value) ? null : value)

/** Name of a spreadsheet column: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
