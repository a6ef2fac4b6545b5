import { AppError } from '../../domain/errors.ts'
import type { MarketInput, SectorInput } from '../gaps/draws.ts'
import type { QuantilePath } from '../gaps/quantile-path.ts'
import type { RegionalMarketInput } from '../gaps/regional-draws.ts'
import { medians, movePath, ramp, yearsWithin } from './paths.ts'
import { ALL_AREAS, checkChange, type ScenarioChange } from './scenario.ts'

/** What the gap simulation is run on: a country, the areas on its draws, and the staffing that splits their gaps. */
export interface ScenarioInputs {
  readonly area: string
  readonly market: MarketInput
  readonly regions: readonly RegionalMarketInput[]
  /** Sector -> occupation -> share, each row summing to 1. */
  readonly staffing?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/**
 * The inputs under a scenario. Seed and draws stay, so base and scenario share every random number and their difference is
 * the effect of the changes (`compareScenario`).
 *
 * Changes of the country's demand reach the areas through its draws; changes of the labour force do not, since every area
 * has its own: name `*` or both. Changes are applied in order.
 *
 * @throws AppError INVALID_INPUT for an area, sector or occupation that is not there, a change that the named area cannot
 *         take, or one that leaves fewer than nobody
 */
export function applyScenario(inputs: ScenarioInputs, changes: readonly ScenarioChange[]): ScenarioInputs {
  return changes.reduce(applyChange, inputs)
}

function applyChange(inputs: ScenarioInputs, change: ScenarioChange): ScenarioInputs {
  checkChange(change)
  if (change.kind === 'exposure') return inputs
  if (change.kind === 'staffingShare') return shiftStaffing(inputs, change)
  const { area } = change
  const known = [inputs.area, ...inputs.regions.map((region) => region.area)]
  if (area !== ALL_AREAS && !known.includes(area))
    throw new AppError(
      'INVALID_INPUT',
      `A ${change.kind} change names area ${area}; there are ${known.join(', ')} and *.`,
    )
  switch (change.kind) {
    case 'participation':
    case 'migration':
    case 'retirement':
      return changeLabourForce(inputs, change)
    case 'sectorGrowth':
      return growSector(inputs, change)
    case 'sectorShare':
      countryOnly(inputs, change)
      return { ...inputs, market: shiftSectors(inputs.market, change) }
    case 'completion':
    case 'intake':
      countryOnly(inputs, change)
      return { ...inputs, market: turnEntrants(inputs.market, change) }
  }
}

type Of<K extends ScenarioChange['kind']> = Extract<ScenarioChange, { kind: K }>

/**
 * participation: L' = L (rate + points) / rate. migration: L' = L + people since `from` * participation.
 * retirement: L' = L (1 + shift * insured share * cohort share), and the exit rate falls by the yearly mean of it: those
 * who stay longer leave no job to be filled.
 */
function changeLabourForce(
  inputs: ScenarioInputs,
  change: Of<'participation' | 'migration' | 'retirement'>,
): ScenarioInputs {
  const { market, regions } = inputs
  if (change.kind === 'migration' && change.area === ALL_AREAS)
    throw new AppError('INVALID_INPUT', 'A migration change counts people: name the one area they move to, not *.')
  const concerns = (area: string): boolean => change.area === ALL_AREAS || change.area === area
  const move = (path: QuantilePath): QuantilePath =>
    movePath(path, market.horizon, (value, h) => labourForceUnder(change, value, market.baseYear + h))
  const isCountry = concerns(inputs.area)
  const saved = change.kind === 'retirement' && isCountry ? yearlyExitsSaved(change, market) : 0
  const sectors = market.sectors.map((sector) => ({
    ...sector,
    exitRate: { low: Math.max(0, sector.exitRate.low - saved), high: Math.max(0, sector.exitRate.high - saved) },
  }))
  const occupations = market.occupations && {
    ...market.occupations,
    exitRates: market.occupations.exitRates.map((row) => row.map((rate) => lowered(rate, saved))),
  }
  return {
    ...inputs,
    market: isCountry
      ? { ...market, sectors, labourForce: move(market.labourForce), ...(occupations && { occupations }) }
      : market,
    regions: regions.map((r) => (concerns(r.area) ? { ...r, labourForce: move(r.labourForce) } : r)),
  }
}

function lowered(rate: number | ArrayLike<number>, by: number): number | number[] {
  const less = (value: number): number => Math.max(0, value - by)
  return typeof rate === 'number' ? less(rate) : Array.from(rate, less)
}

function labourForceUnder(
  change: Of<'participation' | 'migration' | 'retirement'>,
  value: number,
  year: number,
): number {
  if (change.kind === 'participation') return value * (1 + (ramp(year, change) * change.points) / change.fromPercent)
  if (change.kind === 'migration')
    return value + (yearsWithin(year, change) * change.personsPerYear * change.participationPercent) / 100
  return value * (1 + ramp(year, change) * change.shiftYears * change.insuredShare * change.cohortShare)
}

function yearlyExitsSaved(change: Of<'retirement'>, { baseYear, horizon }: MarketInput): number {
  const reached = ramp(baseYear + horizon, change) - ramp(baseYear, change)
  return (reached * change.shiftYears * change.insuredShare * change.cohortShare) / horizon
}

/** D' = D (1 + points/100)^(years so far); the total follows by as many people as the median of the sector gains. */
function growSector(inputs: ScenarioInputs, change: Of<'sectorGrowth'>): ScenarioInputs {
  const { market } = inputs
  findSector(market, change.sector)
  const factor = (h: number): number => (1 + change.pointsPerYear / 100) ** yearsWithin(market.baseYear + h, change)
  if (change.area === inputs.area || change.area === ALL_AREAS)
    return {
      ...inputs,
      market: multiplySectors(market, new Map([[change.sector, factor]]), change.totalFollows ?? true),
    }
  const lead = Array.from({ length: market.horizon }, (_, k) => Math.log(factor(k + 1)))
  return {
    ...inputs,
    regions: inputs.regions.map((region) =>
      region.area !== change.area
        ? region
        : {
            ...region,
            sectors: region.sectors.map((sector) =>
              sector.code === change.sector
                ? { ...sector, logLead: lead.map((value, k) => value + (sector.logLead?.[k] ?? 0)) }
                : sector,
            ),
          },
    ),
  }
}

/** p = points of the medians' total: the giver's quantiles shrink by p / its median, the taker's grow by p / its own. */
function shiftSectors(market: MarketInput, change: Of<'sectorShare'>): MarketInput {
  const all = market.sectors.map(({ code, demand }) => medians(demand, market.horizon, code))
  const moved = (h: number): number =>
    ((ramp(market.baseYear + h, change) * change.points) / 100) * all.reduce((sum, path) => sum + path[h - 1]!, 0)
  const median = (code: string, h: number): number => all[market.sectors.indexOf(findSector(market, code))]![h - 1]!
  const factors = new Map([
    [change.fromSector, (h: number) => 1 - moved(h) / median(change.fromSector, h)],
    [change.toSector, (h: number) => 1 + moved(h) / median(change.toSector, h)],
  ])
  return multiplySectors(market, factors, false)
}

function multiplySectors(
  market: MarketInput,
  factors: ReadonlyMap<string, (h: number) => number>,
  totalFollows: boolean,
): MarketInput {
  const { horizon, totalDemand } = market
  const before = market.sectors.map(({ code, demand }) => medians(demand, horizon, code))
  const growth = Array.from({ length: horizon }, (_, k) => {
    const gained = market.sectors.reduce(
      (sum, { code }, i) => sum + before[i]![k]! * ((factors.get(code)?.(k + 1) ?? 1) - 1),
      0,
    )
    return 1 + gained / before.reduce((sum, path) => sum + path[k]!, 0)
  })
  return {
    ...market,
    sectors: market.sectors.map((sector) => {
      const factor = factors.get(sector.code)
      return factor ? { ...sector, demand: movePath(sector.demand, horizon, (v, h) => v * factor(h)) } : sector
    }),
    totalDemand:
      totalDemand && totalFollows ? movePath(totalDemand, horizon, (v, h) => v * growth[h - 1]!) : totalDemand,
  }
}

/**
 * Newcomers turn to sectors in constant shares, so a change of graduates counts for the part of the horizon in which it is
 * felt: a_i' = a_i (1 + (factor - 1) * share of the field * years felt / T). How many enter is the labour force's matter.
 */
function turnEntrants(market: MarketInput, change: Of<'completion' | 'intake'>): MarketInput {
  for (const code of Object.keys(change.entrantsFromField)) findSector(market, code)
  const first = change.from + (change.kind === 'intake' ? change.lengthYears : 0)
  const last = change.to + (change.kind === 'intake' ? change.lengthYears : 0)
  const { baseYear, horizon } = market
  const felt = Math.max(0, Math.min(last, baseYear + horizon) - Math.max(first, baseYear + 1) + 1) / horizon
  const factor = (code: string): number => 1 + (change.factor - 1) * (change.entrantsFromField[code] ?? 0) * felt
  const sectors = market.sectors.map(
    (sector): SectorInput => ({ ...sector, entrantShare: sector.entrantShare * factor(sector.code) }),
  )
  const { occupations } = market
  if (!occupations?.newcomers) return { ...market, sectors }
  const { newcomers } = occupations
  const pullPerHead = newcomers.pullPerHead.map((pull, i) => pull * factor(market.sectors[i]!.code))
  return { ...market, sectors, occupations: { ...occupations, newcomers: { ...newcomers, pullPerHead } } }
}

function shiftStaffing(inputs: ScenarioInputs, change: Of<'staffingShare'>): ScenarioInputs {
  const row = inputs.staffing?.[change.sector]
  const left = (row?.[change.fromOccupation] ?? 0) - change.points / 100
  const right = (row?.[change.toOccupation] ?? Number.NaN) + change.points / 100
  if (!(left >= 0 && right >= 0 && right <= 1))
    throw new AppError(
      'INVALID_INPUT',
      `${change.points} points of staffing cannot go from ${change.fromOccupation} to ${change.toOccupation} in ${change.sector}: they have ${row?.[change.fromOccupation]} and ${row?.[change.toOccupation]}.`,
    )
  const moved = { ...row, [change.fromOccupation]: left, [change.toOccupation]: right }
  return { ...inputs, staffing: { ...inputs.staffing, [change.sector]: moved } }
}

function countryOnly(inputs: ScenarioInputs, change: Of<'sectorShare' | 'completion' | 'intake'>): void {
  if (change.area !== inputs.area)
    throw new AppError(
      'INVALID_INPUT',
      `A ${change.kind} change acts on ${inputs.area}, whose draws its areas share; it cannot be of ${change.area} alone.`,
    )
}

function findSector(market: MarketInput, code: string): SectorInput {
  const found = market.sectors.find((sector) => sector.code === code)
  if (!found)
    throw new AppError(
      'INVALID_INPUT',
      `There is no sector ${code}; there are ${market.sectors.map((s) => s.code).join(', ')}.`,
    )
  return found
}

/** Exposures of a scenario, to be shown beside its figures; they changed none. */
export function exposuresOf(changes: readonly ScenarioChange[]): Of<'exposure'>[] {
  return changes.filter((change) => change.kind === 'exposure')
}
