import type { OpeningRow } from '../../contracts/openings.ts'
import type { Cube, CubeFigure } from '../cube.ts'
import { statistics } from './gaps.ts'
import { DIMENSION_NAMES, type NameOf } from './names.ts'

const QUANTITIES = ['expansionDemand', 'replacementDemand', 'jobOpenings'] as const

/** Openings: definition x area x sector x measure x statistic x year, summed from the base year. */
export const openingCube = (release: string, nameOf: NameOf): Cube<OpeningRow> => ({
  id: 'OPENINGS',
  dimensions: [
    { id: 'REPLACEMENT_DEFINITION', label: DIMENSION_NAMES.REPLACEMENT_DEFINITION },
    { id: 'REF_AREA', label: DIMENSION_NAMES.REF_AREA, role: 'geo' },
    { id: 'SECTOR', label: DIMENSION_NAMES.SECTOR },
    { id: 'MEASURE', label: DIMENSION_NAMES.MEASURE, role: 'metric' },
    { id: 'STATISTIC', label: DIMENSION_NAMES.STATISTIC },
  ],
  attributes: [
    { id: 'ATTR_SECTOR_KIND', label: { vi: 'Loại ngành', en: 'Kind of sector' } },
    { id: 'ATTR_YEARS_SUMMED', label: { vi: 'Số năm cộng dồn', en: 'Years summed' } },
    { id: 'ATTR_RELEASE', label: { vi: 'Phiên bản công bố', en: 'Release' } },
  ],
  *figures(row): Generator<CubeFigure> {
    for (const measure of QUANTITIES) {
      for (const [statistic, value] of statistics(row[measure])) {
        yield {
          codes: [
            { code: row.definitionId, label: nameOf('REPLACEMENT_DEFINITION', row.definitionId) },
            { code: row.area, label: nameOf('REF_AREA', row.area) },
            { code: row.sector, label: row.label },
            { code: measure, label: nameOf('MEASURE', measure) },
            { code: statistic, label: nameOf('STATISTIC', statistic) },
          ],
          period: String(row.year),
          value,
          unit: 'PS',
          decimals: 0,
          obsStatus: 'F',
          confStatus: 'F',
          attributes: [row.kind, String(row.years), release],
        }
      }
    }
  },
})
