import { AppError } from '../../../domain/errors.ts'
import type { AgeRate, BySex, CohortSex } from './ages.ts'
import { bySex, COHORT_SEXES } from './ages.ts'
import { checkShare } from './population.ts'

/** What a cell of the stock holds: people whose highest completed qualification is this one. */
export interface Qualification {
  /** `0` is no field: general schooling only. */
  readonly field: string
  /** Rank of the level: higher needs more schooling. */
  readonly level: number
}

/** Arrivals from outside the stock. Each stays a line of its own in the ledger, so that none hides in a net figure. */
export const ARRIVALS = [
  'graduates',
  'dropOuts',
  'inMigration',
  'inboundStudents',
  'contractLabourReturn',
  'militaryReturn',
] as const
/** Departures out of the stock, other than death, drawn from those active. */
export const DEPARTURES = ['outMigration', 'contractLabour', 'militaryService', 'backToStudy'] as const
export type Arrival = (typeof ARRIVALS)[number]
export type Departure = (typeof DEPARTURES)[number]

/** Entrants of one kind into one cell in one year. */
export interface ArrivalFlow {
  readonly kind: Arrival
  /** Position of the qualification. A drop-out's is the highest they completed before. */
  readonly cell: number
  readonly sex: CohortSex
  readonly year: number
  /** Age they have when the next year begins. */
  readonly age: number
  readonly persons: number
}

/** A yearly rate at which active people of a cell leave for one reason, or rise to another cell. */
export interface Upgrade {
  readonly from: number
  readonly to: number
  readonly rate: AgeRate
}

export interface StockFlowInput {
  readonly qualifications: readonly Qualification[]
  readonly baseYear: number
  readonly years: number
  /** First age of the arrays, e.g. 15. The last one is open. */
  readonly firstAge: number
  /** [cell] people in the labour force by sex and single age at the start of the base year. */
  readonly active: readonly BySex<ArrayLike<number>>[]
  /** [cell] people with the qualification who are outside it: they may come back. Default none. */
  readonly inactive?: readonly BySex<ArrayLike<number>>[]
  readonly mortality: AgeRate
  /** Share of the active of a cell who leave the labour force in the year, retirement included. */
  readonly exit: (cell: number, sex: CohortSex, age: number, year: number) => number
  /** Share of the inactive who come back in the year. Default none. */
  readonly reEntry?: AgeRate
  readonly departures?: readonly { readonly kind: Departure; readonly rate: AgeRate }[]
  readonly upgrades?: readonly Upgrade[]
  readonly arrivals?: readonly ArrivalFlow[]
}

/** One cell and sex over one year, persons. */
export interface CellLedger {
  readonly start: number
  deaths: number
  exits: number
  reEntries: number
  upgradesIn: number
  upgradesOut: number
  readonly arrivals: Record<Arrival, number>
  readonly departures: Record<Departure, number>
  end: number
}

export interface StockFlow {
  readonly firstAge: number
  /** [T+1][cell] active people by sex and age. */
  readonly active: readonly (readonly BySex<Float64Array>[])[]
  readonly inactive: readonly (readonly BySex<Float64Array>[])[]
  /** [T][cell] ledgers of the active; end = start - out + in holds in each. */
  readonly ledger: readonly (readonly BySex<CellLedger>[])[]
}

/**
 * Labour supply by qualification (field and level), sex and single age, one year after the other.
 *
 *     S[f,e,a+1,s,t+1] = S[f,e,a,s,t] (1 - q) (1 - exit) (1 - departures) + upgrades in - out + re-entry + arrivals
 *
 * In a year people first may die, then leave the labour force, then the country or the region, and those left may rise to
 * another qualification; all who remain grow a year older, and arrivals join at the age they have then. Who leaves the labour
 * force joins the inactive of the same qualification, who age and die too and may come back. So people are conserved.
 *
 * @throws AppError INVALID_INPUT for a rate outside [0, 1], shapes that differ, or an arrival that has no place
 */
export function projectStockFlow(input: StockFlowInput): StockFlow {
  checkInput(input)
  const copy = (cells: readonly BySex<ArrayLike<number>>[]) =>
    cells.map((c) => bySex((sex) => Float64Array.from(c[sex])))
  const active = [copy(input.active)]
  const inactive = [copy(input.inactive ?? input.active.map((c) => bySex((sex) => new Float64Array(c[sex].length))))]
  const ledger: BySex<CellLedger>[][] = []
  for (let t = 0; t < input.years; t++) {
    const step = oneYear(input, active[t]!, inactive[t]!, input.baseYear + t)
    active.push(step.active)
    inactive.push(step.inactive)
    ledger.push(step.ledger)
  }
  return { firstAge: input.firstAge, active, inactive, ledger }
}

