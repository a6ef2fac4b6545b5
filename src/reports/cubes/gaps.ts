import type { BandValues } from '../../contracts/common.ts'
import type { GapRow } from '../../contracts/gaps.ts'
import type { Cube, CubeFigure } from '../cube.ts'
import { DIMENSION_NAMES, type NameOf } from './names.ts'

type Quantity = readonly [measure: string, unit: string, decimals: number, value: (row: GapRow) => BandValues | number]
const QUANTITIES: readonly Quantity[] = [
  ['demand', 'PS', 0, (r) => r.demand],
  ['supply', 'PS', 0, (r) => r.supply],
  ['gap', 'PS', 0, (r) => r.gap],
  ['gapPercent', 'PT', 2, (r) => r.gapPercent],
  ['normalisedGap', 'PT', 3, (r) => r.normalisedGap],
  ['expansionDemand', 'PS', 0, (r) => r.expansionDemand],
  ['replacementDemand', 'PS', 0, (r) => r.replacementDemand],
  ['jobOpenings', 'PS', 0, (r) => r.jobOpenings],
  ['pShortage', 'PN', 3, (r) => r.pShortage],
  ['pGapPositive', 'PN', 3, (r) => r.pGapPositive],
]
/** P10, P50 and P90 of a band; a single number has no statistic. */
export const statistics = (value: BandValues | number): readonly (readonly [string, number])[] =>
  typeof value === 'number'
    ? [['_Z', value]]
    : [
        ['P10', value.p10],
        ['P50', value.p50],
        ['P90', value.p90],
      ]

/** Gaps: area x sector x occupation x sex x measure x statistic x year. */
export const gapCube = (release: string, nameOf: NameOf): Cube<GapRow> => ({
  id: 'GAPS',
  dimensions: [
    { id: 'REF_AREA', label: DIMENSION_NAMES.REF_AREA, role: 'geo' },
    { id: 'SECTOR', label: DIMENSION_NAMES.SECTOR },
    { id: 'OCCUPATION', label: DIMENSION_NAMES.OCCUPATION },
    { id: 'SEX', label: DIMENSION_NAMES.SEX },
    { id: 'MEASURE', label: DIMENSION_NAMES.MEASURE, role: 'metric' },
    { id: 'STATISTIC', label: DIMENSION_NAMES.STATISTIC },
  ],
  attributes: [
    { id: 'ATTR_SECTOR_KIND', label: { vi: 'Loại ngành', en: 'Kind of sector' } },
    { id: 'ATTR_DEFINITION', label: DIMENSION_NAMES.REPLACEMENT_DEFINITION },
    { id: 'ATTR_RATING', label: { vi: 'Xếp hạng', en: 'Rating' } },
    { id: 'ATTR_BASE_STATUS', label: { vi: 'Trạng thái năm gốc', en: 'Status of the base year' } },
    { id: 'ATTR_RELEASE', label: { vi: 'Phiên bản công bố', en: 'Release' } },
  ],
  *figures(row): Generator<CubeFigure> {
    for (const [measure, unit, decimals, value] of QUANTITIES) {
      for (const [statistic, number] of statistics(value(row))) {
        yield {
          codes: [
            { code: row.area, label: nameOf('REF_AREA', row.area) },
            { code: row.sector, label: row.kind === 'occupation' ? nameOf('SECTOR', row.sector) : row.label },
            {
              code: row.occupation,
              label: row.kind === 'occupation' ? row.label : nameOf('OCCUPATION', row.occupation),
            },
            { code: row.sex, label: nameOf('SEX', row.sex) },
            { code: measure, label: nameOf('MEASURE', measure) },
            { code: statistic, label: nameOf('STATISTIC', statistic) },
          ],
          period: String(row.year),
          value: number,
          unit,
          decimals,
          obsStatus: row.obsStatus,
          confStatus: 'F',
          attributes: [row.kind, row.definitionId, row.rating, row.base.obsStatus, release],
        }
      }
    }
  },
})
