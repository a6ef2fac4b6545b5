import { quantileLoss, SCORE_LEVELS, seasonalScale, smape } from '../src/forecast/metrics/scores.ts'

/** Quantiles every benchmark asks for: 0.025, the nineteen levels of the scores, 0.975. */
export const QUANTILES: readonly number[] = [0.025, ...SCORE_LEVELS, 0.975]
const LOW80 = QUANTILES.indexOf(0.1)
const HIGH80 = QUANTILES.indexOf(0.9)

/** Scores of one forecaster on one panel: means over series and origins, wQL over the whole panel. */
export interface Figures {
  readonly n?: number
  readonly sMAPE: number
  readonly MASE: number
  readonly wQL: number
  readonly sCRPS: number
  readonly cov80: number
  readonly cov95: number
  readonly crossings?: number
}

/** Adds forecasts up to the figures of a panel. A series whose naive forecast is exact counts for sMAPE, wQL and coverage only. */
export class FigureSum {
  private n = 0
  private scaled = 0
  private smape = 0
  private mase = 0
  private scrps = 0
  private loss = 0
  private size = 0
  private inside80 = 0
  private inside95 = 0
  private crossings = 0

  /**
   * @param test      [h] outcomes
   * @param train     [T] observations up to the origin
   * @param m         season length
   * @param mean      [h]
   * @param quantiles [QUANTILES][h]
   */
  add(
    test: ArrayLike<number>,
    train: ArrayLike<number>,
    m: number,
    mean: ArrayLike<number>,
    quantiles: readonly ArrayLike<number>[],
  ): void {
    const h = test.length
    const scale = seasonalScale(train, m)
    let absolute = 0
    let loss = 0
    for (let k = 0; k < h; k++) {
      const y = test[k]!
      absolute += Math.abs(y - mean[k]!)
      for (let j = 0; j < SCORE_LEVELS.length; j++)
        loss += quantileLoss(y, quantiles[j + 1]![k]!, SCORE_LEVELS[j]!) / SCORE_LEVELS.length
      this.size += Math.abs(y)
      if (y >= quantiles[LOW80]![k]! && y <= quantiles[HIGH80]![k]!) this.inside80 += 1 / h
      if (y >= quantiles[0]![k]! && y <= quantiles.at(-1)![k]!) this.inside95 += 1 / h
      for (let j = 1; j < quantiles.length; j++) {
        const [low, high] = [quantiles[j - 1]![k]!, quantiles[j]![k]!]
        if (high < low - 1e-9 * Math.max(1, Math.abs(high))) this.crossings++
      }
    }
    this.n++
    this.smape += smape(test, mean)
    this.loss += loss
    if (!(scale > 0)) return
    this.scaled++
    this.mase += absolute / h / scale
    this.scrps += loss / h / scale
  }

  figures(): Required<Figures> {
    const { n, scaled } = this
    return {
      n,
      sMAPE: this.smape / n,
      MASE: this.mase / scaled,
      wQL: this.loss / this.size,
      sCRPS: this.scrps / scaled,
      cov80: this.inside80 / n,
      cov95: this.inside95 / n,
      crossings: this.crossings,
    }
  }
}
