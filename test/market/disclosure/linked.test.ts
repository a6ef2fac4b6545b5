import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Equation } from '../../../src/market/disclosure/linked-audit.ts'
import { suppressLinked } from '../../../src/market/disclosure/linked-suppression.ts'

/** A sexes x sections x areas cube with all its totals: names `F.A.HN`, `T` for a total. */
function cubeOf(counts: readonly number[]) {
  const axes = [
    ['F', 'M'],
    ['A', 'B', 'C'],
    ['HN', 'HCM'],
  ] as const
  const values = new Map<string, number>()
  let n = 0
  for (const a of axes[0]) for (const b of axes[1]) for (const c of axes[2]) values.set(`${a}.${b}.${c}`, counts[n++]!)
  const all = (axis: number) => [...axes[axis]!, 'T']
  const equations: Equation[] = []
  for (const axis of [0, 1, 2]) {
    const others = [0, 1, 2].filter((k) => k !== axis)
    for (const x of all(others[0]!))
      for (const y of all(others[1]!)) {
        const name = (code: string) => {
          const parts: string[] = []
          parts[axis] = code
          parts[others[0]!] = x
          parts[others[1]!] = y
          return parts.join('.')
        }
        const parts = axes[axis]!.map(name)
        if (parts.every((p) => values.has(p)))
          values.set(
            name('T'),
            parts.reduce((sum, p) => sum + values.get(p)!, 0),
          )
        equations.push([...parts.map((cell) => ({ cell, weight: 1 })), { cell: name('T'), weight: -1 }])
      }
  }
  return { values, equations }
}

/** Least and largest value of a cell among all cubes of whole numbers that agree with what is published, by trying them. */
function possibleValues(
  equations: readonly Equation[],
  values: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
  cell: string,
) {
  const free = [...hidden].filter((name) => !name.includes('T'))
  const found = new Set<number>()
  const trial = new Map(values)
  const holds = (): boolean =>
    equations.every((eq) => {
      if (eq.some((t) => hidden.has(t.cell) && t.cell.includes('T'))) return true
      return Math.abs(eq.reduce((sum, t) => sum + t.weight * trial.get(t.cell)!, 0)) < 1e-9
    })
  const walk = (k: number): void => {
    if (k === free.length) {
      if (holds()) found.add(trial.get(cell)!)
      return
    }
    const most = Math.min(40, values.get(free[k]!)! + 12)
    for (let v = 0; v <= most; v++) {
      trial.set(free[k]!, v)
      walk(k + 1)
    }
  }
  if (free.length <= 4) walk(0)
  return found
}

const COUNTS = [4, 60, 25, 48, 31, 52, 22, 71, 35, 64, 28, 57]

it('suppressLinked: a cube of sexes, sections and areas keeps its one small cell; whole numbers that fit leave it open', () => {
  const { values, equations } = cubeOf(COUNTS)
  const hidden = suppressLinked(values, equations, new Set(['F.A.HN']))
  expect(hidden.has('F.A.HN')).toBe(true)
  expect(hidden.has('T.T.T')).toBe(false)
  // Each of its three totals needs a second cell, and those another: a cube of eight.
  expect(hidden.size).toBeGreaterThanOrEqual(8)
})

it('suppressLinked: in one table of sexes and sections, trying all tables finds several values of the small cell', () => {
  const cells = { 'F.A': 4, 'F.B': 9, 'M.A': 8, 'M.B': 14, 'F.T': 13, 'M.T': 22, 'T.A': 12, 'T.B': 23, 'T.T': 35 }
  const values = new Map(Object.entries(cells))
  const sum = (total: string, ...parts: string[]): Equation => [
    ...parts.map((cell) => ({ cell, weight: 1 })),
    { cell: total, weight: -1 },
  ]
  const equations = [
    sum('F.T', 'F.A', 'F.B'),
    sum('M.T', 'M.A', 'M.B'),
    sum('T.A', 'F.A', 'M.A'),
    sum('T.B', 'F.B', 'M.B'),
    sum('T.T', 'T.A', 'T.B'),
    sum('T.T', 'F.T', 'M.T'),
  ]
  const hidden = suppressLinked(values, equations, new Set(['F.A']))
  expect(hidden).toEqual(new Set(['F.A', 'F.B', 'M.A', 'M.B']))
  const possible = possibleValues(equations, values, hidden, 'F.A')
  expect(possible.has(4)).toBe(true)
  expect(Math.max(...possible) - Math.min(...possible)).toBeGreaterThanOrEqual(4)
  const alone = possibleValues(equations, values, new Set(['F.A']), 'F.A')
  expect(alone).toEqual(new Set([4]))
})

