import { createRandom } from '../../domain/random.ts'
import { drawIndex } from './draw-index.ts'
import type { GapDraws } from './draws.ts'
import { checkOccupationMarket, inYear, type OccupationMarketInput } from './occupation-market.ts'
import { drawStaffing } from './staffing-draws.ts'

/**
 * State of the joint simulation in one year. Rows are [cell][draw], contiguous over draws, so that every step is a loop over
 * neighbouring numbers; a cell is (sector * O + occupation) * 2 + sex.
 */
export interface OccupationYear {
  /** Years after the base year. */
  readonly t: number
  /** [I*O*2][D] persons. */
  readonly demand: Float64Array
  readonly supply: Float64Array
  /** [I*O*2][D] demand of the years 0..t added up, for means over the horizon. */
  readonly demandSum: Float64Array
  /** [I*O*2][D] people who left the labour force in the years 1..t. */
  readonly leavers: Float64Array
  /** [I*O*2][D] people who left it in year t. */
  readonly left: Float64Array
  /** [I*O*2][D] permanent exits to be replaced in year t: exit rate times mid-year demand. */
  readonly replaced: Float64Array
}

/** [I][D] what the cells of each sector add up to in one year, persons. */
export type SectorSums = Readonly<Record<'supply' | 'left' | 'replaced', Float64Array>>

/** Who wants to know what; arrays are used again, so read them and do not keep them. */
export interface OccupationReaders {
  /** Called for t = 1..T with the sectors' supply, and with their leavers and replacement (else 0) where `flows` is asked for. */
  readonly sectors?: (t: number, sums: SectorSums) => void
  /** Default: whether there are `cells`. Without flows demand by cell is not drawn: supply does not depend on it. */
  readonly flows?: boolean
  /** Called for t = 1..T. */
  readonly cells?: (year: OccupationYear) => void
}

/** Draws that are taken through a year together: the cells of so many fit a processor's own memory. */
const BLOCK = 64

/**
 * Splits every draw of a market of sectors into occupations and sexes, year by year.
 *
 *     D[i,o,s,t] = D[i,t] sigma[o|i,t] w[s|i,o,t]                                  (`drawStaffing`)
 *     S[i,o,s,t] = S[i,o,s,t-1] (1 - x[o,s,t]) + g[i|o] a[o,s,t] N[s,t]          S_0 = D_0
 *     N[s,t]     = L[s,t] - sum_io S[i,o,s,t-1] (1 - x[o,s,t])                     L_t: labour supply of the draw
 *
 * a are the entrants' shares drawn once a draw and rescaled, g the sectors they find work in; or both together are the
 * newcomers of `NewcomerDraw`. When N is negative the loss is
 * shared in proportion to those who stay. In every draw and year the cells' demand adds up to the sector's draw, and their
 * supply to the draw of the labour supply: margins hold and people are conserved.
 */
export function runOccupationKernel(
  market: GapDraws,
  input: OccupationMarketInput,
  { sectors, cells, flows = cells !== undefined }: OccupationReaders,
): void {
  checkOccupationMarket(market, input)
  const { draws, horizon } = market
  const width = input.occupations.length
  const size = market.codes.length * width * 2 * draws
  const noise = market.cellNoise ?? drawNoise(market, input)
  const staff = drawStaffing(market, input)
  const row = (length: number): Float64Array => new Float64Array(length)
  const demand = row(size)
  staff(0, demand)
  const before = demand.slice()
  const supply = demand.slice()
  const kept = flows ? { left: row(size), replaced: row(size) } : null
  const running = cells ? { demandSum: demand.slice(), leavers: row(size) } : null
  const bySector = () => row(market.codes.length * draws)
  const sums = { supply: bySector(), left: bySector(), replaced: bySector() }
  const base = [0, 1].map((sex) => totalOfSex(demand, sex, draws))
  const bySex = (length: number) => [row(length), row(length)]
  const force = bySex(draws)
  const exits = row(width * 2 * draws)
  const step = {
    draws,
    width,
    supply,
    force,
    exits,
    wishes: row(size),
    entry: entryOf(market, input, noise, before),
    noise,
    block: { staying: bySex(BLOCK), wishes: bySex(BLOCK) },
  }
  for (let t = 1; t <= horizon; t++) {
    for (let sex = 0; sex < 2; sex++) labourSupply(market, input, noise, base, sex, t, force[sex]!)
    exitShares(input, noise, t, draws, exits)
    if (kept) {
      if (t > 1) before.set(demand)
      staff(t, demand)
      recordFlows(step, { before, demand, ...kept }, sums)
    }
    sums.supply.fill(0)
    for (let from = 0; from < draws; from += BLOCK)
      stepSupply(step, t, from, Math.min(draws, from + BLOCK), sums.supply)
    sectors?.(t, sums)
    if (!running || !kept) continue
    add(demand, running.demandSum)
    add(kept.left, running.leavers)
    cells?.({ t, demand, supply, ...kept, ...running })
  }
}

