import { createRandom, type Random } from '../../src/domain/random.ts'
import { type BySex, bySex, COHORT_SEXES, headcount } from '../../src/market/supply/cohort/ages.ts'
import { programmeFlows } from '../../src/market/supply/cohort/programmes.ts'
import { exitHazard, PRIOR_HAZARDS } from '../../src/market/supply/cohort/retirement.ts'
import { type ArrivalFlow, projectStockFlow, type StockFlow } from '../../src/market/supply/cohort/stock-flow.ts'

/**
 * A city whose labour market is known because this file makes it: sectors grow by random walks with a common shock path and
 * one bad year, staffing drifts, people age, retire, graduate and move in. Shortages are planted in two professions: demand
 * for them drifts up and their programmes train fewer than half of those needed. One profession trains far too many.
 */
export const SECTORS = ['farming', 'factories', 'construction', 'trade', 'software', 'services'] as const
export const OCCUPATIONS = [
  'nurses',
  'developers',
  'engineers',
  'teachers',
  'clerks',
  'sellers',
  'drivers',
  'labourers',
] as const
/** The first four occupations each have a field that trains for them; the others are open to everybody. */
export const PROFESSIONS = 4
export const BASE_YEAR = 2024
export const PAST = 26
export const FUTURE = 8
export const FIRST_AGE = 15
export const AGES = 60
/** Years of study and how entrants come out. */
export const PATTERN = { completion: [0, 0, 0, 0.62, 0.15, 0.05], dropOut: [0.08, 0.05, 0.03, 0.02, 0, 0] }
export const ENTRY = { furtherStudy: 0.05, participation: 0.93, stay: 0.85 }
const BAD_YEAR = BASE_YEAR - 4

/** Share of each occupation in a sector, base year. */
const STAFFING = [
  [0, 0, 0.01, 0, 0.04, 0.05, 0.05, 0.85],
  [0.002, 0.01, 0.1, 0, 0.12, 0.04, 0.05, 0.678],
  [0, 0.005, 0.14, 0, 0.08, 0.02, 0.1, 0.655],
  [0, 0.02, 0.02, 0, 0.18, 0.55, 0.11, 0.12],
  [0, 0.6, 0.08, 0, 0.2, 0.1, 0, 0.02],
  [0.14, 0.02, 0.03, 0.25, 0.3, 0.1, 0.06, 0.1],
]
const SIZE = [90_000, 220_000, 90_000, 230_000, 50_000, 320_000]
const GROWTH = [-0.02, 0.015, 0.01, 0.015, 0.05, 0.012]
const WOMEN = [0.85, 0.3, 0.2, 0.7, 0.6, 0.6, 0.08, 0.4]
const INSURED = [0.9, 0.8, 0.85, 0.95, 0.6, 0.25, 0.2, 0.2]

export interface City {
  readonly seed: number
  readonly planted: ReadonlySet<string>
  readonly surplus: string
  /** [PAST+FUTURE+1][sector] employment demand; the base year is at PAST. */
  readonly sectors: readonly (readonly number[])[]
  /** [PAST+FUTURE+1][sector][occupation] */
  readonly shares: readonly (readonly (readonly number[])[])[]
  /** [FUTURE+1][occupation] persons; the gap is demand less supply. */
  readonly demand: readonly (readonly number[])[]
  readonly supply: readonly (readonly number[])[]
  /** [occupation] people attached in the base year by sex and age. */
  readonly stock: readonly BySex<Float64Array>[]
  /** [profession] entrants to its programme by year, ten years back and to the horizon. */
  readonly intakes: readonly ReadonlyMap<number, number>[]
  /** [profession][O] where graduates of the field go. */
  readonly flexibility: readonly (readonly number[])[]
  /** [FUTURE] school leavers who enter work, and [O] where they go. */
  readonly leavers: readonly number[]
  readonly leaverShares: readonly number[]
  /** [PAST+FUTURE] net in-migration of workers, spread over occupations by size. */
  readonly migration: readonly number[]
  /** Ledgers behind the supply; a cell is an occupation. */
  readonly flow: StockFlow
}

