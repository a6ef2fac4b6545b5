import { SCORE_LEVELS } from '../metrics/scores.ts'

/** Probabilities the engine works on: those asked for, the score's, the 80 and 95 % limits, and the mirror of each. Ascending. */
export function quantileGrid(asked: readonly number[]): number[] {
  const all = new Set<number>()
  for (const p of [...asked, ...SCORE_LEVELS, 0.025, 0.975]) {
    const rounded = Math.round(p * 1e9) / 1e9
    all.add(rounded)
    all.add(Math.round((1 - rounded) * 1e9) / 1e9)
  }
  return [...all].sort((a, b) => a - b)
}

/** Position of a probability on a grid made by `quantileGrid` from it. */
export function gridPosition(grid: readonly number[], p: number): number {
  return grid.findIndex((g) => Math.abs(g - p) < 1e-8)
}
