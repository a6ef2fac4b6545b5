import { decomposeFigure, SECTOR_DRIVERS, sectorDriverMeans } from '../../market/gaps/sector-drivers.ts'
import { lensWeights } from '../../market/gaps/simulate.ts'
import type { GapDriverRecord } from '../../storage/driver.ts'
import type { PublishInputs } from './inputs.ts'
import type { AreaGaps } from './market.ts'
import { gapId } from './records.ts'

/**
 * Rows of table `gap_driver` for every published figure. An area is set against the country whose draws it shares; in the
 * country, and in one sex of it, nothing leads the country, so that driver is left out there.
 */
export function driverRows({ lenses }: PublishInputs, markets: readonly AreaGaps[]): GapDriverRecord[] {
  const country = markets.find(({ area, sex }) => area === 'VN' && sex === 'T')!
  return markets.flatMap(({ area, sex, simulation: { market, figures } }) => {
    const isRegion = area !== country.area
    const means = sectorDriverMeans(market, isRegion ? country.simulation.market : market)
    return figures.flatMap((figure) => {
      const weights =
        figure.kind === 'lens'
          ? lensWeights(market.codes, lenses.find((lens) => lens.id === figure.code)!)
          : market.codes.map((code) => Number(figure.kind === 'total' || code === figure.code))
      const { drivers } = decomposeFigure(means, weights, figure.year - market.baseYear)
      const gap_id = gapId(area, figure.code, figure.year, sex)
      return SECTOR_DRIVERS.filter((driver) => isRegion || driver !== 'areaLead').map((driver) => ({
        gap_id,
        driver,
        persons: drivers[driver],
      }))
    })
  })
}
