/** Point path and spread of one forecaster on one series. */
export interface Path {
  /** [H] mean, in the unit of the series handed in. */
  readonly mean: Float64Array
  /** [H] standard deviation of the forecast error under the model, same unit, >= 0. */
  readonly sigma: Float64Array
  /** One-step in-sample errors, newest last, from models that have them at hand. */
  readonly residuals?: Float64Array
  /** What a later origin of the same series may start from: a chosen form, parameters. Opaque to the caller. */
  readonly memory?: unknown
}

/**
 * A forecaster of the ladder: a pure function of one complete series.
 *
 * y is [T], finite, T >= 1, scaled to a mean absolute value near 1; m is the season length, h the horizon.
 * `memory` comes from an *earlier* origin of the same series, so it can hold nothing of the future.
 */
export interface Contender {
  readonly name: string
  /** Fewest observations at which the model is defined; the engine leaves it out of a shorter series. */
  readonly minLength: (m: number) => number
  readonly forecast: (y: Float64Array, m: number, h: number, memory?: unknown) => Path
}
