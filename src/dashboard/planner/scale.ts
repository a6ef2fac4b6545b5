import type { GapRow } from '../api.ts'
import type { Cells } from './address.ts'

/**
 * A heat map level: -4 (strong surplus) .. 0 .. +4 (strong shortage). Fixed classes, not a gradient: a class can be read off
 * the legend, keeps its meaning between releases, and has a text colour that is legible on it.
 */
export type Level = -4 | -3 | -2 | -1 | 0 | 1 | 2 | 3 | 4

/** Gap in per cent of demand; 5 is the shortage threshold of the release. */
export const PERCENT_LIMITS = [2.5, 5, 10, 20] as const
export const PROBABILITY_LIMITS = [0.1, 0.25, 0.5, 0.75] as const

const levelOf = (value: number, limits: readonly number[]): Level => {
  const size = limits.filter((limit) => Math.abs(value) >= limit).length
  return (value < 0 && size > 0 ? -size : size) as Level
}

/** 1, 2 or 5 times a power of ten, at or below `value`. */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const lead = value / power
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power
}

/** Limits in persons that fit the gaps at hand: each about half the next. */
export function personLimits(rows: readonly GapRow[]): readonly number[] {
  const largest = rows.reduce((max, row) => Math.max(max, Math.abs(row.gap.p50)), 0)
  if (largest === 0) return [1, 2, 5, 10]
  const top = roundDown(largest / 2)
  return [8, 4, 2, 1].map((part) => Math.max(1, roundDown(top / part)))
}

export function limitsOf(cells: Cells, rows: readonly GapRow[]): readonly number[] {
  if (cells === 'percent') return PERCENT_LIMITS
  return cells === 'probability' ? PROBABILITY_LIMITS : personLimits(rows)
}

export const shownValue = (cells: Cells, row: GapRow): number =>
  cells === 'percent' ? row.gapPercent.p50 : cells === 'persons' ? row.gap.p50 : row.pShortage

export const levelOfRow = (cells: Cells, row: GapRow, limits: readonly number[]): Level =>
  levelOf(shownValue(cells, row), limits)
