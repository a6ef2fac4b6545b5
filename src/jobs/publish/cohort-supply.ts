import { normalQuantile } from '../../market/gaps/normal-quantile.ts'
import type { OccupationMarketInput } from '../../market/gaps/occupation-market.ts'
import type { QuantilePath } from '../../market/gaps/quantile-path.ts'
import { entrantShares } from '../../market/supply/attached.ts'
import { type BySex, bySex, COHORT_SEXES } from '../../market/supply/cohort/ages.ts'
import {
  permanentExits,
  projectLabourForce,
  totalForce,
  womenOfForce,
} from '../../market/supply/cohort/labour-force.ts'
import { type Newcomers, newcomers } from '../../market/supply/cohort/newcomers.ts'
import {
  hazardsWithOdds,
  observedOddsFactors,
  occupationStock,
  projectOccupationSupply,
} from '../../market/supply/cohort/occupation-supply.ts'
import type { ParticipationChoice } from '../../market/supply/cohort/participation-choice.ts'
import { exitHazard, labourCodePath, PRIOR_HAZARDS } from '../../market/supply/cohort/retirement.ts'
import type { Assumption } from '../../storage/assumption.ts'
import { FIRST_WORKING_AGE, LAST_AGE, peopleOfAge } from './ages.ts'
import type { Demography } from './demography.ts'
import { assumption } from './inputs.ts'
import { employmentMatrix, type NationalAccounts, SECTIONS } from './national.ts'
import type { StaffingPattern } from './staffing.ts'

const BANDS = ['Y15-24', 'Y25-34', 'Y35-44', 'Y45-54', 'Y55-64', 'Y_GE65']
const BANDS_FROM = [15, 25, 35, 45, 55, 65]
/** Age by which a first degree is finished: the inflow of graduates follows the number of people of it. */
const GRADUATION_AGE = 22

/** Supply of the country counted from cohorts, in the form the simulation takes. */
export interface CohortSupply {
  readonly labourForce: QuantilePath
  readonly occupations: OccupationMarketInput
  /** [I] share of newcomers who turn to each section. */
  readonly pull: readonly number[]
  /** [I] yearly exits of each section in the first year, share of its people. */
  readonly exitRates: readonly number[]
  /** [T] persons a year. */
  readonly exits: readonly number[]
  readonly entrants: readonly number[]
  /** [T] share of newcomers with tertiary education. */
  readonly graduates: readonly number[]
  /** [T][O] share of each occupation's newcomers with tertiary education. */
  readonly graduatesByOccupation: readonly (readonly number[])[]
  /** Share of graduate newcomers in occupation groups that ask for less. */
  readonly overQualification: number
  /** [T] net international migration of those who work, persons. */
  readonly migration: readonly number[]
  readonly participation: ParticipationChoice
  /** Points of logit between the survey's participation and the published labour force. */
  readonly shift: BySex<number>
  /** What the odds of the hazards of judgement are multiplied by, women's first, so that the base year's exits are observed. */
  readonly hazardFactors: readonly [number, number]
  /** Smallest and largest factor that the cohorts of the years ahead ask for beyond that. */
  readonly oddsFactors: readonly [number, number]
}

/**
 * Counts the country's labour supply from cohorts: people by sex and single age grow older, die, migrate, take part by rates
 * that were tested on their own past, and leave by hazards that know the statutory age of the insured; newcomers turn to
 * sectors as of late and to the occupations their education leads to.
 *
 * @param levels quantile levels of the labour force path
 * @throws AppError NOT_AVAILABLE for a missing assumption
 */
