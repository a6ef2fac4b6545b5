import { type BySex, bySex, COHORT_SEXES, type CohortSex, headcount } from '../../src/market/supply/cohort/ages.ts'
import { type ArrivalFlow, projectStockFlow, type StockFlow } from '../../src/market/supply/cohort/stock-flow.ts'
import { FIRST_STAFFING_YEAR, FIRST_WORKING_AGE, OCCUPATIONS, OLDEST, type Statistics } from './tables.ts'

/** Yearly chance of dying, a Gompertz curve near the United States life tables of the 2010s; a prior. */
const mortality = (sex: CohortSex, age: number): number =>
  Math.min(1, (sex === 'F' ? 0.000_025 : 0.000_045) * 1.092 ** age + 0.000_3)

/** Fields whose graduates mostly work in one occupation, and the part of its entrants who hold such a degree; a prior. */
const LINKED: readonly (readonly [field: string, occupation: string, part: number])[] = [
  ['mathematics and computing', '15', 0.5],
  ['engineering', '17', 0.6],
  ['natural sciences', '19', 0.5],
]
/** Years between the bachelor's degree counted and the work it leads to. */
const LAG = 1
/** Years whose participation curve is held. */
const CURVE_YEARS = 3

export interface SupplyInput {
  readonly flow: StockFlow
  /** Yearly difference of the labour force from what cohorts alone would have been, persons. */
  readonly migration: readonly number[]
}

/**
 * Labour supply by occupation and sex from cohorts: people move along their participation curve, those who come are shared out
 * over the occupations as of late, and the growth of degrees tilts the share of the occupations they lead to.
 *
 * Age profiles are those of the whole labour force of the sex, since the tables have none by occupation: an assumption.
 */
export function supplyOf(statistics: Statistics, horizon: number): SupplyInput {
  const { baseYear, population, labourForce, occupations } = statistics
  const curve = bySex((sex) => participation(population, labourForce, sex))
  const exit = (sex: CohortSex, age: number): number =>
    age >= OLDEST ? 1 : Math.max(0, 1 - at(curve[sex], age + 1) / Math.max(1e-6, at(curve[sex], age)))
  const migration = labourForce.slice(1).map((now, k) => headcount(now) - grown(labourForce[k]!, population[k]!))
  const foreign = migration.slice(-5).reduce((a, b) => a + b, 0) / Math.min(5, migration.length)

  const last = occupations.at(-1)!
  const codes = Object.keys(OCCUPATIONS)
  const now = labourForce.at(-1)!
  const active = codes.map(
    (_, o): BySex<Float64Array> =>
      bySex((sex) => {
        const share = last[sex][o]! / last[sex].reduce((a, b) => a + b, 0)
        return now[sex].map((people) => people * share)
      }),
  )
  const shares = bySex((sex) => entrantShares(statistics, sex, exit))
  const arrivals: ArrivalFlow[] = []
  for (let t = 1; t <= horizon; t++)
    for (const sex of COHORT_SEXES)
      for (let age = FIRST_WORKING_AGE; age < 40; age++) {
        const here =
          (population.at(-1)![sex][age - t] ?? 0) * Math.max(0, at(curve[sex], age) - at(curve[sex], age - 1))
        const abroad = age >= 22 && age < 37 ? foreign / 2 / 15 : 0
        codes.forEach((_, o) => {
          const persons = Math.max(0, here + abroad) * shares[sex][o]!
          if (persons > 0) arrivals.push({ kind: 'graduates', cell: o, sex, year: baseYear + t - 1, age, persons })
        })
      }
  const flow = projectStockFlow({
    qualifications: codes.map((field) => ({ field, level: 0 })),
    baseYear,
    years: horizon,
    firstAge: FIRST_WORKING_AGE,
    active,
    mortality,
    exit: (_, sex, age) => exit(sex, age),
    arrivals,
  })
  return { flow, migration }

  /** Labour force a year on if nobody came from abroad. */
  function grown(before: BySex<Float64Array>, people: BySex<Float64Array>): number {
    let sum = 0
    for (const sex of COHORT_SEXES) {
      for (let age = FIRST_WORKING_AGE; age <= OLDEST; age++)
        sum += before[sex][age - FIRST_WORKING_AGE]! * (1 - mortality(sex, age)) * (1 - exit(sex, age))
      for (let age = FIRST_WORKING_AGE; age < 40; age++)
        sum += (people[sex][age - 1] ?? 0) * Math.max(0, at(curve[sex], age) - at(curve[sex], age - 1))
    }
    return sum
  }
}

const at = (curve: Float64Array, age: number): number =>
  age < FIRST_WORKING_AGE ? 0 : (curve[age - FIRST_WORKING_AGE] ?? 0)

function participation(
  population: Statistics['population'],
  labourForce: Statistics['labourForce'],
  sex: CohortSex,
): Float64Array {
  const recent = Array.from({ length: CURVE_YEARS }, (_, k) => k + 1)
  return Float64Array.from({ length: OLDEST - FIRST_WORKING_AGE + 1 }, (_, k) => {
    const inForce = recent.reduce((sum, back) => sum + labourForce.at(-back)![sex][k]!, 0)
    const all = recent.reduce((sum, back) => sum + population.at(-back)![sex][k + FIRST_WORKING_AGE]!, 0)
    return all > 0 ? Math.min(1, inForce / all) : 0
  })
}

/** Share of each occupation in all who came in since 2010 (change of its people plus those who left), tilted by degrees. */
function entrantShares(
  { occupations, labourForce, firstYear, degrees }: Statistics,
  sex: CohortSex,
  exit: (sex: CohortSex, age: number) => number,
): number[] {
  const codes = Object.keys(OCCUPATIONS)
  const leaving = labourForce.slice(FIRST_STAFFING_YEAR - firstYear).map((ages) => {
    let gone = 0
    ages[sex].forEach((people, k) => {
      const age = k + FIRST_WORKING_AGE
      gone += people * (1 - (1 - mortality(sex, age)) * (1 - exit(sex, age)))
    })
    return gone / ages[sex].reduce((a, b) => a + b, 0)
  })
  const came = codes.map((_, o) => {
    const first = occupations[0]![sex][o]!
    const end = occupations.at(-1)![sex][o]!
    const left = occupations.slice(0, -1).reduce((sum, year, k) => sum + year[sex][o]! * leaving[k]!, 0)
    return Math.max(0, end - first + left)
  })
  for (const [field, code, part] of LINKED) {
    const known = degrees(field, sex)
    const before = known.slice(FIRST_STAFFING_YEAR - 2000 - LAG)
    const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length
    const o = codes.indexOf(code)
    came[o] = came[o]! * (1 + part * (mean(known.slice(-2)) / mean(before) - 1))
  }
  const all = came.reduce((a, b) => a + b, 0)
  return came.map((people) => people / all)
}
