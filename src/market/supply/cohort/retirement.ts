import type { AgeRate, CohortSex } from './ages.ts'

/** Statutory retirement age of a calendar year, in months. */
export type RetirementPath = (sex: CohortSex, year: number) => number

const MONTHS = 12

/** Labour Code 2019, art. 169, and Decree 135/2020/ND-CP, normal working conditions; months and months a year. */
const LABOUR_CODE = {
  M: { start: 60 * MONTHS + 3, step: 3, end: 62 * MONTHS },
  F: { start: 55 * MONTHS + 4, step: 4, end: 60 * MONTHS },
} as const
const FIRST_YEAR = 2021
/** Before 2021: 60 for men, 55 for women (Labour Code 2012, art. 187). */
const BEFORE = { M: 60 * MONTHS, F: 55 * MONTHS } as const

/**
 * Statutory retirement age in Viet Nam under normal working conditions, months.
 *
 *     men   min( 60y3m + 3m (year - 2021), 62y )          women   min( 55y4m + 4m (year - 2021), 60y )
 *
 * Men reach 62 in 2028, women 60 in 2035. Arduous work and reduced capacity allow up to five or ten years less: pass
 * another path for those workers.
 */
export const labourCodePath: RetirementPath = (sex, year) => {
  if (year < FIRST_YEAR) return BEFORE[sex]
  const { start, step, end } = LABOUR_CODE[sex]
  return Math.min(start + step * (year - FIRST_YEAR), end)
}

/** Every age of the path some months higher (negative: lower), in all years. */
export function raisePath(path: RetirementPath, months: number): RetirementPath {
  return (sex, year) => path(sex, year) + months
}

/** The same calendar some years later (negative: sooner). While ages rise, a postponed reform lets people go earlier. */
export function delayPath(path: RetirementPath, years: number): RetirementPath {
  return (sex, year) => path(sex, year - years)
}

export interface RetirementHazards {
  /** h_insured: share of insured workers who leave work for good in a year, by years past the statutory age. */
  readonly insured: (yearsPast: number) => number
  /** h_informal: the same for workers without insurance, whom the law does not bind, by age. */
  readonly informal: (age: number) => number
  /** Where the numbers come from; `prior` is shown with every answer that rests on them. */
  readonly source: string
}

/**
 * Prior hazards, our judgement: no Vietnamese survey publishes exits by age and insurance. Few insured workers leave early,
 * half in the year after the statutory age, those who stayed on more and more; people without a pension leave little by little as their strength
 * goes. To be replaced by estimates from the labour force survey, and varied in every answer that depends on them.
 */
export const PRIOR_HAZARDS: RetirementHazards = {
  insured: steps([
    [-10, 0.004],
    [-5, 0.015],
    [-2, 0.05],
    [-0.5, 0.15],
    [0.5, 0.5],
    [2, 0.53],
    [5, 0.6],
  ]),
  informal: steps([
    [40, 0.004],
    [50, 0.01],
    [60, 0.04],
    [65, 0.09],
    [70, 0.18],
    [80, 0.4],
  ]),
  source: 'prior',
}

/** Straight between the given points, level beyond them. */
export function steps(points: readonly (readonly [at: number, value: number])[]): (x: number) => number {
  return (x) => {
    if (x <= points[0]![0]) return points[0]![1]
    const k = points.findIndex(([at]) => at >= x)
    if (k < 0) return points.at(-1)![1]
    const [x0, y0] = points[k - 1]!
    const [x1, y1] = points[k]!
    return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
  }
}

/**
 * Yearly hazard of leaving work for good.
 *
 *     exit = share_insured h_insured(age - NRA(sex, year)) + (1 - share_insured) h_informal(age)
 *
 * The age of those who are `age` at their last birthday is taken at the middle of their year, age + 1/2. The statutory age
 * binds insured workers only; where `h_insured` is level, as it is ten years before the age, moving the path changes nothing.
 *
 * @param shareInsured share of workers in social insurance by sex, age and year, [0, 1]
 * @returns a rate by sex, age and year, for `StockFlowInput.exit`
 */
export function exitHazard(
  shareInsured: AgeRate,
  hazards: RetirementHazards = PRIOR_HAZARDS,
  path: RetirementPath = labourCodePath,
): AgeRate {
  return (sex, age, year) => {
    const insured = shareInsured(sex, age, year)
    const yearsPast = age + 0.5 - path(sex, year) / MONTHS
    return insured * hazards.insured(yearsPast) + (1 - insured) * hazards.informal(age)
  }
}
