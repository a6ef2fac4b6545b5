import { utils, type WorkSheet, write } from '@e965/xlsx'

export interface SheetOf {
  readonly name: string
  /** Rows of cells; null leaves a cell empty. */
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** Merged ranges, `B4:F4`. */
  readonly merges?: readonly string[]
  /** Changes to single cells: formulas, number formats, errors. */
  readonly cells?: Readonly<Record<string, object>>
}

/** A workbook as a statistics office would save it. */
export function workbookOf(sheets: readonly SheetOf[], type: 'xlsx' | 'biff8' = 'xlsx'): Buffer {
  const book = utils.book_new()
  for (const { name, rows, merges = [], cells = {} } of sheets) {
    const sheet: WorkSheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
    sheet['!merges'] = merges.map((range) => utils.decode_range(range))
    for (const [address, cell] of Object.entries(cells)) sheet[address] = cell
    utils.book_append_sheet(book, sheet, name)
  }
  return write(book, { type: 'buffer', bookType: type })
}
