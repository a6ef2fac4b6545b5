import { AppError } from '../../../domain/errors.ts'
import { calibrateExits } from '../../openings/calibrate-exits.ts'
import { ipfNWay } from '../../staffing/ipf-n-way.ts'
import { type AgeRate, type BySex, bySex, COHORT_SEXES, type CohortSex } from './ages.ts'
import { type LabourForceProjection, permanentExits } from './labour-force.ts'
import { exitHazard, type RetirementHazards, type RetirementPath } from './retirement.ts'

export interface OccupationStockInput {
  /** [O] employed of the base year by sex, persons. */
  readonly people: BySex<readonly number[]>
  /** [O][B] shares of each occupation's people in age bands. */
  readonly ageShares: readonly (readonly number[])[]
  /** [B] first ages of the bands, the last open. */
  readonly bandsFrom: readonly number[]
}

/**
 * People of each occupation by sex and single age: a three-way table balanced to the labour force by sex and age and to
 * the occupations by sex, its seed the published ages of each occupation spread within a band as the labour force is.
 *
 *     X[o,s,a] ~ share[o,band(a)] / LF[band] * LF[s,a]          sum_o X = LF[s,a] E/LF,   sum_a X = E[o,s]
 *
 * @returns [O] persons by sex and single age from the first age of the labour force
 */
export function occupationStock(
  { people, ageShares, bandsFrom }: OccupationStockInput,
  force: BySex<Float64Array>,
  firstAge: number,
): BySex<Float64Array>[] {
  const ages = force.F.length
  const width = ageShares.length
  const band = Array.from({ length: ages }, (_, k) => {
    let b = 0
    while (b < bandsFrom.length - 1 && firstAge + k >= bandsFrom[b + 1]!) b++
    return b
  })
  const inBand = bandsFrom.map((_, b) =>
    COHORT_SEXES.reduce((sum, sex) => sum + force[sex].reduce((s, n, k) => (band[k] === b ? s + n : s), 0), 0),
  )
  const employed = bySex((sex) => people[sex].reduce((a, b) => a + b, 0))
  const active = bySex((sex) => force[sex].reduce((a, b) => a + b, 0))
  const seed = ageShares.flatMap((shares, o) =>
    COHORT_SEXES.flatMap((sex) =>
      Array.from(force[sex], (n, k) => (people[sex][o]! > 0 ? (shares[band[k]!]! / inBand[band[k]!]!) * n : 0)),
    ),
  )
  const { cells } = ipfNWay([width, 2, ages], seed, [
    { axes: [0, 1], values: ageShares.flatMap((_, o) => COHORT_SEXES.map((sex) => people[sex][o]!)) },
    {
      axes: [1, 2],
      values: COHORT_SEXES.flatMap((sex) => Array.from(force[sex], (n) => (n * employed[sex]) / active[sex])),
    },
  ])
  return ageShares.map((_, o) => {
    const of = (s: number): Float64Array => Float64Array.from(cells.slice((o * 2 + s) * ages, (o * 2 + s + 1) * ages))
    return { F: of(0), M: of(1) }
  })
}

export interface OccupationSupplyInput {
  /** [O] base-year stock by sex and single age, from `occupationStock`. */
  readonly stock: readonly BySex<Float64Array>[]
  readonly projection: LabourForceProjection
  readonly mortality: AgeRate
  /** [O] yearly share of an occupation's people who leave work for good, by sex, age and year, before calibration. */
  readonly hazards: readonly AgeRate[]
  /** [T][O] share of newcomers of a year who turn to an occupation; each year's sum to 1. */
  readonly entrantShares: readonly (readonly number[])[]
}

