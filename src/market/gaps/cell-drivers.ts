import { drawIndex } from './draw-index.ts'
import type { MarketDraws } from './draws.ts'
import type { OccupationYear } from './occupation-kernel.ts'

/** What makes a gap, in the order it is told: four of demand, five of supply. Persons; positive widens a shortage. */
export const CELL_DRIVERS = [
  'economy',
  'sectorMix',
  'staffing',
  'areaLead',
  'exits',
  'graduates',
  'migration',
  'areaInflow',
  'otherEntrants',
] as const
export type CellDriver = (typeof CELL_DRIVERS)[number]

/** Means over the draws by cell, (sector * O + occupation) * 2 + sex, persons: [T][cells], year t at position t - 1. */
export interface CellFlows {
  readonly occupations: number
  /** Parts of the change of demand since the base year. */
  readonly economy: readonly Float64Array[]
  readonly sectorMix: readonly Float64Array[]
  readonly staffing: readonly Float64Array[]
  readonly areaLead: readonly Float64Array[]
  /** People who left in the year, who came in it, and who were cut where the labour supply had no room; all >= 0. */
  readonly left: readonly Float64Array[]
  readonly came: readonly Float64Array[]
  readonly cut: readonly Float64Array[]
  /** [T+1] labour supply of the market, mean over the draws, base year first. */
  readonly labourSupply: readonly number[]
}

/** How the newcomers of a year are told apart. */
export interface NewcomerKinds {
  /** [T][O] share of an occupation's newcomers who come with tertiary education. */
  readonly graduates: readonly (readonly number[])[]
  /** [T] share of newcomers who come from elsewhere, negative where more go; the others are told apart by `graduates`. */
  readonly inflow: readonly number[]
  /** Under which name they are told. */
  readonly inflowDriver: 'migration' | 'areaInflow'
}

/** driver -> [T][cells] summed from the base year. */
export type CellDrivers = Readonly<Record<CellDriver, readonly Float64Array[]>>

/**
 * Collects what gaps are made of while a market is drawn, for every cell of sector, occupation and sex:
 *
 *     D[T] - D[0] = economy + sectorMix + staffing + areaLead
 *
 *     economy   = D[0] (N[T]/N[0] - 1)                          the cell grows as all employment of the country does
 *     staffing  = 0.5 (E[0] + E[T]) (sigma[T] - sigma[0])       its share of the sector E changes
 *     areaLead  = 0.5 (sigma[0] + sigma[T]) (E[T] - E[0] n[T]/n[0])    the area's sector outgrows the country's, n
 *     sectorMix = 0.5 (sigma[0] + sigma[T]) (E[0] n[T]/n[0] - E[0]) - economy    the sector outgrows the economy
 *
 * exactly and in every draw; what is kept are the means, which add up. Within a sector the staffing effects cancel.
 *
 * @param country draws an area shares; left out for the country itself, where nothing leads the country
 */