export function simulateCity(seed: number): City {
  const random = createRandom(seed).fork('city')
  const order = [0, 1, 2, 3].sort((a, b) => random.fork(`plant ${a}`).uniform() - random.fork(`plant ${b}`).uniform())
  const planted = new Set(order.slice(0, 2).map((o) => OCCUPATIONS[o]!))
  const surplus = OCCUPATIONS[order[2]!]!
  const sectors = sectorPaths(random.fork('sectors'))
  const shares = sharePaths(random.fork('shares'), planted)
  const demand = Array.from({ length: FUTURE + 1 }, (_, t) =>
    OCCUPATIONS.map((_, o) =>
      SECTORS.reduce((sum, _, i) => sum + sectors[PAST + t]![i]! * shares[PAST + t]![i]![o]!, 0),
    ),
  )
  const stock = ageStock(random.fork('ages'), demand[0]!)
  const total = demand[0]!.reduce((a, b) => a + b, 0)
  const migration = migrationPath(random.fork('migration'), total)
  const wear = Math.exp(0.1 * random.normal())
  const exit = (o: number) =>
    exitHazard(() => INSURED[o]!, {
      insured: (past) => Math.min(1, wear * PRIOR_HAZARDS.insured(past)),
      informal: (age) => Math.min(1, wear * PRIOR_HAZARDS.informal(age)),
      source: 'known',
    })
  const exits = OCCUPATIONS.map((_, o) => exit(o))

  // Needs a year, if nothing is planted: who leaves, what growth takes, less who moves in.
  const age = (arrivals: readonly ArrivalFlow[]) =>
    projectStockFlow({
      qualifications: OCCUPATIONS.map((_, o) => ({ field: String(o), level: o < PROFESSIONS ? 6 : 2 })),
      baseYear: BASE_YEAR,
      years: FUTURE,
      firstAge: FIRST_AGE,
      active: stock,
      mortality: (_, a) => Math.min(1, 0.0004 * 1.09 ** (a - 15)),
      exit: (o, sex, a, year) => exits[o]!(sex, a, year),
      arrivals,
    })
  const leaving = age([]).ledger
  const need = OCCUPATIONS.map((_, o) => {
    const out =
      leaving.reduce((sum, y) => sum + COHORT_SEXES.reduce((s, x) => s + y[o]![x].deaths + y[o]![x].exits, 0), 0) /
      FUTURE
    const growth = SECTORS.reduce((sum, _, i) => sum + GROWTH[i]! * sectors[PAST]![i]! * shares[PAST]![i]![o]!, 0)
    const grow = 1.15 * (planted.has(OCCUPATIONS[o]!) ? growth + 0.02 * demand[0]![o]! : growth)
    return Math.max(0.002 * demand[0]![o]!, out + grow - (migration[PAST]! * demand[0]![o]!) / total)
  })
  const programmes = random.fork('programmes')
  const wanted = need.map((people, o) => {
    const name = OCCUPATIONS[o]!
    return people * (planted.has(name) ? 0.4 : name === surplus ? 1.7 : Math.exp(0.05 * programmes.normal()))
  })
  const flexibility = Array.from({ length: PROFESSIONS }, (_, f) => {
    const rest = [0, 0, 0, 0, 0.5, 0.35, 0.05, 0.1]
    const own = 0.7 + 0.15 * programmes.uniform()
    return OCCUPATIONS.map((_, o) => (o === f ? own : (1 - own) * rest[o]!))
  })
  const intakes = Array.from({ length: PROFESSIONS }, (_, f) => {
    const kept = ENTRY.participation * ENTRY.stay * (1 - ENTRY.furtherStudy) * 0.82
    const level = wanted[f]! / flexibility[f]![f]! / kept
    return new Map(
      Array.from({ length: 10 + FUTURE }, (_, k) => [BASE_YEAR - 10 + k, level * Math.exp(0.04 * programmes.normal())]),
    )
  })
  const leak = OCCUPATIONS.map((_, o) =>
    flexibility.reduce((sum, row, f) => (f === o ? sum : sum + (wanted[f]! / row[f]!) * row[o]!), 0),
  )
  const open = OCCUPATIONS.map((_, o) => (o < PROFESSIONS ? 0 : Math.max(0.1 * wanted[o]!, wanted[o]! - leak[o]!)))
  const all = open.reduce((a, b) => a + b, 0)
  const leaverShares = open.map((people) => people / all)
  const leavers = Array.from({ length: FUTURE }, () => all * Math.exp(0.03 * programmes.normal()))

  const flow = age(
    arrivalsOf({ intakes, flexibility, leavers, leaverShares, migration: migration.slice(PAST), base: demand[0]! }),
  )
  return {
    seed,
    planted,
    surplus,
    sectors,
    shares,
    demand,
    stock,
    intakes,
    flexibility,
    leavers,
    leaverShares,
    migration,
    supply: flow.active.map((cells) => cells.map(headcount)),
    flow,
  }
}

