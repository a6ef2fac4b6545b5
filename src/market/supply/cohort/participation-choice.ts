import { AppError } from '../../../domain/errors.ts'
import { type BySex, bySex, COHORT_SEXES } from './ages.ts'
import { type Participation, type ParticipationInput, projectParticipation } from './participation.ts'

/** Ways to carry participation on, the plainest first: it is what the others have to beat. */
export const PARTICIPATION_MODELS = {
  lastRates: { damping: 0, cohortWeight: { F: 0, M: 0 } },
  dampedTrend: { damping: 0.9, cohortWeight: { F: 0, M: 0 } },
  trendAndCohorts: { damping: 0.9, cohortWeight: { F: 0.5, M: 0 } },
} as const
export type ParticipationModel = keyof typeof PARTICIPATION_MODELS

export interface ParticipationChoice {
  readonly model: ParticipationModel
  /** Root mean square error of the log of the labour force, horizons 1..H pooled, by model. */
  readonly errors: Readonly<Record<ParticipationModel, number>>
  /** [H] root mean square error of the log of the labour force by horizon, model chosen. */
  readonly byHorizon: readonly number[]
  /** Number of forecasts behind `errors`. */
  readonly forecasts: number
}

export interface ParticipationHistory {
  /** [T][A] rates of consecutive years by sex, ages as in `weights`. No break of series within. */
  readonly rates: BySex<readonly (readonly number[])[]>
  readonly firstAge: number
  /** [A] people of each age by sex: what a rate weighs in the labour force. */
  readonly weights: BySex<readonly number[]>
}

/** Years a model sees at least. */
const FEWEST_YEARS = 4

/**
 * Chooses how participation is carried on, by its own past: from each origin the labour force of the following years is
 * forecast with every model, at known population, and the smallest error wins. The errors of the winner are the spread of the
 * labour force that participation brings.
 *
 * @param horizon longest horizon tested
 * @throws AppError INSUFFICIENT_HISTORY when no origin leaves a year to be forecast
 */
export function chooseParticipation(history: ParticipationHistory, horizon: number): ParticipationChoice {
  const years = history.rates.F.length
  if (years < FEWEST_YEARS + 1)
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Choosing a model of participation needs ${FEWEST_YEARS + 1} years without a break, ${years} given.`,
    )
  const models = Object.keys(PARTICIPATION_MODELS) as ParticipationModel[]
  const squares = Object.fromEntries(models.map((m) => [m, Array.from({ length: horizon }, () => [0, 0])])) as Record<
    ParticipationModel,
    number[][]
  >
  for (let origin = FEWEST_YEARS; origin < years; origin++)
    for (const model of models) {
      const ahead = Math.min(horizon, years - origin)
      const forecast = carryOn({ ...history, rates: bySex((sex) => history.rates[sex].slice(0, origin)) }, model, ahead)
      for (let h = 1; h <= ahead; h++) {
        const actual = force(history, (sex) => history.rates[sex][origin + h - 1]!)
        const error = Math.log(force(history, (sex) => forecast[sex].rates[h - 1]!)) - Math.log(actual)
        squares[model][h - 1]![0]! += error * error
        squares[model][h - 1]![1]! += 1
      }
    }
  const pooled = (model: ParticipationModel): number => {
    const [sum, n] = squares[model].reduce(([s, m], [a, b]) => [s! + a!, m! + b!], [0, 0])
    return Math.sqrt(sum! / n!)
  }
  const errors = Object.fromEntries(models.map((m) => [m, pooled(m)])) as Record<ParticipationModel, number>
  const model = models.reduce((best, m) => (errors[m] < errors[best] ? m : best))
  return {
    model,
    errors,
    byHorizon: squares[model].filter(([, n]) => n! > 0).map(([sum, n]) => Math.sqrt(sum! / n!)),
    forecasts: squares[model].reduce((sum, [, n]) => sum + n!, 0),
  }
}

/** Participation of both sexes carried on by a model. */
export function carryOn(
  history: ParticipationHistory,
  model: ParticipationModel,
  horizon: number,
): BySex<Participation> {
  const { damping, cohortWeight } = PARTICIPATION_MODELS[model]
  return bySex((sex) => {
    const input: ParticipationInput = {
      history: history.rates[sex],
      firstAge: history.firstAge,
      horizon,
      damping,
      cohortWeight: cohortWeight[sex],
    }
    return projectParticipation(input)
  })
}

function force(history: ParticipationHistory, rates: (sex: 'F' | 'M') => ArrayLike<number>): number {
  return COHORT_SEXES.reduce(
    (sum, sex) => sum + history.weights[sex].reduce((all, people, a) => all + people * rates(sex)[a]!, 0),
    0,
  )
}