export function collectDrivers(shape: { sectors: number; occupations: number; draws: number }, country?: MarketDraws) {
  const { sectors, occupations, draws } = shape
  const width = occupations * 2
  const cells = sectors * width
  const flows = {
    occupations,
    economy: [] as Float64Array[],
    sectorMix: [] as Float64Array[],
    staffing: [] as Float64Array[],
    areaLead: [] as Float64Array[],
    left: [] as Float64Array[],
    came: [] as Float64Array[],
    cut: [] as Float64Array[],
    labourSupply: [] as number[],
  }
  let base = new Float64Array(0)
  let before = new Float64Array(0)
  const visit = (year: OccupationYear): void => {
    if (year.t === 1) {
      base = year.demandSum.map((sum, k) => sum - year.demand[k]!)
      before = base.slice()
      flows.labourSupply.push(base.reduce((a, b) => a + b, 0) / draws)
    }
    const growth = economyGrowth(year, base, draws, country)
    const row = () => new Float64Array(cells)
    const [economy, sectorMix, staffing, areaLead] = [row(), row(), row(), row()]
    const sector = sectorRatios(draws)
    for (let i = 0; i < sectors; i++) {
      sumRows(base, i * width, width, sector.from)
      sumRows(year.demand, i * width, width, sector.to)
      fillRatios(sector, country, i, year.t)
      const { shrink, grow, leadFrom, leadTo } = sector
      for (let cell = i * width; cell < (i + 1) * width; cell++) {
        let [ofEconomy, moved, ofLead, change] = [0, 0, 0, 0]
        for (let d = 0, at = cell * draws; d < draws; d++, at++) {
          const first = base[at]!
          const now = year.demand[at]!
          change += now - first
          ofEconomy += first * (growth[d]! - 1)
          moved += now * shrink[d]! - first * grow[d]!
          ofLead += first * leadFrom[d]! + now * leadTo[d]!
        }
        const ofStaffing = 0.5 * (change + moved)
        economy[cell] = ofEconomy / draws
        staffing[cell] = ofStaffing / draws
        areaLead[cell] = ofLead / draws
        sectorMix[cell] = (change - ofEconomy - ofStaffing - ofLead) / draws
      }
    }
    flows.economy.push(economy)
    flows.sectorMix.push(sectorMix)
    flows.staffing.push(staffing)
    flows.areaLead.push(areaLead)
    addSupply(flows, year, before, cells, draws)
    before.set(year.supply)
  }
  return { visit, flows: flows as CellFlows }
}

const sectorRatios = (draws: number) => {
  const row = () => new Float64Array(draws)
  return { from: row(), to: row(), shrink: row(), grow: row(), leadFrom: row(), leadTo: row() }
}

/**
 * What the effects of a sector's cells are linear in, draw by draw: E[0]/E[T] and E[T]/E[0], and half the area's lead over each.
 * A sector with nobody moves nothing.
 */
function fillRatios(
  { from, to, shrink, grow, leadFrom, leadTo }: ReturnType<typeof sectorRatios>,
  country: MarketDraws | undefined,
  i: number,
  t: number,
): void {
  for (let d = 0; d < from.length; d++) {
    const [first, now] = [from[d]!, to[d]!]
    const isThere = first > 0 && now > 0
    const lead = country && isThere ? now - first * ownGrowth(country, d, i, t) : 0
    shrink[d] = isThere ? first / now : 0
    grow[d] = isThere ? now / first : 0
    leadFrom[d] = isThere ? (0.5 * lead) / first : 0
    leadTo[d] = isThere ? (0.5 * lead) / now : 0
  }
}

/** [D] employment of the country in year t over that of the base year. */
function economyGrowth(
  { demand, t }: OccupationYear,
  base: Float64Array,
  draws: number,
  country?: MarketDraws,
): Float64Array {
  const [start, now] = [new Float64Array(draws), new Float64Array(draws)]
  if (country)
    for (let d = 0; d < draws; d++)
      for (let i = 0; i < country.codes.length; i++) {
        start[d] = start[d]! + country.demand[drawIndex(country, d, i, 0)]!
        now[d] = now[d]! + country.demand[drawIndex(country, d, i, t)]!
      }
  else {
    sumRows(base, 0, base.length / draws, start)
    sumRows(demand, 0, demand.length / draws, now)
  }
  return now.map((people, d) => people / start[d]!)
}

const ownGrowth = (country: MarketDraws, d: number, i: number, t: number): number =>
  country.demand[drawIndex(country, d, i, t)]! / country.demand[drawIndex(country, d, i, 0)]!

/** Writes the sums over `count` rows from `first` on, draw by draw. */
function sumRows(values: Float64Array, first: number, count: number, out: Float64Array): void {
  out.fill(0)
  for (let k = 0; k < count; k++) {
    const row = (first + k) * out.length
    for (let d = 0; d < out.length; d++) out[d] = out[d]! + values[row + d]!
  }
}

