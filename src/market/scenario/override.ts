import { AppError } from '../../domain/errors.ts'

/** A person's figure in place of the model's, for a while and for a reason. */
export interface Override {
  readonly id: string
  /** Identity of the figure, e.g. `VN-HN VSIC2018:Q 2030 demand`. */
  readonly figure: string
  readonly value: number
  readonly reason: string
  readonly author: string
  /** `YYYY-MM-DD`; the last day it counts is the day before `expiresOn`. */
  readonly createdOn: string
  readonly expiresOn: string
}

/** A figure with what was put in its place; the model's own stays beside it. */
export interface OverriddenFigure {
  readonly figure: string
  readonly value: number
  /** The model's. */
  readonly unOverridden: number
  readonly override: Override | null
}

const SHORTEST_REASON = 10

/** @throws AppError INVALID_INPUT without reason, author or expiry, or with an expiry that does not follow the creation */
export function checkOverride(override: Override): Override {
  const { id, reason, author, createdOn, expiresOn, value } = override
  const fail = (what: string): never => {
    throw new AppError('INVALID_INPUT', `Override ${id}: ${what}`, { override: id })
  }
  if (reason.trim().length < SHORTEST_REASON)
    fail(`the reason "${reason}" says too little; write what the model misses.`)
  if (author.trim() === '') fail('it needs an author.')
  for (const day of [createdOn, expiresOn])
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) fail(`the day ${day} must be written YYYY-MM-DD; an override always expires.`)
  if (expiresOn <= createdOn) fail(`it expires on ${expiresOn}, not after ${createdOn}.`)
  if (!Number.isFinite(value)) fail(`the value is ${value}.`)
  return override
}

/**
 * Figures as shown on a day: the newest override that counts, else the model's.
 * @param figures identity -> the model's value
 * @param day     `YYYY-MM-DD`
 */
export function applyOverrides(
  figures: ReadonlyMap<string, number>,
  overrides: readonly Override[],
  day: string,
): OverriddenFigure[] {
  const counting = overrides.map(checkOverride).filter((o) => o.createdOn <= day && day < o.expiresOn)
  const unknown = counting.find((o) => !figures.has(o.figure))
  if (unknown)
    throw new AppError('NOT_FOUND', `Override ${unknown.id} is of ${unknown.figure}, which is not among the figures.`)
  return [...figures].map(([figure, unOverridden]) => {
    const own = counting.filter((o) => o.figure === figure)
    const newest = own.reduce<Override | null>((a, b) => (a === null || b.createdOn >= a.createdOn ? b : a), null)
    return { figure, value: newest?.value ?? unOverridden, unOverridden, override: newest }
  })
}

export interface OverrideScore {
  /** Absolute error of the person's and of the model's figure, in their unit. */
  readonly overrideError: number
  readonly modelError: number
  /** Share of the model's error that the person took away: 1 all, 0 none, below 0 made it worse; null if the model was right. */
  readonly improvement: number | null
}

/** Scores an override when the outcome is known, against the forecast it replaced. */
export function scoreOverride(overridden: OverriddenFigure, actual: number): OverrideScore {
  const overrideError = Math.abs(overridden.value - actual)
  const modelError = Math.abs(overridden.unOverridden - actual)
  return { overrideError, modelError, improvement: modelError === 0 ? null : 1 - overrideError / modelError }
}
