import type { BandValues } from '../../contracts/common.ts'
import type { Forecast, GapRow } from '../api.ts'

/** What the fan chart draws, persons, one entry a year. */
export interface FanData {
  readonly years: readonly number[]
  readonly history: readonly (number | null)[]
  readonly demand: readonly (BandValues | null)[]
  readonly supply: readonly (BandValues | null)[]
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
  const atBase = (year: number): BandValues | null =>
    base && year === base.year ? { p10: base.value, p50: base.value, p90: base.value } : null
  return {
    years,
    history: years.map((year) => observed.get(year) ?? null),
    demand: years.map((year) => rows.get(year)?.demand ?? atBase(year)),
    supply: years.map((year) => rows.get(year)?.supply ?? atBase(year)),
    outer: years.map(
      (year) =>
        wide.get(year) ?? (base && wide.size > 0 && year === base.year ? { low: base.value, high: base.value } : null),
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

/** ECharts option of the fan chart; a pure function of figures, words and colours. */
export function fanOption(data: FanData, chosenYear: number, style: FanStyle, words: FanWords) {
  const pick = (bands: readonly (BandValues | null)[], key: keyof BandValues) =>
    bands.map((band) => band?.[key] ?? null)
  const line = (name: string, values: readonly (number | null)[], colour: string, width: number, type = 'solid') => ({
    type: 'line',
    name,
    data: values,
    symbol: 'none',
    lineStyle: { color: colour, width, type },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    endLabel: { show: true, formatter: name, color: colour, fontWeight: 600, fontSize: 12, distance: 4 },
    labelLayout: { moveOverlap: 'shiftY' },
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
      ...bandSeries('supply80', pick(data.supply, 'p10'), pick(data.supply, 'p90'), style.supply, 0.22),
      ...bandSeries('demand80', pick(data.demand, 'p10'), pick(data.demand, 'p90'), style.demand, 0.26),
      {
        ...line(words.history, data.history, style.ink, 2),
        endLabel: { show: false },
        markLine: {
          symbol: 'none',
          silent: true,
          label: { show: true, formatter: String(chosenYear), color: style.muted, position: 'insideEndTop', rotate: 0 },
          lineStyle: { color: style.muted, type: 'dotted' },
          data: [{ xAxis: String(chosenYear) }],
        },
      },
      line(words.supply, pick(data.supply, 'p50'), style.supply, 2, 'dashed'),
      line(words.demand, pick(data.demand, 'p50'), style.demand, 2.5),
    ],
  }
}