export function cohortSupply(
  demography: Demography,
  assumptions: readonly Assumption[],
  accounts: NationalAccounts,
  staffing: StaffingPattern,
  levels: readonly number[],
): CohortSupply {
  const { baseYear } = accounts
  const { population, mortality, choice, participation, published } = demography
  const value = (kind: string, occupation?: string): number => occupationAssumption(assumptions, kind, occupation).value
  const hazards = hazardsOf(value('retirement_hazard'))
  const common = { population, firstAge: FIRST_WORKING_AGE, participation, published, path: labourCodePath }
  const unreformed = projectLabourForce({ ...common, insured: () => 0, hazard: hazards.insured })
  const base = unreformed.force[0]!
  const { occupations, shares } = staffing
  const section = (code: string): number => accounts.sections.get(code)!.get(baseYear)!.value
  const sigma = SECTIONS.flatMap((code) => shares.get(code)!)
  const jobs = occupations.map((_, o) =>
    SECTIONS.reduce((sum, code, i) => sum + section(code) * sigma[i * occupations.length + o]!, 0),
  )
  const women = womenShares(
    occupations.map((code) => value('women_share', code)),
    jobs,
    accounts.bySex.get('F')!.employment.get(baseYear)!.value,
  )
  const stock = occupationStock(
    {
      people: { F: jobs.map((n, o) => n * women[o]!), M: jobs.map((n, o) => n * (1 - women[o]!)) },
      ageShares: occupations.map((code) => BANDS.map((band) => value(`age_share.${band}`, code))),
      bandsFrom: BANDS_FROM,
    },
    base,
    FIRST_WORKING_AGE,
  )
  const insuredShare = occupations.map((code) => value('insured_share', code))
  const insured = (sex: 'F' | 'M', age: number): number => {
    const k = Math.min(age, LAST_AGE) - FIRST_WORKING_AGE
    const all = stock.reduce((sum, cell) => sum + cell[sex][k]!, 0)
    return all > 0 ? stock.reduce((sum, cell, o) => sum + cell[sex][k]! * insuredShare[o]!, 0) / all : 0
  }
  const observed = observedOddsFactors({
    stock,
    insuredShare,
    hazards,
    path: labourCodePath,
    mortality,
    projection: unreformed,
  })
  const calibrated = bySex((sex) => hazardsWithOdds(hazards, observed[sex]))
  const hazard = (past: number, sex: 'F' | 'M'): number => calibrated[sex].insured(past)
  const projection = projectLabourForce({ ...common, insured, hazard })
  const force = totalForce(projection)
  const working = jobs.reduce((a, b) => a + b, 0) / force[0]!
  const leaving = permanentExits(projection, mortality).map((exits) => (exits.F + exits.M) * working)
  const coming = leaving.map((exits, t) => (force[t + 1]! - force[t]!) * working + exits)
  const atAge = (t: number): number => peopleOfAge(population, GRADUATION_AGE, t)
  const graduates = coming.map((people, t) =>
    Math.min(0.9, (value('graduate_inflow') * atAge(t + 1)) / atAge(0) / Math.max(1, people)),
  )
  const tertiary = occupations.map((code) => value('education_share.ADV', code))
  const sectorExits = (rates: readonly number[]): number[] =>
    SECTIONS.map((_, i) => rates.reduce((sum, rate, o) => sum + sigma[i * occupations.length + o]! * rate, 0))
  const mix = (pull: readonly number[]) => newcomers({ pull, shares: sigma, tertiary, recentGraduates: graduates[0]! })
  const run = (pull: readonly number[]) =>
    projectOccupationSupply({
      stock,
      projection,
      mortality,
      hazards: insuredShare.map((share) => {
        const rates = bySex((sex) => exitHazard(() => share, calibrated[sex], labourCodePath))
        return (sex: 'F' | 'M', age: number, year: number) => rates[sex](sex, age, year)
      }),
      entrantShares: graduates.map((share) => tilted(mix(pull), share)),
    })
  // Exits do not depend on where newcomers go, but for a trifle: one pass gives the exits that their pull is measured with.
  const even = entrantShares(
    employmentMatrix(accounts, baseYear),
    SECTIONS.map(() => leaving[0]! / (force[0]! * working)),
  )
  const first = run(even)
  const exitRates = sectorExits(occupations.map((_, o) => meanRate(first.exitRates, women, o, 0)))
  const pull = entrantShares(employmentMatrix(accounts, baseYear), exitRates)
  const supply = run(pull)
  const inflow = mix(pull)
  const factors = supply.oddsFactors.flatMap((f) => COHORT_SEXES.map((sex) => f[sex]))
  return {
    labourForce: spreadPath(force, choice.byHorizon, levels),
    occupations: {
      occupations,
      shares: sigma,
      shareSlopes: SECTIONS.flatMap((code) => staffing.slopes.get(code)!),
      shareSlopeSds: sigma.map(() => staffing.driftSd),
      occupationTilt: staffing.tilt,
      womenShares: SECTIONS.flatMap(() => women),
      exitRates: supply.exitRates,
      exitSd: value('exit_sd'),
      newcomers: {
        pullPerHead: pull.map((share, i) => share / section(SECTIONS[i]!)),
        tilt: graduates.map((share) => inflow.tilt(share)),
        sectorSd: value('entrant_share_sd'),
      },
      entrantSd: value('entrant_share_sd'),
      womenOfSupply: womenOfForce(projection),
      womenOfSupplySd: value('women_supply_sd'),
    },
    pull,
    exitRates,
    exits: supply.exits,
    entrants: supply.entrants,
    graduates,
    graduatesByOccupation: graduates.map((share) => {
      const more = share / graduates[0]!
      const tilts = inflow.tilt(share)
      return inflow.graduatesAmong.map((among, o) => (among * more) / tilts[o]!)
    }),
    overQualification: overQualified(occupations, inflow),
    migration: migrationOf(population.flows, force, population.people, working),
    participation: choice,
    shift: projection.shift,
    hazardFactors: [observed.F, observed.M],
    oddsFactors: [Math.min(...factors), Math.max(...factors)],
  }
}

