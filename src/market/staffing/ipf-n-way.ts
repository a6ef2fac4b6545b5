import { AppError } from '../../domain/errors.ts'

/** A published margin of a table: the sums over every axis that is not named. */
export interface Margin {
  /** Axes the margin keeps, ascending, e.g. [0, 2]. */
  readonly axes: readonly number[]
  /** Sums, row-major over the kept axes, in the unit of the table. */
  readonly values: ArrayLike<number>
}

export interface IpfOptions {
  /** Default 1e-8. Largest residual of any margin cell, relative to max(1, margin), at which balancing stops. */
  readonly tolerance?: number
  /** Default 10 000. Sweeps over all margins before NOT_CONVERGED: margins the zeros of the seed forbid never converge. */
  readonly maxSweeps?: number
}

export interface BalancedTable {
  /** Balanced cells, row-major over `dims`. */
  readonly cells: Float64Array
  readonly sweeps: number
  /** Largest |sum - margin| / max(1, margin) left. */
  readonly residual: number
  /** Kullback-Leibler divergence from the seed, both as shares of their total; nats, >= 0. */
  readonly klDivergence: number
  /** By margin: what its cells were scaled by in all; a cell is its seed times the factors of its margins. 0 for a margin of 0. */
  readonly factors: readonly Float64Array[]
}

/**
 * Iterative proportional fitting of a table of any number of axes to margins of any order.
 *
 *     repeat: for each margin, scale the cells below each margin cell so that they add up to it
 *     stop when max |sum - margin| / max(1, margin) < tolerance for every margin
 *
 * The result is the table with those margins that is nearest to the seed in Kullback-Leibler divergence; its zeros are
 * the zeros of the seed. The stop looks at the margins, never at the size of the last change: an inconsistent problem
 * can change ever less without coming nearer.
 *
 * @param dims     length of each axis
 * @param seed     cells, row-major over dims, >= 0; any positive multiple gives the same result
 * @param margins  at least one, in the unit of the result
 * @throws AppError INVALID_INPUT for a negative or non-finite number or a wrong length; MARGINS_INCONSISTENT when two
 *         margins disagree on what they share, or a margin is positive where the seed is all zero; NOT_CONVERGED when
 *         the zeros of the seed do not allow the margins
 * @see Deming & Stephan (1940), Ann. Math. Statist. 11(4), 427-444; Csiszar (1975), Ann. Probab. 3(1), 146-158
 */
export function ipfNWay(
  dims: readonly number[],
  seed: ArrayLike<number>,
  margins: readonly Margin[],
  options: IpfOptions = {},
): BalancedTable {
  const tolerance = options.tolerance ?? 1e-8
  const maxSweeps = options.maxSweeps ?? 10_000
  const size = dims.reduce((product, n) => product * n, 1)
  checkNumbers(seed, size, 'The seed')
  if (margins.length === 0) throw new AppError('INVALID_INPUT', 'Balancing needs at least one margin; none was given.')
  for (const { axes, values } of margins) checkNumbers(values, shapeOf(dims, axes), `The margin over ${axesText(axes)}`)
  checkShared(dims, margins, tolerance)

  const cells = Float64Array.from(seed)
  const plans = margins.map(({ axes, values }) => ({
    axes,
    target: Float64Array.from(values),
    cellToMargin: cellIndex(dims, axes),
    sums: new Float64Array(values.length),
    factors: new Float64Array(values.length).fill(1),
  }))
  for (const plan of plans) {
    sumInto(plan.sums, cells, plan.cellToMargin)
    const empty = plan.target.findIndex((value, k) => value > 0 && plan.sums[k] === 0)
    if (empty >= 0)
      throw new AppError(
        'MARGINS_INCONSISTENT',
        `The margin over ${axesText(plan.axes)} asks for ${plan.target[empty]} at position ${empty}, where every cell of the seed is 0. Give the seed a positive cell there, or the margin a 0.`,
        { axes: plan.axes, position: empty, margin: plan.target[empty] },
      )
  }

  let residual = Number.POSITIVE_INFINITY
  for (let sweep = 1; sweep <= maxSweeps; sweep++) {
    for (const { target, cellToMargin, sums, factors } of plans) {
      sumInto(sums, cells, cellToMargin)
      for (let k = 0; k < sums.length; k++) {
        sums[k] = sums[k]! > 0 ? target[k]! / sums[k]! : 0
        factors[k] = factors[k]! * sums[k]!
      }
      for (let c = 0; c < size; c++) cells[c] = cells[c]! * sums[cellToMargin[c]!]!
    }
    residual = 0
    for (const { target, cellToMargin, sums } of plans) {
      sumInto(sums, cells, cellToMargin)
      for (let k = 0; k < sums.length; k++)
        residual = Math.max(residual, Math.abs(sums[k]! - target[k]!) / Math.max(1, target[k]!))
    }
    if (residual < tolerance) {
      const factors = plans.map((plan) => plan.factors)
      return { cells, sweeps: sweep, residual, klDivergence: klDivergence(cells, seed), factors }
    }
  }
  throw new AppError(
    'NOT_CONVERGED',
    `After ${maxSweeps} sweeps a margin is still ${residual.toExponential(2)} (relative) off, tolerance ${tolerance}. The zeros of the seed may not allow these margins: put a small positive seed where people may be.`,
    { sweeps: maxSweeps, residual, tolerance },
  )
}

