import path from 'node:path'
import type { SeasonalFrequency } from '../src/domain/period.ts'
import type { Random } from '../src/domain/random.ts'
import { augment } from '../src/neural/augment.ts'
import { syntheticSeries } from '../src/neural/synthetic.ts'
import type { TrainingSeries } from '../src/neural/windows.ts'
import { readCompetition, readDatedPanel } from './training-data.ts'

/** How often each frequency is drawn; monthly series are the most varied. */
export const FREQUENCY_SHARE: Readonly<Record<SeasonalFrequency, number>> = { A: 0.3, Q: 0.28, M: 0.42 }

/** Longest synthetic history by frequency. */
const LONGEST: Readonly<Record<SeasonalFrequency, number>> = { A: 60, Q: 160, M: 480 }
/** Shortest: a window of five and a few outcomes. */
const SHORTEST = 12

/** Where a training set comes from. */
export interface MixtureSources {
  /** Folders of competition collections; their training parts are read. */
  readonly collections: readonly string[]
  /** Files of dated monthly panels, cut after `until`. */
  readonly dated: readonly string[]
  readonly until: string
  /** Share of synthetic series, 0 to 1. */
  readonly synthetic: number
}

/** Series by source and frequency. */
export interface Pool {
  readonly name: string
  readonly A: TrainingSeries[]
  readonly Q: TrainingSeries[]
  readonly M: TrainingSeries[]
}

/** Pools of real series, and the draw that mixes them with synthetic ones. */
export function trainingMixture(sources: MixtureSources): {
  readonly pools: readonly Pool[]
  readonly draw: (random: Random) => TrainingSeries
  readonly drawOf: (frequency: SeasonalFrequency) => (random: Random) => TrainingSeries
} {
  const pool = (name: string, series: readonly TrainingSeries[]): Pool => ({
    name,
    A: series.filter((s) => s.frequency === 'A'),
    Q: series.filter((s) => s.frequency === 'Q'),
    M: series.filter((s) => s.frequency === 'M'),
  })
  const pools = [
    ...sources.collections.map((folder) => pool(path.basename(folder), readCompetition(folder))),
    ...sources.dated.map((file) =>
      pool(`${path.basename(file)} to ${sources.until}`, readDatedPanel(file, sources.until)),
    ),
  ]
  const draw = (random: Random): TrainingSeries => {
    const u = random.uniform()
    return drawOf(u < FREQUENCY_SHARE.A ? 'A' : u < FREQUENCY_SHARE.A + FREQUENCY_SHARE.Q ? 'Q' : 'M')(random)
  }
  const drawOf =
    (frequency: SeasonalFrequency) =>
    (random: Random): TrainingSeries => {
      const filled = pools.filter((p) => p[frequency].length > 0)
      if (filled.length === 0 || random.uniform() < sources.synthetic) {
        const length = SHORTEST + Math.floor(random.uniform() ** 1.2 * (LONGEST[frequency] - SHORTEST))
        return { frequency, y: syntheticSeries(random, frequency, length) }
      }
      const from = filled[Math.floor(random.uniform() * filled.length)]![frequency]
      const one = (): TrainingSeries => from[Math.floor(random.uniform() * from.length)]!
      return augment(one(), one(), random)
    }
  return { pools, draw, drawOf }
}
