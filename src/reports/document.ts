import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js'

/** Rows that stay with the head of a table, so that no head stands alone at the foot of a page. */
const ROWS_WITH_HEAD = 3

/** A table of a report: grey head repeated on each page, rows never torn, the head never alone. */
export function reportTable(options: {
  readonly widths: readonly (string | number)[]
  readonly head: readonly string[]
  readonly isNumber: (column: number) => boolean
  readonly body: readonly TableCell[][]
  readonly fontSize: number
}): ContentTable {
  const { widths, head, isNumber, body, fontSize } = options
  const heads = head.map(
    (text, column): TableCell => ({ text, style: 'head', alignment: isNumber(column) ? 'right' : 'left' }),
  )
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: Math.min(ROWS_WITH_HEAD, body.length),
      dontBreakRows: true,
      widths: [...widths],
      body: [heads, ...body],
    },
    layout: 'lightHorizontalLines',
    fontSize,
  }
}

export const heading = (text: string): Content => ({ text, style: 'heading' })

/** A heading with what stands under it, all on one page: for tables of a few rows. */
export const together = (...parts: Content[]): Content => ({ stack: parts, unbreakable: true })