function add(values: Float64Array, sums: Float64Array): void {
  for (let k = 0; k < sums.length; k++) sums[k] = sums[k]! + values[k]!
}

/** Random numbers of the people in the cells: those of a country serve its areas. */
export interface CellNoise {
  /** [O*2][D] factors of entrant shares; [D] factor of exits, error of women's part of supply. */
  readonly entrants: Float64Array
  /** [I][D] factors of the sectors' pull. */
  readonly pull: Float64Array
  readonly exits: Float64Array
  readonly supply: Float64Array
}

/** Draws them; the seed alone decides, so a second call gives the same. */
export function drawNoise(
  { codes, draws, seed }: Pick<GapDraws, 'codes' | 'draws' | 'seed'>,
  input: OccupationMarketInput,
): CellNoise {
  const random = createRandom(seed).fork('occupations')
  const { exitSd = 0.1, entrantSd = 0.15 } = input
  const scores = (name: string, rows: number): Float64Array => {
    const stream = random.fork(name)
    return Float64Array.from({ length: rows * draws }, () => stream.normal())
  }
  return {
    entrants: scores('entrants', input.occupations.length * 2).map((z) => Math.exp(entrantSd * z)),
    pull: scores('pull', input.newcomers ? codes.length : 0).map((z) => Math.exp(input.newcomers!.sectorSd * z)),
    exits: scores('exits', 1).map((z) => Math.exp(exitSd * z)),
    supply: scores('supply', 1),
  }
}

/** [D] labour supply of one sex: the sectors' supply in the draw, shared between the sexes as the cohort model says. */
function labourSupply(
  market: GapDraws,
  { womenOfSupply, womenOfSupplySd = 0.01 }: OccupationMarketInput,
  noise: CellNoise,
  base: readonly Float64Array[],
  sex: number,
  t: number,
  out: Float64Array,
): void {
  const odds = (share: number): number => Math.log(share / (1 - share))
  const change = odds(womenOfSupply[t]!) - odds(womenOfSupply[0]!)
  for (let d = 0; d < market.draws; d++) {
    const people = market.labourSupply[d * (market.horizon + 1) + t]!
    const first = Math.log(base[0]![d]! / base[1]![d]!)
    const women = 1 / (1 + Math.exp(-first - change - womenOfSupplySd * Math.sqrt(t) * noise.supply[d]!))
    out[d] = people * (sex === 0 ? women : 1 - women)
  }
}

/** [O*2][D] share of the people of each occupation and sex who leave in a year. */
function exitShares(input: OccupationMarketInput, noise: CellNoise, t: number, draws: number, out: Float64Array): void {
  input.exitRates.forEach((rates, sex) => {
    rates.forEach((path, o) => {
      const rate = inYear(path, t)
      const row = (o * 2 + sex) * draws
      for (let d = 0; d < draws; d++) out[row + d] = Math.min(0.95, rate * noise.exits[d]!)
    })
  })
}

/** What a year of supply is drawn from; [cells] are (sector * O + occupation) * 2 + sex. */
interface Step {
  readonly draws: number
  readonly width: number
  /** [cells][D] */
  readonly supply: Float64Array
  /** [cells][D] room for how much newcomers want each cell. */
  readonly wishes: Float64Array
  /** [2][D] labour supply of each sex. */
  readonly force: readonly Float64Array[]
  /** [O*2][D] from `exitShares`. */
  readonly exits: Float64Array
  readonly entry: Entry
  readonly noise: CellNoise
  /** [2][BLOCK] room for sums over the cells of a sex. */
  readonly block: Readonly<Record<'staying' | 'wishes', readonly Float64Array[]>>
}

/** How much newcomers want a cell in a year: a number, times what a draw has of it. */
interface Entry {
  readonly wanted: (cell: number, sex: number, t: number) => number
  /** [cells][D] and [I][D] */
  readonly base: Float64Array
  readonly pull: Float64Array
}

function entryOf(market: GapDraws, input: OccupationMarketInput, noise: CellNoise, base: Float64Array): Entry {
  const width = input.occupations.length
  const { newcomers } = input
  if (newcomers) {
    const { pullPerHead, tilt } = newcomers
    const wanted = (cell: number, _: number, t: number): number =>
      pullPerHead[Math.floor(cell / width)]! * tilt[t - 1]![cell % width]!
    return { wanted, base: base.slice(), pull: noise.pull }
  }
  const places = sectorPlaces(market, input)
  const alike = (length: number): Float64Array => new Float64Array(length).fill(1)
  return {
    wanted: (cell, sex, t) => places[cell]! * inYear(input.entrantShares![sex]![cell % width]!, t),
    base: alike(base.length),
    pull: alike(market.codes.length * market.draws),
  }
}

/**
 * Takes the supply of the draws `from` to `to`, the latter excluded, through a year: exits, then entrants up to the labour supply
 * of each sex; where it lacks room, all who stay are cut alike.
 */
