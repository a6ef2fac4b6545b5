import type { SeasonalFrequency } from '../domain/period.ts'

/** A known break, as the register states it, for one series. Positions are period indices (`periodIndex`). */
export interface SeriesBreak {
  readonly id: string
  /** First period on the new footing. */
  readonly at: number
  readonly treatment: 'level_shift' | 'overlap_ratio' | 'cut_window' | 'outlier' | 'withhold'
  /** overlap_ratio: new / old. */
  readonly parameter: number | null
}

/** One series of a panel. */
export interface PanelSeries {
  readonly id: string
  /** Period index of y[0]. */
  readonly start: number
  /** [T] observations, consecutive periods; NaN where missing. */
  readonly y: Float64Array
  readonly breaks?: readonly SeriesBreak[]
  /** Forecasts and quantiles are floored at 0. Default: true when no observation is negative. */
  readonly nonNegative?: boolean
}

/** Additive structure: `parentOf.get(child) === parent`; roots have no entry. */
export type Hierarchy = ReadonlyMap<string, string>

export interface ForecastTask {
  readonly panel: readonly PanelSeries[]
  readonly frequency: SeasonalFrequency
  /** H, periods after each series' last observation. */
  readonly horizon: number
  /** Ascending, each in (0, 1). */
  readonly quantiles: readonly number[]
  readonly seed: number
  readonly hierarchy?: Hierarchy
  /** Series id -> measure: the blend of a measure that lost to a benchmark is not published, the benchmark is. */
  readonly measures?: ReadonlyMap<string, string>
}

/** What is asked of every series of a panel alike. */
export type SharedTask = Omit<ForecastTask, 'panel'>

/** Rolling-origin score of one contender at one horizon, over the origins of one series. */
export interface ContenderScore {
  readonly contender: string
  /** 1..H */
  readonly horizon: number
  /** Number of forecast errors. */
  readonly n: number
  readonly mae: number
  readonly mase: number
  readonly wape: number
  readonly scrps: number
  readonly cov80: number | null
  readonly cov95: number | null
  /** Outcomes inside the bands, for pooling where one series has too few for a share. */
  readonly inside80: number
  readonly inside95: number
}

/** Factors on the widths of the blend. */
export interface Stretch {
  /** Of this series against its panel. */
  readonly own: number
  /** [H] of the 80 and the 95 % band, pooled over the panel. */
  readonly level80: readonly number[]
  readonly level95: readonly number[]
  /** [H] backtest errors behind them. */
  readonly errors: readonly number[]
}

export interface SeriesForecast {
  readonly id: string
  /** Period index of the first forecast: last observation + 1. */
  readonly start: number
  /** [H] */
  readonly mean: Float64Array
  /** [Q][H], not crossing. */
  readonly quantiles: readonly Float64Array[]
  /** Weight of each contender in the combination; sums to 1. */
  readonly weights: Readonly<Record<string, number>>
  /** The weights by third of the horizon, nearest first; `to` is the last step, 1-based. */
  readonly thirds: readonly {
    readonly from: number
    readonly to: number
    readonly weights: Readonly<Record<string, number>>
  }[]
  /** By how much the blend's own widths were stretched. */
  readonly stretch: Stretch
  /** Window the contenders saw, period indices, after the breaks were obeyed. */
  readonly window: { readonly from: number; readonly to: number }
  readonly breaksObeyed: readonly string[]
  /** One sentence: how the intervals were calibrated, or why they are withheld. */
  readonly calibration: string
  readonly intervalsWithheld: boolean
  readonly scores: readonly ContenderScore[]
  readonly notes: readonly string[]
  /** `combination`, or the benchmark published in its place because the blend lost to it in the backtest. */
  readonly published: string
}

export interface PanelForecast {
  readonly series: readonly SeriesForecast[]
  readonly backend: string
  /** Largest relative gap between a parent's mean and the sum of its children's; 0 without a hierarchy. */
  readonly incoherence: number
}

/** Called with done and total units of work and a short stage name. */
export type Progress = (done: number, total: number, stage: string) => void
