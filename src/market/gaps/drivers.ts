import { decomposeChange } from '../staffing/change-decomposition.ts'
import type { BySex } from '../supply/cohort/ages.ts'
import { COHORT_SEXES } from '../supply/cohort/ages.ts'
import type { CellLedger } from '../supply/cohort/stock-flow.ts'

/** What makes a gap, in the order it is told. Each is in persons; positive widens a shortage. */
export const GAP_DRIVERS = ['industry', 'share', 'replacement', 'demographic', 'migration', 'graduates'] as const
export type GapDriver = (typeof GAP_DRIVERS)[number]

/** Flow gap JO - JS of an occupation over a horizon, and its drivers, whose sum it is. */
export interface DriverDecomposition {
  readonly gap: number
  readonly drivers: Readonly<Record<GapDriver, number>>
}

/** People who come to an occupation over the horizon, by where they come from; they add up to the job seekers. */
export interface Entrants {
  /** From education: graduates, and drop-outs with what they completed before. */
  readonly graduates: number
  /** In less out, of the area. */
  readonly migration: number
  /** Back from outside the labour force, up or down from other qualifications, back from service, less those who go there. */
  readonly demographic: number
}

/**
 * Why an occupation will be short of people, exactly:
 *
 *     gap = JO - JS = industry + share + replacement - graduates - migration - demographic
 *
 * Industry and share effects are those of `decomposeChange` and add up to expansion demand. Supply counts with its sign
 * turned, so that what relieves a shortage is negative and the six numbers add up to the gap.
 *
 * @param before       [I] industries' employment and the occupation's share of it at the start
 * @param after        [I] the same at the end
 * @param replacement  RD by the definition in use, persons
 */
export function decomposeGap(
  before: Parameters<typeof decomposeChange>[0],
  after: Parameters<typeof decomposeChange>[1],
  replacement: number,
  entrants: Entrants,
): DriverDecomposition {
  const { industryEffect, shareEffect } = decomposeChange(before, after)
  const drivers = {
    industry: industryEffect,
    share: shareEffect,
    replacement,
    demographic: 0 - entrants.demographic,
    migration: 0 - entrants.migration,
    graduates: 0 - entrants.graduates,
  }
  return { gap: GAP_DRIVERS.reduce((sum, driver) => sum + drivers[driver], 0), drivers }
}

/**
 * Mean of decompositions over draws: means add up, so the drivers of the mean gap still sum to it. Quantiles would not.
 * @param draws at least one
 */
export function meanDecomposition(draws: readonly DriverDecomposition[]): DriverDecomposition {
  const mean = (of: (draw: DriverDecomposition) => number): number =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length
  const entries = GAP_DRIVERS.map((driver) => [driver, mean((draw) => draw.drivers[driver])] as const)
  return { gap: mean((draw) => draw.gap), drivers: Object.fromEntries(entries) as Record<GapDriver, number> }
}

/**
 * Entrants and leavers of an occupation from the ledgers of a stock-flow.
 *
 * With constant shares, end - start = graduates + migration + demographic - leavers: the ledger's identity, read by driver.
 *
 * @param ledger [T][cell] from `projectStockFlow`
 * @param share  share of a cell's people of a sex who belong to the occupation (a column of the flexibility matrix)
 */
export function entrantsOfLedger(
  ledger: readonly (readonly BySex<CellLedger>[])[],
  share: (cell: number, sex: keyof BySex<unknown>) => number,
): Entrants & { readonly leavers: number } {
  const sums = { graduates: 0, migration: 0, demographic: 0, leavers: 0 }
  for (const year of ledger)
    year.forEach((cell, c) => {
      for (const sex of COHORT_SEXES) {
        const { arrivals: a, departures: d, ...book } = cell[sex]
        const part = share(c, sex)
        sums.graduates += part * (a.graduates + a.dropOuts)
        sums.migration +=
          part * (a.inMigration + a.inboundStudents + a.contractLabourReturn - d.outMigration - d.contractLabour)
        sums.demographic +=
          part *
          (book.reEntries + book.upgradesIn - book.upgradesOut + a.militaryReturn - d.militaryService - d.backToStudy)
        sums.leavers += part * (book.deaths + book.exits)
      }
    })
  return sums
}
