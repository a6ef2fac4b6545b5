import { AppError } from '../../domain/errors.ts'

/**
 * A table with its margins as a network: a node for every line, an edge for every cell. With margins counted negatively
 * every line sums to 0, so what can be hidden moves around in closed paths.
 */
export interface TableNetwork {
  /** Rows and columns, the margins' among them: R + 1 and C + 1. */
  readonly rows: number
  readonly columns: number
  /** [R+1][C+1] values, margins last. */
  readonly values: readonly (readonly number[])[]
}

/** @throws AppError INVALID_INPUT for a ragged table, negative cells, or margins that are not the sums */
export function tableNetwork(values: readonly (readonly number[])[]): TableNetwork {
  const rows = values.length
  const columns = values[0]?.length ?? 0
  if (rows < 2 || columns < 2 || values.some((row) => row.length !== columns || row.some((x) => !(x >= 0))))
    throw new AppError('INVALID_INPUT', 'A table needs rows and columns of numbers >= 0 with their margins last.')
  const isOff = (line: readonly number[]): boolean => {
    const sum = line.slice(0, -1).reduce((a, b) => a + b, 0)
    return Math.abs(sum - line.at(-1)!) > 1e-6 * Math.max(1, sum)
  }
  const columnLines = Array.from({ length: columns }, (_, c) => values.map((row) => row[c]!))
  if (values.some(isOff) || columnLines.some(isOff))
    throw new AppError(
      'INVALID_INPUT',
      'The margins are not the sums of their cells; protect the table before rounding it.',
    )
  return { rows, columns, values }
}

/** Whether a cell is a row or column total, which counts negatively; the grand total is both and counts positively. */
export function isMargin({ rows, columns }: TableNetwork, r: number, c: number): boolean {
  return (r === rows - 1) !== (c === columns - 1)
}

/**
 * Most by which a hidden cell can rise or fall while all that is published, and that nothing is negative, stays true:
 * the largest flow from its row to its column through the other hidden cells.
 *
 * @param hidden [R+1][C+1]
 * @returns persons; Infinity where nothing bounds it
 */
export function freedom(
  network: TableNetwork,
  hidden: readonly (readonly boolean[])[],
  r: number,
  c: number,
): { readonly up: number; readonly down: number } {
  const value = network.values[r]![c]!
  const raised = largestFlow(network, hidden, r, c, !isMargin(network, r, c))
  const lowered = largestFlow(network, hidden, r, c, isMargin(network, r, c))
  return { up: raised, down: Math.min(value, lowered) }
}

/**
 * Largest flow from row r to column c over hidden cells but the one at (r, c), by shortest augmenting paths.
 * @param raising whether the signed value of (r, c) rises: then rows pass to columns by lowering signed values
 */
function largestFlow(
  network: TableNetwork,
  hidden: readonly (readonly boolean[])[],
  r: number,
  c: number,
  raising: boolean,
): number {
  const { rows, columns, values } = network
  const nodes = rows + columns
  const capacity = Array.from({ length: nodes }, () => new Float64Array(nodes))
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      if (!hidden[i]![j] || (i === r && j === c)) continue
      const lower = isMargin(network, i, j) ? Number.POSITIVE_INFINITY : values[i]![j]!
      const raise = isMargin(network, i, j) ? values[i]![j]! : Number.POSITIVE_INFINITY
      capacity[i]![rows + j] = raising ? lower : raise
      capacity[rows + j]![i] = raising ? raise : lower
    }
  let flow = 0
  for (;;) {
    const before = shortestPath(capacity, r, rows + c)
    if (!before) return flow
    let amount = Number.POSITIVE_INFINITY
    for (let at = rows + c; at !== r; at = before[at]!) amount = Math.min(amount, capacity[before[at]!]![at]!)
    if (amount === Number.POSITIVE_INFINITY) return amount
    for (let at = rows + c; at !== r; at = before[at]!) {
      capacity[before[at]!]![at] = capacity[before[at]!]![at]! - amount
      capacity[at]![before[at]!] = capacity[at]![before[at]!]! + amount
    }
    flow += amount
  }
}

const LEAST_CAPACITY = 1e-9

/** Predecessor of each node on a path with the fewest steps; null when there is none. */
function shortestPath(capacity: readonly Float64Array[], from: number, to: number): Int32Array | null {
  const before = new Int32Array(capacity.length).fill(-1)
  before[from] = from
  const queue = [from]
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!
    for (let next = 0; next < capacity.length; next++)
      if (before[next] === -1 && capacity[node]![next]! > LEAST_CAPACITY) {
        before[next] = node
        if (next === to) return before
        queue.push(next)
      }
  }
  return null
}