it('suppressLinked: weights count: four quarters and the year', () => {
  const values = new Map([
    ['q1', 5],
    ['q2', 30],
    ['q3', 32],
    ['q4', 33],
    ['year', 25],
  ])
  const year: Equation = [
    ...['q1', 'q2', 'q3', 'q4'].map((cell) => ({ cell, weight: 1 })),
    { cell: 'year', weight: -4 },
  ]
  expect(suppressLinked(values, [year], new Set(['q1']))).toEqual(new Set(['q1', 'year']))
})

it('suppressLinked: an empty cell hides nobody, so the total goes', () => {
  const values = new Map([
    ['a', 4],
    ['b', 0],
    ['t', 4],
  ])
  const equation: Equation = [
    { cell: 'a', weight: 1 },
    { cell: 'b', weight: 1 },
    { cell: 't', weight: -1 },
  ]
  expect(suppressLinked(values, [equation], new Set(['a']))).toEqual(new Set(['a', 't']))
})

it('suppressLinked: where nothing is left to hide, it says so instead of publishing', () => {
  const known: Equation = [
    { cell: 'a', weight: 1 },
    { cell: 'b', weight: 1 },
  ]
  const values = new Map([
    ['a', 4],
    ['b', 0],
  ])
  expect(() => suppressLinked(values, [known], new Set(['a']))).toThrow(/cannot be protected/)
})

it('suppressLinked: no small cell of any cube follows from the equations, by a solver that shares nothing with it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(120), { minLength: 12, maxLength: 12 }), (counts) => {
      const { values, equations } = cubeOf(counts.map((n) => n + 1))
      const primary = new Set([...values].filter(([, n]) => n < 10).map(([name]) => name))
      let hidden: Set<string>
      try {
        hidden = suppressLinked(values, equations, primary)
      } catch {
        return // said to be impossible; nothing is published then
      }
      // Moves along the null space: a cell is safe when some change of hidden cells alone changes it and keeps every sum.
      const names = [...hidden]
      for (const cell of primary) expect(canMove(equations, names, cell), cell).toBe(true)
    }),
    { numRuns: 60, seed: 11 },
  )
})

/** Whether raising `cell` by 1 can be made up for by the other hidden cells: solves A x = -column(cell) by elimination. */
function canMove(equations: readonly Equation[], names: readonly string[], cell: string): boolean {
  const others = names.filter((name) => name !== cell)
  const rows = equations.map((equation) => {
    const weight = (name: string) => equation.find((t) => t.cell === name)?.weight ?? 0
    return [...others.map(weight), -weight(cell)]
  })
  let rank = 0
  for (let c = 0; c < others.length; c++) {
    const at = rows.findIndex((row, r) => r >= rank && Math.abs(row[c]!) > 1e-9)
    if (at < 0) continue
    ;[rows[rank], rows[at]] = [rows[at]!, rows[rank]!]
    for (let r = 0; r < rows.length; r++) {
      if (r === rank) continue
      const factor = rows[r]![c]! / rows[rank]![c]!
      for (let k = c; k <= others.length; k++) rows[r]![k] = rows[r]![k]! - factor * rows[rank]![k]!
    }
    rank++
  }
  return rows.slice(rank).every((row) => Math.abs(row[others.length]!) < 1e-9)
}
