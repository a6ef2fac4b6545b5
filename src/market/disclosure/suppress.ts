import { AppError } from '../../domain/errors.ts'
import { withMargins } from './controlled-rounding.ts'
import { freedom, isMargin, type TableNetwork, tableNetwork } from './table-network.ts'

export type CellStatus = 'published' | 'primary' | 'secondary'

export interface SuppressOptions {
  /** Default 20. A suppressed cell may not be known to within so many per cent of its value. */
  readonly protectPercent?: number
  /** Default 3. Nor to within so many persons, whatever its size. */
  readonly protectPersons?: number
}

export interface SuppressedTable {
  /** [R+1][C+1] as published, margins last; null where suppressed, never 0. */
  readonly published: readonly (readonly (number | null)[])[]
  /** [R+1][C+1] */
  readonly status: readonly (readonly CellStatus[])[]
  readonly secondaryCells: number
  /** Persons in cells suppressed only to protect others. */
  readonly secondaryPersons: number
}

/** What an outsider can work out of a suppressed cell from everything published. */
export interface CellBounds {
  readonly row: number
  readonly column: number
  readonly status: CellStatus
  readonly low: number
  readonly high: number
}

/**
 * Suppresses primary cells and, so that none can be worked out from the rest and the margins, further ones.
 *
 * For every primary cell a closed path of cells is hidden that each hold at least what the cell is to be blurred by, so
 * that much can be moved around it either way without anything published changing. Paths are the cheapest by the people
 * they hide (cells hidden already cost nothing); margins are hidden only where there is no other way, the grand total never.
 *
 *     blur = max( protectPercent x / 100, protectPersons )
 *
 * @param cells   [R][C] >= 0, unrounded
 * @param primary [R][C] cells that must not be known
 * @throws AppError NOT_AVAILABLE when a cell cannot be protected in this table: then rows or columns must be merged
 */
export function suppressTable(
  cells: readonly (readonly number[])[],
  primary: readonly (readonly boolean[])[],
  { protectPercent = 20, protectPersons = 3 }: SuppressOptions = {},
): SuppressedTable {
  const network = tableNetwork(withMargins(cells))
  const hidden = network.values.map((row, r) => row.map((_, c) => primary[r]?.[c] ?? false))
  const wanted = cells
    .flatMap((row, r) => row.map((value, c) => ({ r, c, value })))
    .filter(({ r, c }) => primary[r]![c])
    .sort((a, b) => b.value - a.value)
  for (const { r, c, value } of wanted) {
    const blur = Math.max((protectPercent * value) / 100, protectPersons)
    for (const [i, j] of cheapestPath(network, hidden, r, c, blur)) hidden[i]![j] = true
  }
  const status = network.values.map((row, r) =>
    row.map((_, c): CellStatus => (primary[r]?.[c] ? 'primary' : hidden[r]![c] ? 'secondary' : 'published')),
  )
  const secondary = status.flatMap((row, r) =>
    row.flatMap((s, c) => (s === 'secondary' ? [network.values[r]![c]!] : [])),
  )
  return {
    published: network.values.map((row, r) => row.map((value, c) => (hidden[r]![c] ? null : value))),
    status,
    secondaryCells: secondary.length,
    secondaryPersons: secondary.reduce((a, b) => a + b, 0),
  }
}

/**
 * Bounds of every suppressed cell for somebody who knows the published table, that it adds up and that nobody is counted
 * negatively. Exact: each bound is reached by a table that agrees with everything published.
 *
 * @param cells [R][C] the true table
 */
export function auditSuppression(cells: readonly (readonly number[])[], table: SuppressedTable): CellBounds[] {
  const network = tableNetwork(withMargins(cells))
  const hidden = table.status.map((row) => row.map((status) => status !== 'published'))
  return table.status.flatMap((row, r) =>
    row.flatMap((status, c): CellBounds[] => {
      if (status === 'published') return []
      const { up, down } = freedom(network, hidden, r, c)
      const value = network.values[r]![c]!
      return [{ row: r, column: c, status, low: value - down, high: value + up }]
    }),
  )
}

/** Cost of hiding a margin, in persons a person: as good as never. */
const MARGIN_COST = 1e6

/** Cells of the cheapest path from row r to column c over cells that hold `blur` at least (Dijkstra over the lines). */
function cheapestPath(
  network: TableNetwork,
  hidden: readonly (readonly boolean[])[],
  r: number,
  c: number,
  blur: number,
): [number, number][] {
  const { rows, columns, values } = network
  const cost = (i: number, j: number): number => {
    if ((i === r && j === c) || values[i]![j]! < blur) return Number.POSITIVE_INFINITY
    if (i === rows - 1 && j === columns - 1) return Number.POSITIVE_INFINITY
    if (hidden[i]![j]) return 0
    return (1 + values[i]![j]!) * (isMargin(network, i, j) ? MARGIN_COST : 1)
  }
  const nodes = rows + columns
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(nodes).fill(-1)
  const done = new Array<boolean>(nodes).fill(false)
  distance[r] = 0
  for (;;) {
    let node = -1
    for (let n = 0; n < nodes; n++) if (!done[n] && distance[n]! < (node < 0 ? Infinity : distance[node]!)) node = n
    if (node < 0) break
    done[node] = true
    const isRow = node < rows
    for (let k = 0; k < (isRow ? columns : rows); k++) {
      const next = isRow ? rows + k : k
      const reached = distance[node]! + (isRow ? cost(node, k) : cost(k, node - rows))
      if (reached < distance[next]!) {
        distance[next] = reached
        before[next] = node
      }
    }
  }
  if (distance[rows + c] === Number.POSITIVE_INFINITY)
    throw new AppError(
      'NOT_AVAILABLE',
      `Row ${r}, column ${c} cannot be protected: too few cells of its row and column hold ${blur} people. Merge rows or columns, or round the table instead.`,
      { row: r, column: c, blur },
    )
  const path: [number, number][] = []
  for (let at = rows + c; at !== r; at = before[at]!) {
    const from = before[at]!
    path.push(at >= rows ? [from, at - rows] : [at, from - rows])
  }
  return path
}
