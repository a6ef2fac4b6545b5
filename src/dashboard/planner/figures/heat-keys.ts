export interface Cell {
  readonly row: number
  readonly column: number
}
/** Where a key leads from a cell of a grid with the given last row and column; it never leaves the grid. */
export type Move = (from: Cell, lastRow: number, lastColumn: number) => Cell

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: Math.max(0, column - 1) }),
  ArrowRight: ({ row, column }, _, lastColumn) => ({ row, column: Math.min(lastColumn, column + 1) }),
  ArrowUp: ({ row, column }) => ({ row: Math.max(0, row - 1), column }),
  ArrowDown: ({ row, column }, lastRow) => ({ row: Math.min(lastRow, row + 1), column }),
  PageUp: ({ row, column }) => ({ row: Math.max(0, row - 5), column }),
  PageDown: ({ row, column }, lastRow) => ({ row: Math.min(lastRow, row + 5), column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, _, lastColumn) => ({ row, column: lastColumn }),
  'Control+Home': () => ({ row: 0, column: 0 }),
  'Control+End': (_, lastRow, lastColumn) => ({ row: lastRow, column: lastColumn }),
}

/** The keys of the ARIA grid pattern. */
export const moveOf = (key: string, control: boolean): Move | undefined => moves[control ? `Control+${key}` : key]
