import type { ForecastQuery } from '../../contracts/forecasts.ts'
import type { ObsStatus } from '../../domain/series.ts'
import type { Cube, CubeFigure } from '../cube.ts'
import type { ForecastLine } from '../tables/forecasts.ts'
import { DIMENSION_NAMES, type NameOf } from './names.ts'

/** `0.1` is P10, `0.025` P2.5. */
const quantileCode = (quantile: string): string => `P${Number((100 * Number(quantile)).toPrecision(12))}`

/** History and forecast of one quantity: the history and the mean under MEAN, quantiles under P10 and so on. */
export const forecastCube = (
  release: string,
  { area, measure, industry, sex }: Pick<ForecastQuery, 'area' | 'measure' | 'industry' | 'sex'>,
  unit: string,
  nameOf: NameOf,
): Cube<ForecastLine> => ({
  id: 'FORECASTS',
  dimensions: [
    { id: 'REF_AREA', label: DIMENSION_NAMES.REF_AREA, role: 'geo' },
    { id: 'MEASURE', label: DIMENSION_NAMES.MEASURE, role: 'metric' },
    { id: 'INDUSTRY', label: DIMENSION_NAMES.INDUSTRY },
    { id: 'SEX', label: DIMENSION_NAMES.SEX },
    { id: 'STATISTIC', label: DIMENSION_NAMES.STATISTIC },
  ],
  attributes: [
    { id: 'ATTR_HORIZON', label: { vi: 'Tầm dự báo', en: 'Horizon' } },
    { id: 'ATTR_RELEASE', label: { vi: 'Phiên bản công bố', en: 'Release' } },
  ],
  *figures(line): Generator<CubeFigure> {
    const fixed = [
      { code: area, label: nameOf('REF_AREA', area) },
      { code: measure, label: nameOf('MEASURE', measure) },
      { code: industry, label: nameOf('INDUSTRY', industry) },
      { code: sex, label: nameOf('SEX', sex) },
    ]
    const figure = (statistic: string, value: number | null): CubeFigure => ({
      codes: [...fixed, { code: statistic, label: nameOf('STATISTIC', statistic) }],
      period: line.period,
      value,
      unit,
      decimals: 0,
      obsStatus: line.obsStatus as ObsStatus,
      confStatus: 'F',
      attributes: [line.horizon === null ? null : String(line.horizon), release],
    })
    yield figure('MEAN', line.value)
    for (const [quantile, value] of Object.entries(line.quantiles)) yield figure(quantileCode(quantile), value)
  },
})
