import type { ContenderScore } from '../types.ts'
import { quantileLoss, SCORE_LEVELS } from './scores.ts'

/** One scored forecast: outcome, mean, and quantiles as a function of the probability. */
export interface ScoredForecast {
  readonly y: number
  readonly mean: number
  readonly quantile: (p: number) => number
}

/** Sums of one contender at one horizon over the origins of a series. */
export class ScoreSum {
  private n = 0
  private absolute = 0
  private size = 0
  private loss = 0
  private inside80 = 0
  private inside95 = 0

  add({ y, mean, quantile }: ScoredForecast): void {
    this.n++
    this.absolute += Math.abs(y - mean)
    this.size += Math.abs(y)
    for (const p of SCORE_LEVELS) this.loss += quantileLoss(y, quantile(p), p) / SCORE_LEVELS.length
    if (y >= quantile(0.1) && y <= quantile(0.9)) this.inside80++
    if (y >= quantile(0.025) && y <= quantile(0.975)) this.inside95++
  }

  /**
   * @param scale  MASE denominator, in the unit of the scored values
   * @param unit   factor that brings `mae` back to the unit of the series
   * @returns coverage null below 4 (80 %) and 19 (95 %) errors, where a share would only look like one
   */
  score(contender: string, horizon: number, scale: number, unit: number): ContenderScore {
    const { n } = this
    return {
      contender,
      horizon,
      n,
      mae: (this.absolute / n) * unit,
      mase: scale > 0 ? this.absolute / n / scale : Number.NaN,
      wape: this.size > 0 ? this.absolute / this.size : Number.NaN,
      scrps: scale > 0 ? this.loss / n / scale : Number.NaN,
      cov80: n >= 4 ? this.inside80 / n : null,
      cov95: n >= 19 ? this.inside95 / n : null,
      inside80: this.inside80,
      inside95: this.inside95,
    }
  }

  get count(): number {
    return this.n
  }
}
