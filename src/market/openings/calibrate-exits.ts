import { AppError } from '../../domain/errors.ts'

export interface CalibratedExits {
  /** [O] yearly exit rates that give the total. */
  readonly rates: readonly number[]
  /** What the odds of leaving were multiplied by, in every occupation alike; far from 1, one of the two sources is wrong. */
  readonly oddsFactor: number
  /** Exits before the calibration, persons. */
  readonly before: number
}

/**
 * Moves the exit rates of all occupations together until their exits are those of the demographic model.
 *
 *     x'_o = k x_o / (1 - x_o + k x_o)          with k such that sum_o E_o x'_o = exits
 *
 * One factor on the odds keeps the order of the occupations and never leaves (0, 1), as a factor on the rates would where many
 * are old. Without it replacement drifts away from the number of people who really retire, die or leave.
 *
 * @param employment  [O] persons, mid-year
 * @param rates       [O] yearly rates in [0, 1); a rate of 0 stays 0
 * @param exits       people who leave the labour force in the year by the supply model
 * @throws AppError INVALID_INPUT for a rate outside [0, 1); MARGINS_INCONSISTENT when no factor can give the total
 */
export function calibrateExits(
  employment: readonly number[],
  rates: readonly number[],
  exits: number,
): CalibratedExits {
  if (rates.length !== employment.length || !rates.every((rate) => rate >= 0 && rate < 1))
    throw new AppError(
      'INVALID_INPUT',
      `Exit rates must be one in [0, 1) for each of the ${employment.length} occupations; got ${rates.join(', ')}.`,
    )
  const atRisk = employment.reduce((sum, people, o) => (rates[o]! > 0 ? sum + people : sum), 0)
  const scaled = (k: number): number[] => rates.map((rate) => (k * rate) / (1 - rate + k * rate))
  const leaving = (some: readonly number[]): number => some.reduce((sum, rate, o) => sum + rate * employment[o]!, 0)
  const before = leaving(rates)
  if (exits === 0) return { rates: rates.map(() => 0), oddsFactor: 0, before }
  if (!(exits > 0 && exits < atRisk))
    throw new AppError(
      'MARGINS_INCONSISTENT',
      `${exits} exits cannot come from occupations with ${atRisk} people at risk; check that both count the same people.`,
      { exits, atRisk },
    )
  let low = -40
  let high = 40
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (leaving(scaled(Math.exp(middle))) < exits) low = middle
    else high = middle
  }
  const oddsFactor = Math.exp((low + high) / 2)
  return { rates: scaled(oddsFactor), oddsFactor, before }
}
