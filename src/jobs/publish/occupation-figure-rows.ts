import { createRandom } from '../../domain/random.ts'
import type { Sex } from '../../domain/series.ts'
import { marketOfCells } from '../../market/gaps/cell-margins.ts'
import { WHOLE_ECONOMY } from '../../market/gaps/draws.ts'
import { publishedRating } from '../../market/gaps/rating.ts'
import { normalisedGapDraws, summariseMarket } from '../../market/gaps/simulate.ts'
import { rateInThreeSteps } from '../../market/rating/combine.ts'
import { FEWEST_INDICATORS } from '../../market/rating/recent.ts'
import type { GapRecord } from '../../storage/release.ts'
import type { PublishInputs } from './inputs.ts'
import { type AreaGaps, SHORTAGE_THRESHOLD_PERCENT } from './market.ts'
import { recentScores } from './recent-score.ts'
import { ALL, gapId, gapRecord } from './records.ts'

/** Positions of each sex among the cells of an occupation; T is both. */
const ROWS: readonly (readonly [Sex, readonly number[]])[] = [
  ['F', [0]],
  ['M', [1]],
  ['T', [0, 1]],
]

/**
 * Rows of table `gap` of every occupation group over all sectors, by sex and for both, rated in three steps. They come from the
 * cells of the same draws as the sectors' gaps, so groups add up to the total and sexes to their group in every draw.
 *
 * The base year is an estimate: sections are published, their staffing is pooled over years and women's shares are moved to the
 * published total.
 */
export function occupationFigureRows(inputs: PublishInputs, markets: readonly AreaGaps[]): GapRecord[] {
  const recent = recentScores(inputs)
  return markets.flatMap(({ area, simulation: { market }, margins }) => {
    if (!margins) return []
    const random = createRandom(market.seed).fork(`recent/${area}`)
    return margins.occupations.flatMap((occupation, o) =>
      ROWS.flatMap(([sex, positions]) => {
        const rows = positions.map((s) => o * 2 + s)
        const part = marketOfCells(market, margins, WHOLE_ECONOMY, rows)
        const score = recent.get(occupation) ?? { score: null, standardError: null, z: {} }
        const { figures } = summariseMarket(part, { shortageThresholdPercent: SHORTAGE_THRESHOLD_PERCENT })
        const employed = mean(part.demand, market.horizon + 1)
        return figures.map((figure): GapRecord => {
          const draws = normalisedGapDraws(part, figure.year - market.baseYear)
          const rated = rateInThreeSteps(draws, score, random.fork(`${occupation}/${sex}/${figure.year}`))
          return {
            ...gapRecord(area, sex, { value: employed, status: 'E' }, figure),
            gap_id: gapId(area, occupation, figure.year, sex),
            sector_kind: 'occupation',
            sector: ALL,
            occupation,
            rating: publishedRating(rated.probabilities).rating,
            median_rating: rated.rating,
            rating_probabilities: rated.probabilities,
            three_step: {
              recentScore: score.score,
              recentRating: rated.recent.rating,
              indicators: { ...score.z },
              fewestIndicators: FEWEST_INDICATORS,
              projectedRating: rated.projected.rating,
              versions: rated.versions,
            },
          }
        })
      }),
    )
  })
}

/** Mean over the draws of the base year, the first of each row. */
function mean(values: Float64Array, width: number): number {
  let sum = 0
  for (let at = 0; at < values.length; at += width) sum += values[at]!
  return (sum * width) / values.length
}