export interface OccupationSupply {
  /** [2][O][T] share of each occupation's people who die or leave for good in the year; women first. */
  readonly exitRates: number[][][]
  /** [2][O][T+1] people, persons. */
  readonly people: number[][][]
  /** [T] persons who come in the year, both sexes. */
  readonly entrants: number[]
  /** [T] persons who leave for good in the year, both sexes: the demographic total. */
  readonly exits: number[]
  /** [T] by sex: what the odds of the hazards were multiplied by; far from 1, hazards and cohorts disagree. */
  readonly oddsFactors: readonly BySex<number>[]
}

/**
 * People of each occupation by sex and single age through the years, within the labour force of the cohort model.
 *
 *     leave   S[o,a] (1 - (1 - q)(1 - k h_o))            k with sum_o,a leave = permanent exits of the sex
 *     come    LF[a+1,t+1] - sum_o stay[o,a]              shared by occupation as the entrants of the year are
 *
 * At every age and of each sex the occupations add up to the labour force that works. Where a cohort shrinks by more than
 * leave, the rest goes in proportion to those who stay.
 */
export function projectOccupationSupply(input: OccupationSupplyInput): OccupationSupply {
  const { stock, projection, mortality, hazards, entrantShares } = input
  const { force, firstAge, baseYear } = projection
  const years = force.length - 1
  if (entrantShares.length < years)
    throw new AppError('INVALID_INPUT', `Entrant shares cover ${entrantShares.length} of ${years} years.`)
  const working = bySex((sex) => total(stock.map((cell) => cell[sex])) / total([force[0]![sex]]))
  const targets = permanentExits(projection, mortality).map((exits) => bySex((sex) => exits[sex] * working[sex]))
  const now = stock.map((cell) => bySex((sex) => cell[sex].slice()))
  const exitRates = COHORT_SEXES.map(() => stock.map((): number[] => []))
  const people = COHORT_SEXES.map((sex) => stock.map((cell) => [total([cell[sex]])]))
  const entrants = new Array<number>(years).fill(0)
  const exits = new Array<number>(years).fill(0)
  const oddsFactors: BySex<number>[] = []
  for (let t = 0; t < years; t++) {
    const factor = { F: 1, M: 1 }
    for (const [s, sex] of COHORT_SEXES.entries()) {
      const step = oneYear(now, sex, { hazards, mortality, firstAge, year: baseYear + t }, targets[t]![sex])
      factor[sex] = step.oddsFactor
      const target = force[t + 1]![sex].map((n) => n * working[sex])
      const came = welcome(step.staying, target, entrantShares[t]!)
      for (const [o, cell] of now.entries()) {
        const before = total([cell[sex]])
        exitRates[s]![o]!.push(before > 0 ? step.left[o]! / before : 0)
        cell[sex].set(came.stock[o]!)
        people[s]![o]!.push(total([cell[sex]]))
        exits[t]! += step.left[o]!
      }
      entrants[t]! += came.entrants
    }
    oddsFactors.push(factor)
  }
  return { exitRates, people, entrants, exits, oddsFactors }
}

export interface ObservedExits {
  /** [O] base-year stock by sex and single age. */
  readonly stock: readonly BySex<Float64Array>[]
  /** [O] share of workers in social insurance. */
  readonly insuredShare: readonly number[]
  readonly hazards: RetirementHazards
  readonly path: RetirementPath
  readonly mortality: AgeRate
  /** Labour force of the base year and the next, without any change of the statutory age. */
  readonly projection: LabourForceProjection
}

/**
 * What the odds of the hazards must be multiplied by, for each sex, so that the exits of the base year are those by which its
 * cohorts shrink. Judgement says how exits differ by age and insurance; how many there are is observed, and a hazard that would
 * have twice as many people leave as do also has twice as many stay when the statutory age rises.
 *
 *     sum_o,a S[o,a] (1 - (1 - q)(1 - u_o h_k,insured - (1 - u_o) h_k,informal)) = permanent exits        h_k: odds of h times k
 *
 * Hazards whose odds are all judged twice as high give half the factor, and the same exits at every age.
 */
