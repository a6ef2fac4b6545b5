import type { SeasonalFrequency } from '../domain/period.ts'
import type { Random } from '../domain/random.ts'

/** The pooled network as the engine sees it; `src/neural` has the implementation, so the engine never imports TensorFlow.js. */
export interface NeuralForecaster {
  /** Name and version of the artefact, e.g. `pooled 1.1.0`. */
  readonly version: string
  /** Backend it runs on, for the run record. */
  readonly backend: string
  /** Ascending probabilities of the quantiles it returns; holds 0.5. */
  readonly levels: readonly number[]
  /**
   * Quantiles of each series after its last value.
   * @param windows complete series of any length >= 3, each cut at its own origin
   * @returns one [levels * h] array per window, row by level, not crossing, in the unit of the window
   */
  forecast(windows: readonly Float64Array[], frequency: SeasonalFrequency, h: number): Promise<Float64Array[]>
  /**
   * Draws whole paths whose values at each step have the quantiles given, its own or a calibrated combination's, and whose
   * errors at different steps go together as the network's did in training.
   * @returns [draws][H]; the same seed gives the same paths
   */
  samplePaths(request: PathsWanted, random: Random): Float64Array[]
}

export interface PathsWanted {
  /** Ascending probabilities, at least two. */
  readonly levels: readonly number[]
  /** [levels][H] not crossing, in the unit of the series. */
  readonly quantiles: readonly ArrayLike<number>[]
  readonly frequency: SeasonalFrequency
  readonly draws: number
  /** Floor, e.g. 0 for persons; none by default. */
  readonly least?: number
}
