import { AppError } from '../../domain/errors.ts'
import { determinedIn, type Equation } from './linked-audit.ts'

export interface LinkedOptions {
  /** Default 20. The other suppressed cells of an equation hold at least so many per cent of each primary cell in it. */
  readonly protectPercent?: number
  /** Default 3. And at least so many persons. */
  readonly protectPersons?: number
}

/**
 * Cells to suppress so that no primary cell can be worked out from several tables together: both sexes and their total,
 * sections and the whole economy, provinces and the country, old and new territory.
 *
 * In every equation of a primary cell enough other people are hidden that it stays uncertain by the margin asked for; the
 * cells of fewest people go first, so totals go last. Then no hidden cell may stand alone in an equation. Last the system of
 * all equations is solved, and cells are added near what has a single solution, until no primary cell has.
 *
 * @param values     unrounded value of each cell, >= 0
 * @param equations  what adds up to 0 among them, e.g. women + men - both
 * @param primary    cells that must not be known
 * @returns the primary cells and those suppressed to protect them
 * @throws AppError NOT_AVAILABLE when an equation has no more cells to hide a primary one among
 */
export function suppressLinked(
  values: ReadonlyMap<string, number>,
  equations: readonly Equation[],
  primary: ReadonlySet<string>,
  { protectPercent = 20, protectPersons = 3 }: LinkedOptions = {},
): Set<string> {
  const hidden = new Set(primary)
  const ofCell = new Map<string, Equation[]>()
  for (const equation of equations)
    for (const { cell } of equation) ofCell.set(cell, [...(ofCell.get(cell) ?? []), equation])
  const weigh = (cell: string): number => values.get(cell) ?? 0
  const hideMore = (equation: Equation, cell: string): void => {
    // An empty cell hides nobody.
    const free = equation
      .map((term) => term.cell)
      .filter((name) => !hidden.has(name) && weigh(name) > 0)
      .sort((a, b) => weigh(a) - weigh(b) || (a < b ? -1 : 1))
    if (free.length === 0)
      throw new AppError(
        'NOT_AVAILABLE',
        `The cell ${cell} cannot be protected: every figure it adds up with is hidden already. Load the source without its totals, or in coarser groups.`,
        { cell },
      )
    hidden.add(free[0]!)
  }
  for (const cell of primary)
    for (const equation of ofCell.get(cell) ?? []) {
      const needed = Math.max((protectPercent * weigh(cell)) / 100, protectPersons)
      const others = () =>
        equation.reduce(
          (sum, t) => (t.cell !== cell && hidden.has(t.cell) ? sum + Math.abs(t.weight) * weigh(t.cell) : sum),
          0,
        )
      while (others() < needed) hideMore(equation, cell)
    }
  for (;;) {
    // A hidden cell that stands alone in a sum is known, and may give away another: so is every one protected.
    const alone = equations.find((equation) => equation.filter(({ cell }) => hidden.has(cell)).length === 1)
    if (alone) {
      hideMore(alone, alone.find(({ cell }) => hidden.has(cell))!.cell)
      continue
    }
    const known = determinedIn(equations, hidden)
    const [told] = known.filter((cell) => primary.has(cell))
    if (told === undefined) return hidden
    const near = equations.filter((equation) => equation.some(({ cell }) => known.includes(cell)))
    const open = near.find((equation) => equation.some(({ cell }) => !hidden.has(cell) && weigh(cell) > 0))
    hideMore(open ?? near[0]!, told)
  }
}