export function observedOddsFactors(input: ObservedExits): BySex<number> {
  const { stock, insuredShare, hazards, path, mortality, projection } = input
  const { force, firstAge, baseYear } = projection
  const exits = permanentExits(projection, mortality)[0]!
  return bySex((sex) => {
    const ages = Array.from(force[0]![sex], (_, k) => firstAge + k)
    const wanted = (exits[sex] * total(stock.map((cell) => cell[sex]))) / total([force[0]![sex]])
    const q = ages.map((age) => mortality(sex, age, baseYear))
    const [insured, informal] = [1, 0].map((share) =>
      ages.map((age) => exitHazard(() => share, hazards, path)(sex, age, baseYear)),
    )
    const leaving = (factor: number): number => {
      let sum = 0
      for (let k = 0; k < ages.length; k++) {
        const [u, v] = [withOdds(insured![k]!, factor), withOdds(informal![k]!, factor)]
        for (const [o, cell] of stock.entries())
          sum += cell[sex][k]! * (1 - (1 - q[k]!) * (1 - insuredShare[o]! * u - (1 - insuredShare[o]!) * v))
      }
      return sum
    }
    let [low, high] = [-8, 8]
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2
      if (leaving(Math.exp(middle)) < wanted) low = middle
      else high = middle
    }
    return Math.exp((low + high) / 2)
  })
}

/** The hazards with the odds of each multiplied by a factor: k x / (1 - x + k x). */
export const hazardsWithOdds = (hazards: RetirementHazards, factor: number): RetirementHazards => ({
  insured: (past) => withOdds(hazards.insured(past), factor),
  informal: (age) => withOdds(hazards.informal(age), factor),
  source: hazards.source,
})

const withOdds = (rate: number, factor: number): number => (factor * rate) / (1 - rate + factor * rate)

interface Leaving {
  readonly hazards: readonly AgeRate[]
  readonly mortality: AgeRate
  readonly firstAge: number
  readonly year: number
}

/** Those of a sex who stay through a year, one year older, and those who left, by occupation. */
function oneYear(
  now: readonly BySex<Float64Array>[],
  sex: CohortSex,
  { hazards, mortality, firstAge, year }: Leaving,
  wanted: number,
) {
  const ages = now[0]![sex].length
  const people: number[] = []
  const rates: number[] = []
  for (const [o, cell] of now.entries())
    for (let k = 0; k < ages; k++) {
      const q = mortality(sex, firstAge + k, year)
      people.push(cell[sex][k]!)
      rates.push(Math.min(0.999, 1 - (1 - q) * (1 - hazards[o]!(sex, firstAge + k, year))))
    }
  const { rates: calibrated, oddsFactor } = calibrateExits(people, rates, wanted)
  const left = now.map(() => 0)
  const staying = now.map(() => new Float64Array(ages))
  now.forEach((_, o) => {
    for (let k = 0; k < ages; k++) {
      const cell = o * ages + k
      const leaving = people[cell]! * calibrated[cell]!
      left[o]! += leaving
      staying[o]![Math.min(k + 1, ages - 1)]! += people[cell]! - leaving
    }
  })
  return { staying, left, oddsFactor }
}

/** Fills each age up to the labour force of that age, or cuts it down. */
function welcome(staying: readonly Float64Array[], target: Float64Array, shares: readonly number[]) {
  let entrants = 0
  const stock = staying.map((cell) => cell.slice())
  for (let k = 0; k < target.length; k++) {
    const there = staying.reduce((sum, cell) => sum + cell[k]!, 0)
    const missing = target[k]! - there
    entrants += missing
    for (const [o, cell] of stock.entries())
      cell[k] = missing >= 0 ? cell[k]! + shares[o]! * missing : (cell[k]! * target[k]!) / there
  }
  return { stock, entrants }
}

function total(rows: readonly Float64Array[]): number {
  let sum = 0
  for (const row of rows) for (let k = 0; k < row.length; k++) sum += row[k]!
  return sum
}