/** [O] shares of newcomers by occupation in a year in which so many of them are graduates. */
function tilted({ occupations, tilt }: Newcomers, graduates: number): number[] {
  const factors = tilt(graduates)
  return occupations.map((share, o) => share * factors[o]!)
}

/** Graduates among newcomers who turn to clerical, service, farm, craft, machine and elementary work (groups 4 to 9). */
function overQualified(codes: readonly string[], { occupations, graduatesAmong }: Newcomers): number {
  const graduates = occupations.map((share, o) => share * graduatesAmong[o]!)
  const below = graduates.filter((_, o) => Number(codes[o]!.at(-1)) >= 4)
  return below.reduce((a, b) => a + b, 0) / graduates.reduce((a, b) => a + b, 0)
}

/** The assumption of an occupation, or the one of all. */
export function occupationAssumption(all: readonly Assumption[], kind: string, occupation?: string): Assumption {
  const own = all.filter((a) => a.kind === kind && (occupation === undefined || isOccupation(a, occupation)))
  return assumption(own, kind, { area: 'VN' })
}

const isOccupation = (a: Assumption, code: string): boolean =>
  a.occupation === code || a.occupation === code.slice(code.indexOf(':') + 1)

const hazardsOf = (factor: number): typeof PRIOR_HAZARDS => ({
  insured: (past) => Math.min(0.95, factor * PRIOR_HAZARDS.insured(past)),
  informal: (age) => Math.min(0.95, factor * PRIOR_HAZARDS.informal(age)),
  source: PRIOR_HAZARDS.source,
})

/** Women's shares by occupation, moved by one constant on the log-odds until women add up to the published employment. */
function womenShares(shares: readonly number[], jobs: readonly number[], women: number): number[] {
  const moved = (by: number): number[] => shares.map((s) => 1 / (1 + ((1 - s) / s) * Math.exp(-by)))
  let [low, high] = [-5, 5]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (moved(middle).reduce((sum, s, o) => sum + s * jobs[o]!, 0) < women) low = middle
    else high = middle
  }
  return moved((low + high) / 2)
}

function meanRate(
  rates: readonly (readonly (readonly number[])[])[],
  women: readonly number[],
  o: number,
  t: number,
): number {
  return rates[0]![o]![t]! * women[o]! + rates[1]![o]![t]! * (1 - women[o]!)
}

/** Labour force with quantiles: the error participation has shown at each horizon, prolonged with the square root of time. */
function spreadPath(force: readonly number[], byHorizon: readonly number[], levels: readonly number[]): QuantilePath {
  const sd = (h: number): number => {
    const known = byHorizon.slice(0, h)
    const last = Math.max(...known)
    return h <= byHorizon.length ? last : last * Math.sqrt(h / byHorizon.length)
  }
  return {
    base: force[0]!,
    levels,
    values: levels.map((level) =>
      force.slice(1).map((people, k) => people * Math.exp(sd(k + 1) * normalQuantile(level))),
    ),
  }
}

function migrationOf(
  flows: readonly { readonly netMigration: BySex<number> }[],
  force: readonly number[],
  people: readonly BySex<Float64Array>[],
  working: number,
): number[] {
  return flows.map(({ netMigration }, t) => {
    const all = COHORT_SEXES.reduce((sum, sex) => sum + people[t]![sex].reduce((a, b) => a + b, 0), 0)
    return ((netMigration.F + netMigration.M) * force[t]! * working) / all
  })
}
