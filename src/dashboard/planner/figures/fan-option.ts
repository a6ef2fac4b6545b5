import type { BandValues } from '../../../contracts/common.ts'
import type { Forecast, GapRow } from '../../api.ts'

/** A median, with its 80 % band where one is known. */
export interface FanPoint {
  readonly p50: number
  readonly band: BandValues | null
}

/** What the fan chart draws, persons, one entry a year. */
export interface FanData {
  readonly years: readonly number[]
  readonly history: readonly (number | null)[]
  readonly demand: readonly (FanPoint | null)[]
  readonly supply: readonly (FanPoint | null)[]
  /** Median gap: not the difference of the medians. */
  readonly gap: readonly (number | null)[]
  /** 95 % band of the employment forecast; null where it is not published. */
  readonly outer: readonly ({ readonly low: number; readonly high: number } | null)[]
}

const yearOf = (period: string): number => Number(period.slice(0, 4))

/**
 * Puts history, forecast and gap rows on one axis of years. The base year closes the history and opens both fans, so that
 * a line and its continuation meet.
 * @param forecast annual; undefined where the release publishes none (lenses)
 */
export function fanData(path: readonly GapRow[], forecast: Forecast | undefined): FanData {
  const base = path[0]?.base
  const observed = new Map(forecast?.history.map((point) => [yearOf(point.period), point.value]))
  if (base && !observed.has(base.year)) observed.set(base.year, base.value)
  const rows = new Map(path.map((row) => [row.year, row]))
  const wide = new Map(
    forecast?.rows.map((point) => {
      const low = point.quantiles['0.025']
      const high = point.quantiles['0.975']
      return [yearOf(point.period), low === undefined || high === undefined ? null : { low, high }]
    }),
  )
  const known = [...observed.keys(), ...rows.keys()]
  const first = Math.min(...known)
  const years = known.length === 0 ? [] : Array.from({ length: Math.max(...known) - first + 1 }, (_, k) => first + k)
  // A published base year is a point, and the fans open there. An estimated one has a band of its own that no row states,
  // so only the lines reach back to it.
  const isPoint = base !== undefined && base.obsStatus !== 'E'
  const atBase = (year: number): FanPoint | null =>
    base && year === base.year
      ? { p50: base.value, band: isPoint ? { p10: base.value, p50: base.value, p90: base.value } : null }
      : null
  const point = (year: number, key: 'demand' | 'supply'): FanPoint | null => {
    const band = rows.get(year)?.[key]
    return band ? { p50: band.p50, band } : atBase(year)
  }
  return {
    years,
    history: years.map((year) => observed.get(year) ?? null),
    demand: years.map((year) => point(year, 'demand')),
    supply: years.map((year) => point(year, 'supply')),
    gap: years.map((year) => rows.get(year)?.gap.p50 ?? null),
    outer: years.map(
      (year) =>
        wide.get(year) ??
        (isPoint && wide.size > 0 && year === base.year ? { low: base.value, high: base.value } : null),
    ),
  }
}

export interface FanStyle {
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly demand: string
  readonly supply: string
  readonly font: string
}
export interface FanWords {
  readonly history: string
  readonly demand: string
  readonly supply: string
  /** Thousand persons, as an axis writes it. */
  thousands(persons: number): string
  /** Inner HTML of the tooltip of one year, by position. */
  tooltip(index: number): string
}

/** Two stacked lines: an invisible floor at `low` and an area of height `high - low` on it. */
function bandSeries(
  id: string,
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  colour: string,
  opacity: number,
) {
  const shared = {
    type: 'line',
    stack: id,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    stackStrategy: 'all',
  }
  return [
    { ...shared, name: `${id}-floor`, data: low },
    {
      ...shared,
      name: id,
      data: high.map((value, k) => (value === null || low[k] == null ? null : value - (low[k] ?? 0))),
      areaStyle: { color: colour, opacity },
    },
  ]
}

/** A year whose neighbours are both missing has no line through it; it is drawn as a dot. */
const withLonePoints = (values: readonly (number | null)[]) =>
  values.map((value, k) =>
    value !== null && values[k - 1] == null && values[k + 1] == null
      ? { value, symbol: 'circle', symbolSize: 5 }
      : value,
  )

/** How far the word at the end of the demand line moves down, px, so that it does not cover the one of supply. */
function labelShift({ demand, supply }: FanData): number {
  const ends = [demand.at(-1)?.p50 ?? 0, supply.at(-1)?.p50 ?? 0] as const
  const edges = [...demand, ...supply].flatMap((point) => (point?.band ? [point.band.p10, point.band.p90] : []))
  const height = Math.max(...edges) - Math.min(...edges)
  if (Math.abs(ends[0] - ends[1]) > 0.08 * height) return 0
  return ends[0] >= ends[1] ? -8 : 8
}

/** ECharts option of the fan chart; a pure function of figures, words and colours. */
export function fanOption(data: FanData, chosenYear: number, style: FanStyle, words: FanWords) {
  const edge = (points: readonly (FanPoint | null)[], key: 'p10' | 'p90') =>
    points.map((point) => point?.band?.[key] ?? null)
  const median = (points: readonly (FanPoint | null)[]) => points.map((point) => point?.p50 ?? null)
  const shift = labelShift(data)
  const line = (
    name: string,
    values: readonly unknown[],
    colour: string,
    width: number,
    type: string,
    down: number,
  ) => ({
    type: 'line',
    name,
    data: values,
    symbol: 'none',
    lineStyle: { color: colour, width, type },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    endLabel: {
      show: true,
      formatter: name,
      color: colour,
      fontWeight: 600,
      fontSize: 12,
      distance: 4,
      offset: [0, down],
    },
  })
  const axis = {
    axisLine: { lineStyle: { color: style.line } },
    axisTick: { show: false },
    axisLabel: { color: style.muted, fontSize: 12 },
  }
  return {
    animation: false,
    textStyle: { fontFamily: style.font },
    grid: { left: 8, right: 62, top: 12, bottom: 4, containLabel: true },
    xAxis: { ...axis, type: 'category', data: data.years.map(String), boundaryGap: false },
    yAxis: {
      ...axis,
      type: 'value',
      scale: true,
      splitNumber: 5,
      splitLine: { lineStyle: { color: style.line, width: 1 } },
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => words.thousands(value) },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      axisPointer: { lineStyle: { color: style.muted, type: 'dashed' } },
      formatter: (points: readonly { readonly dataIndex: number }[]) => words.tooltip(points[0]?.dataIndex ?? 0),
    },
    series: [
      ...bandSeries(
        'outer',
        data.outer.map((b) => b?.low ?? null),
        data.outer.map((b) => b?.high ?? null),
        style.demand,
        0.12,
      ),
      ...bandSeries('supply80', edge(data.supply, 'p10'), edge(data.supply, 'p90'), style.supply, 0.22),
      ...bandSeries('demand80', edge(data.demand, 'p10'), edge(data.demand, 'p90'), style.demand, 0.26),
      {
        ...line(words.history, withLonePoints(data.history), style.ink, 2, 'solid', 0),
        endLabel: { show: false },
        markLine: {
          symbol: 'none',
          silent: true,
          label: { show: true, formatter: String(chosenYear), color: style.muted, position: 'insideEndTop', rotate: 0 },
          lineStyle: { color: style.muted, type: 'dotted' },
          data: [{ xAxis: String(chosenYear) }],
        },
      },
      line(words.supply, median(data.supply), style.supply, 2, 'dashed', -shift),
      line(words.demand, median(data.demand), style.demand, 2.5, 'solid', shift),
    ],
  }
}
