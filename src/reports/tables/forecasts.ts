import type { Meta } from '../../contracts/common.ts'
import type { AccuracyRow, ForecastPoint, HistoryPoint } from '../../contracts/forecasts.ts'
import { inOneLanguage, number, type Table, text } from '../table.ts'

/** A line of a forecast table: a period of the history or of the forecast. */
export interface ForecastLine {
  readonly period: string
  readonly value: number | null
  readonly horizon: number | null
  readonly quantiles: Readonly<Record<string, number>>
  readonly obsStatus: string
}

/** History first, then the forecasts with their mean as value. */
export const forecastLines = (history: readonly HistoryPoint[], rows: readonly ForecastPoint[]): ForecastLine[] => [
  ...history.map((h): ForecastLine => ({ ...h, horizon: null, quantiles: {} })),
  ...rows.map((r): ForecastLine => ({ ...r, value: r.mean })),
]

/** @param quantiles keys such as `0.1`; each gets a column `q0.1` */
export const forecastTable = (meta: Meta, target: string, quantiles: readonly string[]): Table<ForecastLine> => ({
  name: 'forecasts',
  title: { vi: 'Dự báo', en: 'Forecasts' },
  columns: [
    text('target', 'Chuỗi', 'Target', () => target, 34),
    text('period', 'Kỳ', 'Period', (r) => r.period, 10),
    number('value', 'Giá trị (trung bình dự báo)', 'Value (forecast: mean)', 'count', (r) => r.value),
    ...quantiles.map((q) =>
      number<ForecastLine>(`q${q}`, `Phân vị ${q}`, `Quantile ${q}`, 'count', (r) => r.quantiles[q] ?? null),
    ),
    number('horizon', 'Tầm dự báo', 'Horizon', 'count', (r) => r.horizon),
    text('obs_status', 'Trạng thái', 'Status', (r) => r.obsStatus, 10),
    text('unit', 'Đơn vị', 'Unit', () => meta.unit, 8),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
    text('method', 'Phương pháp', 'Method', (_, lang) => inOneLanguage(meta.method, lang), 60),
  ],
})

export const accuracyTable = (meta: Meta): Table<AccuracyRow> => ({
  name: 'accuracy',
  title: { vi: 'Độ chính xác', en: 'Accuracy' },
  columns: [
    text('target', 'Chuỗi', 'Target', (r) => r.target, 34),
    text('area', 'Địa bàn', 'Area', (r) => r.area, 10),
    text('measure', 'Chỉ tiêu', 'Measure', (r) => r.measure, 14),
    text('industry', 'Ngành', 'Industry', (r) => r.industry, 14),
    text('sex', 'Giới tính', 'Sex', (r) => r.sex, 9),
    text('contender', 'Phương pháp dự báo', 'Contender', (r) => r.contender, 18),
    number('horizon', 'Tầm dự báo', 'Horizon', 'count', (r) => r.horizon),
    number('n', 'Số sai số', 'Errors', 'count', (r) => r.n),
    number('mae', 'MAE', 'MAE', 'decimal', (r) => r.mae),
    number('mase', 'MASE', 'MASE', 'decimal', (r) => r.mase),
    number('wape', 'WAPE', 'WAPE', 'decimal', (r) => r.wape),
    number('s_crps', 'sCRPS', 'sCRPS', 'decimal', (r) => r.sCRPS),
    number('cov80', 'Độ phủ khoảng 80 %', 'Coverage of 80 %', 'share', (r) => r.cov80),
    number('cov95', 'Độ phủ khoảng 95 %', 'Coverage of 95 %', 'share', (r) => r.cov95),
    number('weight', 'Trọng số', 'Weight', 'share', (r) => r.weight),
    text('published', 'Được công bố', 'Published', (r) => r.published, 10),
    text('release', 'Phiên bản', 'Release', () => meta.release, 20),
  ],
})
