import { AppError } from '../../domain/errors.ts'

/**
 * Limits of the rule "close today's gap", I[t+1] = I[t] + eta (need - G[t]), where graduates are the intake of L years ago.
 */
export interface CobwebLimits {
  /** L, years from intake to graduation. */
  readonly years: number
  /** 2 sin( pi / (2 (2L + 1)) ): at or above it the cycle never dies out. */
  readonly stableBelow: number
  /** L^L / (L + 1)^(L + 1): up to it intake approaches the need from one side. */
  readonly noOvershootUpTo: number
}

/**
 * How strongly the market may react to today's gap before it cycles: the limits of a first difference with delay,
 * x[t+1] = x[t] - eta x[t-L].
 *
 * @param years L, whole years >= 1
 * @throws AppError INVALID_INPUT for another L
 * @see Levin & May (1976), Theoretical Population Biology 9(2), 178-187, for the stability of that equation
 */
export function cobwebLimits(years: number): CobwebLimits {
  if (!(Number.isInteger(years) && years >= 1))
    throw new AppError('INVALID_INPUT', `A programme takes a whole number of years from 1; got ${years}.`, { years })
  return {
    years,
    stableBelow: 2 * Math.sin(Math.PI / (2 * (2 * years + 1))),
    noOvershootUpTo: years ** years / (years + 1) ** (years + 1),
  }
}

export interface CobwebInput {
  /** L, years from intake to graduation. */
  readonly years: number
  /** Intake (and graduates, since all finish) of every year before the step, persons. */
  readonly before: number
  /** Graduates needed a year from year 0 on. */
  readonly need: number
  /** Share of the gap that is added to intake; ignored by `plan`. */
  readonly eta: number
  /** Years to simulate. */
  readonly horizon: number
  /** `todaysGap`: react to the gap of graduates now. `plan`: take in what will be needed at graduation. */
  readonly rule: 'todaysGap' | 'plan'
}

export interface CobwebPath {
  /** [horizon + 1] persons taken in in year 0, 1, ... */
  readonly intake: readonly number[]
  /** [horizon + 1] graduates of year 0, 1, ... */
  readonly graduates: readonly number[]
}

/**
 * The pig cycle of one market without drop-out: need steps from `before` to `need` in year 0.
 *
 *     G[t] = I[t-L]          todaysGap: I[t+1] = max(0, I[t] + eta (need - G[t]))          plan: I[t] = need
 *
 * @throws AppError INVALID_INPUT for an L that is no whole number from 1, or an eta below 0
 * @see Freeman (1976), Industrial and Labor Relations Review 29(2), 236-248: a cobweb model of new engineers
 */
export function simulateCobweb(input: CobwebInput): CobwebPath {
  const { before, need, eta, horizon, rule } = input
  const { years } = cobwebLimits(input.years)
  if (!(eta >= 0)) throw new AppError('INVALID_INPUT', `eta is ${eta}; the reaction to a gap must be >= 0.`, { eta })
  const intake = [rule === 'plan' ? need : before]
  const graduates: number[] = []
  for (let t = 0; t <= horizon; t++) {
    graduates.push(t < years ? before : intake[t - years]!)
    if (t < horizon) intake.push(rule === 'plan' ? need : Math.max(0, intake[t]! + eta * (need - graduates[t]!)))
  }
  return { intake, graduates }
}

/** Highest and lowest points of a path, in order, its first value included; a plateau counts once. */
export function turningPoints(path: readonly number[]): number[] {
  const points = path.slice(0, 1)
  let direction = 0
  for (let t = 1; t < path.length; t++) {
    const step = Math.sign(path[t]! - path[t - 1]!)
    if (step !== 0 && direction !== 0 && step !== direction) points.push(path[t - 1]!)
    if (step !== 0) direction = step
  }
  return points
}
