import type { Content, ContentTable, Node, NodeQueries, TableCell } from 'pdfmake/interfaces.js'

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

/** A heading; with `keepHeadings` it goes to the page of what it heads. */
export const heading = (text: string): Content => ({ text, style: 'heading', headlineLevel: 1 })

/** Breaks the page before a heading whose table or list would begin on the next. */
export const keepHeadings = (node: Node, queries: NodeQueries): boolean =>
  node.headlineLevel === 1 &&
  !queries.getFollowingNodesOnPage().some((next) => next.table !== undefined || next.ul !== undefined)
