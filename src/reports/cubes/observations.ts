import type { ObservationRow } from '../../contracts/observations.ts'
import type { Cube, CubeFigure } from '../cube.ts'
import { DIMENSION_NAMES, type NameOf } from './names.ts'

const DIMENSIONS = [
  ['FREQ', (r: ObservationRow) => r.frequency],
  ['REF_AREA', (r: ObservationRow) => r.area],
  ['MEASURE', measureOf],
  ['SEX', (r: ObservationRow) => r.sex],
  ['INDUSTRY', (r: ObservationRow) => r.industry],
  ['OCCUPATION', (r: ObservationRow) => r.occupation],
  ['AGE', (r: ObservationRow) => r.age],
  ['CONCEPT', (r: ObservationRow) => r.concept],
  ['DATA_SOURCE', (r: ObservationRow) => r.source],
  ['UNIT_MEASURE', (r: ObservationRow) => r.unit],
] as const
/** What a dataset kept as published tells apart by dimensions of its own is told apart by the code of its measure here. */
function measureOf({ measure, dimensions }: ObservationRow): string {
  const own = Object.entries(dimensions ?? {}).map(([id, code]) => `${id}=${code}`)
  return own.length === 0 ? measure : `${measure}[${own.join(';')}]`
}
const VINTAGE = ['VINTAGE', (r: ObservationRow) => r.vintage] as const
const ROLES: Readonly<Record<string, 'geo' | 'metric'>> = { REF_AREA: 'geo', MEASURE: 'metric' }

/**
 * Published figures by everything that makes a series one. The day of publication is a dimension where every vintage was asked
 * for, and else an attribute: then each period has one.
 */
export function observationCube(nameOf: NameOf, everyVintage: boolean): Cube<ObservationRow> {
  const dimensions = everyVintage ? [...DIMENSIONS, VINTAGE] : DIMENSIONS
  return {
    id: everyVintage ? 'OBSERVATIONS_BY_VINTAGE' : 'OBSERVATIONS',
    dimensions: dimensions.map(([id]) => ({
      id,
      label: DIMENSION_NAMES[id],
      ...(ROLES[id] ? { role: ROLES[id] } : {}),
    })),
    attributes: [
      ...(everyVintage ? [] : [{ id: 'ATTR_VINTAGE', label: DIMENSION_NAMES.VINTAGE }]),
      { id: 'ATTR_BREAK', label: { vi: 'Gián đoạn chuỗi', en: 'Break in series' } },
      { id: 'SOURCE_FILE_NOTE', label: { vi: 'Tệp và dòng', en: 'File and line' } },
      { id: 'COMMENT_OBS', label: { vi: 'Ghi chú', en: 'Note' } },
    ],
    *figures(row): Generator<CubeFigure> {
      yield {
        codes: dimensions.map(([id, of]) => ({ code: of(row), label: nameOf(id, of(row)) })),
        period: row.period,
        value: row.value,
        unit: row.unit,
        decimals: row.unit === 'PS' ? 0 : 2,
        obsStatus: row.obsStatus,
        confStatus: row.confStatus,
        attributes: [
          ...(everyVintage ? [] : [row.vintage]),
          row.isBreak ? 'B' : null,
          `${row.file}:${row.line}`,
          row.note,
        ],
      }
    },
  }
}
