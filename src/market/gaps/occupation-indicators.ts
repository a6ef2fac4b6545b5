import type { CellFlows } from './cell-drivers.ts'
import type { CellMargins } from './cell-margins.ts'
import {
  classifyIndicator,
  flowRatio,
  type IndicatorClass,
  labourMarketIndicator,
  type MarketFlows,
  mixFill,
} from './metrics.ts'
import { type SexCounts, type SexIndices, sexIndices } from './sex-indices.ts'

/** Levels of education that openings are asked for in, highest first (ISCED 5-8, 3-4, 1-2, less). */
export const EDUCATION_LEVELS = ['ADV', 'INT', 'BAS', 'LTB'] as const
export type EducationLevel = (typeof EDUCATION_LEVELS)[number]

/** What an occupation's market looks like from the base year to a year. Means over the draws, persons unless said. */
export interface OccupationIndicators {
  readonly occupation: string
  /** Years after the base year. */
  readonly t: number
  readonly flows: MarketFlows
  /** ROA's construction: people there over people wanted. Null where nobody is wanted. */
  readonly indicator: number | null
  /** From the viewpoint of those who seek work: `veryGood` for them is a shortage for employers. */
  readonly indicatorClass: IndicatorClass | null
  /** Flows alone; another number, not the indicator. Null where openings are none. */
  readonly flowRatio: number | null
  /** Share of the wanted mix of tertiary and other education that newcomers have; null where nobody is wanted. */
  readonly mixFill: number | null
  /** Employment, openings and seekers by sex; openings by who is projected to fill them. */
  readonly women: SexIndices
  /** Openings by level of education, as those who work there have it. */
  readonly openingsByLevel: Readonly<Record<EducationLevel, number>>
}

export interface IndicatorAssumptions {
  /** People out of work for less than half a year, share of employment, the same in every occupation. */
  readonly shortTermUnemployedShare: number
  /** [O] level -> share of an occupation's people. */
  readonly education: readonly Readonly<Record<EducationLevel, number>>[]
  /** [T][O] share of newcomers who come with tertiary education. */
  readonly graduates: readonly (readonly number[])[]
}

interface SexFlows {
  readonly base: SexCounts
  readonly employment: SexCounts
  readonly inflow: SexCounts
  readonly graduates: number
  readonly replacement: SexCounts
}

/**
 * Indicators of every occupation group, and of all together (`_T`, last, the only one with segregation by sex), t years after
 * the base.
 *
 * @param margins cells of the market by occupation and sex
 * @param flows   newcomers by cell, of the same draws
 */
export function occupationIndicators(
  margins: CellMargins,
  flows: CellFlows,
  t: number,
  assumed: IndicatorAssumptions,
): OccupationIndicators[] {
  const { occupations } = margins
  const all = occupations.map((_, o) => flowsOf(margins, flows, o, t, assumed.graduates))
  const groups = occupations.map((occupation, o) => {
    const own = all[o]!
    const market = marketFlows([own], assumed.shortTermUnemployedShare)
    const openings = openingsOf(market)
    const tertiary = assumed.education[o]!.ADV
    const fill = [
      { demand: openings * tertiary, supply: own.graduates },
      { demand: openings * (1 - tertiary), supply: market.inflow - own.graduates },
    ]
    const level = (one: EducationLevel): number => openings * assumed.education[o]![one]
    return {
      ...read(occupation, t, market),
      mixFill: openings > 0 ? mixFill(fill) : null,
      women: sexIndices([bySex(own)]),
      openingsByLevel: { ADV: level('ADV'), INT: level('INT'), BAS: level('BAS'), LTB: level('LTB') },
    }
  })
  const added = (level: EducationLevel): number => groups.reduce((sum, group) => sum + group.openingsByLevel[level], 0)
  const total: OccupationIndicators = {
    ...read('_T', t, marketFlows(all, assumed.shortTermUnemployedShare)),
    mixFill: null,
    women: sexIndices(all.map(bySex)),
    openingsByLevel: { ADV: added('ADV'), INT: added('INT'), BAS: added('BAS'), LTB: added('LTB') },
  }
  return [...groups, total]
}

function read(occupation: string, t: number, flows: MarketFlows) {
  const wanted = flows.employment + flows.expansionDemand + flows.replacementDemand
  const indicator = wanted > 0 ? labourMarketIndicator(flows) : null
  return {
    occupation,
    t,
    flows,
    indicator,
    indicatorClass: indicator === null ? null : classifyIndicator(indicator),
    flowRatio: openingsOf(flows) > 0 ? flowRatio(flows) : null,
  }
}

/** Expansion and replacement, none where an occupation shrinks faster than its people leave. */
const openingsOf = ({ expansionDemand, replacementDemand }: MarketFlows): number =>
  Math.max(0, expansionDemand + replacementDemand)

const people = ({ women, men }: SexCounts): number => women + men

function marketFlows(parts: readonly SexFlows[], unemployedShare: number): MarketFlows {
  const sum = (of: (part: SexFlows) => SexCounts): number => parts.reduce((all, part) => all + people(of(part)), 0)
  const employment = sum(({ base }) => base)
  return {
    employment,
    inflow: sum(({ inflow }) => inflow),
    shortTermUnemployed: unemployedShare * employment,
    expansionDemand: sum((part) => part.employment) - employment,
    replacementDemand: sum(({ replacement }) => replacement),
  }
}

function bySex({ base, employment, inflow, replacement }: SexFlows) {
  const openings = {
    women: employment.women - base.women + replacement.women,
    men: employment.men - base.men + replacement.men,
  }
  return { employment, openings, seekers: inflow }
}

function flowsOf(
  margins: CellMargins,
  { came }: CellFlows,
  o: number,
  t: number,
  graduates: IndicatorAssumptions['graduates'],
): SexFlows {
  const draws = margins.base.length / (margins.occupations.length * 2)
  const mean = (rows: Float64Array, sex: number): number => {
    let sum = 0
    for (let k = (o * 2 + sex) * draws; k < (o * 2 + sex + 1) * draws; k++) sum += rows[k]!
    return sum / draws
  }
  const counts = (of: (sex: number) => number): SexCounts => ({ women: of(0), men: of(1) })
  const years = Array.from({ length: t }, (_, k) => k)
  const arrived = (year: number, sex: number): number => {
    let sum = 0
    for (let cell = o * 2 + sex; cell < came[year]!.length; cell += margins.occupations.length * 2)
      sum += came[year]![cell]!
    return sum
  }
  const over = (of: (year: number) => number): number => years.reduce((sum, year) => sum + of(year), 0)
  return {
    base: counts((sex) => mean(margins.base, sex)),
    employment: counts((sex) => mean(margins.demand[t - 1]!, sex)),
    inflow: counts((sex) => over((year) => arrived(year, sex))),
    graduates: over((year) => (arrived(year, 0) + arrived(year, 1)) * graduates[year]![o]!),
    replacement: counts((sex) => over((year) => mean(margins.replaced[year]!, sex))),
  }
}