function addSupply(
  flows: { left: Float64Array[]; came: Float64Array[]; cut: Float64Array[]; labourSupply: number[] },
  { supply, left }: OccupationYear,
  before: Float64Array,
  cells: number,
  draws: number,
): void {
  const [gone, came, cut] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)]
  let people = 0
  for (let cell = 0; cell < cells; cell++) {
    let [leaving, coming, losing] = [0, 0, 0]
    for (let k = cell * draws; k < (cell + 1) * draws; k++) {
      const net = supply[k]! - before[k]! + left[k]!
      leaving += left[k]!
      if (net > 0) coming += net
      else losing -= net
      people += supply[k]!
    }
    gone[cell] = leaving / draws
    came[cell] = coming / draws
    cut[cell] = losing / draws
  }
  flows.left.push(gone)
  flows.came.push(came)
  flows.cut.push(cut)
  flows.labourSupply.push(people / draws)
}

/** [T] newcomers of a market a year, persons. */
export const newcomersOf = ({ came }: CellFlows): number[] => came.map((cells) => cells.reduce((a, b) => a + b, 0))

/**
 * [T] share of an area's newcomers beyond what the country's rate per head of the labour force would bring: who moves in, and
 * what its own ages differ by. Negative where it draws fewer.
 */
export function inflowOfArea(area: CellFlows, country: CellFlows): number[] {
  const [own, all] = [newcomersOf(area), newcomersOf(country)]
  return own.map((people, k) => {
    const expected = (all[k]! * area.labourSupply[k]!) / country.labourSupply[k]!
    return people > 0 ? (people - expected) / people : 0
  })
}

/**
 * Drivers of every cell, summed from the base year:
 *
 *     S[T] - S[0] = -(exits + graduates + migration + areaInflow + otherEntrants)
 *
 *     inflow        = -sum_t n[t] x[t]                      n newcomers, x the share of them from elsewhere
 *     graduates     = -sum_t n[t] (1 - x[t]) gamma[o,t]     the others with tertiary education
 *     otherEntrants = -sum_t (n[t] (1 - x[t]) (1 - gamma[o,t]) - cut[t])    the others, less those there was no room for
 *
 * Nobody is counted twice, and with the drivers of demand they add up to the mean gap of the cell.
 */
export function cellDrivers(flows: CellFlows, { graduates, inflow, inflowDriver }: NewcomerKinds): CellDrivers {
  const { occupations, left, came, cut } = flows
  const summed = (of: (t: number, cell: number) => number): Float64Array[] => {
    const sum = new Float64Array(came[0]!.length)
    return came.map((_, t) => {
      for (let cell = 0; cell < sum.length; cell++) sum[cell] = sum[cell]! + of(t, cell)
      return sum.slice()
    })
  }
  const among = (t: number, cell: number): number => graduates[t]![Math.floor(cell / 2) % occupations]!
  const local = (t: number, cell: number): number => came[t]![cell]! * (1 - inflow[t]!)
  const none = came.map((year) => new Float64Array(year.length))
  const fromElsewhere = summed((t, cell) => -came[t]![cell]! * inflow[t]!)
  return {
    economy: flows.economy,
    sectorMix: flows.sectorMix,
    staffing: flows.staffing,
    areaLead: flows.areaLead,
    exits: summed((t, cell) => left[t]![cell]!),
    graduates: summed((t, cell) => -local(t, cell) * among(t, cell)),
    migration: inflowDriver === 'migration' ? fromElsewhere : none,
    areaInflow: inflowDriver === 'areaInflow' ? fromElsewhere : none,
    otherEntrants: summed((t, cell) => cut[t]![cell]! - local(t, cell) * (1 - among(t, cell))),
  }
}

/**
 * Drivers of a figure: linear in its cells.
 * @param weights [cells] part of each cell that belongs to it
 * @param t       years after the base, 1..T
 */
export function sumDrivers(drivers: CellDrivers, weights: ArrayLike<number>, t: number): Record<CellDriver, number> {
  const entries = CELL_DRIVERS.map((driver) => {
    const values = drivers[driver][t - 1]!
    let sum = 0
    for (let cell = 0; cell < values.length; cell++) sum += weights[cell]! * values[cell]!
    return [driver, sum] as const
  })
  return Object.fromEntries(entries) as Record<CellDriver, number>
}