/** Entrants by occupation, sex, year and age: of programmes, from school and from elsewhere. */
export function arrivalsOf(from: {
  readonly intakes: readonly ReadonlyMap<number, number>[]
  readonly flexibility: readonly (readonly number[])[]
  readonly leavers: readonly number[]
  readonly leaverShares: readonly number[]
  readonly migration: readonly number[]
  readonly base: readonly number[]
}): ArrivalFlow[] {
  const total = from.base.reduce((a, b) => a + b, 0)
  const graduates = from.intakes.map((intake) => programmeFlows(intake, PATTERN, BASE_YEAR, FUTURE).graduates)
  const kept = ENTRY.participation * ENTRY.stay * (1 - ENTRY.furtherStudy)
  return Array.from({ length: FUTURE }, (_, t) => BASE_YEAR + t).flatMap((year, t) =>
    OCCUPATIONS.flatMap((_, o) =>
      COHORT_SEXES.flatMap((sex): ArrivalFlow[] => {
        const part = sex === 'F' ? WOMEN[o]! : 1 - WOMEN[o]!
        const trained = from.flexibility.reduce((sum, row, f) => sum + graduates[f]![t]! * kept * row[o]!, 0)
        const cell = { cell: o, sex, year }
        return [
          { ...cell, kind: 'graduates', age: 23, persons: part * trained },
          { ...cell, kind: 'dropOuts', age: 19, persons: part * from.leavers[t]! * from.leaverShares[o]! },
          { ...cell, kind: 'inMigration', age: 27, persons: (part * from.migration[t]! * from.base[o]!) / total },
        ]
      }),
    ),
  )
}

function sectorPaths(random: Random): number[][] {
  const growth = GROWTH.map((g) => g + 0.004 * random.normal())
  const steps = Array.from({ length: PAST + FUTURE }, (_, k) => {
    const year = BASE_YEAR - PAST + k + 1
    const common = random.normal()
    const dip = year === BAD_YEAR ? -0.05 : year === BAD_YEAR + 1 ? 0.05 : 0
    return growth.map((g) => g + dip + 0.015 * (0.6 * common + 0.8 * random.normal()))
  })
  const walk = [SIZE.map(() => 0)]
  for (const step of steps) walk.push(walk.at(-1)!.map((v, i) => v + step[i]!))
  return walk.map((row) => row.map((v, i) => SIZE[i]! * Math.exp(v - walk[PAST]![i]!)))
}

function sharePaths(random: Random, planted: ReadonlySet<string>): number[][][] {
  const slope = STAFFING.map((row) =>
    row.map((_, o) => 0.006 * random.normal() + (planted.has(OCCUPATIONS[o]!) ? 0.025 : 0)),
  )
  const steps = Array.from({ length: PAST + FUTURE }, (_, k) => {
    const fade = k < PAST ? 1 : 0.92 ** (k - PAST + 1)
    return slope.map((row) => row.map((b) => b * fade + 0.004 * random.normal()))
  })
  const walk = [STAFFING.map((row) => row.map(() => 0))]
  for (const step of steps) walk.push(walk.at(-1)!.map((row, i) => row.map((v, o) => v + step[i]![o]!)))
  return walk.map((table) =>
    table.map((row, i) => {
      const raw = row.map((v, o) => STAFFING[i]![o]! * Math.exp(v - walk[PAST]![i]![o]!))
      const sum = raw.reduce((a, b) => a + b, 0)
      return raw.map((v) => v / sum)
    }),
  )
}

/** People by age: many between 25 and 45, fewer after; each occupation a few years older or younger. */
function ageStock(random: Random, people: readonly number[]): BySex<Float64Array>[] {
  return people.map((count, o) => {
    const middle = 36 + 3 * random.normal()
    const shape = Float64Array.from({ length: AGES }, (_, k) =>
      k < 4 ? 0 : Math.exp(-0.5 * ((FIRST_AGE + k - middle) / 11) ** 2),
    )
    const sum = shape.reduce((a, b) => a + b, 0)
    return bySex((sex) => shape.map((v) => (count * (sex === 'F' ? WOMEN[o]! : 1 - WOMEN[o]!) * v) / sum))
  })
}

function migrationPath(random: Random, total: number): number[] {
  let error = 0
  return Array.from({ length: PAST + FUTURE }, () => {
    error = 0.6 * error + 0.0015 * random.normal()
    return total * Math.max(0, 0.005 + error)
  })
}

export const WOMEN_SHARES: readonly number[] = WOMEN
export const INSURED_SHARES: readonly number[] = INSURED
