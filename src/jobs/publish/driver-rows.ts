import { CELL_DRIVERS, type CellDriver, type CellDrivers, sumDrivers } from '../../market/gaps/cell-drivers.ts'
import { lensWeights } from '../../market/gaps/simulate.ts'
import type { GapDriverRecord } from '../../storage/driver.ts'
import type { GapRecord } from '../../storage/release.ts'
import type { PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'
import { SECTIONS } from './national.ts'

/**
 * Rows of table `gap_driver` for every published figure, whole economy, sector, lens, sex or occupation. A driver that cannot be is
 * left out: nothing leads the country in the country, and within whole sectors the shares of occupations and sexes cancel.
 */
export function driverRows(
  { lenses }: PublishInputs,
  markets: readonly AreaGaps[],
  gaps: readonly GapRecord[],
): GapDriverRecord[] {
  const weights = new Map(lenses.map((lens) => [lens.id, lensWeights(SECTIONS, lens)]))
  return markets.flatMap(({ area, margins, drivers, simulation: { market } }) => {
    if (!margins || !drivers) return []
    const { occupations } = margins
    return gaps
      .filter((gap) => gap.area_id === area)
      .flatMap((gap): GapDriverRecord[] => {
        const cells = cellWeights(gap, occupations, (i) => sectorWeight(gap, weights, i))
        const persons = sumDrivers(drivers, cells, gap.year - market.baseYear)
        return CELL_DRIVERS.filter((driver) => canBe(driver, gap, drivers)).map((driver) => ({
          gap_id: gap.gap_id,
          driver,
          persons: persons[driver],
        }))
      })
  })
}

function sectorWeight(gap: GapRecord, lenses: ReadonlyMap<string, readonly number[]>, i: number): number {
  if (gap.sector_kind === 'section') return Number(SECTIONS[i] === gap.sector)
  return gap.sector_kind === 'lens' ? lenses.get(gap.sector)![i]! : 1
}

/** [I*O*2] part of each cell that belongs to a figure. */
function cellWeights(
  { sex, sector_kind, occupation }: GapRecord,
  occupations: readonly string[],
  ofSector: (i: number) => number,
): Float64Array {
  const width = occupations.length
  return Float64Array.from({ length: SECTIONS.length * width * 2 }, (_, cell) => {
    const isSex = sex === 'T' || (cell % 2 === 0 ? 'F' : 'M') === sex
    const isOccupation = sector_kind !== 'occupation' || occupations[Math.floor(cell / 2) % width] === occupation
    return isSex && isOccupation ? ofSector(Math.floor(cell / 2 / width)) : 0
  })
}

function canBe(driver: CellDriver, { sex, sector_kind }: GapRecord, drivers: CellDrivers): boolean {
  if (driver === 'staffing') return sector_kind === 'occupation' || sex !== 'T'
  const isOfCountryOrArea = driver === 'areaLead' || driver === 'migration' || driver === 'areaInflow'
  return !isOfCountryOrArea || drivers[driver].some((year) => year.some((persons) => persons !== 0))
}
