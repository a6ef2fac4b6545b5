import { AppError } from '../domain/errors.ts'
import { formatPeriod, SEASON_LENGTH, type SeasonalFrequency } from '../domain/period.ts'
import { createRandom } from '../domain/random.ts'
import { compareLosses, type LossDifference } from '../forecast/metrics/loss-difference.ts'
import { quantileLoss, seasonalScale } from '../forecast/metrics/scores.ts'
import type { PanelSeries } from '../forecast/types.ts'

/** Forecasts as a file or a release holds them: series -> period index -> figures. */
export interface ForecastSet {
  readonly name: string
  readonly series: ReadonlyMap<string, ReadonlyMap<number, ForecastFigure>>
}

export interface ForecastFigure {
  readonly mean: number
  /** Value by probability. */
  readonly quantiles: ReadonlyMap<number, number>
}

export interface ComparedRow {
  readonly series: string
  readonly period: string
  /** 1 for the first period both forecast. */
  readonly horizon: number
  readonly a: number
  readonly b: number
  readonly difference: number
  readonly actual: number | null
}

/** Scores of one side; those that need a width are null where a set has no quantiles in common with the other. */
export interface SideScore {
  readonly mae: number
  /** Mean over series; null where every naive forecast is exact or the history is missing. */
  readonly mase: number | null
  /** Mean pinball loss over the common quantiles, over the mean absolute outcome. */
  readonly wql: number | null
}

export interface Comparison {
  readonly a: string
  readonly b: string
  readonly series: number
  readonly onlyInA: readonly string[]
  readonly onlyInB: readonly string[]
  readonly rows: readonly ComparedRow[]
  /** By horizon: mean absolute difference over the mean absolute forecast, and with outcomes the errors of both. */
  readonly horizons: readonly {
    readonly horizon: number
    readonly n: number
    readonly apart: number
    readonly maeA: number | null
    readonly maeB: number | null
  }[]
  /** Present where outcomes were given. */
  readonly scores: {
    readonly n: number
    readonly a: SideScore
    readonly b: SideScore
    readonly difference: LossDifference
  } | null
}

/**
 * Puts two sets of forecasts of the same series beside each other.
 *
 * @param actuals series that hold the outcomes, and, for MASE, the history before the first forecast
 * @throws AppError INVALID_INPUT when no series and period is in both
 */
export function compareForecasts(
  a: ForecastSet,
  b: ForecastSet,
  frequency: SeasonalFrequency,
  actuals: readonly PanelSeries[] | null,
  seed: number,
): Comparison {
  const outcomes = new Map(actuals?.map((s) => [s.id, s]))
  const rows: ComparedRow[] = []
  const sides = [new Losses(), new Losses()] as const
  for (const [id, inA] of a.series) {
    const inB = b.series.get(id)
    if (!inB) continue
    const periods = [...inA.keys()].filter((p) => inB.has(p)).sort((x, y) => x - y)
    const observed = outcomes.get(id)
    const history = observed?.y.subarray(0, Math.max(0, periods[0]! - observed.start)) ?? new Float64Array(0)
    const scale = history.length > 1 ? seasonalScale(history, SEASON_LENGTH[frequency]) : Number.NaN
    for (const side of sides) side.begin(scale)
    periods.forEach((period, k) => {
      const [x, y] = [inA.get(period)!, inB.get(period)!]
      const value = observed?.y[period - observed.start]
      const actual = value === undefined || Number.isNaN(value) ? null : value
      rows.push({
        series: id,
        period: formatPeriod(period, frequency),
        horizon: k + 1,
        a: x.mean,
        b: y.mean,
        difference: y.mean - x.mean,
        actual,
      })
      if (actual === null) return
      const common = [...x.quantiles.keys()].filter((p) => y.quantiles.has(p))
      sides[0].add(actual, x, common)
      sides[1].add(actual, y, common)
    })
  }
  if (rows.length === 0)
    throw new AppError('INVALID_INPUT', `${a.name} and ${b.name} have no series and period in common.`)
  const missing = (from: ForecastSet, other: ForecastSet) =>
    [...from.series.keys()].filter((id) => !other.series.has(id))
  const n = sides[0].count
  return {
    a: a.name,
    b: b.name,
    series: new Set(rows.map((r) => r.series)).size,
    onlyInA: missing(a, b),
    onlyInB: missing(b, a),
    rows,
    horizons: byHorizon(rows),
    scores:
      n === 0
        ? null
        : {
            n,
            a: sides[0].score(),
            b: sides[1].score(),
            difference: compareLosses(...lossesBySeries(sides), createRandom(seed)),
          },
  }
}

/** Errors of one side, series by series. */
class Losses {
  count = 0
  /** Per series: summed absolute error, and that over the series' scale. */
  readonly series: { absolute: number; n: number; scale: number }[] = []
  private size = 0
  private pinball = 0
  private levels = 0

  begin(scale: number): void {
    this.series.push({ absolute: 0, n: 0, scale })
  }

  add(actual: number, { mean, quantiles }: ForecastFigure, common: readonly number[]): void {
    const own = this.series.at(-1)!
    own.absolute += Math.abs(actual - mean)
    own.n++
    this.count++
    this.size += Math.abs(actual)
    for (const p of common) this.pinball += quantileLoss(actual, quantiles.get(p)!, p) / common.length
    this.levels += common.length
  }

  score(): SideScore {
    const scaled = this.series.filter((s) => s.n > 0 && s.scale > 0)
    const absolute = this.series.reduce((sum, s) => sum + s.absolute, 0)
    const mase = scaled.reduce((sum, s) => sum + s.absolute / s.n / s.scale, 0) / scaled.length
    return {
      mae: absolute / this.count,
      mase: scaled.length > 0 ? mase : null,
      wql: this.levels > 0 && this.size > 0 ? this.pinball / this.size : null,
    }
  }
}

/** Scaled losses where every scored series has a scale, so that large series do not rule; else plain ones. */
function lossesBySeries([a, b]: readonly [Losses, Losses]): [number[], number[]] {
  const scored = a.series.flatMap((s, k) => (s.n > 0 ? [k] : []))
  const isScaled = scored.every((k) => a.series[k]!.scale > 0)
  const of = (side: Losses) =>
    scored.map((k) => side.series[k]!.absolute / (isScaled ? side.series[k]!.n * side.series[k]!.scale : 1))
  return [of(a), of(b)]
}

function byHorizon(rows: readonly ComparedRow[]): Comparison['horizons'] {
  const most = rows.reduce((h, r) => Math.max(h, r.horizon), 0)
  return Array.from({ length: most }, (_, k) => {
    const own = rows.filter((r) => r.horizon === k + 1)
    const known = own.filter((r) => r.actual !== null)
    const mean = (list: readonly ComparedRow[], of: (r: ComparedRow) => number): number | null =>
      list.length > 0 ? list.reduce((sum, r) => sum + of(r), 0) / list.length : null
    const size = mean(own, (r) => Math.abs(r.a)) ?? 0
    return {
      horizon: k + 1,
      n: own.length,
      apart: size > 0 ? mean(own, (r) => Math.abs(r.difference))! / size : 0,
      maeA: mean(known, (r) => Math.abs(r.actual! - r.a)),
      maeB: mean(known, (r) => Math.abs(r.actual! - r.b)),
    }
  })
}