function stepSupply(step: Step, t: number, from: number, to: number, sectors: Float64Array): void {
  const { draws, width, supply, block } = step
  const cells = supply.length / (2 * draws)
  const length = to - from
  for (let sex = 0; sex < 2; sex++) {
    const staying = block.staying[sex]!.fill(0)
    const wishes = block.wishes[sex]!.fill(0)
    for (let cell = 0; cell < cells; cell++) leave(step, cell, sex, t, from, length)
    for (let k = 0; k < length; k++) {
      const people = step.force[sex]![from + k]!
      wishes[k] = (people - staying[k]!) / wishes[k]!
      staying[k] = Math.min(1, people / staying[k]!)
    }
  }
  for (let cell = 0; cell < cells; cell++)
    for (let sex = 0; sex < 2; sex++)
      attach(step, (cell * 2 + sex) * draws + from, sex, sectors, Math.floor(cell / width) * draws + from, length)
}

/** Exits from a cell, and how much newcomers want it, added up over the cells of the sex. */
function leave(step: Step, cell: number, sex: number, t: number, from: number, length: number): void {
  const { draws, width, supply, wishes, exits } = step
  const { base, pull } = step.entry
  const { entrants } = step.noise
  const wanted = step.entry.wanted(cell, sex, t)
  const staying = step.block.staying[sex]!
  const wishing = step.block.wishes[sex]!
  const row = (cell * 2 + sex) * draws + from
  const group = ((cell % width) * 2 + sex) * draws + from
  const sector = Math.floor(cell / width) * draws + from
  for (let k = 0; k < length; k++) {
    const stay = supply[row + k]! - supply[row + k]! * exits[group + k]!
    const wish = wanted * base[row + k]! * entrants[group + k]! * pull[sector + k]!
    supply[row + k] = stay
    wishes[row + k] = wish
    staying[k] = staying[k]! + stay
    wishing[k] = wishing[k]! + wish
  }
}

function attach(step: Step, row: number, sex: number, sectors: Float64Array, sector: number, length: number): void {
  const { supply, wishes } = step
  const cut = step.block.staying[sex]!
  const perWish = step.block.wishes[sex]!
  for (let k = 0; k < length; k++) {
    const stay = supply[row + k]! * cut[k]!
    const people = perWish[k]! > 0 ? stay + wishes[row + k]! * perWish[k]! : stay
    supply[row + k] = people
    sectors[sector + k] = sectors[sector + k]! + people
  }
}

/** Leavers of a year, and the jobs to be filled after them: exits of those who hold the jobs of its middle. */
function recordFlows(
  { draws, width, supply, exits }: Step,
  flows: Readonly<Record<'before' | 'demand' | 'left' | 'replaced', Float64Array>>,
  sums: SectorSums,
): void {
  sums.left.fill(0)
  sums.replaced.fill(0)
  for (let row = 0; row < supply.length / draws; row++)
    flowsOfRow(
      flows,
      sums,
      supply,
      exits,
      row * draws,
      (row % (width * 2)) * draws,
      Math.floor(row / (width * 2)) * draws,
      draws,
    )
}

function flowsOfRow(
  { before, demand, left, replaced }: Readonly<Record<'before' | 'demand' | 'left' | 'replaced', Float64Array>>,
  sums: SectorSums,
  supply: Float64Array,
  exits: Float64Array,
  row: number,
  group: number,
  sector: number,
  draws: number,
): void {
  const leavers = sums.left
  const openings = sums.replaced
  for (let d = 0; d < draws; d++) {
    const share = exits[group + d]!
    const gone = supply[row + d]! * share
    const opened = 0.5 * (before[row + d]! + demand[row + d]!) * share
    left[row + d] = gone
    replaced[row + d] = opened
    leavers[sector + d] = leavers[sector + d]! + gone
    openings[sector + d] = openings[sector + d]! + opened
  }
}

/** [I*O] g: shares over sectors of each occupation's entrants, each occupation's summing to 1. */
function sectorPlaces(
  market: GapDraws,
  { sectorOfEntrants, shares, occupations }: OccupationMarketInput,
): Float64Array {
  const width = occupations.length
  const sectors = market.codes.length
  const places = Float64Array.from(sectorOfEntrants ?? shares)
  if (!sectorOfEntrants)
    for (let i = 0; i < sectors; i++) {
      let people = 0
      for (let d = 0; d < market.draws; d++) people += market.demand[drawIndex(market, d, i, 0)]!
      for (let o = 0; o < width; o++) places[i * width + o] = places[i * width + o]! * people
    }
  for (let o = 0; o < width; o++) {
    let sum = 0
    for (let i = 0; i < sectors; i++) sum += places[i * width + o]!
    for (let i = 0; i < sectors; i++) places[i * width + o] = sum > 0 ? places[i * width + o]! / sum : 1 / sectors
  }
  return places
}

function totalOfSex(cells: Float64Array, sex: number, draws: number): Float64Array {
  const total = new Float64Array(draws)
  for (let row = sex * draws; row < cells.length; row += 2 * draws)
    for (let d = 0; d < draws; d++) total[d] = total[d]! + cells[row + d]!
  return total
}
