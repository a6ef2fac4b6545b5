import { AppError } from '../../../domain/errors.ts'
import type { QuantilePath } from '../../gaps/quantile-path.ts'
import { COHORT_SEXES, type CohortSex, headcount } from './ages.ts'
import type { StockFlow } from './stock-flow.ts'

/** What the joint simulation of occupations (`OccupationMarketInput`) takes from the cohort model. */
export interface OccupationRates {
  /** [2][O][T] share of each occupation's people who die or leave the labour force in the year. */
  readonly exitRates: number[][][]
  /** [2][O][T] share of each occupation in all who come in the year; each year's sum to 1. */
  readonly entrantShares: number[][][]
  /** [T+1] women's share of the labour supply. */
  readonly womenOfSupply: number[]
  /** [T+1] labour supply, persons. */
  readonly labourForce: number[]
}

/**
 * Reads exits, entrants and labour supply off a stock-flow whose cells are occupations.
 *
 *     x[s,o,t] = (deaths + exits + departures) / start          a[s,o,t] = in[s,o,t] / sum_o in[s,o,t]
 *
 * `in` counts arrivals, re-entries and net upgrades, never below 0. With these rates the simulation's own stock-flow repeats the
 * cohort model year by year, and its draws vary around it. A cell that is empty leaves at rate 0.
 */
export function occupationRates({ active, ledger }: StockFlow): OccupationRates {
  const occupations = active[0]!.length
  const table = (value: (sex: CohortSex, o: number, t: number) => number): number[][][] =>
    COHORT_SEXES.map((sex) => Array.from({ length: occupations }, (_, o) => ledger.map((_, t) => value(sex, o, t))))
  const came = (sex: CohortSex, o: number, t: number): number => {
    const book = ledger[t]![o]![sex]
    return Math.max(0, total(book.arrivals) + book.reEntries + book.upgradesIn - book.upgradesOut)
  }
  const labourForce = active.map((cells) => cells.reduce((sum, cell) => sum + headcount(cell), 0))
  const women = active.map((cells) => cells.reduce((sum, cell) => sum + cell.F.reduce((a, b) => a + b, 0), 0))
  return {
    exitRates: table((sex, o, t) => {
      const book = ledger[t]![o]![sex]
      return book.start > 0 ? (book.deaths + book.exits + total(book.departures)) / book.start : 0
    }),
    entrantShares: table((sex, o, t) => {
      let all = 0
      for (let p = 0; p < occupations; p++) all += came(sex, p, t)
      return all > 0 ? came(sex, o, t) / all : 1 / occupations
    }),
    womenOfSupply: women.map((people, t) => people / labourForce[t]!),
    labourForce,
  }
}

const total = (flows: Readonly<Record<string, number>>): number => Object.values(flows).reduce((a, b) => a + b, 0)

export interface SupplySpread {
  /** Standard deviation of the log of all exit rates: how well they are known. */
  readonly exitSd: number
  /** Mean yearly exit rate those are rates of. */
  readonly exitRate: number
  /** Yearly net migration of the past, persons. */
  readonly migration: readonly number[]
  /** Correlation of migration in neighbouring years, [0, 1). */
  readonly migrationPersistence?: number
}

/**
 * Labour supply of the cohort model as a forecast with quantiles, for `MarketInput.labourForce`.
 *
 *     sd_h = sqrt( (x sd_x h)^2 + h sd_m^2 (1 + r) / (1 - r) )          value = L_h exp( sd_h z )
 *
 * Wrong exit rates err every year in the same direction, so their error grows with h; migration errs anew, but goes together
 * with its neighbours (r), so the variance of its sum is that of an AR(1) path. sd_m is measured on past migration over L_0.
 *
 * @param labourForce [T+1] persons, base year first
 * @param levels      ascending quantile levels
 * @param quantile    standard normal quantile of a level
 * @throws AppError INSUFFICIENT_HISTORY for fewer than three years of migration
 */
export function labourForcePath(
  labourForce: readonly number[],
  { exitSd, exitRate, migration, migrationPersistence = 0.4 }: SupplySpread,
  levels: readonly number[],
  quantile: (level: number) => number,
): QuantilePath {
  const years = migration.length
  if (years < 3)
    throw new AppError('INSUFFICIENT_HISTORY', `The spread of migration needs three years at least, ${years} given.`)
  const mean = migration.reduce((a, b) => a + b, 0) / years
  const variance = migration.reduce((sum, people) => sum + (people - mean) ** 2, 0) / (years - 1)
  const inflated = (variance / labourForce[0]! ** 2) * ((1 + migrationPersistence) / (1 - migrationPersistence))
  const values = levels.map((level) =>
    labourForce.slice(1).map((people, k) => {
      const h = k + 1
      return people * Math.exp(Math.sqrt((exitRate * exitSd * h) ** 2 + h * inflated) * quantile(level))
    }),
  )
  return { base: labourForce[0]!, levels, values }
}
