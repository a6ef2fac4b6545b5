import { periodIndex } from '../../domain/period.ts'
import type { ObsStatus } from '../../domain/series.ts'
import type { SeriesBreak } from '../../forecast/types.ts'
import type { RegisteredBreak } from '../../storage/breaks.ts'
import type { Figure } from '../../storage/figures.ts'
import { HANOI, HANOI_BEFORE_2008 } from './inputs.ts'
import type { AnnualSeries } from './national.ts'

/** Sources of an area's annual labour force, the official table before what was only printed in the press. */
const PREFERENCE = ['GSO_PX', 'PRESS']

/**
 * Labour force of today's Hanoi, persons: published figures, and before August 2008 the sum of Hanoi and Hà Tây (E), which is
 * close, not exact: both went into it whole, and so did Mê Linh and four communes. Where two sources print the same year the official table counts.
 */
export function hanoiLabourForce(figures: readonly Figure[]): AnnualSeries {
  const annual = figures.filter(
    (f) =>
      f.measure === 'labourForce' && f.frequency === 'A' && f.sex === 'T' && f.industry === '_T' && f.value !== null,
  )
  const years = new Map<number, { value: number; status: ObsStatus }>()
  const own = annual
    .filter((f) => f.area === HANOI)
    .sort((a, b) => PREFERENCE.indexOf(b.source) - PREFERENCE.indexOf(a.source))
  for (const year of new Set(annual.filter((f) => HANOI_BEFORE_2008.includes(f.area)).map((f) => f.index))) {
    const parts = HANOI_BEFORE_2008.map((area) => annual.find((f) => f.area === area && f.index === year))
    if (parts.every((part) => part !== undefined))
      years.set(year, { value: parts.reduce((sum, part) => sum + part!.value!, 0), status: 'E' })
  }
  for (const f of own) years.set(f.index, { value: f.value!, status: f.obsStatus })
  return new Map([...years].sort(([a], [b]) => a - b))
}

/** Breaks the forecaster must obey on an area's labour force; joins with ratio 1 are already made by the sum of territories. */
export function labourForceBreaks(register: readonly RegisteredBreak[], area: string): SeriesBreak[] {
  const found = new Map<string, SeriesBreak>()
  for (const b of register) {
    if (!b.seriesId.startsWith(`A.${area}.labourForce.`) || (b.treatment === 'overlap_ratio' && b.parameter === 1))
      continue
    found.set(b.breakId, {
      id: b.breakId,
      at: periodIndex(b.periodStart.slice(0, 4), 'A'),
      treatment: b.treatment,
      parameter: b.parameter,
    })
  }
  return [...found.values()]
}
