import type { TrackCases } from '../../api.ts'

type Case = TrackCases['rows'][number]

/** A past forecast as it is drawn: positions in px of the chart's own grid. */
export interface RoundMark {
  readonly row: Case
  readonly x: number
  readonly forecast: number
  readonly actual: number
  readonly low: number | null
  readonly high: number | null
  readonly isInside: boolean
}

export interface RoundsChart {
  readonly marks: readonly RoundMark[]
  /** SVG path through the outcomes. */
  readonly outcomes: string
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
}

export const WIDTH = 640
export const HEIGHT = 230
export const INSET = { left: 58, right: 14, top: 12, bottom: 26 } as const
const TICKS = 4

/**
 * Places the past forecasts of one horizon on a common scale, by target year.
 * @param rows of one unit and one horizon, ascending; empty gives an empty chart
 */
export function roundsChart(rows: readonly Case[]): RoundsChart {
  if (rows.length === 0) return { marks: [], outcomes: '', ticks: [] }
  const values = rows.flatMap((row) => [row.forecast, row.actual, row.p10 ?? row.forecast, row.p90 ?? row.forecast])
  const step = niceStep((Math.max(...values) - Math.min(...values)) / TICKS)
  const low = Math.floor(Math.min(...values) / step) * step
  const high = Math.max(low + step, Math.ceil(Math.max(...values) / step) * step)
  const years = rows.map((row) => row.target)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const span = WIDTH - INSET.left - INSET.right
  const x = (year: number) =>
    INSET.left + span * (first === last ? 0.5 : 0.03 + (0.94 * (year - first)) / (last - first))
  const y = (value: number) =>
    HEIGHT - INSET.bottom - ((HEIGHT - INSET.top - INSET.bottom) * (value - low)) / (high - low)
  const marks = rows.map((row): RoundMark => {
    const isBanded = row.p10 !== null && row.p90 !== null
    return {
      row,
      x: x(row.target),
      forecast: y(row.forecast),
      actual: y(row.actual),
      low: isBanded ? y(row.p10!) : null,
      high: isBanded ? y(row.p90!) : null,
      isInside: isBanded && row.actual >= row.p10! && row.actual <= row.p90!,
    }
  })
  const steps = Math.round((high - low) / step)
  return {
    marks,
    outcomes: marks.map((mark, k) => `${k === 0 ? 'M' : 'L'}${mark.x.toFixed(1)},${mark.actual.toFixed(1)}`).join(''),
    ticks: Array.from({ length: steps + 1 }, (_, k) => ({ y: y(low + k * step), value: low + k * step })),
  }
}

/** 1, 2 or 5 times a power of ten, at least `raw`. */
function niceStep(raw: number): number {
  if (!(raw > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= raw)!
}
