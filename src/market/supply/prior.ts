import { AppError } from '../../domain/errors.ts'

/** An input nobody publishes: a value taken on judgement, with the range it may lie in and where it comes from. */
export interface Prior {
  readonly id: string
  readonly value: number
  readonly low: number
  readonly high: number
  /** Report, comparable country or judgement. */
  readonly source: string
}

/** What one prior does to an answer, in the unit of the answer. */
export interface PriorEffect {
  readonly prior: Prior
  readonly atLow: number
  readonly atHigh: number
  /** |atHigh - atLow|. */
  readonly swing: number
}

/**
 * How much an answer rests on its priors: each is moved to its low and to its high end, the others kept.
 *
 * @param priors  at least one
 * @param answer  the number asked for, computed with the given values by id and with the same draws every time
 * @returns the answer with all priors as they are, and the effect of each, largest first
 * @throws AppError INVALID_INPUT for a value outside its range or two priors of one id
 */
export function priorEffects(
  priors: readonly Prior[],
  answer: (values: Readonly<Record<string, number>>) => number,
): { readonly answer: number; readonly effects: readonly PriorEffect[] } {
  const values = Object.fromEntries(priors.map((prior) => [prior.id, prior.value]))
  const wrong = priors.find(({ low, value, high }) => !(low <= value && value <= high))
  if (wrong || Object.keys(values).length !== priors.length)
    throw new AppError(
      'INVALID_INPUT',
      wrong
        ? `Prior ${wrong.id} is ${wrong.value}, outside its range ${wrong.low} to ${wrong.high}.`
        : 'Two priors have the same id.',
    )
  const effects = priors.map((prior) => {
    const atLow = answer({ ...values, [prior.id]: prior.low })
    const atHigh = answer({ ...values, [prior.id]: prior.high })
    return { prior, atLow, atHigh, swing: Math.abs(atHigh - atLow) }
  })
  return { answer: answer(values), effects: effects.sort((a, b) => b.swing - a.swing) }
}