/**
 * Kullback-Leibler divergence of a table from its seed, each as shares of its own total: sum p ln(p / q).
 * @returns nats, >= 0; 0 when the table is a multiple of the seed
 */
export function klDivergence(table: ArrayLike<number>, seed: ArrayLike<number>): number {
  let tableTotal = 0
  let seedTotal = 0
  for (let c = 0; c < table.length; c++) {
    tableTotal += table[c]!
    seedTotal += seed[c]!
  }
  let divergence = 0
  for (let c = 0; c < table.length; c++) {
    const p = table[c]! / tableTotal
    if (p > 0) divergence += p * Math.log((p * seedTotal) / seed[c]!)
  }
  return Math.max(0, divergence)
}

function checkNumbers(values: ArrayLike<number>, length: number, what: string): void {
  if (values.length !== length)
    throw new AppError('INVALID_INPUT', `${what} has ${values.length} numbers; its axes need ${length}.`)
  for (let k = 0; k < length; k++)
    if (!(values[k]! >= 0 && values[k]! < Number.POSITIVE_INFINITY))
      throw new AppError('INVALID_INPUT', `${what} has ${values[k]} at position ${k}; it must be a number >= 0.`, {
        position: k,
      })
}

/** Every pair of margins must agree on the sums they share; two margins without a common axis share the total. */
function checkShared(dims: readonly number[], margins: readonly Margin[], tolerance: number): void {
  margins.forEach((a, n) => {
    for (const b of margins.slice(n + 1)) {
      const shared = a.axes.filter((axis) => b.axes.includes(axis))
      const left = marginOfMargin(dims, a, shared)
      const right = marginOfMargin(dims, b, shared)
      for (let k = 0; k < left.length; k++) {
        const difference = Math.abs(left[k]! - right[k]!)
        if (difference > tolerance * Math.max(1, left[k]!, right[k]!)) {
          const what = shared.length === 0 ? 'the total' : `axis ${shared.join(', ')}, position ${k}`
          throw new AppError(
            'MARGINS_INCONSISTENT',
            `Margins over ${axesText(a.axes)} and ${axesText(b.axes)} disagree on ${what}: ${left[k]} against ${right[k]}. Rescale one to the other before balancing; this function never chooses which is right.`,
            { left: left[k], right: right[k], shared, position: k },
          )
        }
      }
    }
  })
}

function marginOfMargin(dims: readonly number[], margin: Margin, shared: readonly number[]): Float64Array {
  const own = margin.axes.map((axis) => dims[axis]!)
  const positions = shared.map((axis) => margin.axes.indexOf(axis))
  const sums = new Float64Array(shapeOf(own, positions))
  sumInto(sums, Float64Array.from(margin.values), cellIndex(own, positions))
  return sums
}

function shapeOf(dims: readonly number[], axes: readonly number[]): number {
  return axes.reduce((product, axis) => product * dims[axis]!, 1)
}

/** [cells] position in the margin over `axes` that each cell of a row-major table adds to. */
function cellIndex(dims: readonly number[], axes: readonly number[]): Int32Array {
  const size = dims.reduce((product, n) => product * n, 1)
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, n) => product * n, 1))
  const index = new Int32Array(size)
  for (let c = 0; c < size; c++) {
    let position = 0
    for (const axis of axes) position = position * dims[axis]! + (Math.floor(c / strides[axis]!) % dims[axis]!)
    index[c] = position
  }
  return index
}

function sumInto(sums: Float64Array, cells: Float64Array, cellToMargin: Int32Array): void {
  sums.fill(0)
  for (let c = 0; c < cells.length; c++) sums[cellToMargin[c]!] = sums[cellToMargin[c]!]! + cells[c]!
}

function axesText(axes: readonly number[]): string {
  return axes.length === 1 ? `axis ${axes[0]}` : `axes ${axes.join(' and ')}`
}