type Cells = BySex<Float64Array>[]

function oneYear(input: StockFlowInput, active: Cells, inactive: Cells, year: number) {
  const { departures = [], upgrades = [], reEntry = () => 0, firstAge, mortality } = input
  const next = active.map((cell) => bySex((sex) => new Float64Array(cell[sex].length)))
  const outside = active.map((cell) => bySex((sex) => new Float64Array(cell[sex].length)))
  const ledger = active.map((cell) => bySex((sex) => newLedger(cell[sex])))
  active.forEach((cell, c) => {
    const rises = upgrades.filter((upgrade) => upgrade.from === c)
    for (const sex of COHORT_SEXES) {
      const book = ledger[c]![sex]
      const last = cell[sex].length - 1
      for (let k = 0; k <= last; k++) {
        const age = firstAge + k
        const to = Math.min(k + 1, last)
        const q = checkShare(mortality(sex, age, year), 'Mortality', sex, age, year)
        let here = cell[sex][k]!
        const dying = here * q
        here -= dying
        book.deaths += dying
        const leaving = here * checkShare(input.exit(c, sex, age, year), 'The exit rate', sex, age, year)
        here -= leaving
        book.exits += leaving
        for (const { kind, rate } of departures) {
          const going = here * checkShare(rate(sex, age, year), kind, sex, age, year)
          here -= going
          book.departures[kind] += going
        }
        for (const { to: target, rate } of rises) {
          const rising = here * checkShare(rate(sex, age, year), 'The upgrading rate', sex, age, year)
          here -= rising
          book.upgradesOut += rising
          ledger[target]![sex].upgradesIn += rising
          add(next[target]![sex], to, rising)
        }
        const resting = inactive[c]![sex][k]! * (1 - q)
        const back = resting * checkShare(reEntry(sex, age, year), 'The re-entry rate', sex, age, year)
        book.reEntries += back
        add(next[c]![sex], to, here + back)
        add(outside[c]![sex], to, resting - back + leaving)
      }
    }
  })
  for (const { kind, cell, sex, year: when, age, persons } of input.arrivals ?? []) {
    if (when !== year) continue
    add(next[cell]![sex], age - firstAge, persons)
    ledger[cell]![sex].arrivals[kind] += persons
  }
  ledger.forEach((book, c) => {
    for (const sex of COHORT_SEXES) book[sex].end = sum(next[c]![sex])
  })
  return { active: next, inactive: outside, ledger }
}

function add(people: Float64Array, at: number, persons: number): void {
  people[at] = people[at]! + persons
}

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let k = 0; k < values.length; k++) total += values[k]!
  return total
}

function newLedger(people: Float64Array): CellLedger {
  return {
    start: sum(people),
    deaths: 0,
    exits: 0,
    reEntries: 0,
    upgradesIn: 0,
    upgradesOut: 0,
    arrivals: {
      graduates: 0,
      dropOuts: 0,
      inMigration: 0,
      inboundStudents: 0,
      contractLabourReturn: 0,
      militaryReturn: 0,
    },
    departures: { outMigration: 0, contractLabour: 0, militaryService: 0, backToStudy: 0 },
    end: 0,
  }
}

function checkInput({
  active,
  inactive,
  qualifications,
  arrivals = [],
  upgrades = [],
  firstAge,
}: StockFlowInput): void {
  const cells = qualifications.length
  const ages = active[0]?.F.length ?? 0
  const shaped = (stock: readonly BySex<ArrayLike<number>>[]) =>
    stock.length === cells && stock.every((cell) => cell.F.length === ages && cell.M.length === ages)
  if (cells === 0 || ages < 2 || !shaped(active) || (inactive && !shaped(inactive)))
    throw new AppError(
      'INVALID_INPUT',
      `Stocks must have one cell for each of the ${cells} qualifications, both sexes with the same ${ages} ages; the active have ${active.length} cells, the inactive ${inactive?.length ?? 0}.`,
    )
  const strayed = arrivals.find(
    ({ cell, age, persons }) =>
      !(cell in qualifications) || !(age >= firstAge && age < firstAge + ages && persons >= 0),
  )
  if (strayed)
    throw new AppError(
      'INVALID_INPUT',
      `${strayed.persons} ${strayed.kind} of age ${strayed.age} have no place in cell ${strayed.cell}: ${cells} cells, ages ${firstAge} to ${firstAge + ages - 1}, persons >= 0.`,
    )
  const lost = upgrades.find(({ from, to }) => from === to || !(from in qualifications) || !(to in qualifications))
  if (lost) throw new AppError('INVALID_INPUT', `An upgrade from cell ${lost.from} to cell ${lost.to} leads nowhere.`)
}
